"""Figure 6: how the drive gathered pace, the printed days against the printed dates."""

from datetime import date

import pandas as pd

from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import frame
from vaxclaims.comparison.words import say
from vaxclaims.gazetteer import NATION

NAME = "06_acceleration"
TOTAL, INTERVAL = "total_vaccinations", "milestone_interval"
COLUMNS = [
    "place",
    "claim_id",
    "doc_id",
    "source",
    "kind",
    "as_of_start",
    "as_of",
    "printed",
    "by_dates",
    "threshold",
    "passed_by",
    "passed_claim",
    "at_most",
    "status",
    "decision",
    "quote",
]


def acceleration(facts) -> pd.DataFrame:
    """Per claimed interval between two thresholds: the days as `printed`, the days `by_dates`, and
    `at_most`, the
    days that another dated total leaves when it has passed the threshold by `passed_by`, before the
    interval's own end. Restatements are already folded.
    """
    totals = facts[facts["indicator"] == TOTAL].to_dict("records")
    intervals = facts[(facts["indicator"] == INTERVAL) & (facts["unit"] == "day")].to_dict("records")
    rows = [row | {"printed": row["value"]} | _against_dates(row, totals) for row in intervals]
    rows.sort(key=lambda row: (row["place"] != NATION, row["place"], row["as_of"], row["claim_id"]))
    return frame(rows, COLUMNS)


def _against_dates(row, totals) -> dict:
    found = {"by_dates": "", "threshold": "", "passed_by": "", "passed_claim": "", "at_most": ""}
    try:
        start, end = date.fromisoformat(row["as_of_start"]), date.fromisoformat(row["as_of"])
    except ValueError:
        return found
    found["by_dates"] = (end - start).days
    mine = [
        total
        for total in totals
        if total["place"] == row["place"]
        and not total["population"]
        and total["from_day"]
        and total["from_day"] == total["to_day"]
    ]
    reached = [
        total["value"]
        for total in mine
        if total["as_of"] == row["as_of"] and total["comparator"] in (">", ">=")
    ]
    if not reached:
        return found
    found["threshold"] = max(reached)
    earlier = sorted(
        (total["as_of"], total["claim_id"])
        for total in mine
        if total["low"] is not None
        and total["low"] >= found["threshold"]
        and row["as_of_start"] < total["as_of"] < row["as_of"]
    )
    if earlier:
        found["passed_by"], found["passed_claim"] = earlier[0]
        found["at_most"] = (date.fromisoformat(found["passed_by"]) - start).days
    return found


@style.styled
def plot_acceleration(table, places, language="en"):
    """One row per interval: the printed days, the days that its own dates give, and what another total
    allows.
    """
    rows = table.to_dict("records")
    figure, ax = style.canvas(height=0.6 * max(len(rows), 3) + 0.7)
    if not rows:
        style.nothing(
            ax, say(language, "No interval between two thresholds is stated.", "没有说明两个关口之间的天数。")
        )
    else:
        style.key(figure, table, language)
        style.ledger(ax, [(_interval_label(row, language), style.INK, False) for row in rows])
        for y, row in enumerate(rows):
            _interval(ax, y, row, language)
        ax.set_xlim(0, 1.25 * max(float(row["printed"]) for row in rows))
        ax.set_xlabel(say(language, "days", "天"))
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(rows, language),
        say(
            language,
            "Days from one threshold to the next: bar and disc as printed, diamond by the printed dates",
            "从一个关口到下一个关口的天数：横条与圆点为文中所写，菱形为按文中日期计算",
        ),
        _alt(rows, language),
        say(
            language,
            "The acceleration: printed numbers against the dates' own",
            "加速：所写天数与日期推算的天数",
        ),
        words.source_line(table["source"], language),
        notes=[_passed(row, language) for row in rows if row["at_most"] != ""],
    )


def _interval_label(row, language) -> str:
    dates = [
        words.day(day, "day", language, short=True).removesuffix(" " + row["as_of"][:4])
        for day in (row["as_of_start"], row["as_of"])
    ]
    span = (
        f"{dates[0]} – {words.day(row['as_of'], 'day', language, True)}" if row["as_of_start"] else dates[1]
    )
    if row["threshold"] != "":
        span += say(language, "\nto over ", "\n至超") + words.number(row["threshold"], "dose", language)
    return span if row["place"] == NATION else f"{words.place(row['place'], language)} · {span}"


def _differs(row) -> bool:
    return row["by_dates"] != "" and row["by_dates"] != row["printed"]


def _interval(ax, y, row, language) -> None:
    printed = float(row["printed"])
    ax.barh(y, printed, height=0.34, color=style.RULE, linewidth=0)
    style.mark(ax, printed, y, row, style.INK)
    text = say(language, f"{printed:g} printed", f"所写{printed:g}天")
    if row["by_dates"] != "":
        shade = style.WARN if _differs(row) else style.QUIET
        ax.plot(
            [row["by_dates"]],
            [y],
            marker="D",
            markersize=13,
            markerfacecolor="none",
            markeredgecolor=shade,
            markeredgewidth=1.6,
            linestyle="none",
            zorder=5,
        )
        text += say(language, f", {row['by_dates']} by the dates", f"，按日期{row['by_dates']}天")
    if row["at_most"] != "":
        text += say(
            language, f", at most {row['at_most']} by another total", f"，按另一累计数至多{row['at_most']}天"
        )
    ax.annotate(
        text,
        (max(printed, float(row["by_dates"] or 0)), y),
        xytext=(14, 0),
        textcoords="offset points",
        va="center",
        fontsize=SIZES["small"],
        color=style.WARN if _differs(row) else style.INK,
    )


def _title(rows, language) -> str:
    if not rows:
        return say(language, "No interval between thresholds is stated", "没有说明关口之间的天数")
    printed = say(language, ", ", "、").join(f"{row['printed']:f}" for row in rows)
    title = say(
        language,
        f"{words.place(rows[0]['place'], language)} took {printed} days from threshold to threshold",
        f"{words.place(rows[0]['place'], language)}从一个关口到下一个关口用了{printed}天",
    )
    wrong = [row for row in rows if _differs(row)]
    parts = [
        say(
            language,
            f"for the {row['printed']:f} its own dates give {row['by_dates']}",
            f"其中{row['printed']:f}天按文中日期应为{row['by_dates']}天",
        )
        for row in wrong
    ]
    return title + (
        say(language, "; ", "；") + words.listed(parts, language)
        if parts
        else say(language, ", as its dates say", "，与日期相符")
    )


def _passed(row, language) -> str:
    day = words.day(row["passed_by"], "day", language)
    end = words.day(row["as_of"], "day", language)
    reached = words.number(row["threshold"], "dose", language)
    return say(
        language,
        f"Another total has passed {reached} by {day}, before the {end} of the text: at most "
        f"{row['at_most']} days.",
        f"另一累计数显示{day}已超过{reached}，早于文中的{end}：至多{row['at_most']}天。",
    )


def _alt(rows, language) -> str:
    parts = [_title(rows, language)]
    parts += [
        _interval_label(row, language).replace("\n", " ")
        + ": "
        + say(
            language,
            f"{row['printed']:f} days printed, {row['by_dates']} by the dates",
            f"所写{row['printed']:f}天，按日期{row['by_dates']}天",
        )
        for row in rows
    ]
    parts += [_passed(row, language).rstrip(".。") for row in rows if row["at_most"] != ""]
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")
