"""« Équipe »: the people of the practice."""
