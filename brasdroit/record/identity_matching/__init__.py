"""Records of one person in a whole file or practice: blocking, comparison, weights learned from the file."""
