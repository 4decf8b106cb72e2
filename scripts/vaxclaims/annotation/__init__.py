"""People's decisions: written, read, applied to what the rules propose, compared and exchanged."""

from vaxclaims.annotation.decisions import append_decision, make_decision, read_decisions
from vaxclaims.annotation.merging import add_left_out, apply_decisions, decision_report, gold

__all__ = [
    "add_left_out",
    "append_decision",
    "apply_decisions",
    "decision_report",
    "gold",
    "make_decision",
    "read_decisions",
]
