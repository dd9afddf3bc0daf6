"""The workspace: HTML and htmx. No model."""
