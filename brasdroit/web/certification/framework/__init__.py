"""« Le CQP »: what the certificate asks, version by version."""
