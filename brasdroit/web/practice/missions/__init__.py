"""« Missions confiées »."""
