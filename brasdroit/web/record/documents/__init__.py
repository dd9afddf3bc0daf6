"""Documents: received, filed, read."""
