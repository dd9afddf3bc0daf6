"""Rules of delegation: may this assistant do this for this doctor on this day, and what a change means."""

from brasdroit.practice.missions.rules.evaluation import evaluate_delegation
from brasdroit.practice.missions.rules.matrix import compare_matrix, entrusting_problems
from brasdroit.practice.missions.rules.qualification import afgsu_valid_until, qualification_deadline

__all__ = [
    "afgsu_valid_until",
    "compare_matrix",
    "entrusting_problems",
    "evaluate_delegation",
    "qualification_deadline",
]
