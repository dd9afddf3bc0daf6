"""The user guide inside the workspace: one page per working situation."""
