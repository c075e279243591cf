"""Commands of the demonstration portal."""
