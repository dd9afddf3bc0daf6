"""« Sauvegardes »: how the backups stand, when they are made, the recovery code."""
