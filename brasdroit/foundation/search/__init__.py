"""Free-text search: folding, tokens, French phonetics, typing slips, and the reading of what was typed."""
