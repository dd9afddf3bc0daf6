"""Assessing: from the criteria to the proposal made to the jury."""
