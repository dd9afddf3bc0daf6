"""Reading the waiting room: the team's board, the public screen, the arrival, the figures."""
