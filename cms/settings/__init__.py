"""Settings: what is the same everywhere in `base`, what differs in the other three.

The environment is read here and nowhere else.
"""
