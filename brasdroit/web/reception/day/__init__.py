"""Ma journée: what needs me now."""
