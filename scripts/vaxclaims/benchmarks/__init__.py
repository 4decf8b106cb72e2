"""What `scripts/bench.py` measures, one module per subject. Ratios within one run are what counts."""

from vaxclaims.benchmarks.batch import batch
from vaxclaims.benchmarks.checking import checking
from vaxclaims.benchmarks.engine import engine, linear
from vaxclaims.benchmarks.peers import peers
from vaxclaims.benchmarks.quality import quality
from vaxclaims.benchmarks.scale import scale
from vaxclaims.benchmarks.texts import load_texts

SECTIONS = {
    "quality": quality, "engine": engine, "peers": peers, "linear": linear, "checking": checking, "batch": batch,
    "scale": scale,
}

__all__ = ["SECTIONS", "load_texts"]
