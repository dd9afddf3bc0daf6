"""What surrounds every page: the actor, French errors, reads that cannot write."""
