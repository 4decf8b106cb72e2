"""Which claim of a conflict is the likely culprit: evidence, never proof."""

from collections import Counter, defaultdict

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.rules import Rules


class Suspects:
    """Ranks claims by what speaks against them: the reference and other checks, the number of conflicts they
    are in, how few independent sources tell the same, how little their kind of source is trusted."""

    def __init__(
        self,
        claims: list[Assertion],
        accused: Counter,
        conflicts: list,
        kinds: dict,
        copies: dict,
        rules: Rules,
    ):
        self.claims = {claim.n: claim for claim in claims}
        self.accused = accused
        self.count = Counter(n for conflict in conflicts for n in conflict.claims)
        order = rules.data["source_kinds"]
        self.kind = {
            claim.n: order.index(kind)
            if (kind := kinds.get(claim.doc_id, "")) in order
            else order.index("unknown")
            for claim in claims
        }
        tellers = defaultdict(set)
        for claim in claims:
            leader = self.claims[copies.get(claim.n, claim.n)]
            tellers[self._fact(claim)].add(leader.doc_id)
        self.tellers = {claim.n: len(tellers[self._fact(claim)]) for claim in claims}

    @staticmethod
    def _fact(claim: Assertion):
        return claim.subject, claim.indicator, claim.as_of, claim.value

    def evidence(self, n: int) -> tuple:
        return self.accused[n], self.count[n], -self.tellers[n], -self.kind[n]

    def of(self, conflict) -> int | None:
        """The claim that most speaks against; None where two are equally suspect."""
        ranked = sorted(conflict, key=lambda n: (self.evidence(n), -n), reverse=True)
        if len(ranked) > 1 and self.evidence(ranked[0]) == self.evidence(ranked[1]):
            return None
        return ranked[0]

    def told(self, n: int) -> str:
        """The evidence against claim n in words."""
        return (
            f"suspect {self.claims[n].claim_id}: in {self.count[n]} conflicts, "
            f"{self.accused[n]} other checks against it, told by {self.tellers[n]} independent pages"
        )

    def culprits(self, conflicts: list) -> set[int]:
        """Claims whose removal leaves no conflict: the most suspect of each in turn."""
        removed = set()
        for conflict in sorted(conflicts, key=lambda c: (len(c.claims), sorted(c.claims))):
            if not conflict.claims & removed:
                removed.add(max(conflict.claims, key=lambda n: (self.evidence(n), -n)))
        return removed
