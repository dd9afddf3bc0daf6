"""What the databases must guarantee by themselves, written once for each of them."""
