"""« À faire »: the team's tasks."""
