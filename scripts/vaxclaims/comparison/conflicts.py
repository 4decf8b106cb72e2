"""Figure 9: which claims cannot stand together."""

import pandas as pd

from vaxclaims.colours import SEVERITIES
from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import frame, home
from vaxclaims.comparison.words import say
from vaxclaims.gazetteer import NATION

NAME = "09_conflicts"
COLUMNS = [
    "layer",
    "severity",
    "count",
    "finding_id",
    "check",
    "claim_id",
    "suspect",
    "place",
    "as_of",
    "as_of_precision",
    "indicator",
    "quote",
    "doc_id",
    "source",
    "kind",
    "status",
    "decision",
    "message_en",
    "message_zh",
]
_SEVERITIES = {
    "contradiction": ("contradiction", "矛盾"),
    "arithmetic": ("arithmetic error", "算术不符"),
    "implausible": ("implausible", "不合常理"),
    "stale": ("out of date", "已过时"),
}
_OTHER = {"consistent": ("consistent", "相符"), "not_comparable": ("not comparable", "不可比")}
_MOST = 12


def conflicts(findings, claims, documents, places) -> pd.DataFrame:
    """`layer` count: findings per severity about the compared places, their nation or no one place.
    `layer` claim:
    one row per finding of a conflict and claim in it, the gravest first."""
    near = findings[
        findings["place"].map(lambda place: place in ("", NATION) or home(place, places) != "").astype(bool)
    ]
    counts = near["severity"].value_counts()
    rows = [
        {"layer": "count", "severity": name, "count": int(counts.get(name, 0))}
        for name in [*_SEVERITIES, *_OTHER]
    ]
    known = {row["claim_id"]: row for row in claims.to_dict("records")}
    told = (
        {}
        if documents is None
        else documents.set_index("doc_id")[["outlet", "host", "kind"]].to_dict("index")
    )
    grave = near[near["severity"].isin(_SEVERITIES)].sort_values(
        ["severity", "finding_id"],
        key=lambda column: column.map(list(_SEVERITIES).index) if column.name == "severity" else column,
    )
    for finding in grave.to_dict("records"):
        for claim_id in finding["claims"].split():
            rows.append(_row(finding, claim_id, known.get(claim_id), told))
    return frame(rows, COLUMNS)


def _row(finding, claim_id, claim, told) -> dict:
    row = {
        column: finding[column] for column in ("severity", "finding_id", "check", "message_en", "message_zh")
    }
    row |= {
        "layer": "claim",
        "claim_id": claim_id,
        "suspect": "yes" if finding["suspect"] == claim_id else "",
    }
    if claim:
        page = told.get(claim["doc_id"], {})
        row |= {
            name: claim[name]
            for name in ("place", "as_of", "as_of_precision", "doc_id", "status", "decision")
        }
        row |= {
            "indicator": claim.get("indicator", ""),
            "quote": claim["quote_view"],
            "kind": page.get("kind", ""),
            "source": page.get("outlet") or page.get("host") or claim["doc_id"],
        }
    return row


@style.styled
def plot_conflicts(table, places, language="en"):
    """Columns are findings, rows their claims; a line joins the claims of one finding, a ring marks the
    suspect.
    """
    marked = table[table["layer"] == "claim"]
    findings = list(dict.fromkeys(marked["finding_id"]))
    shown = marked[marked["finding_id"].isin(findings[:_MOST])]
    claims = list(dict.fromkeys(shown["claim_id"]))
    figure, ax = style.canvas(height=max(0.36 * len(claims) + 0.7, 1.6))
    if findings:
        _grid(ax, shown, findings[:_MOST], claims, places, language)
    else:
        style.nothing(ax, say(language, "No two claims contradict each other.", "没有互相矛盾的说法。"))
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(table, findings, language),
        say(
            language,
            "Each column is one finding, each row a claim in it; ring: the claim that the check suspects",
            "每列是一项检查结果，每行是其中的一条说法；圆圈：检查所怀疑的说法",
        ),
        _alt(table, findings, language),
        say(language, "Which claims cannot stand together", "哪些说法不能同时成立"),
        words.source_line(marked["source"], language, _balance(table, language)),
        notes=_messages(shown, language, 300) + _more(findings, language),
    )


def _grid(ax, shown, findings, claims, places, language) -> None:
    said = shown.drop_duplicates("claim_id").set_index("claim_id").to_dict("index")
    style.ledger(
        ax,
        [
            (_claim(said[claim], language), style.ink(home(said[claim]["place"], places), places), False)
            for claim in claims
        ],
    )
    for x, finding in enumerate(findings):
        mine = shown[shown["finding_id"] == finding].to_dict("records")
        heights = [claims.index(row["claim_id"]) for row in mine]
        shade = SEVERITIES[mine[0]["severity"]]
        ax.plot([x, x], [min(heights), max(heights)], color=shade, linewidth=2, zorder=2)
        for y, row in zip(heights, mine, strict=True):
            ax.plot([x], [y], marker="o", markersize=9, color=shade, zorder=3)
            if row["suspect"]:
                ax.plot([x], [y], marker="o", markersize=17, markerfacecolor="none", color=shade, zorder=3)
    ax.set_xticks(range(len(findings)), [str(x + 1) for x in range(len(findings))], fontsize=SIZES["text"])
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel(say(language, "finding (numbered below)", "检查结果（编号见下）"))
    ax.tick_params(axis="x", length=0)
    ax.set_xlim(-0.6, max(len(findings), 4) - 0.4)
    ax.spines["bottom"].set_visible(False)


def _claim(row, language) -> str:
    if not row["quote"]:
        return say(language, "a claim not in the table", "表中没有的说法")
    place = words.place(row["place"], language)
    when = words.day(row["as_of"], row["as_of_precision"], language, short=True)
    return f"{place} · {row['quote'][:14]} · {when} · {row['source'][:10]}"


def _messages(shown, language, most) -> list[str]:
    firsts = shown.drop_duplicates("finding_id").to_dict("records")
    return [
        f"{i + 1}  {say(language, *_SEVERITIES[row['severity']])}{say(language, ': ', '：')}"
        + _cut(row[f"message_{language}"], most)
        for i, row in enumerate(firsts)
    ]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _more(findings, language) -> list[str]:
    rest = len(findings) - _MOST
    return (
        [say(language, f"{rest} more findings are in the table.", f"另有{rest}项见表。")] if rest > 0 else []
    )


def _counts(table) -> dict[str, int]:
    counted = table[table["layer"] == "count"]
    return dict(zip(counted["severity"], counted["count"], strict=True))


def _title(table, findings, language) -> str:
    counts = _counts(table)
    parts = [
        say(language, f"{counts[name]} {english}", f"{chinese}{counts[name]}项")
        for name, (english, chinese) in _SEVERITIES.items()
        if counts.get(name)
    ]
    if not sum(counts.values()):
        return say(language, "Nothing was checked", "没有检查任何说法")
    if not findings:
        return say(language, "No claims contradict each other", "没有互相矛盾的说法")
    return say(
        language,
        f"Conflicts among the claims: {words.listed(parts, language)}",
        f"说法之间的冲突：{words.listed(parts, language)}",
    )


def _balance(table, language) -> str:
    counts = _counts(table)
    parts = [
        say(language, f"{counts.get(name, 0)} {english}", f"{chinese}{counts.get(name, 0)}项")
        for name, (english, chinese) in _OTHER.items()
    ]
    return say(language, "Other checks: ", "其余检查：") + say(language, ", ", "，").join(parts)


def _alt(table, findings, language) -> str:
    marked = table[table["layer"] == "claim"]
    parts = [_title(table, findings, language), *_messages(marked, language, 400), _balance(table, language)]
    return say(language, ". ", "。").join(part.rstrip(".。") for part in parts) + say(language, ".", "。")
