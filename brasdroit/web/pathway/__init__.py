"""The pages of the care pathway."""
