"""Missions: what each doctor entrusts to each assistant, and what can never be entrusted."""
