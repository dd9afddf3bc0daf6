"""Tenants and the scope every query runs in."""
