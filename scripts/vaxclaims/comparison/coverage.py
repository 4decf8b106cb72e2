"""Figure 8: coverage by population group, districts and systems included."""

import pandas as pd

from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import FACT_COLUMNS, frame
from vaxclaims.comparison.words import say

NAME = "08_coverage_by_group"
INDICATORS = ["coverage_first_dose", "coverage_full", "coverage_booster", "coverage_unspecified"]
COLUMNS = ["panel", *FACT_COLUMNS, "left_out"]
_NUMBERS = dict.fromkeys(["value", "value_high", "low", "high"])


def coverage(facts, places) -> pd.DataFrame:
    """Every claimed share of a population, districts and systems included; `panel` is the population's label,
    which is never mixed with another; places without any have a row with `left_out` not_stated."""
    mine = facts[facts["indicator"].isin(INDICATORS) & (facts["home"] != "")]
    rows = [row | {"panel": row["population"]} for row in mine.to_dict("records")]
    rows.sort(
        key=lambda row: (
            _group_order(row["population"]),
            places.index(row["home"]),
            row["place"],
            row["to_day"],
        )
    )
    rows += [
        {"home": place, "place": place, "left_out": "not_stated"}
        for place in places
        if place not in set(mine["home"])
    ]
    return frame([_NUMBERS | row for row in rows], COLUMNS)


def _group_order(label) -> tuple:
    """Everyone first, then age bands, then groups in the text's words."""
    return (0 if not label else 1 if label[0].isdigit() else 2), label


@style.styled
def plot_coverage(table, places, language="en"):
    """One row per claim under a heading for its population, so that only like stands under like."""
    used = table[table["left_out"] == ""].to_dict("records")
    entries, rows = _rows(used, places, language)
    figure, ax = style.canvas(height=0.36 * max(len(entries), 3) + 0.7)
    if not used:
        style.nothing(ax, say(language, "No coverage is stated.", "没有说明接种率。"))
    else:
        style.ledger(ax, entries)
        for y, row in rows:
            style.asserted(ax, float(row["value"]), y, row, style.colour(row["home"], places), along="x")
            end, away = (row["value"], 26) if row["high"] is None else (row["high"], 9)
            ax.annotate(
                words.claimed(row, language),
                (float(end), y),
                xytext=(away, 0),
                va="center",
                textcoords="offset points",
                fontsize=SIZES["small"],
                color=style.ink(row["home"], places),
            )
        ax.set_xlim(0, 100)
        ax.set_xlabel(say(language, "% of the group named in the heading", "占标题所列人群的百分比（%）"))
        style.key(figure, table[table["left_out"] == ""], language)
    missing = [
        words.place(place, language)
        for place in places
        if place in set(table.loc[table["left_out"] == "not_stated", "place"])
    ]
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(used, language),
        say(
            language,
            "Coverage as claimed; each heading is another population; arrow: bound; bar: rounding",
            "各来源所称接种率；每个小标题是不同的人群；箭头：上下限；横条：取整范围",
        ),
        _alt(used, missing, language),
        say(
            language,
            "Coverage by population group, districts and systems included",
            "各人群接种率（含区县与系统）",
        ),
        words.source_line((row["source"] for row in used), language),
        notes=[
            say(
                language,
                f"Not stated for any group: {words.listed(missing, language)}.",
                f"任何人群均未说明：{words.listed(missing, language)}。",
            )
            if missing
            else ""
        ],
    )


def _rows(used, places, language):
    entries, rows, last = [], [], None
    for row in used:
        if row["panel"] != last:
            last = row["panel"]
            entries.append(
                (style.balanced(words.population(last, language), 2.8, SIZES["subtitle"]), style.INK, True)
            )
        rows.append((len(entries), row))
        when = words.day(row["as_of"], row["as_of_precision"], language, True)
        entries.append(
            (
                f"{words.place(row['place'], language)} · {_dose(row, language)} · {when}",
                style.ink(row["home"], places),
                False,
            )
        )
    return entries, rows


def _dose(row, language) -> str:
    return say(
        language,
        *{
            "coverage_first_dose": ("first dose", "第一剂"),
            "coverage_full": ("full course", "全程"),
            "coverage_booster": ("booster", "加强针"),
            "coverage_unspecified": ("dose not named", "未说明剂次"),
        }[row["indicator"]],
    )


def _title(used, language) -> str:
    if not used:
        return say(language, "No place states its coverage", "各地均未说明接种率")
    low, high = (pick(used, key=lambda row: row["value"]) for pick in (min, max))
    groups = len({row["panel"] for row in used})
    ends = [
        say(
            language,
            f"{words.claimed(row, language)} ({words.place(row['place'], language)}, "
            f"{words.population(row['population'], language)})",
            f"{words.claimed(row, language)}（{words.place(row['place'], language)}，"
            f"{words.population(row['population'], language)}）",
        )
        for row in (low, high)
    ]
    return say(
        language,
        f"{len(used)} coverage claims are about {groups} different populations: from {ends[0]} to {ends[1]}",
        f"{len(used)}条接种率说法涉及{groups}类不同人群：从{ends[0]}到{ends[1]}",
    )


def _alt(used, missing, language) -> str:
    parts = [_title(used, language)]
    parts += [
        f"{words.place(row['place'], language)}, {words.population(row['population'], language)}, "
        f"{_dose(row, language)}, {words.day(row['as_of'], row['as_of_precision'], language)}: "
        f"{words.claimed(row, language)}"
        for row in used
    ]
    if missing:
        parts.append(words.listed(missing, language) + say(language, ": not stated", "：未说明"))
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")
