"""The people of the practice: one person in one role, with what that role needs to be known."""
