"""Which vaccines were given and count, which one comes next and when, for any schedule given as data."""
