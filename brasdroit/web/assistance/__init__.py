"""The pages of the operational assistance."""
