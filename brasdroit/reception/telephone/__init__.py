"""The telephone sheet: who calls, why, what to do next. It signals what the doctor wrote; it never concludes."""
