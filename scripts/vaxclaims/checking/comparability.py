"""Pairs that were examined, pairs that look alike but cannot be compared, bounds that say nothing new."""

from collections import Counter, defaultdict

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.intervals import iso, number
from vaxclaims.checking.model import Model, subjects_by_place, wider_subjects
from vaxclaims.checking.places import within_group
from vaxclaims.checking.rows import MOST_ALIKE, Report, counted, label, quoted
from vaxclaims.checking.rules import Rules


def count_examined(
    claims: list[Assertion], model: Model, conflicts: list, report: Report, rules: Rules
) -> None:
    """One row per place and kind of pair: how many were examined, how many are in conflict."""
    series, kinds = defaultdict(list), defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.dated and claim.indicator in rules.by_indicator:
            series[claim.subject, claim.indicator].append(claim)
            kinds[claim.subject][claim.indicator].append(claim)
    bad = Counter()
    numbered = {claim.n: claim for claim in claims}
    for conflict in conflicts:
        members = [numbered[n] for n in conflict.claims]
        bad[_kind(members), members[0].place] += 1
    examined = defaultdict(lambda: [0, []])
    for (subject, indicator), group in sorted(series.items()):
        _examined(examined["cumulative", subject[0], indicator], _pairs(len(group)), group)
    by_place = subjects_by_place(model.blocks)
    for subject, groups in sorted(kinds.items()):
        sizes = [len(group) for group in groups.values()]
        everyone = [claim for group in groups.values() for claim in group]
        _examined(
            examined["between_counts", subject[0], ""], _pairs(sum(sizes)) - sum(map(_pairs, sizes)), everyone
        )
        wholes = wider_subjects(subject, by_place, rules)
        for indicator, group in groups.items():
            wider = [claim for whole in wholes for claim in kinds.get(whole, {}).get(indicator, [])]
            _examined(examined["part_of_whole", subject[0], ""], len(group) * len(wider), [*group, *wider])
    for (check, place, indicator), (pairs, members) in sorted(examined.items()):
        if pairs:
            wrong = bad[check, place]
            about = label(indicator) if indicator else ("all counts", "各项累计数")
            report.add(
                "consistent",
                check,
                list({claim.n: claim for claim in members}.values()),
                counted(pairs, f"{wrong} conflicts"),
                "consistent",
                {"place": place, "n": pairs, "indicator": about, "bad": wrong},
                place=place,
                indicator=indicator,
                as_of=max(claim.as_of for claim in members),
            )


def _examined(known: list, pairs: int, claims: list[Assertion]) -> None:
    if pairs:
        known[0] += pairs
        known[1] += claims


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _kind(members: list[Assertion]) -> str:
    if len({claim.subject for claim in members}) > 1:
        return "part_of_whole"
    return "cumulative" if len({claim.indicator for claim in members}) == 1 else "between_counts"


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
        {"place": place, "n": pairs, "why": why},
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
        if len(ids) > 1 and row["severity"] != "not_comparable" and row["check"] not in _NOT_A_PARTNER:
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
