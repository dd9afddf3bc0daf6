"""Brasdroit: the workspace of the medical assistant (assistant médical) in a French practice."""

__version__ = "0.1.0"
