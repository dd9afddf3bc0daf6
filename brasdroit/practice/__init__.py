"""Who acts: organisation, members, missions and delegations."""
