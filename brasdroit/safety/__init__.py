"""Activity 3: contamination risk and health safety."""
