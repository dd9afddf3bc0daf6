"""Deadlines: enrol by, certify by, adaptation by, AFGSU until."""
