"""Calls, instructions for calls, emergencies."""
