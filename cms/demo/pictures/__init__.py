"""The demo's pictures, drawn in code and the same at every run."""
