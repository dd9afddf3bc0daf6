"""« brasdroit doctor »: what holds the installation up, looked at piece by piece, each with what to do."""
