"""Figure 1: what is claimed at all, place by indicator."""

import numpy as np
import pandas as pd
import seaborn

from vaxclaims import codebook
from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import frame
from vaxclaims.comparison.words import say

NAME = "01_claims_matrix"
COLUMNS = ["place", "indicator", "claims", "sources", "about_parts", "planned", "pending", "source_names"]


def claims_matrix(facts: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """One row per place and indicator that any of the places has, gaps included with 0 claims.

    `claims` counts independent claims about the place and its parts, `about_parts` those about parts alone,
    `sources` distinct outlets.
    """
    facts = facts[facts["home"] != ""]
    return frame(
        [
            _cell(place, indicator, facts[(facts["home"] == place) & (facts["indicator"] == indicator)])
            for indicator in in_order(facts["indicator"])
            for place in places
        ],
        COLUMNS,
    )


def in_order(indicators) -> list[str]:
    """The indicators that occur, in the codebook's order, unknown ones last."""
    known = codebook.codes("indicators")
    return sorted(
        set(indicators), key=lambda code: (known.index(code) if code in known else len(known), code)
    )


def _cell(place, indicator, mine) -> dict:
    return {
        "place": place,
        "indicator": indicator,
        "claims": len(mine),
        "sources": mine["source"].nunique(),
        "about_parts": int((mine["place"] != place).sum()),
        "planned": int((mine["status"] == "planned").sum()),
        "pending": int((mine["decision"] == "pending").sum()),
        "source_names": "; ".join(sorted(set(mine["source"]))),
    }


@style.styled
def plot_claims_matrix(table, places, language="en"):
    """A grid of counts: the more claims, the darker; a gap says 'not stated'."""
    indicators = list(dict.fromkeys(table["indicator"]))
    figure, ax = style.canvas(height=0.42 * max(len(indicators), 3) + 0.6)
    if indicators:
        _grid(ax, table, places, indicators, language)
    else:
        style.nothing(ax, say(language, "No claim about these places.", "这些地方没有任何说法。"))
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(table, places, indicators, language),
        say(
            language,
            "Independent claims per indicator, and how many sources make them",
            "各指标的独立说法条数及其来源数",
        ),
        _alt(table, places, indicators, language),
        say(language, "What is claimed at all, by place and indicator", "各地各指标有哪些说法"),
        words.source_line("; ".join(table["source_names"]).split("; "), language),
        notes=[
            say(
                language,
                "A claim repeated in the same document counts once; districts count with their place.",
                "同一文档中的重复只计一次；区县的说法计入所属地方。",
            )
        ],
    )


def _grid(ax, table, places, indicators, language) -> None:
    counts = (
        table.pivot(index="indicator", columns="place", values="claims").loc[indicators, places].astype(int)
    )
    labels = (
        table.assign(text=[_label(row, language) for row in table.to_dict("records")])
        .pivot(index="indicator", columns="place", values="text")
        .loc[indicators, places]
    )
    seaborn.heatmap(
        counts,
        ax=ax,
        mask=counts == 0,
        annot=labels,
        fmt="",
        cbar=False,
        linewidths=2,
        cmap="Blues",
        vmin=0,
        vmax=max(10, 2.5 * counts.to_numpy().max()),
        annot_kws={"fontsize": SIZES["small"], "color": style.INK},
    )
    for y, x in np.argwhere(counts.to_numpy() == 0):
        ax.text(
            x + 0.5,
            y + 0.5,
            say(language, "not stated", "未说明"),
            ha="center",
            va="center",
            color=style.QUIET,
            fontsize=SIZES["small"],
        )
    ax.set(xlabel="", ylabel="")
    ax.grid(False)
    ax.xaxis.tick_top()
    ax.set_xticklabels([words.place(place, language) for place in places], fontsize=SIZES["subtitle"])
    for label, place in zip(ax.get_xticklabels(), places, strict=True):
        label.set(color=style.ink(place, places), va="baseline")
    ax.set_yticklabels(
        [style.wrap(words.indicator(code, language), 2.3, SIZES["text"]) for code in indicators], rotation=0
    )
    ax.tick_params(length=0)


def _label(row, language) -> str:
    text = words.counted(row["claims"], language, "claim", "claims", "条")
    text += " · " + words.counted(row["sources"], language, "source", "sources", "源")
    if row["claims"] and row["about_parts"] == row["claims"]:
        text += say(language, "\nof its parts only", "\n仅所辖区")
    return text


def _title(table, places, indicators, language) -> str:
    if not indicators:
        return say(language, "No claim about these places", "这些地方没有任何说法")
    stated = {place: int((table.loc[table["place"] == place, "claims"] > 0).sum()) for place in places}
    parts = [
        say(language, f"{words.place(place, language)} {count}", f"{words.place(place, language)}{count}项")
        for place, count in sorted(stated.items(), key=lambda item: -item[1])
    ]
    return say(
        language,
        f"Of {len(indicators)} indicators claimed anywhere: {', '.join(parts)}",
        f"共{len(indicators)}项指标有说法：{'，'.join(parts)}",
    )


def _alt(table, places, indicators, language) -> str:
    sentences = [_title(table, places, indicators, language) + say(language, ".", "。")]
    for place in places if indicators else []:
        mine = table[table["place"] == place]
        have = [
            f"{words.indicator(row['indicator'], language)} ({row['claims']})"
            for row in mine[mine["claims"] > 0].to_dict("records")
        ]
        sentences.append(
            words.place(place, language)
            + say(language, ": ", "：")
            + (say(language, ", ", "、").join(have) or say(language, "nothing stated", "无任何说法"))
            + say(language, ".", "。")
        )
    return say(language, " ", "").join(sentences)
