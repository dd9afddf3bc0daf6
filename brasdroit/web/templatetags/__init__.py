"""Template libraries of the workspace."""
