"""Of which dose a share is, by the counts and the shares told beside it."""

from vaxclaims.extraction import rules
from vaxclaims.extraction.segments import STRONG_BREAK
from vaxclaims.extraction.windows import clause_before

WORDS = rules.wordings("indicators")
SHARED = rules.wordings("shared")
COVERAGE_OF = {
    "people_vaccinated": "coverage_first_dose",
    "people_partly_vaccinated": "coverage_first_dose",
    "people_fully_vaccinated": "coverage_full",
    "total_boosters": "coverage_booster",
}
PEOPLE_OF = {
    "coverage_first_dose": "people_vaccinated",
    "coverage_full": "people_fully_vaccinated",
    "coverage_booster": "total_boosters",
    "coverage_unspecified": "people_vaccinated",
}
_COVERAGE_OF_DOSE = {"第一剂": "coverage_first_dose", "第二剂": "coverage_full", "第三剂": "coverage_booster"}
_COVERAGE_NAMED = {
    "first": "coverage_first_dose",
    "full": "coverage_full",
    "booster": "coverage_booster",
    "unspecified": "coverage_unspecified",
}


def completes(clause: str, quantity, earlier: list) -> bool:
    """1.91亿人至少接种一剂，1.64亿人完成接种: beside those with a first dose, those who are done have all."""
    first = [c for c in earlier if c.fields.get("first_dose")]
    first = first or [
        c for c in earlier if c.indicator == "people_vaccinated" and WORDS.of_them.search(clause)
    ]
    return bool(first) and first[-1].quantity.value > quantity.value and bool(WORDS.done.search(clause))


def _completes_share(clause: str, candidate, earlier: list) -> bool:
    """54.6%的人至少打过一剂，39%的人已完成接种: beside the share with a first dose, that of those who are done."""
    last = earlier[-1] if earlier else None
    first = last is not None and last.sentence == candidate.sentence and last.indicator == "coverage_first_dose"
    return first and last.quantity.value > candidate.quantity.value and bool(WORDS.done.search(clause))


def _of_boosters(candidate, earlier: list) -> bool:
    """加强针448万剂，在18岁以上人群中接种率为58.1%: a share that names no dose, right behind the boosters."""
    last = earlier[-1] if earlier else None
    told = [c.indicator for c in earlier if c.sentence == candidate.sentence]
    return last is not None and last.unit == "dose" and told == ["total_boosters"]


def of_share(clause: str, candidate, earlier: list) -> str:
    """70%的成年人已完成全程接种，共计超过2.56亿人: the people whose share was told right before; empty if none was."""
    last = earlier[-1] if earlier else None
    if last is None or last.sentence != candidate.sentence or not WORDS.same_people.match(clause):
        return ""
    return PEOPLE_OF.get(last.indicator, "")


def by_people(clause: str, people: list, earlier: list, between: str) -> str:
    """占总人口的78%: the share of those counted last; of doses it is a share of the total."""
    if WORDS.number_covered.search(clause):
        return "coverage_first_dose"
    if earlier and earlier[-1].unit == "dose" and "人" not in between and not WORDS.of_people.search(clause):
        # 其中第二针11.2万剂，占82%
        part = earlier[-1].fields.get("ordinal") in ("第一剂", "第二剂") and WORDS.part_of_doses.fullmatch(clause)
        return "dose_share" if part else "other_vaccination"
    if earlier and not people and WORDS.covers.search(clause):
        return "coverage_first_dose"  # 累计接种6.2亿剂，覆盖成年人口的50%
    last = earlier[-1] if earlier else None
    counted = last is not None and last.unit == "dose" and last.indicator in ("total_vaccinations", "total_boosters")
    if counted and WORDS.of_these_people.search(clause):
        # 第一剂221.46万剂次，占全人群77.07%
        named = "coverage_booster" if last.indicator == "total_boosters" else "coverage_first_dose"
        return _COVERAGE_OF_DOSE.get(last.fields.get("ordinal"), named)
    shared = last is not None and last.unit == "percent" and last.indicator in PEOPLE_OF and not people
    if shared and WORDS.of_these_people.search(clause):
        return last.indicator  # 占18岁以上人群94.5%，占全人群72.4%
    if people and (people[-1].unit == "person" or people[-1].indicator == "total_boosters"):
        return COVERAGE_OF[people[-1].indicator]
    if earlier and WORDS.covers.search(clause):
        return "coverage_first_dose"
    return "coverage_unspecified" if WORDS.of_doses.search(clause) else "none"


def dose_told(candidate, clause: str, earlier: list, view: str) -> str:
    """江苏省加强针接种率超过50%，南京市甚至达到八成: the coverage of a rate that names no dose, by the rate or count
    before it in its sentence; empty if those do not tell."""
    if WORDS.due_for_boosters.search(view, candidate.sentence.start, candidate.quantity.start):
        return "coverage_booster"
    last = earlier[-1] if earlier else None
    if last is None:
        return ""
    if last.sentence != candidate.sentence:
        opens = WORDS.of_them.match(view[candidate.sentence.start : candidate.quantity.start].strip())
        boosters = last.indicator in ("total_boosters", "coverage_booster")
        # 加强免疫接种86.4万剂次。其中重点人群完成率98%
        return "coverage_booster" if opens and boosters and not WORDS.any_dose_named.search(clause) else ""
    plain = [c for c in earlier if c.sentence == candidate.sentence and c.indicator == "coverage_unspecified"]
    if plain and WORDS.own_rate.search(clause):
        return ""  # 接种率81%，加强免疫接种率67.3%，其中80岁以上接种率58.7%
    if _completes_share(clause, candidate, earlier):
        return "coverage_full"
    if _of_boosters(candidate, earlier) or last.indicator == "total_boosters" and WORDS.in_contrast.search(clause):
        return "coverage_booster"  # 朝阳区加强针接种量163万剂，西城区接种率更高
    if last.unit != "percent":
        return ""
    apart = STRONG_BREAK.search(view, last.quantity.end, candidate.quantity.start)
    risen = last.clause == candidate.clause and WORDS.risen.search(
        view, last.quantity.end, candidate.quantity.start
    )
    if risen:
        return last.indicator if last.indicator in _COVERAGE_NAMED.values() else ""
    if apart or not WORDS.in_contrast.search(clause) or WORDS.any_dose_named.search(clause):
        return ""
    return last.indicator if last.indicator in _COVERAGE_NAMED.values() else ""


def by_statement(candidate, earlier: list, view: str) -> str:
    """首剂接种502.3万人，接种率达94.6%: the count before it in the same statement names the dose, or the clause
    before it does: 6日前完成首剂接种，接种率达95%."""
    head = view[candidate.clause.start : candidate.quantity.start]
    if WORDS.of_all.search(head) or WORDS.of_others.search(head):
        return "coverage_unspecified"
    start = clause_before(view, candidate.sentence.start, candidate.clause.start)
    if start < candidate.clause.start and not any(start <= c.quantity.start for c in earlier):
        doses = {match.lastgroup for match in WORDS.any_dose.finditer(view, start, candidate.clause.start)}
        if len(doses - {"unspecified"}) == 1:
            return _COVERAGE_NAMED[(doses - {"unspecified"}).pop()]
    counts = [c for c in earlier if c.unit in ("person", "dose") and c.quantity.end <= candidate.clause.start]
    last = counts[-1] if counts else None
    if (
        len(counts) > 1
        and counts[-2] is earlier[-2]
        and len({_coverage_of(c) for c in counts[-2:]} - {""}) > 1
    ):
        return "coverage_unspecified"  # of several counts, none is the one that it names
    if last is None or last.clause.end + 2 < candidate.clause.start:
        return "coverage_unspecified"
    covered = "覆盖" in head or "覆盖" in view[last.clause.start : last.quantity.start]
    if last.indicator == "people_vaccinated" and not last.fields.get("first_dose") and not covered:
        return "coverage_unspecified"
    if last.unit == "dose" and last.sentence == candidate.sentence and last.indicator == "total_vaccinations":
        named = {match.lastgroup for match in WORDS.any_dose.finditer(view, last.clause.start, last.quantity.start)}
        if len(named - {"unspecified"}) == 1:  # 第一针累计打了21.9万剂次，接种率为87.6%
            return _COVERAGE_NAMED[(named - {"unspecified"}).pop()]
    return COVERAGE_OF.get(last.indicator) or _COVERAGE_OF_DOSE.get(
        last.fields.get("ordinal"), "coverage_unspecified"
    )


def share_out(decided: list, before: list, view: str) -> None:
    """分别占…的92.1%和89.7%: the n-th share belongs to the n-th count; 这三个数字分别是…: to the n-th share."""
    for unit in ("percent", "person"):
        _share_again([c for c in decided if c.unit == unit], before, view)
    shares = [
        c
        for c in decided
        if c.unit == "percent"
        and c.tags[0].split("@")[0]
        in ("indicator.coverage_of_people", "indicator.coverage_plain", "indicator.coverage_after_count")
    ]
    for start in {c.clause.start for c in shares}:
        together = [c for c in shares if c.clause.start == start]
        counts = [
            c for c in [*before, *decided] if c.quantity.end <= together[0].quantity.start and _coverage_of(c)
        ]
        chosen = counts[-len(together) :]
        if len(together) < 2 or len(chosen) < len(together):
            continue
        if (
            (
                SHARED.apart.search(view, min(start, chosen[-1].quantity.end), together[-1].quantity.start)
                or len(counts) == len(together) and WORDS.shares_of_both.fullmatch(view, start, together[-1].quantity.start)
            )
            and len({_coverage_of(c) for c in chosen}) > 1
        ):
            for share, count in zip(together, chosen, strict=True):
                share.fields["indicator"] = _coverage_of(count)
    _go_on_in_list([c for c in decided if c.unit == "percent"], view)


def _go_on_in_list(shares: list, view: str) -> None:
    """全程接种率，上述三区依次为92.8%、90.5%和86.2%: an item of a list that says nothing of its own is of the rate that the
    list is of."""
    for share, following in zip(shares, shares[1:], strict=False):
        named = share.indicator.startswith("coverage") and share.indicator != "coverage_unspecified"
        bare = following.indicator == "coverage_unspecified" and following.sentence == share.sentence
        if named and bare and WORDS.next_of_rate.fullmatch(view, share.quantity.end, following.quantity.start):
            following.fields["indicator"] = share.indicator
            following.tags.insert(1, "indicator.by_list@1")


def _share_again(shares: list, before: list, view: str) -> None:
    """80岁以上这三个数字分别是76.6%、65.8%和40%: each is of the dose that its like in the list before was of. `shares` are
    those of one unit."""
    for start in {c.clause.start for c in shares if c.tags[0] == "indicator.inherited@1"}:
        together = [c for c in shares if c.clause.start == start]
        if not WORDS.the_same_all.search(view, start, together[0].quantity.start):
            continue
        told = [c for c in [*before, *shares] if c.unit == together[0].unit and c.quantity.end <= start]
        for share, like in zip(together, told[-len(together) :], strict=False):
            share.fields["indicator"] = like.indicator


def _coverage_of(count) -> str:
    if count.unit == "dose":
        return _COVERAGE_OF_DOSE.get(count.fields.get("ordinal"), "")
    return COVERAGE_OF.get(count.indicator, "") if count.unit == "person" else ""


def dose_between(text: str) -> str:
    """The coverage of the dose that `text` names, empty if it names none."""
    found = WORDS.any_dose.search(text)
    return _COVERAGE_NAMED[found.lastgroup] if found else ""
