"""Whether a number is told as a fact or as a plan.

In this order: the words of `data/rules/statuses.yml`; a paragraph that opens 下一步; what holds before the plan
does that it is told of; a date that is still to come.
"""

from vaxclaims.extraction import attachments, rules
from vaxclaims.extraction.candidates import HELD, Candidate
from vaxclaims.extraction.date_types import Date, Page
from vaxclaims.extraction.segments import STRONG_BREAK

WORDS = rules.wordings("plans")
_NEAR_PLAN = 200


def tell_status(
    candidate: Candidate, view: str, dates: list[Date], page: Page, before: Candidate | None = None
) -> None:
    """Set the status of `candidate`; `dates` are those of its sentence, `before` the claim right before it there."""
    quantity, fields = candidate.quantity, candidate.fields
    fields["status"], tag = attachments.status(view, candidate.sentence, quantity.start, quantity.end)
    candidate.tags += [tag] if tag else []
    if fields["status"] == "stated" and _is_next_step(candidate, view):
        fields["status"] = "planned"
        candidate.tags.append("status.next_step@1")
    lasting = _holds_already(candidate, view)
    if lasting and fields["status"] == "planned":
        fields["status"] = "stated"
    elif not lasting and fields["status"] == "stated" and _is_future(candidate, view, dates, page):
        fields["status"] = "planned"
        candidate.tags.append("status.future_date@1")
    if (
        fields["status"] == "stated"
        and before
        and (_is_share_of(candidate, before, view) or _is_next_target(candidate, before, view))
    ):
        fields["status"] = before.fields["status"]


def _is_share_of(candidate: Candidate, before: Candidate, view: str) -> bool:
    """6月底前要接种1058.97万人，占常住人口的40%: whether a share tells again what the count right before it does."""
    between = view[before.quantity.end : candidate.quantity.start]
    counted = candidate.unit == "percent" and before.unit in ("person", "dose")
    return counted and before.fields["status"] == "planned" and bool(WORDS.share_of_count.fullmatch(between))


def _is_next_target(candidate: Candidate, before: Candidate, view: str) -> bool:
    """确保7月底前60岁以上人群第一剂接种率达90%，80岁以上人群加强免疫接种率达75%: whether a share goes on from the target told
    right before it."""
    shares = candidate.unit == before.unit == "percent" and before.fields["status"] == "planned"
    return shares and bool(WORDS.next_target.fullmatch(view, before.quantity.end, candidate.quantity.start))


def _is_next_step(candidate: Candidate, view: str) -> bool:
    """Whether a number goes on from a sentence of its paragraph that opens 下一步, and does not say that it
    is reached already."""
    start = candidate.sentence.start
    near = max(start - _NEAR_PLAN, 0)
    paragraph = max(view.rfind("\n", near, start) + 1, near)
    told = list(WORDS.next_step.finditer(view, paragraph, start))
    return bool(told) and not WORDS.reached.search(view, told[-1].end(), candidate.sentence.end)


def _holds_already(candidate: Candidate, view: str) -> bool:
    """Whether a number holds before the plan does that it is told of: a group that will be vaccinated, a
    rule of medicine, what a change begins from (由12队增至20队)."""
    quantity, rule = candidate.quantity, candidate.tags[0]
    clause = view[candidate.clause.start : quantity.start]
    if candidate.indicator == "population":
        return not WORDS.of_plan.search(clause)
    waiting = rule.startswith("indicator.waiting") and WORDS.observed.search(clause)
    interval = rule.startswith("indicator.dose_interval") and not WORDS.new_rule.search(clause)
    return bool(interval or waiting) or bool(
        WORDS.from_level.search(clause) and WORDS.changes.match(view, quantity.end)
    )


def _is_future(candidate: Candidate, view: str, dates: list[Date], page: Page) -> bool:
    """Whether a number is dated by a deadline or by a day after the page's own that has not been reached."""
    start = candidate.quantity.start
    if WORDS.from_level.search(view[max(start - 6, 0) : start]) and WORDS.rises.match(
        view, candidate.quantity.end
    ):
        return False  # 下周起由12队增至20队
    if any(
        d.coming
        and candidate.quantity.end <= d.start < candidate.clause.end
        and WORDS.expected.search(view, candidate.quantity.end, d.start)
        for d in dates
    ):
        return True  # 10万剂将于5月28日运抵
    if page.published and any(
        d.kind == "start" and d.value > page.published and d.start == candidate.quantity.end for d in dates
    ):
        return True  # 四辆接种车下月起派往企业
    if any(d.coming and d.end <= start and WORDS.schedule.search(view, d.end, start) for d in dates):
        return True
    ahead = [d for d in dates if d.end <= start and not STRONG_BREAK.search(view, d.end, start)]
    if not ahead or WORDS.done.search(view, ahead[-1].end, start):
        return False
    last = ahead[-1]
    if last.deadline and not last.coming:
        return False  # 5月10日以前每天接种6000剂次
    # 8月底，全程接种率70%: a clause that is nothing but its day still to come.
    until = last.until and view[last.start] != "到"
    alone = last.coming and not until and not view[last.end : candidate.clause.start].strip(" ，,")
    if alone and last.end <= candidate.clause.start:
        return True
    to_day = view[last.start] == "到" and last.value > page.published  # 计划到6月30日
    if not last.deadline and not (page.published and last.known and (to_day or _is_after(last, page))):
        return False
    if last.kind == "holiday" and last.first <= page.published:
        return False
    if last.kind == "range" and last.value <= f"{page.published[:8]}31":
        # 6月12日至14日端午假期，150个接种点照常开放
        return bool(WORDS.goes_on.search(view, candidate.quantity.end, candidate.clause.end))
    if last.start >= candidate.clause.start or last.kind == "range" and last.first > page.published:
        return True
    # In a later clause the number must be told as what is to come, and not as what it comes from.
    clause = view[candidate.clause.start : start]
    coming = WORDS.coming.search(clause) and not WORDS.from_level.search(clause)
    coming = coming or last.kind == "start" and WORDS.offered.search(clause) and candidate.indicator in HELD
    return bool(coming or WORDS.comes.search(view, last.end, start)) and (
        not page.published or last.to_come(page)
    )


def _is_after(date_: Date, page: Page) -> bool:
    """Whether a date is later than the page's month, or a word for a later day (下周) than the page's day."""
    if date_.kind == "week" and date_.first and date_.first <= page.published:
        return False  # 本月新增26个接种点
    if date_.kind == "range" and date_.precision == "day":
        return date_.first > page.published  # 6月12日至14日
    if date_.kind == "month" and date_.precision == "day" and not date_.first:
        return date_.value > page.published  # 4月底
    if date_.basis == "relative" and date_.kind in ("day", "week", "start"):
        return date_.value > page.published
    return f"{page.published[:8]}31" < date_.value
