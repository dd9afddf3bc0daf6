"""« Par où passer ? »: the ways to the qualification, for anybody."""
