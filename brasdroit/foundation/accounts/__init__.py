"""Accounts, memberships, workstations and PINs."""
