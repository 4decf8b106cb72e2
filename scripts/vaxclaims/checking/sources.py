"""Sources are not votes: pages that carry one passage count once."""

from collections import defaultdict

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.rows import Report

SHINGLE = 4
SHORTEST = 16
PERMUTATIONS = 128


def same_passages(claims: list[Assertion], threshold: float) -> dict[int, int]:
    """Claim number -> number of the first claim that tells the same fact in nearly the same words.

    Claims of one quantity, day and value on different pages are compared by MinHash over character shingles
    of the sentences that carry them (Broder 1997); sentences too short to tell copies apart stay alone.
    """
    facts = defaultdict(list)
    for claim in claims:
        facts[claim.subject, claim.indicator, claim.as_of, claim.value, claim.comparator].append(claim)
    first = {}
    for group in facts.values():
        if len({claim.doc_id for claim in group}) > 1:
            _group(group, threshold, first)
    return first


def _group(group: list[Assertion], threshold: float, first: dict) -> None:
    leaders = []
    texts, hashes = {}, {}
    for claim in group:
        texts[claim.n] = "".join(claim.context.split())
        if len(texts[claim.n]) < SHORTEST:
            continue
        for leader in leaders:
            if leader.doc_id != claim.doc_id and _alike(texts, hashes, leader.n, claim.n, threshold):
                first[claim.n] = leader.n
                break
        else:
            leaders.append(claim)


def _alike(texts: dict, hashes: dict, a: int, b: int, threshold: float) -> bool:
    if texts[a] == texts[b]:
        return True
    return _minhash(texts, hashes, a).jaccard(_minhash(texts, hashes, b)) >= threshold


def _minhash(texts: dict, hashes: dict, n: int):
    from datasketch import MinHash

    if n not in hashes:
        text = texts[n][:2000]
        hashes[n] = MinHash(num_perm=PERMUTATIONS)
        hashes[n].update_batch(
            sorted({text[i : i + SHINGLE].encode() for i in range(len(text) - SHINGLE + 1)})
        )
    return hashes[n]


def report_copies(claims: list[Assertion], first: dict[int, int], report: Report) -> None:
    """One row per passage that several pages carry."""
    numbered = {claim.n: claim for claim in claims}
    copies = defaultdict(list)
    for n, leader in first.items():
        copies[leader].append(numbered[n])
    for leader, others in sorted(copies.items()):
        members = [numbered[leader], *others]
        report.add(
            "consistent",
            "same_passage",
            members,
            f"{len(members)} tellings count as one (Jaccard of {SHINGLE}-character shingles)",
            "same_passage",
            {"n": len({claim.doc_id for claim in members}), "quote": numbered[leader].quote},
        )
