"""The serving processes: a supervisor, some web processes, one worker."""
