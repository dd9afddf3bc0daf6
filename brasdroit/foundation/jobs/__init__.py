"""Background work on django-tasks' database queue, and the small periodic scheduler on it."""
