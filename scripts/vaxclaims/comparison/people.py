"""Figure 4: who has had what, counted in people, and the shares of doses that are first and second."""

import pandas as pd

from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import FACT_COLUMNS, frame
from vaxclaims.comparison.words import say

NAME = "04_people_vaccinated"
COUNTS = ["people_vaccinated", "people_fully_vaccinated", "people_partly_vaccinated"]
SHARE = "dose_share"
COLUMNS = ["panel", *FACT_COLUMNS, "left_out"]
_NUMBERS = dict.fromkeys(["value", "value_high", "low", "high"])


def people(facts, places) -> pd.DataFrame:
    """Counts of people (`panel` people) and shares of doses (`panel` share) per compared place and date; a
    place that states neither has a row with `left_out` not_stated, a claim about a group or part its
    reason.
    """
    rows = []
    for panel, indicators in (("people", COUNTS), ("share", [SHARE])):
        mine = facts[facts["indicator"].isin(indicators) & (facts["home"] != "")].to_dict("records")
        rows += [row | {"panel": panel, "left_out": _left_out(row, panel)} for row in mine]
        stated = {row["place"] for row in rows if row["panel"] == panel and not row["left_out"]}
        rows += [
            {"panel": panel, "home": place, "place": place, "left_out": "not_stated"}
            for place in places
            if place not in stated
        ]
    return frame([_NUMBERS | row for row in rows], COLUMNS)


def _left_out(row, panel) -> str:
    if row["place"] != row["home"]:
        return "part"
    if row["vaccine"] or (row["population"] and panel == "people"):
        return "group"
    return ""


@style.styled
def plot_people(table, places, language="en"):
    """Above, people by place and date; below, the shares of doses. People and doses never share an axis."""
    counts, shares = (_rows(table[table["panel"] == panel], places) for panel in ("people", "share"))
    heights = [0.52 * len(counts) + 0.3, 0.42 * len(shares) + 0.3]
    figure, (upper, lower) = style.canvas(2, 1, height=sum(heights) + 1.2, height_ratios=heights)
    style.key(figure, table[(table["left_out"] == "") & (table["panel"] == "people")], language)
    _people(upper, counts, places, language)
    _shares(lower, shares, places, language)
    used = table[table["left_out"] == ""]
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(used, places, language),
        say(
            language,
            "People vaccinated, and first and second shares of the doses given, by place and date",
            "各地各日期的接种人数，以及第一、第二剂次占比",
        ),
        _alt(used, places, language),
        say(language, "Who has had what, by place and date", "各地各日期：谁接种了多少"),
        words.source_line(used["source"], language),
        notes=[_groups_note(table, language)],
    )


def _rows(panel, places):
    """(place, date, claims) in the order of places, then dates; no claims for a place that states none."""
    rows = []
    for place in places:
        mine = panel[(panel["place"] == place) & (panel["left_out"] == "")]
        for (when, precision), claims in mine.groupby(["as_of", "as_of_precision"]):
            rows.append((place, when, precision, claims.to_dict("records")))
        if mine.empty:
            rows.append((place, "", "", []))
    return rows


def _entries(rows, places, language):
    return [
        (
            words.place(place, language)
            + (" · " + words.day(when, precision, language, True) if claims else ""),
            style.ink(place, places),
            False,
        )
        for place, when, precision, claims in rows
    ]


def _people(ax, rows, places, language) -> None:
    size, unit = say(language, (10**6, "million people"), (10**4, "万人"))
    style.ledger(ax, _entries(rows, places, language))
    for y, (place, _, _, claims) in enumerate(rows):
        shade, start = style.colour(place, places), 0.0
        said = {row["indicator"]: row for row in claims}
        for code, alpha in (("people_fully_vaccinated", 0.75), ("people_partly_vaccinated", 0.3)):
            if code in said:
                wide = float(said[code]["value"]) / size
                ax.barh(y, wide, left=start, height=0.3, color=shade, alpha=alpha, linewidth=0)
                start += wide
        if start == 0 and COUNTS[0] in said:
            ax.barh(
                y, float(said[COUNTS[0]]["value"]) / size, height=0.3, color=shade, alpha=0.12, linewidth=0
            )
        for row in claims:
            if row["indicator"] != "people_partly_vaccinated":
                style.asserted(ax, float(row["value"]) / size, y, row, shade, size, along="x", size=7)
        text = _who(claims, language) or say(language, "people not stated", "人数未说明")
        ax.text(
            0,
            y + (0.2 if claims else 0),
            "  " + text,
            va="top" if claims else "center",
            fontsize=SIZES["small"],
            color=style.INK if claims else style.QUIET,
        )
    ax.set_xlim(left=0)
    ax.margins(x=0.08)
    ax.set_xlabel(unit)
    ax.set_title(
        say(
            language,
            "People (dark: full course; light: first dose only; palest: split not stated)",
            "人数（深：全程；浅：仅第一剂；最浅：未说明剂次）",
        )
    )


_SHORT = {
    "people_vaccinated": ("at least one dose", "至少一剂"),
    "people_fully_vaccinated": ("full course", "全程"),
    "people_partly_vaccinated": ("first dose only", "仅第一剂"),
}


def _who(claims, language) -> str:
    order = {code: place for place, code in enumerate(COUNTS)}
    return say(language, ", ", "，").join(
        say(
            language,
            f"{say(language, *_SHORT[row['indicator']])} {_millions(row, language)}",
            f"{say(language, *_SHORT[row['indicator']])}{_millions(row, language)}",
        )
        for row in sorted(claims, key=lambda row: order[row["indicator"]])
    )


def _millions(row, language) -> str:
    return words.claimed(row, language).removesuffix(" people")


def _shares(ax, rows, places, language) -> None:
    style.ledger(ax, _entries(rows, places, language))
    for y, (place, _, _, claims) in enumerate(rows):
        start = 0.0
        for row, alpha in zip(
            sorted(claims, key=lambda row: row["population"]), (0.3, 0.75, 0.5, 0.9), strict=False
        ):
            wide = float(row["value"])
            ax.barh(
                y, wide, left=start, height=0.62, color=style.colour(place, places), alpha=alpha, linewidth=0
            )
            ax.text(
                start + wide / 2,
                y,
                f"{_ordinal(row, language)} {words.claimed(row, language)}",
                ha="center",
                va="center",
                fontsize=SIZES["small"],
                color=style.INK,
            )
            start += wide
        if not claims:
            ax.text(
                0,
                y,
                "  " + say(language, "shares not stated", "占比未说明"),
                va="center",
                fontsize=SIZES["small"],
                color=style.QUIET,
            )
    ax.grid(False)
    ax.set_xlim(0, 100)
    ax.set_xlabel(say(language, "% of doses given", "占已接种剂次的百分比（%）"))
    ax.set_title(say(language, "Shares of doses (of doses, not of people)", "剂次占比（占剂次，不是占人数）"))


def _ordinal(row, language) -> str:
    english = {"第一剂": "first", "第二剂": "second", "第三剂": "third"}
    return say(language, english.get(row["population"], row["population"]), row["population"])


def _title(used, places, language) -> str:
    counts = used[used["panel"] == "people"]
    parts = []
    for place in places:
        mine = counts[(counts["place"] == place) & (counts["indicator"] == COUNTS[0])].sort_values("to_day")
        if len(mine):
            parts.append(_growth(mine.iloc[[0, -1]].to_dict("records"), language))
    missing = [words.place(place, language) for place in places if place not in set(counts["place"])]
    if not parts:
        return say(language, "No place states how many people were vaccinated", "各地均未说明接种人数")
    title = say(language, "; ", "；").join(parts)
    return title + (
        say(
            language,
            f"; people not stated for {words.listed(missing, language)}",
            f"；{words.listed(missing, language)}未说明人数",
        )
        if missing
        else ""
    )


def _growth(ends, language) -> str:
    first, last = ends
    place = words.place(last["place"], language)
    at = words.day(last["as_of"], last["as_of_precision"], language)
    if first["claim_id"] == last["claim_id"]:
        return say(
            language,
            f"{place}: {words.claimed(last, language)} had at least one dose by {at}",
            f"{place}截至{at}{words.claimed(last, language)}至少接种一剂",
        )
    since = words.day(first["as_of"], first["as_of_precision"], language)
    return say(
        language,
        f"{place}: {_millions(first, language)} people with at least one dose on {since}, "
        f"{_millions(last, language)} on {at}",
        f"{place}至少接种一剂的人数：{since}{_millions(first, language)}，{at}{_millions(last, language)}",
    )


def _alt(used, places, language) -> str:
    parts = [_title(used, places, language)]
    for place, when, precision, claims in _rows(used[used["panel"] == "people"], places):
        if claims:
            parts.append(
                f"{words.place(place, language)}, {words.day(when, precision, language)}: "
                + _who(claims, language)
            )
    for place, when, precision, claims in _rows(used[used["panel"] == "share"], places):
        if claims:
            shares = [f"{_ordinal(row, language)} {words.claimed(row, language)}" for row in claims]
            parts.append(
                f"{words.place(place, language)}, {words.day(when, precision, language)}: "
                + words.listed(shares, language)
                + say(language, " of doses", "（占剂次）")
            )
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")


def _groups_note(table, language) -> str:
    out = table[table["left_out"].isin(["part", "group"])].to_dict("records")
    parts = [
        say(
            language,
            f"{words.place(row['place'], language)} {words.claimed(row, language)} "
            f"({words.population(row['population'], language)})",
            f"{words.place(row['place'], language)}{words.claimed(row, language)}"
            f"（{words.population(row['population'], language)}）",
        )
        for row in out[:6]
    ]
    return (
        say(language, "Left out, since they count a part or a group: ", "未画（只计一部分人或地方）：")
        + say(language, "; ", "；").join(parts)
        + say(language, ".", "。")
        if parts
        else ""
    )
