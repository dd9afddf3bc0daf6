"""Django configuration. No business word lives here."""
