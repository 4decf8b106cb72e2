"""Figure 5: doses a day. Capacity, record and the pace that two totals imply."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from vaxclaims.comparison import rates, style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import FACT_COLUMNS, frame, undisputed
from vaxclaims.comparison.words import say

NAME = "05_daily_pace"
TOTAL = "total_vaccinations"
COLUMNS = [
    "what",
    *FACT_COLUMNS,
    "residents",
    "per_thousand",
    "per_thousand_low",
    "per_thousand_high",
    "left_out",
]
# How many numbers of one kind a title tells of a place.
_MOST_TOLD = 2
_WHAT = {
    "daily_capacity": ("capacity", "日接种能力"),
    "daily_vaccinations": ("given in a day", "单日接种"),
    "implied": ("implied by two totals", "两个累计数推算"),
}


def daily_pace(facts, census, places, doubtful=frozenset()) -> pd.DataFrame:
    """Doses a day per place: claimed capacity and daily figures, and the pace that two totals dated to the
    day imply (`what` implied; its `claim_id` names both). Per thousand residents of the 2020 census. Totals whose
    ids are in `doubtful` imply nothing beside others, and are left out as disputed."""
    mine = facts[(facts["home"] != "") & facts["indicator"].isin(["daily_capacity", "daily_vaccinations"])]
    rows = [row | {"what": row["indicator"], "left_out": _not_daily(row)} for row in mine.to_dict("records")]
    passed_over = []
    for place in places:
        totals = facts[(facts["place"] == place) & (facts["indicator"] == TOTAL)]
        rows += implied(totals, doubtful)
        passed_over += _passed_over(totals, doubtful)
    residents = rates.residents_of(census)
    rows = [row | rates.per(row, residents.get(row["place"]), 1000, "per_thousand") for row in rows]
    order = list(_WHAT)
    rows.sort(key=lambda row: (places.index(row["home"]), order.index(row["what"]), row["to_day"]))
    rows += passed_over
    named = {row["home"] for row in rows if not row["left_out"]}
    rows += [
        {"home": place, "place": place, "left_out": "not_stated"} for place in places if place not in named
    ]
    numbers = dict.fromkeys(
        [
            "value",
            "value_high",
            "low",
            "high",
            "residents",
            "per_thousand",
            "per_thousand_low",
            "per_thousand_high",
        ]
    )
    return frame([numbers | row for row in rows], COLUMNS)


def implied(totals: pd.DataFrame, doubtful=frozenset()) -> list[dict]:
    """The average doses a day between each two consecutive totals that name a day and both ends of a range,
    of the undisputed ones where there are any; `left_out` disputed where there are none.

    The greatest pace takes the later total's high end and the earlier one's low end, the least the reverse.
    Where the later total lies below the earlier one, the two contradict each other and imply none: numbers
    None, `left_out` falls.
    """
    whole = undisputed(_dated(totals), doubtful, ["place"]).drop_duplicates("to_day", keep="last")
    rows = []
    for before, after in pairwise(whole.to_dict("records")):
        falls = after["high"] < before["low"]
        unsure = not doubtful.isdisjoint((before["claim_id"], after["claim_id"]))
        rows.append(
            after
            | (dict.fromkeys(("value", "low", "high")) if falls else _a_day(before, after))
            | {
                "what": "implied",
                "claim_id": f"{before['claim_id']} {after['claim_id']}",
                "comparator": "=",
                "as_of_start": before["as_of"],
                "indicator": "",
                "quote": f"{before['quote']} → {after['quote']}",
                "source": after["source"],
                "left_out": "falls" if falls else "disputed" if unsure else "",
            }
        )
    return rows


def _passed_over(totals: pd.DataFrame, doubtful) -> list[dict]:
    """The disputed totals that imply nothing because others are undisputed."""
    dated = _dated(totals)
    used = set(undisputed(dated, doubtful, ["place"])["claim_id"])
    return [
        row | {"what": TOTAL, "left_out": "disputed"}
        for row in dated.to_dict("records")
        if row["claim_id"] not in used
    ]


def _dated(totals: pd.DataFrame) -> pd.DataFrame:
    """The totals of everyone that name a day and both ends of a range, in order of their days."""
    return totals[
        (totals["population"] == "")
        & (totals["vaccine"] == "")
        & (totals["status"] == "stated")
        & (totals["from_day"] == totals["to_day"])
        & (totals["from_day"] != "")
        & totals["low"].notna()
        & totals["high"].notna()
    ].sort_values(["to_day", "claim_id"])


def _a_day(before, after) -> dict:
    """`value`, `low` and `high` of the pace between two totals. A total never falls: none is below zero."""
    days = (date.fromisoformat(after["to_day"]) - date.fromisoformat(before["to_day"])).days
    gains = {
        "value": after["value"] - before["value"],
        "low": after["low"] - before["high"],
        "high": after["high"] - before["low"],
    }
    return {name: (max(gain, Decimal(0)) / days).quantize(Decimal("0.1")) for name, gain in gains.items()}


def _not_daily(row) -> str:
    if row["place"] != row["home"]:
        return "part"
    if row["population"] or row["vaccine"]:
        return "group"
    return "" if row["unit"] == "dose" else "people"


@style.styled
def plot_daily_pace(table, places, language="en"):
    """Doses a day at the left, the same per thousand residents at the right, one row per claim."""
    used = table[table["left_out"] == ""]
    if used.empty:
        figure, ax = style.canvas(height=2)
        style.nothing(
            ax,
            say(
                language,
                "No capacity, daily figure or pair of totals is stated.",
                "没有日接种能力、单日接种量或可推算的累计数。",
            ),
        )
    else:
        entries, rows = _rows(table, places, language)
        figure, axes = style.canvas(1, 2, height=0.33 * len(entries) + 0.9, sharey=True)
        style.key(figure, used[used["what"] != "implied"], language)
        _daily(axes, entries, rows, places, language)
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(used, places, language),
        say(
            language,
            "Doses a day: what could be given, what was given, what two totals imply; arrow: bound",
            "每日剂次：能接种多少、接种了多少、两个累计数推算多少；箭头：上下限",
        ),
        _alt(used, table, language),
        say(language, "Capacity, record and implied daily pace", "日接种能力、单日纪录与推算的日均接种"),
        words.source_line(
            used["source"],
            language,
            say(
                language,
                "Residents: National Bureau of Statistics, census 2020",
                "人口：国家统计局第七次全国人口普查",
            ),
        ),
        notes=[_note(table, language)],
    )


def _rows(table, places, language):
    entries, rows = [], []
    for place in places:
        entries.append((words.place(place, language), style.ink(place, places), True))
        mine = table[(table["home"] == place) & (table["left_out"] == "")].to_dict("records")
        for row in mine:
            rows.append((len(entries), row))
            entries.append((f"{_what(row, language)} · {_when(row, language)}", style.INK, False))
        if not mine:
            entries.append((say(language, "not stated", "未说明"), style.QUIET, False))
    return entries, rows


def _what(row, language) -> str:
    return say(language, *_WHAT[row["what"]])


def _when(row, language) -> str:
    end = words.day(row["as_of"], row["as_of_precision"], language, short=True)
    if not row["as_of_start"]:
        return end
    start = words.day(row["as_of_start"], "day", language, short=True)
    return f"{start.removesuffix(' ' + row['as_of'][:4])}–{end}"


def _daily(axes, entries, rows, places, language) -> None:
    size, unit = say(language, (10**3, "thousand doses a day"), (10**4, "万剂/日"))
    style.ledger(axes[0], entries)
    for y, row in rows:
        shade, text = style.colour(row["home"], places), style.ink(row["home"], places)
        said = _said(row, language)
        _point(axes[0], float(row["value"]) / size, y, row, shade, size, said, text)
        if row["per_thousand"] is not None:
            rate = row | {"low": row["per_thousand_low"], "high": row["per_thousand_high"]}
            _point(
                axes[1],
                float(row["per_thousand"]),
                y,
                rate,
                shade,
                1,
                rates.signed(row, "per_thousand"),
                text,
            )
    for ax, label in zip(
        axes, (unit, say(language, "doses a day per thousand residents", "剂/日/千人")), strict=True
    ):
        marks = [line.get_xdata()[0] for line in ax.lines if line.get_marker() not in ("None", None, "")]
        ax.set_xlim(0, 1.6 * (max(marks, default=1) or 1))
        ax.set_xlabel(label)
        for y in range(len(entries)):
            if not entries[y][2]:
                ax.axhline(y, color=style.TINT, linewidth=1, zorder=0)
    axes[1].tick_params(axis="y", length=0)
    axes[1].grid(False, axis="y")


def _point(ax, x, y, row, shade, size, said, text) -> None:
    if row["what"] == "implied":
        ax.plot(
            [x],
            [y],
            marker="d",
            markersize=9,
            color=shade,
            linestyle="none",
            markerfacecolor=style.TINT,
            markeredgewidth=1.6,
            zorder=4,
        )
    else:
        style.asserted(ax, x, y, row, shade, size, along="x")
    away = 27 if row["high"] is None else 9
    ax.annotate(
        said,
        (x, y),
        xytext=(away, 0),
        textcoords="offset points",
        va="center",
        fontsize=SIZES["small"],
        color=text,
    )


def _said(row, language) -> str:
    """What a row says; an implied pace with four digits, more than its inputs would let anyone need."""
    if row["what"] == "implied":
        step = Decimal(1).scaleb(row["value"].adjusted() - 3) if row["value"] else Decimal(1)
        row = row | {"value": row["value"].quantize(step) + 0}
    return words.claimed(row, language).removesuffix(" doses")


def _title(used, places, language) -> str:
    parts = []
    for place in places:
        mine = [row for row in used.to_dict("records") if row["place"] == place]
        said = [
            _what({"what": what}, language)
            + say(language, " ", "")
            + _told([row for row in mine if row["what"] == what], language)
            for what in dict.fromkeys(row["what"] for row in mine)
        ]
        if said:
            parts.append(
                words.place(place, language)
                + say(language, ": ", "：")
                + say(language, ", ", "，").join(said)
            )
    if not parts:
        return say(language, "No daily figure is stated", "没有每日数字")
    return say(language, "Doses a day. ", "每日剂次。") + say(language, "; ", "；").join(parts)


def _told(rows, language) -> str:
    """The numbers of one kind, of many the last: a title is to be read at a glance."""
    if len(rows) <= _MOST_TOLD:
        return words.listed([_said(row, language) for row in rows], language)
    return _said(rows[-1], language) + say(language, f" (the last of {len(rows)})", f"（{len(rows)}个中最近的）")


def _alt(used, table, language) -> str:
    parts = [
        f"{words.place(row['place'], language)}, {_what(row, language)}, {_when(row, language)}: "
        f"{_said(row, language)}"
        + (
            ""
            if row["per_thousand"] is None
            else say(
                language,
                f", {rates.signed(row, 'per_thousand')} per thousand residents",
                f"，每千人{rates.signed(row, 'per_thousand')}剂",
            )
        )
        for row in used.to_dict("records")
    ]
    missing = [
        words.place(place, language) for place in table.loc[table["left_out"] == "not_stated", "place"]
    ]
    if missing:
        parts.append(words.listed(missing, language) + say(language, ": not stated", "：未说明"))
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")


def _note(table, language) -> str:
    implied_note = (
        say(
            language,
            "Hollow diamond: not claimed by anyone, the difference of two dated totals over the "
            "days between. ",
            "空心菱形：无人声称，由两个注明日期的累计数之差除以天数得出。",
        )
        if ((table["what"] == "implied") & (table["left_out"] == "")).any()
        else ""
    )
    out = table[~table["left_out"].isin(["", "not_stated"])]
    pairs = [_pair(row, language) for row in out[out["what"] == "implied"].to_dict("records")]
    others = out[out["what"] != "implied"].to_dict("records")
    others.sort(key=lambda row: row["left_out"] != "disputed")
    parts = pairs + [words.left_out_claim(row, language) for row in others[:5]]
    return implied_note + (
        say(language, "Left out: ", "未画：")
        + say(language, "; ", "；").join(parts)
        + say(language, ".", "。")
        if parts
        else ""
    )


def _pair(row, language) -> str:
    """Two totals in their own words, and why they imply nothing."""
    where, when = words.place(row["place"], language), _when(row, language)
    why = words.why(row["left_out"], language)
    return say(language, f"{where} {row['quote']}, {when} ({why})", f"{where}{row['quote']}，{when}（{why}）")
