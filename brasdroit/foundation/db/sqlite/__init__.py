"""Django's SQLite backend, reading identifiers and instants faster."""
