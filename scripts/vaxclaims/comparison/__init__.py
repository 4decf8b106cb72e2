"""Comparing places: claims and findings in, one table and one figure per question out."""

from vaxclaims.comparison.compare import compare_places
from vaxclaims.comparison.figures import FIGURES, draw, load_inputs
from vaxclaims.comparison.saving import save, show

__all__ = ["FIGURES", "compare_places", "draw", "load_inputs", "save", "show"]
