"""The practice: missions, organisation, team, journal."""
