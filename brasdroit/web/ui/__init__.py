"""The workspace's own interface kit: strict components, icons, French formats, form fields. docs/ui.md tells how to use it."""
