"""Brasdroit: the workspace of the medical assistant (assistant médical) in a French practice."""

