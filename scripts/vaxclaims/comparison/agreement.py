"""Figure 12: how often people left the rules' proposals as they were, field by field."""

import math

import pandas as pd

from vaxclaims.comparison import style
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import frame
from vaxclaims.comparison.words import say

NAME = "12_agreement"
COLUMNS = ["field", "agreed", "compared", "share", "share_low", "share_high"]
FIELDS = [
    "indicator",
    "place",
    "value",
    "value_high",
    "comparator",
    "unit",
    "population",
    "vaccine",
    "as_of",
    "status",
    "zone",
]
_NAMES = {
    "found": ("claims that the rules found", "规则找到的说法"),
    "kept": ("proposals that people kept", "人工保留的提议"),
    "indicator": ("indicator", "指标"),
    "place": ("place", "地点"),
    "value": ("value", "数值"),
    "value_high": ("upper end of a range", "区间上限"),
    "comparator": ("comparator", "比较词"),
    "unit": ("unit", "单位"),
    "population": ("population", "人群"),
    "vaccine": ("vaccine", "疫苗"),
    "as_of": ("date", "日期"),
    "status": ("status", "状态"),
    "zone": ("zone", "区域"),
}


def agreement(proposed, claims) -> pd.DataFrame:
    """Per field: of the claims that both the rules proposed and a person decided on, how many agree.

    `found`: accepted claims whose quote the rules had; `kept`: decided proposals that were not rejected.
    Shares are percentages with Wilson's 95 % score interval (Wilson 1927, JASA 22:209-212). Pending claims
    are not counted.
    """
    if proposed is None:
        return frame([], COLUMNS)
    decided = claims[~claims["decision"].isin(["pending", ""])]
    true = decided[decided["decision"] != "rejected"].to_dict("records")
    offered: dict[str, list[dict]] = {}
    for row in proposed.to_dict("records"):
        offered.setdefault(row["quote_id"], []).append(row)
    if not len(decided) or not offered:
        return frame([], COLUMNS)
    pairs = _paired(true, offered)
    rejected = int((decided["decision"] == "rejected").sum())
    rows = [_row("found", len(pairs), len(true)), _row("kept", len(pairs), len(pairs) + rejected)]
    rows += [
        _row(field, sum(left[field] == right[field] for left, right in pairs), len(pairs))
        for field in FIELDS
        if any(left[field] or right[field] for left, right in pairs)
    ]
    return frame(rows, COLUMNS)


def _paired(true, offered) -> list[tuple[dict, dict]]:
    """Each true claim with the proposal on the same quote that shares most fields with it; each proposal
    once.
    """
    pairs, free = [], {quote: list(rows) for quote, rows in offered.items()}
    for row in true:
        rivals = free.get(row["quote_id"], [])
        if rivals:
            best = max(rivals, key=lambda rival: sum(rival[field] == row[field] for field in FIELDS))
            rivals.remove(best)
            pairs.append((row, best))
    return pairs


def _row(field, agreed, compared) -> dict:
    low, high = wilson(agreed, compared)
    share = round(100 * agreed / compared, 1) if compared else ""
    return {
        "field": field,
        "agreed": agreed,
        "compared": compared,
        "share": share,
        "share_low": round(100 * low, 1),
        "share_high": round(100 * high, 1),
    }


def wilson(hits: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's score interval for a share of `hits` in `n`; everything is possible when n is 0."""
    if not n:
        return 0.0, 1.0
    middle = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(hits * (n - hits) / n + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


@style.styled
def plot_agreement(table, places, language="en"):
    """One row per field: the share that agrees with its interval and the counts."""
    rows = [row for row in table.to_dict("records") if row["compared"]]
    figure, ax = style.canvas(height=0.32 * max(len(rows), 4) + 0.8)
    if rows:
        style.ledger(ax, [(say(language, *_NAMES[row["field"]]), style.INK, False) for row in rows])
        for y, row in enumerate(rows):
            ax.plot(
                [row["share_low"], row["share_high"]],
                [y, y],
                color="#3d7ea6",
                linewidth=4,
                alpha=0.5,
                solid_capstyle="butt",
            )
            ax.plot([row["share"]], [y], marker="o", markersize=8, color="#3d7ea6")
            ax.annotate(
                _share(row, language),
                (1.02, y),
                xycoords=ax.get_yaxis_transform(),
                va="center",
                fontsize=SIZES["small"],
            )
        lowest = min(row["share_low"] for row in rows)
        ax.set_xlim(max(0, math.floor(lowest / 10) * 10), 101)
        ax.set_xlabel(say(language, "% that agree", "一致的百分比（%）"))
    else:
        style.nothing(
            ax,
            say(
                language,
                "There are no rules' proposals that people have decided on.",
                "没有经人工裁定的规则提议。",
            ),
        )
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(rows, language),
        say(
            language,
            "Agreement of the rules' proposals with people's decisions; bar: Wilson's 95 % interval",
            "规则提议与人工裁定的一致程度；横条：Wilson 95%区间",
        ),
        _alt(rows, language),
        say(language, "Agreement of rules and people, per field", "规则与人工的一致程度（按字段）"),
        say(
            language,
            "Source: the rules' proposals and the decisions recorded on them.",
            "来源：规则的提议及人工裁定记录。",
        ),
        notes=[
            say(
                language,
                "People who saw a proposal before deciding agree with it more readily: upper limits.",
                "先看到提议再裁定的人更容易同意：应视为上限。",
            )
            if rows
            else ""
        ],
    )


def _share(row, language) -> str:
    return say(
        language,
        f"{row['share']:g} % ({row['agreed']} of {row['compared']})",
        f"{row['share']:g}%（{row['compared']}条中{row['agreed']}条）",
    )


def _title(rows, language) -> str:
    if not rows:
        return say(language, "Rules and people: nothing to compare yet", "规则与人工：尚无可比较的内容")
    said = {row["field"]: row for row in rows}
    fields = [row for row in rows if row["field"] in FIELDS]
    title = (
        say(
            language,
            f"The rules found {_share(said['found'], language)} of the claims",
            f"规则找到了{_share(said['found'], language)}的说法",
        )
        if "found" in said
        else ""
    )
    if fields:
        worst = min(fields, key=lambda row: row["share"])
        title += say(
            language,
            f"; the hardest field is {_NAMES[worst['field']][0]}, {_share(worst, language)}",
            f"；最难的字段是{_NAMES[worst['field']][1]}，{_share(worst, language)}",
        )
    return title


def _alt(rows, language) -> str:
    parts = [_title(rows, language)]
    parts += [f"{say(language, *_NAMES[row['field']])}: {_share(row, language)}" for row in rows]
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")
