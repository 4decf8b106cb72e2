"""Figure 2: cumulative doses over time, every claim with its bound and rounding."""

from datetime import date
from decimal import Decimal

import matplotlib.dates
import pandas as pd

from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import FACT_COLUMNS, frame, undisputed
from vaxclaims.comparison.words import say
from vaxclaims.gazetteer import NATION

NAME = "02_cumulative_doses"
INDICATOR = "total_vaccinations"
COLUMNS = ["layer", *FACT_COLUMNS, "disputed", "left_out"]


def cumulative_doses(facts, bounds, national, places, doubtful=frozenset()) -> pd.DataFrame:
    """Every claim of a cumulative total (`layer` claim), the band that all claims together allow (`band`),
    and the nation's own series (`series`); what cannot be drawn carries a reason in `left_out`. `disputed` is
    'yes' for a claim whose id is in `doubtful`."""
    totals = facts[facts["indicator"] == INDICATOR]
    rows = [
        row
        | {
            "layer": "claim",
            "disputed": "yes" if row["claim_id"] in doubtful else "",
            "left_out": _not_drawable(row, places),
        }
        for row in totals.to_dict("records")
    ]
    seen = [row for row in rows if not row["left_out"]]
    days = [row["from_day"] for row in seen] + [row["to_day"] for row in seen]
    mine = bounds[(bounds["indicator"] == INDICATOR) & (bounds["population"] == "")]
    rows += [
        {
            "layer": "band",
            "home": row["place"],
            "place": row["place"],
            "low": row["low"],
            "high": row["high"],
            "from_day": row["as_of"],
            "to_day": row["as_of"],
            "as_of": row["as_of"],
        }
        for row in mine.to_dict("records")
        if row["place"] in places and row["as_of"][:1].isdigit()
    ]
    if days and national is not None:
        rows += [
            {
                "layer": "series",
                "home": NATION,
                "place": NATION,
                "value": Decimal(row["total_vaccinations"]),
                "from_day": row["date"],
                "to_day": row["date"],
                "as_of": row["date"],
                "source": row["basis"],
            }
            for row in national.to_dict("records")
            if row["total_vaccinations"] and min(days) <= row["date"] <= max(days)
        ]
    return frame(
        [{"value": None, "value_high": None, "low": None, "high": None} | row for row in rows],
        COLUMNS,
    )


def _not_drawable(row, places) -> str:
    if row["population"] or row["vaccine"]:
        return "group"
    if not row["from_day"]:
        return "undated"
    if row["place"] == NATION or row["place"] in places:
        return ""
    return "part" if row["home"] else "elsewhere"


@style.styled
def plot_cumulative_doses(table, places, language="en"):
    """Claims over time with bounds and rounding; the nation above on its own scale."""
    drawn = table[table["left_out"] == ""]
    claims = drawn[drawn["layer"] == "claim"]
    nation = drawn[drawn["place"] == NATION]
    mine = claims[claims["place"].isin(places)]
    if mine.empty and nation.empty:
        figure, ax = style.canvas(height=2)
        style.nothing(ax, say(language, "No dated cumulative total is stated.", "没有注明日期的累计剂次。"))
    else:
        ratios = [1, 2.1] if not nation.empty else [1]
        figure, axes = style.canvas(
            len(ratios),
            1,
            height=5.6 if len(ratios) > 1 else 4,
            sharex=True,
            height_ratios=ratios,
            squeeze=False,
        )
        if not nation.empty:
            _nation(axes[0, 0], nation, language)
        _places(axes[-1, 0], drawn, places, language)
        figure.align_ylabels(axes)
        style.key(figure, claims, language)
        _days(axes[-1, 0], claims, language)
    missing = [place for place in places if place not in set(mine["place"])]
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(mine, places, missing, language),
        say(
            language,
            "Cumulative doses as claimed; thick bar: rounding; arrow: bound; "
            "wide line: true on some day of that month",
            "各来源所称累计接种剂次；粗竖条：取整范围；箭头：上下限；横线：该月某日",
        ),
        _alt(mine, nation, places, missing, language),
        say(language, "Cumulative doses over time", "累计接种剂次随时间的变化"),
        words.source_line(claims["source"], language, _series_source(nation, language)),
        notes=[
            _missing_note(missing, language),
            _left_out_note(table, language),
            _band_note(drawn, language),
        ],
    )


def _scale(language) -> tuple[int, str]:
    return say(language, (10**6, "million doses"), (10**4, "万剂"))


def _nation(ax, nation, language) -> None:
    size, unit = say(language, (10**6, "million doses"), (10**8, "亿剂"))
    series = nation[nation["layer"] == "series"]
    ax.plot(
        _dates(series["from_day"]),
        [float(value) / size for value in series["value"]],
        color=style.QUIET,
        linewidth=1.4,
    )
    for row in nation[nation["layer"] == "claim"].to_dict("records"):
        _claim(ax, row, style.INK, size)
    ax.set_ylabel(unit)
    ax.set_ylim(bottom=0)
    ax.margins(y=0.2)
    ax.set_title(
        say(
            language,
            f"{words.place(NATION, language)}: claims (marks) on the official series (line)",
            f"{words.place(NATION, language)}：说法（标记）与官方序列（线）",
        )
    )


def _places(ax, drawn, places, language) -> None:
    size, unit = _scale(language)
    for place in places:
        shade = style.colour(place, places)
        mine = drawn[drawn["place"] == place]
        _band(ax, mine[mine["layer"] == "band"], shade, size)
        for row in mine[mine["layer"] == "claim"].to_dict("records"):
            _claim(ax, row, shade, size)
    shown = drawn[(drawn["layer"] == "claim") & drawn["place"].isin(places)]
    ax.set_ylim(0, 1.18 * max([float(value) for value in shown["value"]], default=1) / size)
    ax.set_ylabel(unit)
    _labels(ax, _labelled(shown), places, size, language)


def _claim(ax, row, shade, size) -> None:
    first, last = (date.fromisoformat(row[end]) for end in ("from_day", "to_day"))
    middle = first + (last - first) / 2
    value = float(row["value"]) / size
    if first < last:
        ax.plot([first, last], [value, value], color=shade, linewidth=2.5, alpha=0.6, solid_capstyle="butt")
    style.asserted(ax, middle, value, row, shade, size)


def _band(ax, band, shade, size) -> None:
    """Between two dated bounds a total is at least the earlier floor and at most the later ceiling,
    because it
    never falls."""
    band = band.sort_values("from_day")
    days = _dates(band["from_day"])
    top = [float("nan") if high is None else float(high) / size for high in band["high"]]
    floor = [0.0 if low is None else float(low) / size for low in band["low"]]
    for i in range(len(days) - 1):
        ceiling = next((high for high in top[i + 1 :] if high == high), None)
        if ceiling is not None:
            ax.fill_between([days[i], days[i + 1]], floor[i], ceiling, color=shade, alpha=0.1, linewidth=0)
        ax.plot(
            [days[i], days[i + 1], days[i + 1]],
            [floor[i], floor[i], floor[i + 1]],
            color=shade,
            alpha=0.35,
            linewidth=1,
        )


def _labelled(shown):
    """Every claim where they are few, else the last of each place."""
    shown = shown.sort_values(["to_day", "from_day", "claim_id"])
    return shown if len(shown) <= 10 else _undisputed(shown).groupby("place", sort=False).tail(1)


def _undisputed(claims):
    return undisputed(claims, set(claims.loc[claims["disputed"] != "", "claim_id"]), ["place"])


def _labels(ax, shown, places, size, language) -> None:
    rows = shown.to_dict("records")
    low, high = ax.get_ylim()
    gap = (high - low) * 0.074
    silent = [place for place in places if place not in set(shown["place"])]
    for i, place in enumerate(silent):
        ax.text(
            1.02,
            0.03 + 0.074 * i,
            words.place(place, language) + say(language, ": not stated", "：未说明"),
            color=style.ink(place, places),
            transform=ax.transAxes,
            fontsize=SIZES["small"],
            va="center",
        )
    wanted = [max(float(row["value"]) / size, low + gap * (len(silent) + 1)) for row in rows]
    heights = style.spread(wanted, gap)
    for row, height in zip(rows, heights, strict=True):
        shade = style.ink(row["place"], places)
        first, last = (date.fromisoformat(row[end]) for end in ("from_day", "to_day"))
        middle = first + (last - first) / 2
        text = " ".join(
            [
                words.place(row["place"], language),
                words.claimed(row, language).replace(say(language, " doses", "剂"), ""),
                words.day(row["as_of"], row["as_of_precision"], language, True),
            ]
        ) + _disputed(row, language)
        ax.annotate(
            text,
            xy=(matplotlib.dates.date2num(middle), float(row["value"]) / size),
            xycoords="data",
            xytext=(1.02, (height - low) / (high - low)),
            textcoords="axes fraction",
            color=shade,
            fontsize=SIZES["small"],
            va="center",
            arrowprops={"arrowstyle": "-", "color": shade, "alpha": 0.4, "linewidth": 0.8, "shrinkB": 6},
        )


def _days(ax, claims, language) -> None:
    first, last = _dates([min(claims["from_day"])])[0], _dates([max(claims["to_day"])])[0]
    ax.set_xlim(first - (last - first) * 0.06 - pd.Timedelta(days=1), last + pd.Timedelta(days=1))
    ax.xaxis.set_major_locator(matplotlib.dates.AutoDateLocator(minticks=3, maxticks=6))
    ax.xaxis.set_major_formatter(matplotlib.ticker.FuncFormatter(_tick(language)))
    ax.set_xlabel(say(language, "as-of date of the claim", "数据截至日期"))


def _tick(language):
    """A tick's label: day and month, and the year below it where it is the first or changes."""

    def label(x, position):
        when = matplotlib.dates.num2date(x).date()
        year = when.year if position == 0 or (when.month == 1 and when.day < 15) else ""
        return (
            say(language, f"{when.day} {words.MONTHS[when.month - 1][:3]}", f"{when.month}月{when.day}日")
            + f"\n{year}"
        )

    return label


def _dates(days) -> list[date]:
    return [date.fromisoformat(day) for day in days]


def _latest(mine, places) -> list[dict]:
    """Each place's last undisputed claim that is dated to the day, its last one where all are disputed, the
    greatest first."""
    rows = _undisputed(_exact(mine)).groupby("place").tail(1).to_dict("records")
    return sorted(rows, key=lambda row: (-row["value"], places.index(row["place"])))


def _exact(mine):
    exact = mine[(mine["as_of_precision"] == "day") & (mine["status"] == "stated")]
    return exact.sort_values(["as_of", "claim_id"])


def _title(mine, places, missing, language) -> str:
    latest = _latest(mine, places)
    parts = [_with_day(row, language) for row in latest]
    none = words.listed([words.place(place, language) for place in missing], language)
    if not parts:
        return say(language, f"No total dated to the day for {none}", f"{none}均无注明日期的累计剂次")
    title = _heading(latest, mine, language) + say(language, ", ", "，").join(parts)
    return title + (say(language, f"; {none} not stated", f"；{none}未说明") if missing else "")


def _heading(latest, mine, language) -> str:
    """What the totals are: said to be undisputed where a later one is passed over for being disputed."""
    if {row["claim_id"] for row in latest} != set(_exact(mine).groupby("place").tail(1)["claim_id"]):
        return say(language, "Latest undisputed totals: ", "最近无矛盾的累计剂次：")
    return say(language, "Latest dated totals: ", "最近的累计剂次：")


def _with_day(row, language) -> str:
    said = words.claimed(row, language).removesuffix(" doses")
    when = words.day(row["as_of"], row["as_of_precision"], language, short=True)
    return say(
        language,
        f"{words.place(row['place'], language)} {said} ({when}{_disputed(row, language)})",
        f"{words.place(row['place'], language)}{said}（{when}{_disputed(row, language)}）",
    )


def _disputed(row, language) -> str:
    return say(language, ", disputed", "，有矛盾") if row["disputed"] else ""


def _alt(mine, nation, places, missing, language) -> str:
    parts = [_title(mine, places, missing, language)]
    parts += [
        say(language, "All claims drawn: ", "所画说法：")
        + say(language, "; ", "；").join(
            _with_day(row, language) for row in mine.sort_values(["place", "to_day"]).to_dict("records")
        )
    ]
    series = nation[nation["layer"] == "series"].sort_values("from_day")
    if len(series) > 1:
        ends = [words.number(series.iloc[i]["value"], "dose", language) for i in (0, -1)]
        days = [words.day(series.iloc[i]["from_day"], "day", language) for i in (0, -1)]
        parts.append(
            say(
                language,
                f"The nation's series rises from {ends[0]} on {days[0]} to {ends[1]} on {days[1]}",
                f"全国序列由{days[0]}的{ends[0]}升至{days[1]}的{ends[1]}",
            )
        )
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")


def _missing_note(missing, language) -> str:
    names = words.listed([words.place(place, language) for place in missing], language)
    return (
        say(
            language,
            f"Not stated: no source gives a dated cumulative total for {names}.",
            f"未说明：没有来源给出{names}注明日期的累计剂次。",
        )
        if missing
        else ""
    )


def _left_out_note(table, language) -> str:
    out = table[table["left_out"] != ""]
    parts = [words.left_out_claim(row, language) for row in out.to_dict("records")[:6]]
    more = say(language, f" and {len(out) - 6} more", f"等{len(out)}条") if len(out) > 6 else ""
    return (
        say(language, "Left out: ", "未画：")
        + say(language, "; ", "；").join(parts)
        + more
        + say(language, ".", "。")
        if parts
        else ""
    )


def _band_note(drawn, language) -> str:
    return (
        say(
            language,
            "Shaded: the totals that all claims together allow, since a total never falls.",
            "阴影：全部说法合起来所允许的累计数（累计数不会下降）。",
        )
        if (drawn["layer"] == "band").any()
        else ""
    )


def _series_source(nation, language) -> str:
    return (
        say(language, "Line: National Health Commission's daily totals", "曲线：国家卫生健康委每日累计数")
        if (nation["layer"] == "series").any()
        else ""
    )
