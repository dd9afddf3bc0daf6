"""What the pages of prevention do."""
