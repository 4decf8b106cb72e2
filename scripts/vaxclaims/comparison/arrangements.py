"""Figure 7: which arrangements each place's sources tell of, in their own words."""

from functools import partial

import pandas as pd
from matplotlib.patches import Rectangle

from vaxclaims import codebook
from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import frame
from vaxclaims.comparison.words import say

NAME = "07_measures"
COLUMNS = [
    "place",
    "measure",
    "lines",
    "sources",
    "about_parts",
    "planned",
    "pending",
    "parts",
    "wording",
    "claim_ids",
    "source_names",
]
_SHOWN = 9  # characters of a wording that fit a cell; the rest is in the tooltip and the table


def measures_matrix(wordings: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """One row per arrangement and place, gaps included with 0 lines: how many lines tell of it, how many
    of them
    about the place's parts alone or as a plan, and every wording. Arrangements that most places share come
    first.
    """
    wordings = wordings[wordings["home"] != ""]
    spread = wordings.groupby("measure")["home"].nunique()
    known = codebook.codes("measures")
    order = sorted(
        spread.index,
        key=lambda code: (-spread[code], known.index(code) if code in known else len(known), code),
    )
    return frame(
        [
            _cell(place, measure, wordings[(wordings["home"] == place) & (wordings["measure"] == measure)])
            for measure in order
            for place in places
        ],
        COLUMNS,
    )


def _cell(place, measure, mine) -> dict:
    mine = mine.sort_values("place", key=lambda paths: paths != place, kind="stable")
    return {
        "place": place,
        "measure": measure,
        "lines": len(mine),
        "sources": mine["source"].nunique(),
        "about_parts": int((mine["place"] != place).sum()),
        "planned": int((mine["status"] == "planned").sum()),
        "pending": int((mine["decision"] == "pending").sum()),
        "parts": " ".join(path for path in dict.fromkeys(mine["place"]) if path != place),
        "wording": " | ".join(dict.fromkeys(mine["quote"])),
        "claim_ids": " ".join(mine["claim_id"]),
        "source_names": "; ".join(sorted(set(mine["source"]))),
    }


@style.styled
def plot_measures(table, places, language="en"):
    """A grid of wordings: filled for the place, pale for some of its parts only, outlined where only
    planned.
    """
    measures = list(dict.fromkeys(table["measure"]))
    figure, ax = style.canvas(height=0.285 * max(len(measures), 4) + 0.5)
    if measures:
        _grid(ax, table, measures, places, language)
    else:
        style.nothing(
            ax, say(language, "No arrangement is told of these places.", "没有提到这些地方的任何措施。")
        )
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(table, measures, places, language),
        say(
            language,
            "The sources' own words, the first of each; pale: of some districts only; outlined: planned; "
            "dotted: not yet reviewed",
            "来源原文（各取第一处）；浅色：仅部分区县；仅框线：计划；虚线框：待复核",
        ),
        _alt(table, measures, places, language),
        say(language, "Measures by place, in the sources' words", "各地措施（来源原文）"),
        words.source_line("; ".join(table["source_names"]).split("; "), language),
        notes=[
            say(
                language,
                "An empty cell means that no source tells of it, not that the place did without.",
                "空格表示没有来源提到，不表示该地没有。",
            )
        ],
    )


def _grid(ax, table, measures, places, language) -> None:
    for row in table.to_dict("records"):
        if not row["lines"]:
            continue
        x, y = places.index(row["place"]), measures.index(row["measure"])
        shade, planned = style.colour(row["place"], places), row["planned"] == row["lines"]
        alpha = 0 if planned else 0.1 if row["about_parts"] == row["lines"] else 0.3
        cell = Rectangle(
            (x + 0.03, y + 0.07),
            0.94,
            0.86,
            facecolor=(*style.to_rgb(shade), alpha),
            edgecolor=shade if planned or row["pending"] else "none",
            linewidth=1.3,
            linestyle=":" if row["pending"] else "-",
        )
        ax.add_patch(cell)
        wordings = row["wording"].split(" | ")
        style.spot(ax, cell, row["claim_ids"], partial(_told, row), wordings)
        first = wordings[0].replace(" ", "")
        ax.text(
            x + 0.5,
            y + 0.5,
            first[:_SHOWN] + "…" * (len(first) > _SHOWN),
            ha="center",
            va="center",
            fontsize=SIZES["small"],
        )
    ax.set(xlim=(0, len(places)), ylim=(len(measures), 0))
    ax.grid(False)
    ax.hlines(range(len(measures) + 1), 0, len(places), color=style.TINT, linewidth=1)
    ax.set_xticks(
        [x + 0.5 for x in range(len(places))],
        [words.place(place, language) for place in places],
        fontsize=SIZES["subtitle"],
    )
    ax.set_yticks(
        [y + 0.5 for y in range(len(measures))],
        [words.measure(code, language) for code in measures],
        fontsize=SIZES["small"],
    )
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines["bottom"].set_visible(False)
    for label, place in zip(ax.get_xticklabels(), places, strict=True):
        label.set(color=style.ink(place, places), va="baseline")


def _told(row, language) -> str:
    between = say(language, ": ", "：")
    said = words.place(row["place"], language) + between + words.measure(row["measure"], language)
    return f"{said} ({row['source_names']})"


def _title(table, measures, places, language) -> str:
    if not measures:
        return say(language, "No arrangement is told of these places", "没有提到这些地方的任何措施")
    told = table[table["lines"] > 0]
    shared = [
        code for code, n in told.groupby("measure", sort=False)["place"].nunique().items() if n == len(places)
    ]
    counts = [words.place(place, language) + " " + str((told["place"] == place).sum()) for place in places]
    if shared:
        names = words.listed([words.measure(code, language) for code in shared[:3]], language)
        common = say(language, f"all share {names}", f"各地都有{names}")
    else:
        common = say(language, "none is told of every place", "没有一项各地都有")
    return say(
        language,
        f"{len(measures)} arrangements are told of: {', '.join(counts)}; {common}",
        f"共提到{len(measures)}项措施：{'，'.join(counts)}；{common}",
    )


def _alt(table, measures, places, language) -> str:
    parts = [_title(table, measures, places, language)]
    for place in places if measures else []:
        mine = table[(table["place"] == place) & (table["lines"] > 0)]
        names = [words.measure(code, language) for code in mine["measure"]]
        parts.append(
            words.place(place, language)
            + say(language, ": ", "：")
            + (say(language, ", ", "、").join(names) or say(language, "nothing told", "未提到"))
        )
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")
