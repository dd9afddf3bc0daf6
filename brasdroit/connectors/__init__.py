"""Adapters to the outside, one folder each, each with a fake."""
