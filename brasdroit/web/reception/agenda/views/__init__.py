"""The agenda's views: parse, call one service or selector, render."""
