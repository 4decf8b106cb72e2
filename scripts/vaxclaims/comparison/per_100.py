"""Figure 3: doses per 100 residents at the nearest common date, and what could not be compared."""

from datetime import date

import pandas as pd

from vaxclaims.comparison import rates, style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import frame
from vaxclaims.comparison.words import say
from vaxclaims.gazetteer import NATION

NAME = "03_doses_per_100"
INDICATOR = "total_vaccinations"
COLUMNS = [
    "home",
    "place",
    "as_of",
    "days_off",
    "value",
    "comparator",
    "unit",
    "residents",
    "per_100",
    "per_100_low",
    "per_100_high",
    "claim_id",
    "doc_id",
    "source",
    "kind",
    "status",
    "decision",
    "quote",
    "as_of_precision",
    "left_out",
]
# Two days of a mass drive change a place's total by about one dose per hundred: still one comparison.
NEAR = 2


def doses_per_100(facts, census, places) -> pd.DataFrame:
    """Cumulative doses per 100 residents at the day on which most places have a total, one row per claim used
    (`left_out` empty) and one per claim or place that could not be compared, with the reason.

    Residents are the census's; `per_100_low` and `per_100_high` are None for an open end; `days_off` is the
    claim's distance from the common day.
    """
    totals = facts[(facts["indicator"] == INDICATOR) & (facts["home"].ne("") | facts["place"].eq(NATION))]
    residents = rates.residents_of(census)
    rows = [row | {"left_out": _not_comparable(row, places, residents)} for row in totals.to_dict("records")]
    day = common_day([row for row in rows if not row["left_out"] and row["place"] in places])
    candidates = [row for row in rows if not row["left_out"]]
    for row in candidates:
        row["days_off"] = (date.fromisoformat(row["as_of"]) - day).days if day else ""
    nearest = {
        row["place"]: _nearest([other for other in candidates if other["place"] == row["place"]], day)
        for row in candidates
        if day
    }
    for row in candidates:
        if (
            row["days_off"] != ""
            and row["days_off"] == nearest[row["place"]]
            and abs(row["days_off"]) <= NEAR
        ):
            row |= rates.per(row, residents[row["place"]], 100, "per_100")
        else:
            row["left_out"] = "other_day"
    claimed = {row["place"] for row in rows}
    rows += [
        {"home": place, "place": place, "left_out": "not_stated"} for place in places if place not in claimed
    ]
    numbers = dict.fromkeys(["value", "residents", "per_100", "per_100_low", "per_100_high"])
    return frame([numbers | row for row in rows], COLUMNS)


def common_day(rows) -> date | None:
    """The claimed day that has most places within NEAR days, at the least total distance; the latest at a
    tie.
    """
    days = {date.fromisoformat(row["as_of"]) for row in rows}
    places = {row["place"] for row in rows}

    def fit(day):
        gaps = [abs(_nearest([row for row in rows if row["place"] == place], day)) for place in places]
        near = [gap for gap in gaps if gap <= NEAR]
        return len(near), -sum(near), day

    return max(days, key=fit, default=None)


def _nearest(rows, day) -> int:
    """Signed distance in days of the claim nearest to `day`; at a tie the earlier."""
    return min(
        ((date.fromisoformat(row["as_of"]) - day).days for row in rows), key=lambda gap: (abs(gap), gap)
    )


def _not_comparable(row, places, residents) -> str:
    if row["place"] != NATION and row["place"] not in places:
        return "part"
    if row["population"] or row["vaccine"]:
        return "group"
    if row["status"] == "planned":
        return "planned"
    if not row["from_day"]:
        return "undated"
    if row["from_day"] != row["to_day"]:
        return "not_a_day"
    return "" if row["place"] in residents else "no_residents"


@style.styled
def plot_doses_per_100(table, places, language="en"):
    """One row per place: doses per 100 residents with what the words leave open; the nation as a line."""
    used = table[table["left_out"] == ""]
    mine = used[used["place"].isin(places)]
    figure, ax = style.canvas(height=0.55 * max(len(places), 2) + 0.9)
    if mine.empty:
        unknown = _unknown(table, mine, places, language)
        style.nothing(
            ax,
            say(language, f"{unknown}.", f"{unknown}。")
            if unknown
            else say(language, "No two totals stand on the same day.", "没有同一天的累计剂次可比。"),
        )
    else:
        style.key(figure, mine, language)
        _rates(ax, used, places, _uncounted(table, mine, places), language)
    day = _day_of(mine, language)
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(table, mine, places, language),
        say(
            language,
            f"Cumulative doses per 100 residents (census 2020){day and ', nearest common date: ' + day}",
            f"每百名常住人口累计接种剂次（2020年普查）{day and '，最近的共同日期：' + day}",
        ),
        _alt(used, table, places, language),
        say(language, "Doses per 100 residents at the nearest common date", "最近共同日期的每百人接种剂次"),
        words.source_line(
            used["source"],
            language,
            say(
                language,
                "Residents: National Bureau of Statistics, census 2020",
                "人口：国家统计局第七次全国人口普查",
            ),
        ),
        notes=[_not_compared(table, places, language)],
    )


def _rates(ax, used, places, uncounted, language) -> None:
    top = max(float(rate) for rate in used["per_100"])
    for row in used[used["place"] == NATION].to_dict("records"):
        ax.axvline(float(row["per_100"]), color=style.QUIET, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
        ax.annotate(
            f"{words.place(NATION, language)} {rates.signed(row, 'per_100')}",
            (float(row["per_100"]), 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            va="bottom",
            color=style.QUIET,
            fontsize=SIZES["small"],
        )
    for y, place in enumerate(places):
        rows = used[used["place"] == place].to_dict("records")
        for row in rows:
            shown = row | {"low": row["per_100_low"], "high": row["per_100_high"]}
            style.asserted(
                ax, float(row["per_100"]), y, shown, style.colour(place, places), along="x", size=10
            )
        if rows:
            ax.annotate(
                _rates_label(rows, language),
                (sum(float(row["per_100"]) for row in rows) / len(rows), y),
                xytext=(0, -13),
                textcoords="offset points",
                ha="center",
                va="top",
                color=style.ink(place, places),
                fontsize=SIZES["small"],
            )
        else:
            ax.text(
                top * 0.02,
                y,
                say(language, "no population known", "无人口数")
                if place in uncounted
                else say(language, "not stated for this date", "该日期未说明"),
                va="center",
                color=style.QUIET,
            )
    ax.set_yticks(range(len(places)), [words.place(place, language) for place in places])
    for label, place in zip(ax.get_yticklabels(), places, strict=True):
        label.set_color(style.ink(place, places))
    ax.set_ylim(len(places) - 0.3, -0.6)
    ax.set_xlim(0, 1.12 * top)
    ax.set_xlabel(say(language, "doses per 100 residents", "剂 / 百名常住人口"))
    ax.grid(False, axis="y")


def _rate_label(row, language) -> str:
    day = words.day(row["as_of"], "day", language, short=True)
    return f"{rates.signed(row, 'per_100')} · {day}"


def _rates_label(rows, language) -> str:
    """The rates of one place, with their day once where they share it: claims of one day lie too close for two."""
    if len({row["as_of"] for row in rows}) > 1:
        return say(language, "; ", "；").join(_rate_label(row, language) for row in rows)
    return f"{_either(rows, language)} · {words.day(rows[0]['as_of'], 'day', language, short=True)}"


def _either(rows, language) -> str:
    """102.8 or 105.2: what the claims about one place come to, each number once."""
    told = dict.fromkeys(rates.signed(row, "per_100") for row in sorted(rows, key=lambda row: row["per_100"]))
    return say(language, " or ", "或").join(told)


def _day_of(mine, language) -> str:
    """The common day: that of the claims that are no days off."""
    days = sorted(set(mine.loc[mine["days_off"] == 0, "as_of"]))
    return words.day(days[0], "day", language) if days else ""


def _uncounted(table, mine, places) -> list[str]:
    """The compared places without a rate whose totals could be compared if their residents were known."""
    wanting = set(table.loc[table["left_out"] == "no_residents", "place"]) - set(mine["place"])
    return [place for place in places if place in wanting]


def _unknown(table, mine, places, language) -> str:
    """'No population known for Hangzhou, Zhejiang', '' where nothing fails for that."""
    names = [words.place(place, language) for place in _uncounted(table, mine, places)]
    named = words.listed(names, language)
    return say(language, f"No population known for {named}", f"{named}无人口数") if names else ""


def _title(table, mine, places, language) -> str:
    unknown = _unknown(table, mine, places, language)
    if mine.empty and unknown:
        return unknown
    if mine.empty:
        return say(language, "No totals that could be compared", "没有可比的累计剂次")
    by_place = [group.to_dict("records") for _, group in mine.groupby("place", sort=False)]
    by_place.sort(key=lambda rows: -max(row["per_100"] for row in rows))
    parts = [f"{words.place(rows[0]['place'], language)} {_either(rows, language)}" for rows in by_place]
    told = {*mine["place"], *_uncounted(table, mine, places)}
    missing = [words.place(place, language) for place in places if place not in told]
    title = say(language, "Doses per 100 residents: ", "每百人接种剂次：") + say(language, ", ", "，").join(
        parts
    )
    if unknown:
        title += say(language, f"; {unknown[0].lower()}{unknown[1:]}", f"；{unknown}")
    return title + (
        say(
            language,
            f"; {words.listed(missing, language)} not stated",
            f"；{words.listed(missing, language)}未说明",
        )
        if missing
        else ""
    )


def _alt(used, table, places, language) -> str:
    rows = used.to_dict("records")
    parts = [_title(table, used[used["place"].isin(places)], places, language)]
    parts += [f"{words.place(row['place'], language)}: {_rate_label(row, language)}" for row in rows]
    out = int(((table["left_out"] != "") & (table["place"] != NATION)).sum())
    parts.append(say(language, f"{out} left out, reasons below the chart", f"{out}项未比较，理由见图下"))
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")


def _not_compared(table, places, language) -> str:
    out = (
        table[(table["left_out"] != "") & (table["place"] != NATION)]
        .sort_values("home", key=lambda homes: homes.map(places.index), kind="stable")
        .to_dict("records")
    )
    parts = [words.left_out_claim(row, language) for row in out[:8]]
    more = (
        say(language, f" and {len(out) - 8} more in the table", f"等{len(out)}项，见表")
        if len(out) > 8
        else ""
    )
    off = say(
        language,
        f"Totals up to {NEAR} days from the common date are used and dated. ",
        f"与共同日期相差不超过{NEAR}天的数字予以采用并注明日期。",
    )
    unknown = _unknown(table, table[table["left_out"] == ""], places, language)
    if unknown:
        off += say(language, f"{unknown}. ", f"{unknown}。")
    return off + (
        say(language, "Left out: ", "未比较：")
        + say(language, "; ", "；").join(parts)
        + more
        + say(language, ".", "。")
        if parts
        else ""
    )
