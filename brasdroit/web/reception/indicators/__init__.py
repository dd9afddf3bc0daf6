"""The figures of waiting, preparation and consultation."""
