"""What a number says again of others: its clause has no word of its own for what it counts, and goes on from what
was told."""

from itertools import groupby

from vaxclaims.extraction import rules
from vaxclaims.extraction.candidates import CARRIED
from vaxclaims.extraction.ordinals import ordinal_of_list, told_ordinal
from vaxclaims.extraction.shares import PEOPLE_OF, dose_between

WORDS = rules.wordings("indicators")
SHARED = rules.wordings("shared")
# What a count goes on to tell the whole of: 再有4.2万人接种加强针，累计约198万人
_REACHED = ("total_boosters", "people_fully_vaccinated", "supply")
# Those who have had a first dose, and those who have had a second
_OF_FIRST_OR_SECOND = ("people_vaccinated", "people_fully_vaccinated")
# What share of a group a count of people is
_COVERAGE_OF = {people: share for share, people in PEOPLE_OF.items() if share != "coverage_unspecified"}
# How many times the others of its kind a day can be.
_MUCH_MORE = 5
# What else a sentence that opens with 其中 tells a part of.
_IN_PARTS = frozenset(("new_vaccinations_period", "supply"))
# In characters, what stands before the number of a list's entry.
_SHORT_ENTRY = 14


def continued(candidate, before: list, view: str) -> list:
    """What a sentence that opens with 其中, or a list's short entry, goes on from."""
    if _opens_with_part(candidate, view):
        return [c for c in before if c.indicator in CARRIED | _IN_PARTS]
    told = view[candidate.sentence.start : candidate.quantity.start].strip()
    again = any(words.search(told) for words in (WORDS.ranked, WORDS.the_same, WORDS.the_same_all))
    goes_on = len(told) <= _SHORT_ENTRY or again
    if again and "日" not in told and any(c.indicator == "new_vaccinations_period" for c in before):
        # 本周接种21.7万剂次，日均3.1万剂次。接种量居前三位的是哈尔滨市（8.4万剂次）: of the week, not of its average day
        return [c for c in before if c.indicator in CARRIED | _IN_PARTS and c.indicator != "daily_vaccinations"]
    return [c for c in before if c.indicator in CARRIED] if goes_on else []


def opened(candidate, before: list, view: str) -> list:
    """The claims of the sentence before, of which a sentence that opens 其中 tells a part, or the next dose: 今日有4.3万人
    打针，第一针有1.9万人。打第二针有3479人."""
    next_dose = WORDS.next_dose_of_day.match(view, *candidate.sentence)
    return before if next_dose or _opens_with_part(candidate, view) else []


def _opens_with_part(candidate, view: str) -> bool:
    """Whether a number's sentence opens with 其中 or the like."""
    return bool(WORDS.of_them.match(view[candidate.sentence.start : candidate.quantity.start].strip()))


def among_vaccinated(candidate, before: list, view: str) -> bool:
    """全市累计接种28.6万剂次，接种率97.3%。其中外籍人员14,582人: a sentence that opens 其中 and counts people only,
    behind what a place has been given."""
    told = view[candidate.sentence.start : candidate.quantity.start]
    total = any(c.indicator in ("total_vaccinations", "people_vaccinated") for c in before)
    bare = WORDS.bare_tail.match(view, candidate.quantity.end, candidate.clause.end)
    return total and bool(WORDS.among.fullmatch(told) and bare)


def in_people(candidate, word: str, candidates: list, decided: list, view: str) -> bool:
    """86.42%已全程接种，即2.28亿人: the people that the share right before them stands for, of a list in turn
    (接种率为76.6%，全程接种率为65.8%，对应的人数依次是…)."""
    shares = [c for c in decided if c.unit == "percent" and c.indicator in PEOPLE_OF]
    unit = candidate.quantity.unit
    people = [c for c in candidates if c.clause == candidate.clause and c.quantity.unit == unit]
    if (
        word not in ("person", "classifier.person")
        or not shares
        or decided[-1].unit not in ("percent", "person")
    ):
        return False
    between = WORDS.in_people.fullmatch(view, shares[-1].quantity.end, people[0].quantity.start)
    apart = between and SHARED.apart.search(between[0])
    if WORDS.not_yet.search(view, candidate.quantity.end, candidate.clause.end):
        return False  # 接种率约为70%，即约28万名长者仍未接种
    if not between or len(people) > 1 and not (apart and len(shares) >= len(people)):
        return False
    begun = shares[-1].indicator == "coverage_first_dose"
    if begun and WORDS.other_course.match(view, candidate.quantity.end, candidate.clause.end):
        return False  # 至少1剂接种率56.76%，共有6108.64万人完成全程接种
    share = shares[len(shares) - len(people) :][people.index(candidate)]
    candidate.fields.update(indicator=PEOPLE_OF[share.indicator], unit="person", inherits=share)
    candidate.tags.insert(0, "indicator.in_people@1")
    return True


def part_of_day(candidate, word: str, clause: str, decided: list, view: str) -> bool:
    """今日约1.98万人接种，当中接种第一剂的约2600人: of the people or doses of a day, those that are told apart are the
    day's too."""
    word = "dose" if word == "visit" else word
    daily = [c for c in decided if c.indicator == "daily_vaccinations" and c.unit in (word, "dose", "person")]
    whole = next((c for c in daily if c.unit == word), daily[0] if daily else None)
    if word not in ("person", "dose") or whole is None:
        return False
    between = view[whole.quantity.end : candidate.quantity.start]
    aside = WORDS.closed.match(between)  # 1721.1万剂次(当天接种23.7万剂)，其中…
    next_dose = WORDS.next_dose_of_day.match(view, *candidate.sentence)
    # 科兴第一剂约3300人，第二剂约6900人；复必泰第一剂…
    goes_on = decided[-1].fields.get("ordinal") and told_ordinal(clause) and decided[-1].indicator == whole.indicator
    if aside or not (next_dose or goes_on or WORDS.part_of.search(between)) or WORDS.whole.search(between):
        return False
    boosters = "加强针" if WORDS.booster.search(clause.partition("◆")[0]) else ""
    dose = told_ordinal(clause) or ordinal_of_list(view, candidate) or boosters
    candidate.fields.update(indicator="daily_vaccinations", unit=word)
    candidate.fields.update({"ordinal": dose} if dose else {})
    candidate.tags.insert(0, "indicator.inherited@1")
    return True


def part_of_supply(candidate, word: str, clause: str, decided: list, view: str) -> bool:
    """疫苗库存6412剂，其中灭活疫苗4870剂，重组蛋白疫苗1230剂: what a supply is made up of."""
    last = decided[-1] if decided else None
    if word not in ("dose", "vial", "person_portion") or last is None or last.indicator != "supply":
        return False
    if last.sentence != candidate.sentence or not WORDS.of_product.fullmatch(clause.partition("◆")[0]):
        return False
    candidate.fields.update(indicator="supply", unit="dose", inherits=last)
    candidate.tags.insert(0, "indicator.inherited@1")
    return True


def inherits(candidate, word: str, clause: str, decided: list, view: str) -> bool:
    """其中青秀区23.6万人，西乡塘区近二十万人: a clause with no word of its own for what it counts says of
    another place what the clause before says."""
    if decided and decided[-1].tags[0].startswith("indicator.unvaccinated_share"):
        return False  # 未接种者占25.5%，或相等于834万人
    if word == "person" and WORDS.left_over.search(clause):
        return False  # 打完加强针的4676人。剩下的400多人
    own = clause.replace("◆", "")
    word = "dose" if word == "visit" else word
    if word == "percent" and decided and _is_in_brackets_of(decided[-1], candidate, view):
        candidate.fields.update(indicator=_COVERAGE_OF[decided[-1].indicator], unit=word, inherits=decided[-1])
        candidate.tags.insert(0, "indicator.inherited@1")
        return True
    of_boosters = bool(decided) and decided[-1].indicator == "total_boosters"
    part_told = of_boosters and decided[-1].tags[0] == "indicator.inherited@1"
    of_boosters = of_boosters and (
        WORDS.part_given.match(own) or part_told and WORDS.next_part.fullmatch(own)
    )
    if word == "person":
        own = WORDS.product.sub("", clause).replace("◆", "").replace("选择", "")
        own = WORDS.share_of_people.sub("", own)
    refers = bool(
        WORDS.the_same.search(own)
        or WORDS.the_same_all.search(own)
        or WORDS.plain_part.fullmatch(own)
        or decided
        and decided[-1].indicator in _REACHED
        and WORDS.in_all.fullmatch(own.strip())
        or of_boosters
    )
    if word == "person" and WORDS.size_next.match(view, candidate.quantity.end, candidate.sentence.end):
        return False
    if word not in ("dose", "person", "percent") or not decided or WORDS.own_cue.search(own) and not refers:
        return False
    # 日接种能力从4月份的1.5万剂次，提升到了现在的4.2万剂次
    if decided[-1].indicator == "daily_capacity" and decided[-1].unit == word and WORDS.raised_to.match(own):
        candidate.fields.update(indicator="daily_capacity", unit=word)
        candidate.tags.insert(0, "indicator.inherited@1")
        return True
    kindred = [
        c
        for c in decided
        if c.unit != "percentage_point"
        and not c.tags[0].startswith("indicator.milestone")
        and c.indicator in CARRIED | {"new_vaccinations_period", "supply", "vaccination_sites", "staff"}
    ]
    kindred = [c for c in kindred if not _in_closed_brackets(c, candidate, view)] or kindred
    if WORDS.thresholds.search(view, *candidate.sentence):  # 单日接种1.57万剂次。从10万剂到20万剂，仅用9天
        kindred = [c for c in kindred if c.indicator.startswith("total_")]
    if not kindred:
        return False
    behind_stop = kindred[-1].sentence != candidate.sentence
    part = behind_stop and _opens_with_part(candidate, view)
    rate_of_age = word == "percent" and kindred[-1].unit == "percent" and WORDS.by_age.fullmatch(clause)
    if behind_stop and not part and not rate_of_age and WORDS.of_group.search(clause):
        return False
    if kindred[-1].indicator == "total_boosters" and WORDS.turns_to.match(view, *candidate.sentence):
        return False  # 加强免疫6573万人。3至11岁人群方面，一周前是8439.5万人
    if word == "percent" and (share := _COVERAGE_OF.get(kindred[-1].indicator)) and kindred[-1].unit == "person":
        if WORDS.right_on.fullmatch(view, kindred[-1].quantity.end, candidate.quantity.start):
            # 打了加强针的九万八千人左右，还不到一半: of those counted right before
            candidate.fields.update(indicator=share, unit=word, inherits=kindred[-1])
            candidate.tags.insert(0, "indicator.inherited@1")
            return True
    last = next((c for c in reversed(kindred[-4:]) if c.unit == word), kindred[-1])
    if (
        last.indicator == "daily_vaccinations"
        and last.sentence != candidate.sentence
        and WORDS.among_told.search(view, last.sentence.start, last.quantity.start)
    ):
        last = next((c for c in kindred if c.sentence == last.sentence and c.unit == last.unit), last)
    # 日接种量在8万剂次左右，6月3日首次突破10万剂次: no day is very unlike the others
    beyond = (
        last.sentence != candidate.sentence or candidate.quantity.value > _MUCH_MORE * last.quantity.value
    )
    if last.indicator == "daily_vaccinations" and (
        beyond and WORDS.passed.search(clause) or WORDS.until.search(clause)
    ):
        return False
    if last.indicator == "staff" and not own.strip().startswith(("前者", "后者")):
        return False
    kin = {"dose", "person"} if last.indicator in ("total_boosters", "people_vaccinated") else {last.unit}
    if word not in kin or last.indicator == "people_vaccinated" and word == "dose":
        return False
    indicator = last.indicator
    # 首剂93.8%，第二剂将于本月中旬铺开，力争月底前完成95%
    if word == "percent" and last.sentence == candidate.sentence:
        between = view[last.quantity.end : candidate.quantity.start]
        indicator = dose_between(between) or _nth_of_run(candidate, decided, view) or indicator
    if indicator in _OF_FIRST_OR_SECOND:
        told = list(WORDS.among_dose.finditer(view, candidate.sentence.start, candidate.quantity.start))
        if told:  # 打了第一剂的市民之中，约150万人选择科兴
            indicator = _OF_FIRST_OR_SECOND["第二" in told[-1][0]]
    candidate.fields.update(indicator=indicator, unit=word, inherits=last)
    candidate.tags.insert(0, "indicator.inherited@1")
    candidate.whole = last if part else None
    return True


def _is_in_brackets_of(told, candidate, view: str) -> bool:
    """2747万2373名(84.1%)总人口完成2剂: whether a number is all that stands in brackets behind people counted."""
    left, right = candidate.quantity.start, candidate.quantity.end
    alone = view[left - 1 : left] == "(" and view[right : right + 1] == ")"
    return alone and told.quantity.end == left - 1 and told.unit == "person" and told.indicator in _COVERAGE_OF


def _in_closed_brackets(told, candidate, view: str) -> bool:
    """累计961.3万剂次（第二剂次140.7万），其中贵阳市303.2万剂次: whether what was told is an aside that ends before a number."""
    closed = view.find(")", told.quantity.end, candidate.quantity.start)
    opened = view.find("(", told.quantity.end, candidate.quantity.start)
    aside = view.rfind("(", candidate.sentence.start, told.quantity.start)
    return closed >= 0 and (opened < 0 or closed < opened) and aside >= 0 and ")" not in view[aside : told.quantity.start]


def _nth_of_run(candidate, decided: list, view: str) -> str:
    """第一剂、第二剂、第三剂接种率分别为…，80岁以上分别为81.5%、74.2%、48.9%: the coverage that the number in the
    same position of the list before tells; empty unless the two lists are equally long."""
    runs = [list(run) for _, run in groupby((c for c in decided if c.unit == "percent"), lambda c: c.clause)]
    at = [n for n, run in enumerate(runs) if run[0].clause == candidate.clause]
    before = runs[: at[0]] if at else runs
    position = len(runs[at[0]]) if at else 0
    head = view[candidate.clause.start : candidate.quantity.start]
    if before and all(len(run) == 1 for run in before):
        before = [[run[0] for run in before]]  # 第一剂接种率94%，全程接种率91%，加强免疫接种率87%；80岁以上分别为…
    if not before or len(before[-1]) < 2 or position >= len(before[-1]):
        return ""
    if not SHARED.apart.search(head) and not _as_many(candidate, before[-1], view):
        return ""
    return before[-1][position].indicator


def _as_many(candidate, run: list, view: str) -> bool:
    """80岁以上就低得多了，只有58.2%和39%: whether a clause that says nothing of its own counts as many shares as `run`."""
    clause = view[candidate.clause.start : candidate.clause.end]
    return len(run) == len(WORDS.bare_shares.findall(clause)) and not WORDS.coverage_word.search(clause)


def follow(candidate, last) -> None:
    """Take over what has since been found of the claim whose indicator `candidate` inherited: that it is
    planned, and what its date made of a total (昨天接种3.1万剂；前天2.8万剂)."""
    if last.fields["status"] == "planned":
        candidate.fields["status"] = "planned"
    if any(tag.startswith("indicator.by_") for tag in last.tags[1:2]) and candidate.unit == last.unit:
        candidate.fields["indicator"] = last.indicator
        candidate.tags.insert(1, "indicator.by_kin@1")
