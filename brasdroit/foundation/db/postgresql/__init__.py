"""PostgreSQL, told with every transaction which tenant it serves."""
