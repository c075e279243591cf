"""The baseline: a Wagtail as its own project template makes it, with both of its APIs."""
