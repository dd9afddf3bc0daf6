"""The platform: accounts, tenancy, permissions, audit, events, jobs, live, files, search, clock, codes. No medical word."""
