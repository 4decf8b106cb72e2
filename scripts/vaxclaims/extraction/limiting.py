"""For whom a number holds: which of the groups that the text names, each with the rule that says so.

In this order: the dose that a share of doses is of; the group that the number counts by its own noun; each of a
list of groups; the one that its clause or sentence names; the one that the text goes on from.
"""

import re

from vaxclaims import gazetteer
from vaxclaims.extraction import rules
from vaxclaims.extraction.candidates import CARRIED, FOR_GROUPS, Candidate
from vaxclaims.extraction.discourse import Mention
from vaxclaims.extraction.groups import Group, find_groups, label_of
from vaxclaims.extraction.ordinals import ordinal
from vaxclaims.extraction.segments import STRONG_BREAK, Span

WORDS = rules.wordings("limiting")
SHARED = rules.wordings("shared")
# Units of what is done to people, beside those of people themselves.
_OF_PEOPLE = frozenset(("minute", "day", "week", "month", "yuan"))
_COUNTED = ("dose", "person", "percent", "percentage_point")
# Words for people that say less than an age told before them.
_GENERIC = frozenset(
    "老年人 老年人口 老人 长者 学生 儿童 重点人群 大学生 成年人 应种人群 应接种人群 目标人群 适龄人群".split()
)
_OLD = frozenset("老年人 老年人口 老人".split())
# Groups that a number of people to be vaccinated defines, and so is not limited to.
_TARGETS = frozenset("应种人群 应接种人群 目标人群 适龄人群 应种人口 应接种人口".split())
# Ages of which a share of all that were vaccinated is told: 接种336.4万人，占18岁以上人口的61.9%.
_NEARLY_ALL = frozenset(("3+", "5+", "6+", "12+", "18+"))
_WITH_CHILDREN = _NEARLY_ALL - {"18+"}
_GOES_ON = re.compile(r"[^，。；\d]{0,12}[，,]$")
# How far back the group may have been named that 该年龄段 means.
_TOLD = 120
_ADULT = 18  # years
_THAT = (3, 4, 5)  # 该人群, 该年龄段, 这一年龄段


Labels = tuple[tuple[str, ...], str]
_NONE: Labels = ((), "")


def groups_of(
    view: str,
    candidate: Candidate,
    found: list[Group],
    named: list[Mention],
    made: list[Candidate],
    told: list[Candidate],
    last: str,
) -> Labels:
    """The labels of those for whom a number holds, several where a list shares it (60岁以上、80岁以上接种率均超
    八成), and the rule's tag.

    `found` are the groups, `named` the places and `made` the claims of its sentence, `told` the claims of the
    sentence before, `last` the group of the last share told.
    """
    found = [group for group in found if not _lives_there(view, group, named)]
    if candidate.indicator == "dose_share":
        dose = ordinal(view, candidate)
        return ((dose,), "population.ordinal@1") if dose else _NONE
    if candidate.indicator == "other_vaccination" and candidate.unit in _OF_PEOPLE:
        return _of_clause(view, candidate, found)
    if "indicator.times" in candidate.tags[0]:
        compared = [c for c in made if c.quantity.end <= candidate.quantity.start and c.fields.get("population")]
        return (compared[-1].fields["populations"], "population.carried@1") if compared else _NONE
    if candidate.indicator == "vaccination_sites" and (
        of_site := WORDS.site_for.search(candidate.quantity.noun)
    ):
        return (of_site["who"],), "population.noun@1"
    if candidate.indicator == "daily_capacity" and (label := _counted(view, candidate, found)):
        return (label,), "population.noun@1"
    if candidate.indicator not in FOR_GROUPS or candidate.unit not in _COUNTED:
        return _NONE
    if label := _counted(view, candidate, found) or _sized(view, candidate):
        return (label,), "population.noun@1"
    if labels := _listed(view, candidate, found, made, told):
        return labels, "population.list@1"
    if candidate.unit == "percent" and WORDS.all_there.match(view, candidate.quantity.end):
        return _NONE
    label, tag = _named(view, candidate, found, named, made, last)
    if candidate.indicator == "population" and label in _TARGETS:
        return _NONE
    if label or candidate.unit == "dose":
        return ((label,), tag) if label else _NONE
    label = _carried(view, candidate, found, named, made, told)
    if label and candidate.indicator == "total_boosters" and _ends_below_18(label) and not _is_abroad(candidate):
        return _NONE
    return ((label,), "population.carried@1") if label else _NONE


def limit_cell(view: str, candidate: Candidate, row: str) -> None:
    """Limit a table's cell, whose row is headed `row`, to a row's group of people, else to the one age that the
    caption tells of."""
    if candidate.indicator not in CARRIED | {"population"}:
        return
    if WORDS.group_of_row.fullmatch(row):
        _limit(candidate, row, "population.row@1")
        return
    ages = {group.label for group in find_groups(view, 0, candidate.quantity.start) if group.kind == "age"}
    if len(ages) == 1 and not candidate.fields["population"]:
        _limit(candidate, ages.pop(), "population.caption@1")


def of_same_course(view: str, candidate: Candidate, made: list[Candidate]) -> tuple[str, ...]:
    """为师生接种11240剂，单日最多打了4512剂; 儿童第一针打了21.9万剂次，第二针打了14.1万剂次: the groups of the doses
    counted last in the sentence, for a day of these or for the next dose."""
    earlier = made[: made.index(candidate)]
    if earlier and candidate.unit == "dose" and earlier[-1].indicator == "people_vaccinated":
        if WORDS.their_doses.fullmatch(view, earlier[-1].quantity.end, candidate.quantity.start):
            return earlier[-1].fields["populations"]  # 接种疫苗的台胞超过12.5万人，接种剂次超21万剂
    doses = [c for c in earlier if c.unit == candidate.unit == "dose"]
    before = doses[-1] if doses else None
    if not before or before.fields["populations"] == ("",):
        return ()
    next_dose = before.fields.get("people_of") and candidate.fields.get("people_of")
    goes_on = next_dose or candidate.indicator == "daily_vaccinations"
    between = view[before.quantity.end : candidate.quantity.start]
    same = before.fields["places"] == candidate.fields["places"] and not WORDS.everyone.search(between)
    return before.fields["populations"] if goes_on and same else ()


def inherit(view: str, candidate: Candidate, last: Candidate) -> None:
    """Limit a number that says of another place what `last` says to the same people, unless it says for whom."""
    fields, told = candidate.fields, last.fields
    if fields["populations"] != ("",):
        return
    if not WORDS.everyone.search(view, last.quantity.end, candidate.quantity.start):
        fields.update(population=told["population"], populations=told["populations"])


def _limit(candidate: Candidate, label: str, tag: str) -> None:
    candidate.fields.update(population=label, populations=(label,))
    candidate.tags.append(tag)


def _of_clause(view: str, candidate: Candidate, found: list[Group]) -> Labels:
    """The group that the number's own clause names before it, 60岁以上人群完成全程接种满3个月, or that it goes on to
    tell of, 满6个月的18岁以上人群."""
    behind = [g for g in found if WORDS.who_have.fullmatch(view, candidate.quantity.end, g.start)]
    paid = candidate.unit == "yuan"  # 80岁以上，接种第一剂，每人奖励300元
    told = [g for g in found if paid and g.kind == "age" and g.end <= candidate.quantity.start]
    before = _before(candidate, found) or behind[:1] or told
    return ((before[-1].label,), f"population.{before[-1].kind}@1") if before else _NONE


def _before(candidate: Candidate, found: list[Group]) -> list[Group]:
    """The groups named before a number in its clause."""
    return [g for g in found if candidate.clause.start <= g.start and g.end <= candidate.quantity.start]


def speaks_of_all(view: str, candidate: Candidate) -> bool:
    """Whether a number's sentence tells before it that it is of everyone: 全人群接种率达90%."""
    behind = WORDS.of_all_residents.match(view, candidate.quantity.end, candidate.sentence.end)
    return bool(behind or WORDS.everyone.search(view, candidate.sentence.start, candidate.quantity.start))


def _lives_there(view: str, group: Group, named: list[Mention]) -> bool:
    """澳门居民接种率: whether a group is all who live at a place that is named, and so none."""
    return any(
        place.start <= group.start < place.end <= group.end and WORDS.residents.fullmatch(view, place.end, group.end)
        for place in named
    )


def _counted(view: str, candidate: Candidate, found: list[Group]) -> str:
    """The group that the number's own noun names: 26204名外籍人士; the age that was told of it before, where it
    was: 6到11岁学童校园接种起跑，首日有1.4万名学童."""
    noun, start = candidate.quantity.noun, candidate.quantity.start
    if candidate.quantity.unit != "classifier.名" or not noun or WORDS.nobody.fullmatch(noun):
        return ""
    for group in find_groups(noun, 0, len(noun)):
        if group.kind == "age":
            return group.label
    if WORDS.that_group.search(view, candidate.clause.start, start):
        return ""
    for group in reversed(found):
        if (
            group.kind == "age"
            and group.end <= start
            and (noun in _GENERIC or view.startswith(noun, group.end))
        ):
            return group.label
    return _aged(view, noun, candidate.sentence.start) or label_of(noun)


def _sized(view: str, candidate: Candidate) -> str:
    """公司共有员工7420人: the people whose number is told behind their name."""
    if candidate.indicator != "population":
        return ""
    told = WORDS.sized.search(view, candidate.clause.start, candidate.quantity.start)
    return told["who"] if told else ""


def _aged(view: str, noun: str, start: int) -> str:
    """The age that the text before `start` told of those that a noun names again: 3到11岁儿童接种从10月30日开始…。已有
    42.6万名儿童打上第一剂."""
    before = find_groups(view, max(start - _TOLD, 0), start) if noun in _GENERIC else []
    ages = [group for group in before if group.kind == "age"]
    return ages[-1].label if ages and view.startswith(noun, ages[-1].end) else ""


def _listed(
    view: str, candidate: Candidate, found: list[Group], made: list[Candidate], told: list[Candidate]
) -> tuple[str, ...]:
    """The groups of a list that a number holds for: its own where they are told apart, all where 均 says so."""
    before = _before(candidate, found)
    run = before[-1:]
    for group in reversed(before[:-1]):
        if not WORDS.and_the.fullmatch(view, group.end, run[0].start):
            break
        run.insert(0, group)
    if len(run) < 2:
        return _listed_before(view, candidate, found, made, told)
    labels = tuple(group.label for group in run)
    following = [
        c
        for c in made
        if c.clause == candidate.clause and c.quantity.start > run[-1].end and c.unit == candidate.unit
    ]
    between = view[run[-1].end : candidate.quantity.start]
    if SHARED.apart.search(between) and len(following) == len(labels):
        return (labels[following.index(candidate)],)
    return labels if SHARED.each.search(between) and len(following) == 1 else ()


def _listed_before(
    view: str, candidate: Candidate, found: list[Group], made: list[Candidate], told: list[Candidate]
) -> tuple[str, ...]:
    """60岁以上和80岁以上的接种率分别为90.68%、76.6%，全程接种率分别为…: a clause that names nobody shares its numbers out
    among the list before it, 上述三个年龄段依次为… among the groups of the sentence before."""
    clause = candidate.clause
    before = [
        group for group in found if candidate.sentence.start <= group.start and group.end <= clause.start
    ]
    alike = [c for c in made if c.clause == clause and c.unit == candidate.unit]
    run = before[-len(alike) :]
    joined = all(WORDS.and_the.fullmatch(view, a.end, b.start) for a, b in zip(run, run[1:], strict=False))
    head = view[clause.start : alike[0].quantity.start]
    if len(alike) > 1 and WORDS.those_groups.search(head) and SHARED.apart.search(head):
        here = dict.fromkeys(group.label for group in before)
        there = dict.fromkeys(c.fields["population"] for c in told if c.fields["population"])
        labels = tuple(here or there)
        return (labels[alike.index(candidate)],) if len(labels) == len(alike) else ()
    if len(alike) < 2 or len(run) < len(alike) or not joined or not SHARED.apart.search(head):
        return ()
    if any(clause.start <= group.start < candidate.quantity.start for group in found):
        return ()
    return (run[alike.index(candidate)].label,)


def _named(
    view: str,
    candidate: Candidate,
    found: list[Group],
    named: list[Mention],
    made: list[Candidate],
    last: str,
) -> tuple[str, str]:
    """The group that the number's clause or sentence names for it, and the rule's tag."""
    start, clause = candidate.quantity.start, candidate.clause
    left = _part(view, candidate)
    if candidate.unit == "percent" and (own := _of_share(view, candidate, found, made)):
        return own.label, f"population.{own.kind}@1"
    spans = [Span(m.start, m.end) for m in named if m.rule == "place.name"]
    if before := _holding(view, candidate, found, made, left):
        nearest = before[-1]
        ages = [group for group in before if group.kind == "age"]
        if any(WORDS.that_group.fullmatch(view, nearest.start - length, nearest.start) for length in _THAT) and (age := last or _age_told(view, start)):
            return age, "population.same@1"  # 为这一年龄段学生接种
        apart = nearest.label == "重点人群" and bool(ages) and ages[-1].end <= clause.start <= nearest.start
        if ages and not apart and (nearest.label in _GENERIC or WORDS.generic_group.fullmatch(nearest.label)):
            nearest = ages[-1]
        elif nearest.label in _TARGETS and (told := [g for g in found if g.kind == "age" and g.end <= left]):
            if not any(told[-1].end <= place.start < start for place in spans):
                return told[-1].label, "population.same@1"  # 60岁以上人群接种100.9万人；目标人群覆盖率6.48%
        elif nearest.label in _OLD and _is_whole(view, nearest) and (age := _age_told(view, start)):
            return age, "population.same@1"  # 60岁以上老年人接种2.3亿人。…占老年人口的88%
        if WORDS.everyone.search(view, nearest.end, start):
            return "", ""
        heads = WORDS.heads.match(view, nearest.end, start)
        moved = not heads and any(nearest.end <= place.start < start for place in spans)
        if not moved or "其中" in view[nearest.end : start]:
            return nearest.label, f"population.{nearest.kind}@1"
    that = WORDS.that_group.search(view, clause.start if candidate.unit == "dose" else left, start)
    if (
        that
        or WORDS.same.search(view, max(left, start - 16), start)
        or WORDS.share.match(view, clause.start, start)
    ):
        label = last or (_age_told(view, start) if that else "")
        return label, "population.same@1" if label else ""
    if "其中" in view[max(left - 1, start - 24) : start] or "其中" in view[left:start]:
        earlier = [group for group in found if group.end <= left and not _is_whole(view, group)]
        counted = [c for c in made if left <= c.quantity.start < start and c.unit == candidate.unit == "person"]
        if counted and not counted[-1].fields.get("population"):
            return "", ""  # 金边18岁以上居民接种率99%；全国754万人接种，其中510万人…
        if earlier and not any(earlier[-1].end <= place.start < left for place in spans):
            return earlier[-1].label, f"population.{earlier[-1].kind}@1"
    if candidate.unit == "percent" and (told := WORDS.countries.search(view, clause.start, start)):
        return told[1], "population.countries@1"
    return _behind(view, candidate, found)


def _of_share(view: str, candidate: Candidate, found: list[Group], made: list[Candidate]) -> Group | None:
    """97%的教职工与92.8%的大学生: the group that stands right behind a share of several that each have theirs."""

    def behind(end: int) -> Group | None:
        return next((g for g in found if WORDS.share_whose.fullmatch(view, end, g.start)), None)

    shares = [c for c in made if c.sentence == candidate.sentence and c.unit == "percent"]
    own = behind(candidate.quantity.end)
    return own if own and len(shares) > 1 and all(behind(c.quantity.end) for c in shares) else None


def _of_all(before: list[Candidate]) -> bool:
    """Whether the last people counted are of no group: 接种1265.4万人，占18岁以上人群的六成五，其中…"""
    counted = [c for c in before if c.unit == "person" and c.indicator in CARRIED]
    return bool(counted) and not counted[-1].fields.get("population")


def _is_whole(view: str, group: Group) -> bool:
    """占12岁以上人口62.8%: whether a group is only what a share is one of."""
    return bool(WORDS.share_of.search(view, max(group.start - 8, 0), group.start))


def _part(view: str, candidate: Candidate) -> int:
    """Where the part of the sentence begins that a semicolon divides from the rest."""
    left = candidate.sentence.start
    for hit in STRONG_BREAK.finditer(view, left, candidate.quantity.start):
        left = hit.end()
    return left


def _holding(
    view: str, candidate: Candidate, found: list[Group], made: list[Candidate], left: int
) -> list[Group]:
    """The groups named from `left` on that can still hold for the number. A count of doses is limited by a group
    of its own clause, and by an age that no other number has used where it tells of no total."""
    start, clause, doses = candidate.quantity.start, candidate.clause, candidate.unit == "dose"
    used = {other.fields.get("population") for other in made}

    def holds(group: Group) -> bool:
        if WORDS.included.search(view, left, group.start) and ")" in view[group.end : start]:
            return False  # 占总人口(含12岁以下儿童)的79.9%
        if view[group.start - 1 : group.start] == "比":
            return False  # 非洲裔接种人数比白人少41%
        if group.kind == "group" and candidate.unit == "person" and view.startswith(("为", "给"), group.end):
            return False  # 医务人员为1217名船员补种了第三针
        if group.start >= clause.start or _heads_entry(view, group, candidate.sentence):
            return True
        if candidate.unit == "person" and _is_whole(view, group):
            before = [other for other in made if other.quantity.end <= group.start]
            if group.kind == "group" or _of_all(before):
                return False  # 占目标人群的77.4%；完成全程接种的有931.6万人
        served = view[max(group.start - 1, 0)] in "为给" and WORDS.serves.match(view, group.end)
        if served and not WORDS.everyone.search(view, group.end, start) and not WORDS.total.search(view, clause.start, start):
            return True  # 为货车司机上门服务，三天里共接种412人
        if doses and WORDS.at_home.search(view, clause.start, start) and WORDS.old.search(group.label):
            return True
        apart = WORDS.own_clause.search(view, left, group.start)
        if doses and apart and WORDS.group_alone.fullmatch(view, group.end, clause.start):
            return True  # 其中，60岁及以上老年人，累计接种34.73万剂次
        if doses:
            return (
                group.kind == "age"
                and group.label not in used
                and not WORDS.total.search(view, clause.start, start)
            )
        if candidate.indicator == "total_boosters" and _ends_below_18(group.label) and not _is_abroad(candidate):
            return False  # 3-11岁人群已接种8439.5万人，加强免疫已接种4944万人: no child had a third dose
        if WORDS.as_topic.match(view, group.end):
            return True  # 在青少年接种方面，68.5%已打一剂
        if candidate.indicator == "total_boosters" and group.label in _WITH_CHILDREN and group.end <= clause.start:
            return False  # 3岁以上人群全程接种率92.7%，加强免疫接种168.4万人
        among = candidate.unit == "percent" and WORDS.among.match(view, group.end, clause.start)
        goes_on = group.kind == "age" or group.label in used or bool(among)
        return goes_on or _ahead(view, group.end, clause.start, start)

    return [group for group in found if left <= group.start and group.end <= start and holds(group)]


def _is_abroad(candidate: Candidate) -> bool:
    return gazetteer.is_abroad(candidate.fields["places"][0])


def _ends_below_18(label: str) -> bool:
    """Whether a population is an age that ends below 18."""
    _, dash, last = label.partition("-")
    return bool(dash) and last.isdigit() and int(last) < _ADULT


def _heads_entry(view: str, group: Group, sentence: Span) -> bool:
    """一、教职工：累计接种21.3万人，接种率96.4%: whether a group is the label of a list's entry."""
    opens = WORDS.entry_opens.fullmatch(view, sentence.start, group.start)
    return bool(opens) and bool(WORDS.entry_closes.match(view, group.end))


def _ahead(view: str, left: int, start: int, end: int) -> bool:
    """Whether a group that ends at `left` is what the next clause, start..end, goes on to tell of: 基本实现
    成年人首针全覆盖，覆盖率达到; 在低收入国家，只有."""
    return (
        left < start
        and bool(_GOES_ON.match(view, left, start))
        and bool(WORDS.of_share.match(view, start, end))
    )


def _age_told(view: str, start: int) -> str:
    ages = [group for group in find_groups(view, max(start - _TOLD, 0), start) if group.kind == "age"]
    return ages[-1].label if ages else ""


def _behind(view: str, candidate: Candidate, found: list[Group]) -> tuple[str, str]:
    """九成老年人: the group that follows a share or a count of people, or that the people are a share of (2.2亿人，
    相当于60岁以上人口的84.7%)."""
    end = candidate.quantity.end
    behind = [
        group
        for group in found
        if end <= group.start < candidate.clause.end and len("".join(view[end : group.start].split())) <= 6
    ]
    titled = not view[candidate.sentence.start : candidate.sentence.end].rstrip().endswith("。")
    apart = "[，,、；;\\s]" if titled else "[，,、；;]"  # 接种率已达八成五 长者应尽快接种
    if behind and candidate.unit != "dose" and not re.search(apart, view[end : behind[0].start]):
        return behind[0].label, f"population.{behind[0].kind}@1"
    wholes = [g for g in found if g.kind == "age" and g.start >= end and g.label not in _NEARLY_ALL]
    if candidate.unit == "person" and wholes and WORDS.as_share_of.fullmatch(view, end, wholes[0].start):
        return wholes[0].label, "population.share_of@1"
    return "", ""


def _carried(
    view: str,
    candidate: Candidate,
    found: list[Group],
    named: list[Mention],
    made: list[Candidate],
    told: list[Candidate],
) -> str:
    """The group that a number goes on to speak of where it names none: that of the count before it, else that of
    the sentence before, where the number is of a part of its place or of those that it counted."""
    start = candidate.quantity.start
    before = [c for c in made if c.quantity.start < start and "populations" in c.fields and c.unit != "dose"]
    if before and _is_of_size(view, candidate, made[0], (*found, *named)):
        return next(filter(None, (c.fields["population"] for c in reversed(before))), "")
    if before:
        return before[-1].fields["population"] if _goes_on_from(view, candidate, before, named) else ""
    if "share_of_total" in candidate.tags[0]:
        return ""  # 武汉接种1603万剂次，约占全省的四分之一
    if told and _are_boosters_of(view, candidate, told[-1]):
        return told[-1].fields["population"]
    if found or not told or WORDS.everyone.search(view, candidate.sentence.start, start):
        return ""
    last = ([c for c in told if c.unit == candidate.unit] or told)[-1]
    part = all(path.startswith(last.fields["places"][0] + "/") for path in candidate.fields["places"])
    of_age = any(map(str.isdigit, last.fields["population"]))
    part = part and (of_age or candidate.line == last.line) and last.indicator != "other_vaccination"
    alike = len({c.fields["population"] for c in told if c.unit == last.unit}) == 1
    counted = candidate.unit == "person" and candidate.indicator in CARRIED
    counted = counted and candidate.quantity.value <= last.quantity.value
    sized = last.indicator == "population" and (candidate.indicator.startswith("coverage") or counted)
    sized = sized and candidate.line == last.line
    among = WORDS.among_them.match(view, *candidate.sentence)
    return last.fields["population"] if part and alike or sized or among else ""


def _is_of_size(view: str, candidate: Candidate, size: Candidate, named: tuple) -> bool:
    """公司2867名职工中，2814人接种第一剂；2590人完成两剂: whether the sentence opens with the `size` of a group, of which it goes
    on to tell with no other group or place `named`."""
    end, start = size.quantity.end, candidate.quantity.start
    if size is candidate or size.indicator != "population" or candidate.indicator not in CARRIED:
        return False
    of_them = any(WORDS.among.fullmatch(view, end, end + length) for length in (2, 3))
    return of_them and not any(end < part.start < start for part in named)


def _are_boosters_of(view: str, candidate: Candidate, share: Candidate) -> bool:
    """…分别占老年人口的88.0%、83.3%，完成加强免疫接种1.72亿人: whether people with a booster are told right behind the
    share of an age."""
    counted = share.unit == "percent" or share.indicator == "people_fully_vaccinated"
    of_age = counted and any(map(str.isdigit, share.fields["population"]))
    return (
        of_age
        and share.fields["population"] not in _NEARLY_ALL
        and candidate.indicator == "total_boosters"
        and bool(WORDS.boosters_next.fullmatch(view, share.quantity.end, candidate.quantity.start))
    )


def _goes_on_from(view: str, candidate: Candidate, before: list[Candidate], named: list[Mention]) -> bool:
    """Whether a number tells more of the people of the last of the claims `before` it in its sentence."""
    last, start = before[-1], candidate.quantity.start
    of_whole = last.unit == "percent" and WORDS.denominator.match(
        view, last.clause.start, last.quantity.start
    )
    of_all = _of_all(before[:-1])
    theirs = any(c.unit == "person" and c.fields["population"] == last.fields["population"] for c in before[:-1])
    if (
        of_whole
        and candidate.unit != "percent"
        and (of_all or not theirs and not any(map(str.isdigit, last.fields["population"])))
    ):
        return False  # 占目标人群的77.4%；完成全程接种的有931.6万人
    if WORDS.everyone.search(view, last.quantity.end, start):
        return False
    if _are_boosters_of(view, candidate, last):
        return True
    if last.indicator == "population" and candidate.indicator in CARRIED:
        return True
    moved = any(last.quantity.end <= mention.start < start for mention in named)
    if not moved and last.whole and candidate.indicator in CARRIED:
        return True  # 老年人接种2168万人。其中全程接种2109万人，加强免疫接种1845万人
    share = candidate.unit == "percent" and last.unit in ("person", "percent") and last.indicator in CARRIED
    alike = len({c.fields["population"] for c in before}) == 1
    if share and not moved and (alike or not STRONG_BREAK.search(view, last.quantity.end, start)):
        return True
    if last.indicator == candidate.indicator and WORDS.next_of_list.fullmatch(view, last.quantity.end, start):
        return True
    if alike and not moved and WORDS.dose_ahead.search(view, last.quantity.end, start):
        return True
    return bool(WORDS.next_dose.search(view[max(start - 20, 0) : start]))
