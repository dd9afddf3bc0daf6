"""« Postes partagés »: the computers where PINs work."""
