"""Activity 2: reception and administration (agenda, waiting room, telephone)."""
