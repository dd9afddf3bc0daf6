"""The CDC's immunisation data and test cases, read for the engine: American rules, only to prove its logic."""
