"""« Le cabinet »: its sheet, sites, rooms and devices."""
