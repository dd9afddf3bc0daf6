"""Documents of the record: what they are, where their bytes lie."""
