"""The living practice of `--demo` and the large lists of the bench: synthetic people only."""
