"""Reading what is to be matched, and matching it. Nothing here writes."""
