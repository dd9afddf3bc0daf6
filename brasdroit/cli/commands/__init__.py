"""One module per sub-command: ``add(parser)`` declares its options, ``run(options)`` does the work."""
