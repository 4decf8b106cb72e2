"""Which dose a number is of, by the words for doses around it."""

from vaxclaims.extraction import rules

WORDS = rules.wordings("indicators")
SHARED = rules.wordings("shared")
# Whom so many first or second doses have reached (data/codebook.yml).
_PEOPLE_OF_DOSE = {"第一剂": "people_vaccinated", "第二剂": "people_fully_vaccinated"}


def ordinal(view: str, candidate) -> str:
    """第一剂, 第二剂 or 第三剂: which dose a share of doses is about."""
    quantity = candidate.quantity
    text = view[max(candidate.clause.start, quantity.start - 24) : quantity.start]
    found = WORDS.ordinal.findall(text) or WORDS.ordinal.findall(view[quantity.end : quantity.end + 8])
    head, apart, told = text.rpartition("分别")
    if apart and len(run := WORDS.ordinal.findall(head)) > 1:  # 第一剂和第二剂分别占72%和28%
        found = run[len(SHARED.between.findall(told)) :][:1] or run
    return _ordinal_label("".join(found[-1])) if found else ""


def ordinal_of_list(view: str, candidate) -> str:
    """第一剂和第二剂分别是165.1万剂次、120.2万剂次: the dose of a list that tells them in turn."""
    head = view[candidate.clause.start : candidate.quantity.start]
    doses, apart, _ = head.partition("分别")
    return ordinal(view, candidate) if apart and len(WORDS.ordinal.findall(doses)) > 1 else ""


def told_ordinal(clause: str) -> str:
    """The dose that a clause names for its number: 其中第一剂◆, ◆打第一针."""
    if told := WORDS.told_ordinal.search(clause.partition("◆")[0]):
        return _ordinal_label(told[1] or told[2])
    behind = WORDS.ordinal_behind.match(clause[clause.find("◆") :])
    return _ordinal_label(behind[1]) if behind else ""


def counts_people(candidate) -> bool:
    """Whether a total is one of first or second doses (其中第一剂518.7万剂次); it then counts the people who have had
    them, in doses as printed, and the dose limits it no more."""
    people = _PEOPLE_OF_DOSE.get(candidate.fields.get("ordinal"))
    if candidate.indicator != "total_vaccinations" or not people:
        return False
    candidate.fields.update(indicator=people, ordinal="", people_of=True)
    if "vaccine.ordinal@1" in candidate.tags:
        candidate.fields["vaccine"] = ""
        candidate.tags.remove("vaccine.ordinal@1")
    candidate.tags = [tag for tag in candidate.tags if not tag.startswith("population.")]
    candidate.tags.insert(1, "indicator.by_ordinal@1")
    return True


def tell_parts_of_day(made: list, view: str) -> None:
    """昨日约51,100人接种：科兴第一剂约3,300人，第二剂约6,900人: of the people of a day, those told by their dose are the day's too,
    and not all who have had it."""
    whole = None
    for candidate in made:
        fields, quantity = candidate.fields, candidate.quantity
        if fields["indicator"] == "daily_vaccinations" and candidate.unit == "person":
            whole = whole if whole and quantity.value <= whole.quantity.value else candidate
            continue
        counted = candidate.unit == "person" and fields["indicator"] in _PEOPLE_OF_DOSE.values()
        if not whole or not counted or quantity.value > whole.quantity.value:
            continue
        between = view[whole.quantity.end : quantity.start]
        same = fields["places"] == whole.fields["places"] and fields["as_of"] == whole.fields["as_of"]
        head = view[candidate.clause.start : quantity.start]
        dose = WORDS.ordinal.search(head) or WORDS.both_doses.search(head)
        if same and dose and not WORDS.of_all_days.search(between):
            fields["indicator"] = "daily_vaccinations"
            candidate.tags.insert(1, "indicator.by_day@1")


def _ordinal_label(word: str) -> str:
    if word == "加强":
        return "加强针"
    return f"第{ {'1': '一', '2': '二', '3': '三', '首': '一'}.get(word, word) }剂".replace(" ", "")
