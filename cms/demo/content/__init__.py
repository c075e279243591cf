"""What the demonstration portal says: English source texts, as typed data.

Nothing here touches the database. Blocks are written with the functions of `blocks`; what they
point at (a page, a picture, an organisation) is named by a key, and the builder puts the primary
key there once the thing exists.
"""
