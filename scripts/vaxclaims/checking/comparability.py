"""Pairs that were examined, pairs that look alike but cannot be compared, bounds that say nothing new."""

from collections import Counter, defaultdict
from itertools import combinations

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.intervals import iso, number
from vaxclaims.checking.model import subjects_by_place, wider_subjects
from vaxclaims.checking.places import within_group
from vaxclaims.checking.rows import MOST_ALIKE, Report, counted, label, pairs_slot, quoted
from vaxclaims.checking.rules import Rules


def count_examined(
    claims: list[Assertion], conflicts: list, copies: dict[int, int], report: Report, rules: Rules
) -> None:
    """One row per place and kind of pair: how many hold. A pair that a contradiction names, and one with a
    claim that cannot hold by itself, is not among them; how many a contradiction names is said beside."""
    impossible = {n for conflict in conflicts if len(conflict.claims) == 1 for n in conflict.claims}
    counts = {
        claim.n: claim
        for claim in claims
        if claim.dated
        and claim.indicator in rules.by_indicator
        and copies.get(claim.n, claim.n) not in impossible
    }
    subjects = sorted({claim.subject for claim in counts.values()})
    by_place = subjects_by_place(subjects)
    wider = {subject: wider_subjects(subject, by_place, rules) for subject in subjects}
    examined, wrong = _examined(counts.values(), wider), Counter()
    tellings = defaultdict(list)
    for n in counts:
        tellings[copies.get(n, n)].append(n)
    for a, b in _in_conflict(conflicts, counts):
        if kind := _kind(counts[a], counts[b], wider):
            wrong[kind] += len(tellings[a]) * len(tellings[b])
            examined[kind].subtract({n: len(tellings[b]) for n in tellings[a]})
            examined[kind].subtract({n: len(tellings[a]) for n in tellings[b]})
    for (check, place, indicator), partners in sorted(examined.items()):
        members = [counts[n] for n, others in partners.items() if others]
        if members:
            apart = wrong[check, place, indicator]
            pairs = partners.total() // 2
            report.add(
                "consistent",
                check,
                members,
                counted(pairs, "0 conflicts" + (f"; {apart} more in contradictions" if apart else "")),
                "consistent",
                {"place": place, "pairs": pairs_slot(pairs), "indicator": _about(indicator, apart)},
                place=place,
                indicator=indicator,
                as_of=max(claim.as_of for claim in members),
            )


def _examined(counts, wider: dict) -> dict[tuple, Counter]:
    """(check, place, indicator) -> claim number -> with how many others the claim is examined. Counted by
    groups, not pair by pair."""
    kinds = defaultdict(lambda: defaultdict(list))
    for claim in counts:
        kinds[claim.subject][claim.indicator].append(claim.n)
    partners = defaultdict(Counter)
    for subject, groups in kinds.items():
        everyone = sum(map(len, groups.values()))
        cross, nested = (partners[check, subject[0], ""] for check in ("between_counts", "part_of_whole"))
        for indicator, group in groups.items():
            partners["cumulative", subject[0], indicator].update(dict.fromkeys(group, len(group) - 1))
            cross.update(dict.fromkeys(group, everyone - len(group)))
            wholes = [n for other in wider[subject] for n in kinds[other].get(indicator, [])]
            nested.update(dict.fromkeys(group, len(wholes)))
            nested.update(dict.fromkeys(wholes, len(group)))
    return partners


def _in_conflict(conflicts: list, counts: dict) -> set[tuple[int, int]]:
    """Pairs of counts that a contradiction of counts alone names together."""
    return {
        pair
        for conflict in conflicts
        if all(n in counts for n in conflict.claims)
        for pair in combinations(sorted(conflict.claims), 2)
    }


def _kind(a: Assertion, b: Assertion, wider: dict) -> tuple[str, str, str] | None:
    """The (check, place, indicator) under which two counts are examined; None where they are not."""
    if a.subject == b.subject:
        same = a.indicator == b.indicator
        return ("cumulative", a.place, a.indicator) if same else ("between_counts", a.place, "")
    if a.indicator == b.indicator:
        for part, whole in ((a, b), (b, a)):
            if whole.subject in wider[part.subject]:
                return "part_of_whole", part.place, ""
    return None


def _about(indicator: str, apart: int) -> tuple[str, str]:
    en, zh = label(indicator) if indicator else ("all counts", "各项累计数")
    if not apart:
        return en, zh
    return f"{en} (besides {apart} in contradictions)", f"{zh}（另有{apart}对见于矛盾）"


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def check_comparable(claims: list[Assertion], report: Report, rules: Rules) -> None:
    """Pairs of one place that a reader might set side by side, by what keeps them apart."""
    reasons = rules.data["reasons"]
    dated = Counter((claim.place, claim.indicator) for claim in claims if claim.dated)
    for claim in claims:
        if not claim.dated and (
            claim.indicator in rules.by_indicator or claim.indicator in rules.data["coverage"]
        ):
            alike = dated[claim.place, claim.indicator]
            why = reasons["unknown_year" if claim.as_of.startswith("XXXX") else "unknown_date"]
            report.add(
                "not_comparable",
                "unknown_date",
                [claim],
                counted(alike),
                "unknown_date",
                {"quote": claim.quote, "place": claim.place, "why": (why["en"], why["zh"])},
            )
    groups = defaultdict(list)
    for claim in claims:
        if claim.dated:
            groups[claim.place, _family(claim, rules)].append(claim)
    for (place, family), group in sorted(groups.items()):
        if family:
            for reason, (pairs, members) in _apart(group, family, rules).items():
                _apart_row(place, reason, pairs, members, report, reasons)
    _shares_of_parts(claims, report, rules)


def _family(claim: Assertion, rules: Rules) -> str:
    if claim.indicator in rules.data["coverage"]:
        return "coverage"
    if claim.indicator in rules.by_indicator or claim.indicator in rules.data["dated_levels"]:
        return claim.indicator
    return ""


def _apart(group: list[Assertion], family: str, rules: Rules) -> dict:
    """Reason -> (number of pairs, claims), each pair under the first aspect that keeps it apart. Counted by
    groups, not pair by pair."""
    found = {}
    buckets = [group]
    for reason, aspect in _aspects(family, rules):
        split = []
        for bucket in buckets:
            parts = defaultdict(list)
            for claim in bucket:
                parts[aspect(claim)].append(claim)
            pairs, members = _split_pairs(parts, reason, family in rules.by_indicator)
            if pairs:
                known = found.get(reason, (0, []))
                found[reason] = known[0] + pairs, [*known[1], *members]
            split += parts.values()
        buckets = split
    return found


def _aspects(family: str, rules: Rules):
    yield "vaccine", lambda claim: claim.vaccine
    yield "population", lambda claim: claim.population
    if family == "coverage":
        yield "dose", lambda claim: claim.indicator
    if family in rules.data["dated_levels"]:
        yield "date", lambda claim: claim.as_of


def _split_pairs(parts: dict, reason: str, nested_compare: bool):
    """Pairs between parts; a group and one that contains it are compared by the model, for counts."""
    keys = list(parts)
    counts = [len(parts[key]) for key in keys]
    pairs = _pairs(sum(counts)) - sum(map(_pairs, counts))
    if reason == "population" and nested_compare:
        pairs = sum(
            len(parts[a]) * len(parts[b])
            for i, a in enumerate(keys)
            for b in keys[i + 1 :]
            if not within_group(a, b) and not within_group(b, a)
        )
    return pairs, [claim for key in keys for claim in parts[key]] if pairs else []


def _apart_row(place, reason, pairs, members, report, reasons) -> None:
    why = (reasons[reason]["en"], reasons[reason]["zh"])
    report.add(
        "not_comparable",
        reason,
        members,
        counted(pairs),
        "not_comparable",
        {"place": place, "pairs": pairs_slot(pairs), "why": why},
        place=place,
        indicator=members[0].indicator,
        as_of=max(claim.as_of for claim in members),
    )


def _shares_of_parts(claims: list[Assertion], report: Report, rules: Rules) -> None:
    """The coverage of a district beside its city's."""
    by_place = defaultdict(list)
    for claim in claims:
        if claim.indicator in rules.data["coverage"] and claim.dated:
            by_place[claim.place].append(claim)
    for place, group in sorted(by_place.items()):
        whole, _, part = place.rpartition("/")
        beside = by_place.get(whole, []) if part else []
        pairs = sum(a.indicator == b.indicator for a in group for b in beside)
        if pairs:
            members = group + [b for b in beside if any(a.indicator == b.indicator for a in group)]
            _apart_row(place, "share", pairs, members, report, rules.data["reasons"])


def check_stale(claims: list[Assertion], crossing: set[int], report: Report, rules: Rules) -> None:
    """Lower bounds on a count that an earlier and larger figure makes uninformative."""
    series = defaultdict(list)
    for claim in claims:
        quantity = rules.by_indicator.get(claim.indicator)
        if quantity and rules.quantities[quantity]["monotone"] and claim.dated:
            series[claim.subject, claim.indicator].append(claim)
    for group in series.values():
        best, waiting = None, sorted(group, key=lambda c: (c.last, c.n))
        ahead = 0
        for claim in sorted(group, key=lambda c: (c.first, c.n)):
            while ahead < len(waiting) and waiting[ahead].last <= claim.first:
                if best is None or waiting[ahead].interval.low > best.interval.low:
                    best = waiting[ahead]
                ahead += 1
            if (
                best
                and claim.is_lower_bound
                and claim.n not in crossing
                and claim.interval.low < best.interval.low
            ):
                report.add(
                    "stale",
                    "stale",
                    [claim, best],
                    f"> {number(claim.value)} @ {claim.when} < {number(best.interval.low)} @ {best.when}",
                    "stale",
                    {
                        "quote": claim.quote,
                        "when": claim.when,
                        "better": f"“{best.quote}”",
                        "better_day": iso(best.last),
                    },
                    place=claim.place,
                    indicator=claim.indicator,
                    as_of=claim.as_of,
                )


# Checks that put a claim beside the world or its page, not beside another claim.
_NOT_A_PARTNER = {"posted_late", "after_page", "census", "national_series", "same_passage"}


def check_alone(claims: list[Assertion], report: Report, rules: Rules) -> None:
    """Counts and coverage that no check could set beside another claim; called after all others."""
    beside = set()
    for row in report.rows:
        ids = row["claims"].split()
        told = len(ids) > 1 or row["severity"] == "contradiction"
        if told and row["severity"] != "not_comparable" and row["check"] not in _NOT_A_PARTNER:
            beside.update(ids)
    alone = defaultdict(list)
    for claim in claims:
        known = claim.indicator in rules.by_indicator or claim.indicator in rules.data["coverage"]
        if known and claim.dated and claim.claim_id not in beside:
            alone[claim.place].append(claim)
    for place, group in alone.items():
        if len(group) > MOST_ALIKE:
            report.add(
                "not_comparable",
                "stands_alone",
                group,
                counted(0),
                "many_alone",
                {"place": place, "n": len(group), "quotes": quoted(group[:MOST_ALIKE])},
                indicator="",
                as_of=max(claim.as_of for claim in group),
            )
            continue
        for claim in group:
            report.add(
                "not_comparable",
                "stands_alone",
                [claim],
                counted(0),
                "stands_alone",
                {"quote": claim.quote, "place": claim.place, "when": claim.when},
            )
