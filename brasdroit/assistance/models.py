"""The floor's tables, re-exported for Django."""

