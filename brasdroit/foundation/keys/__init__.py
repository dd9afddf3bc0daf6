"""Keys kept outside the database: those of the documents, and the recovery code of the backups (ADR 0008)."""
