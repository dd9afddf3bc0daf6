"""Tables that come from and go to files: CSV in the encodings and separators people have, and XLSX."""
