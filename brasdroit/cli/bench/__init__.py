"""`brasdroit bench`: a practice of a given size, the real server, and a client that measures what a person waits for."""
