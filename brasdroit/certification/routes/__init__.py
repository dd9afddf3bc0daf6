"""Which way to the qualification: the routes open to a person, and why the others are closed."""
