"""Activity 4: operational assistance (preparation, measurements, procedures, stock)."""
