"""The team’s board and the screen of the room."""
