"""The practice itself: its identity, sites, rooms and devices."""
