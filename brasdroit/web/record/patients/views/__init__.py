"""Views of the patients: parse, call one service or selector, render."""
