"""People's decisions: written, read, applied to what the rules propose, compared and exchanged."""

from vaxclaims.annotation.decisions import append_decision, make_decision, read_decisions
from vaxclaims.annotation.merging import apply_decisions, decision_report, gold

__all__ = ["append_decision", "apply_decisions", "decision_report", "gold", "make_decision", "read_decisions"]
