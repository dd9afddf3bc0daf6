"""Commands, thin: they call services and selectors."""
