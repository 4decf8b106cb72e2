"""Checks of a page's own numbers against each other, and of its dates."""

from collections import defaultdict
from fractions import Fraction

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.intervals import Interval, iso, number, parse_day
from vaxclaims.checking.places import in_nation
from vaxclaims.checking.reference import Reference
from vaxclaims.checking.rows import Report, quoted
from vaxclaims.checking.rules import Rules


def check_sentences(
    claims: list[Assertion], restated: list, reference: Reference, report: Report, rules: Rules
):
    """All checks inside pages. Returns the claims that the milestone checks accuse (numbers `n`)."""
    groups = defaultdict(list)
    for claim in claims:
        groups[claim.doc_id, claim.place, claim.vaccine, claim.as_of].append(claim)
    for group in groups.values():
        if group[0].dated:
            _identities(group, report, rules)
            _shares(group, report, rules)
            _denominators(group, report, rules)
    for original, repeat in restated:
        if original.indicator == repeat.indicator and not original.interval.meets(repeat.interval):
            report.add(
                "arithmetic",
                "restatement",
                [original, repeat],
                f"{original.interval} ∩ {repeat.interval} = ∅",
                "restatement",
                {"quotes": quoted([original, repeat])},
            )
    return _milestones(claims, reference, report)


def _identities(group: list[Assertion], report: Report, rules: Rules) -> None:
    by_population = defaultdict(dict)
    for claim in group:
        if claim.indicator in rules.by_indicator and not claim.is_lower_bound:
            by_population[claim.population].setdefault(rules.by_indicator[claim.indicator], claim)
    if group[0].vaccine or not in_nation(group[0].place, rules):
        return
    for counts in by_population.values():
        for identity in rules.data["identities"]:
            parts = list(identity["parts"])
            day = max(claim.last for claim in counts.values())
            if identity["total"] == "doses" and rules.at("booster_rounds", day):
                parts.append("boosters")
            if all(name in counts for name in [identity["total"], *parts]):
                _identity(
                    identity, counts[identity["total"]], [counts[name] for name in parts], day, report, rules
                )


def _identity(
    identity: dict, total: Assertion, parts: list[Assertion], day: int, report: Report, rules: Rules
) -> None:
    summed = Interval(Fraction(0), Fraction(0))
    for part in parts:
        summed = summed.plus(part.interval)
    people = max(
        (part.interval.high for part in [total, *parts] if part.unit == "person"), default=Fraction(0)
    )
    more = rules.at(identity["more"], day) * people if identity["more"] else 0
    less = rules.at(identity["less"], day) * people if identity["less"] else 0
    printed = sum(Fraction(part.value) for part in parts)
    gap = Fraction(total.value) - printed
    sign = "=" if not gap else "≈" if summed.meets(total.interval) else "≠"
    formula = f"{' + '.join(number(part.value) for part in parts)} = {number(printed)}"
    if gap:
        formula += f" {sign} {number(total.value)}"
    if sign == "=":
        verdict = ("It holds exactly.", "完全吻合。")
    elif sign == "≈":
        verdict = ("It holds within rounding.", "在舍入误差内成立。")
    elif summed.widened(less, more).meets(total.interval):
        verdict = (
            f"The difference of {number(gap)} is within what single-dose and three-dose products allow "
            f"({number(-less)} to {number(more)}).",
            f"差额{number(gap)}在单剂与三剂疫苗允许的范围内（{number(-less)}至{number(more)}）。",
        )
    else:
        verdict = (
            f"The numbers do not add up: they differ by {number(gap)}.",
            f"数字对不上，相差{number(gap)}。",
        )
    severity = "arithmetic" if verdict[0].startswith("The numbers") else "consistent"
    report.add(
        severity,
        identity["name"],
        [total, *parts],
        formula,
        "identity",
        {"place": total.place, "as_of": total.as_of, "formula": formula, "verdict": verdict},
        reason=f"{identity['total']} = {' + '.join(identity['parts'])}",
        place=total.place,
        indicator=total.indicator,
        as_of=total.as_of,
    )


def _shares(group: list[Assertion], report: Report, rules: Rules) -> None:
    shares = {}
    for claim in group:
        if claim.indicator == "dose_share":
            shares.setdefault(claim.population, claim)
    if len(shares) < 2:
        return
    claims = list(shares.values())
    summed = Interval(Fraction(0), Fraction(0))
    for claim in claims:
        summed = summed.plus(claim.interval)
    total = sum(Fraction(claim.value) for claim in claims)
    formula = f"{' + '.join(number(claim.value) for claim in claims)} = {number(total)}"
    whole = Interval(Fraction(100), Fraction(100))
    if summed.meets(whole):
        severity, verdict = "consistent", ("They cover all doses.", "覆盖全部剂次。")
    elif total > 100 or len(claims) > 2 or not rules.at("booster_rounds", claims[0].last):
        severity, verdict = "arithmetic", ("They should add up to 100.", "合计应为100%。")
    else:
        severity, verdict = (
            "not_comparable",
            ("The share of third doses is not stated.", "未给出第三剂的占比。"),
        )
    report.add(
        severity,
        "shares",
        claims,
        formula,
        "shares",
        {"place": claims[0].place, "as_of": claims[0].as_of, "total": number(total), "verdict": verdict},
    )


def _denominators(group: list[Assertion], report: Report, rules: Rules) -> None:
    """Counts and coverage of one group given together must be shares of one number of people."""
    by_population = defaultdict(list)
    for claim in group:
        if claim.indicator in rules.data["coverage"] and not claim.is_lower_bound and claim.interval.low > 0:
            quantity = rules.data["coverage"][claim.indicator]
            for count in group:
                if (
                    rules.by_indicator.get(count.indicator) == quantity
                    and count.population == claim.population
                    and count.unit != "dose"
                    and not count.is_lower_bound
                ):
                    implied = Interval(
                        count.interval.low * 100 / claim.interval.high,
                        count.interval.high * 100 / claim.interval.low,
                    )
                    by_population[claim.population].append((implied, count, claim))
    for found in by_population.values():
        for i, (implied, *claims) in enumerate(found):
            for other, *others in found[i + 1 :]:
                if not implied.meets(other):
                    formula = (
                        f"{number(claims[0].value)} / {number(claims[1].value)} % ∈ {implied}; "
                        f"{number(others[0].value)} / {number(others[1].value)} % ∈ {other}"
                    )
                    report.add(
                        "arithmetic",
                        "denominator",
                        [*claims, *others],
                        formula,
                        "denominator",
                        {"place": claims[0].place, "as_of": claims[0].as_of, "formula": formula},
                    )


def _milestones(claims: list[Assertion], reference: Reference, report: Report) -> set[int]:
    """Stated days between thresholds against the dates; who is wrong is read off other totals."""
    totals = defaultdict(list)
    for claim in claims:
        if claim.indicator == "total_vaccinations" and claim.on_a_day:
            totals[claim.subject].append(claim)
    accused = set()
    for claim in claims:
        if claim.indicator == "milestone_interval" and claim.on_a_day and claim.start is not None:
            accused |= _milestone(claim, totals[claim.subject], reference, report)
    return accused


def _milestone(claim: Assertion, totals: list[Assertion], reference: Reference, report: Report) -> set[int]:
    counted, stated = claim.last - claim.start, Fraction(claim.value)
    ends = {
        day: next(
            (t for t in totals if t.doc_id == claim.doc_id and t.last == day and t.is_lower_bound), None
        )
        for day in (claim.start, claim.last)
    }
    thresholds = [end for end in ends.values() if end]
    sign = "=" if counted == stated else "≠"
    formula = f"{iso(claim.last)} − {iso(claim.start)} = {counted} {sign} {number(stated)}"
    slots = {"first": iso(claim.start), "last": iso(claim.last), "counted": counted, "stated": number(stated)}
    about = {"place": claim.place, "indicator": "milestone_interval", "as_of": claim.as_of}
    if counted == stated:
        report.add(
            "consistent", "milestone", [claim, *thresholds], formula, "milestone_right", slots, **about
        )
        return set()
    wrong, witnesses, evidence = (
        None,
        [],
        ("Nothing here tells which of them is wrong.", "无从判断哪一个有误。"),
    )
    for end in thresholds:
        refutation = _refuted(end, totals, reference)
        if refutation:
            wrong, (witnesses, evidence) = end, refutation
            fits = claim.last - 1 - claim.start == stated and end.last == claim.last
            if fits:
                evidence = (
                    f"{evidence[0]} So the {number(stated)} is right and the date {iso(end.last)} is wrong.",
                    f"{evidence[1]}因此{number(stated)}天正确，{iso(end.last)}这一日期有误。",
                )
            break
    report.add(
        "arithmetic",
        "milestone",
        [claim, *thresholds, *witnesses],
        formula,
        "milestone_wrong",
        slots | {"verdict": evidence},
        suspect=wrong.claim_id if wrong else "",
        **about,
    )
    return {wrong.n} if wrong else {claim.n} if not thresholds else set()


def _refuted(end: Assertion, totals: list[Assertion], reference: Reference):
    """Totals that stood above a threshold before the day of its crossing, and the sentence that says so."""
    above = sorted(
        (t for t in totals if t.last < end.last and t.interval.low > end.interval.low),
        key=lambda t: (t.last, t.n),
    )
    known = reference.near("doses", end.last - 1) if end.subject == (reference.nation, "", "") else []
    known = [(day, value) for day, value in known if value is not None]
    passed = any(value > end.interval.low and day < end.last for day, value in known)
    if not above and not passed:
        return None
    series = "; ".join(f"{number(value)} on {iso(day)}" for day, value in known)
    series_zh = "，".join(f"{iso(day)}为{number(value)}" for day, value in known)
    en, zh = "", ""
    if above:
        en = f"“{above[0].quote}” stood already on {above[0].when}."
        zh = f"“{above[0].quote}”在{above[0].when}已经达到。"
    if series:
        en, zh = f"{en} The reference series has {series}.".strip(), f"{zh}参考序列中，{series_zh}。"
    return above[:1], (en, zh)


def check_pages(claims: list[Assertion], documents, report: Report, rules: Rules) -> None:
    """A claim is not later than its own page; a page posted long after its subject is marked."""
    if documents is None or "published" not in documents:
        report.add("not_comparable", "after_page", [], "", "not_checked")
        return
    published = {}
    for doc_id, text in zip(documents["doc_id"], documents["published"]):
        try:
            day = parse_day(str(text or "")[:10])
        except ValueError:
            continue
        if day:
            published[doc_id] = day.toordinal()
    by_page = defaultdict(list)
    for claim in claims:
        if claim.dated and claim.doc_id in published:
            by_page[claim.doc_id].append(claim)
    slack, late = int(rules.at("page_slack_days")), int(rules.at("posted_late_days"))
    for doc_id, group in sorted(by_page.items()):
        day = published[doc_id]
        for claim in group:
            if claim.first > day + slack:
                report.add(
                    "contradiction",
                    "after_page",
                    [claim],
                    f"{claim.when} > {iso(day)}",
                    "after_page",
                    {"quote": claim.quote, "as_of": claim.when, "published": iso(day)},
                    suspect=claim.claim_id,
                )
        newest = max(claim.last for claim in group)
        if day - newest > late:
            report.add(
                "stale",
                "posted_late",
                group,
                f"{iso(day)} − {iso(newest)} = {day - newest} days",
                "posted_late",
                {
                    "published": iso(day),
                    "year": iso(newest)[:4],
                    "years": int(iso(day)[:4]) - int(iso(newest)[:4]),
                },
                indicator="",
                as_of=iso(newest),
                place="",
            )
    began = rules.day("drive_began")
    for claim in claims:
        if (
            claim.indicator in rules.by_indicator
            and claim.dated
            and claim.last < began.toordinal()
            and in_nation(claim.place, rules)
            and claim.value
        ):
            report.add(
                "implausible",
                "before_drive",
                [claim],
                f"{claim.when} < {began}",
                "before_drive",
                {"quote": claim.quote, "as_of": claim.when, "began": str(began)},
                suspect=claim.claim_id,
            )
