"""Figure 10: what each page contributes, restates and gets wrong, and how late it was written."""

from datetime import date

import pandas as pd

from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import frame
from vaxclaims.comparison.words import say
from vaxclaims.cut_off import span

NAME = "10_sources"
COLUMNS = [
    "doc_id",
    "source",
    "host",
    "kind",
    "title",
    "published",
    "published_basis",
    "own",
    "restated",
    "left_out",
    "suspect",
    "stale",
    "last_day",
    "last_claim",
    "lag_days",
    "lag_is_limit",
]
_WRONG = ("contradiction", "arithmetic", "implausible")
_PARTS = {
    "own": ("own claims", "自有说法", "#3d7ea6"),
    "restated": ("restated on the page", "页内重复", "#9cc3dc"),
    "left_out": ("not charted (links, comments, rejected)", "不入图（链接、评论、已否决）", "#dfe4e8"),
}


def sources(claims, facts, left_out, findings, documents) -> pd.DataFrame:
    """One row per document: claims that are its own, that restate another of the page, and that are not
    charted; claims that a check suspects, findings that call it out of date (the suspect, else the first
    claim, says which page is meant); days from the last day it tells of to its publication.

    `lag_is_limit` is 'yes' when the publication date is only the latest possible one.
    """
    if documents is None:
        return frame([], COLUMNS)
    grave = set(findings.loc[findings["severity"].isin(_WRONG), "suspect"]) - {""}
    late = findings[findings["severity"] == "stale"]
    stale = [
        (suspect or claims.split(" ")[0])
        for suspect, claims in zip(late["suspect"], late["claims"], strict=True)
    ]
    reasons = dict(zip(left_out["claim_id"], left_out["reason"], strict=True))
    rows = []
    for page in documents.drop(columns="text").to_dict("records"):
        mine = claims[claims["doc_id"] == page["doc_id"]].to_dict("records")
        ids = [row["claim_id"] for row in mine]
        rows.append(
            page
            | _last([row for row in mine if row["claim_id"] not in reasons], page)
            | {
                "source": page["outlet"] or page["host"] or page["doc_id"],
                "own": sum(claim not in reasons for claim in ids),
                "restated": sum(reasons.get(claim) == "restated" for claim in ids),
                "left_out": sum(reasons.get(claim, "restated") != "restated" for claim in ids),
                "suspect": len(grave.intersection(ids)),
                "stale": sum(claim in ids for claim in stale),
            }
        )
    return frame(rows, COLUMNS)


def _last(rows, page) -> dict:
    """The last day that the page's own dated figures reach, and how much later the page was published.

    A first comment shows only that the page was there by then.
    """
    found = {"last_day": "", "last_claim": "", "lag_days": "", "lag_is_limit": ""}
    dated = [
        (span(row)[1], row["claim_id"])
        for row in rows
        if row["as_of_basis"] in ("explicit", "relative") and row["status"] == "stated" and span(row)[1]
    ]
    if dated:
        found["last_day"], found["last_claim"] = max(dated)
        if page["published"]:
            found["lag_days"] = (
                date.fromisoformat(page["published"]) - date.fromisoformat(found["last_day"])
            ).days
            found["lag_is_limit"] = "yes" if "comment" in page["published_basis"] else ""
    return found


@style.styled
def plot_sources(table, places, language="en"):
    """At the left each page's claims by what they are, at the right its delay on a scale that bends at one
    day.
    """
    rows = table.to_dict("records")
    if not rows:
        figure, ax = style.canvas(height=2)
        style.nothing(ax, say(language, "No documents.", "没有文档。"))
    else:
        figure, axes = style.canvas(1, 2, height=0.62 * len(rows) + 1.2, sharey=True, width_ratios=[1.35, 1])
        style.ledger(axes[0], [(_page(row, language), style.INK, False) for row in rows])
        _contributions(axes[0], rows, language)
        _delays(axes[1], rows, language)
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(rows, language),
        say(
            language,
            "Claims per page, and days from the last date it gives for a figure to its publication",
            "各页面的说法条数，以及从其数据的最后日期到发布的天数",
        ),
        _alt(rows, language),
        say(
            language,
            "What each source contributes, restates, gets wrong, and how late it was written",
            "各来源贡献、重复、出错多少，以及滞后多久",
        ),
        words.source_line([row["source"] for row in rows if row["source"] != row["doc_id"]], language),
    )


def _page(row, language) -> str:
    name = row["source"] if row["source"] != row["doc_id"] else say(language, "outlet unknown", "来源不明")
    return f"{row['doc_id'][:12]}\n{name[:14]} · {words.kind(row['kind'], language)}"


def _contributions(ax, rows, language) -> None:
    left = [0] * len(rows)
    for part, (english, chinese, shade) in _PARTS.items():
        counts = [row[part] for row in rows]
        ax.barh(
            range(len(rows)),
            counts,
            left=left,
            height=0.5,
            color=shade,
            label=say(language, english, chinese),
            linewidth=0,
        )
        left = [sum(pair) for pair in zip(left, counts, strict=True)]
    for y, (row, end) in enumerate(zip(rows, left, strict=True)):
        text = "  " + (str(end) if end else say(language, "no claim", "无说法"))
        wrong = _wrong(row, language)
        ax.text(
            end,
            y,
            text + (f" · {wrong}" if wrong else ""),
            va="center",
            fontsize=SIZES["small"],
            color=style.WARN if wrong else style.INK,
        )
    ax.set_xlabel(say(language, "claims", "说法（条）"))
    ax.set_xlim(0, max(1, *left) * 1.1)
    style.legend(ax.figure, ax.get_legend_handles_labels()[0])


def _wrong(row, language) -> str:
    parts = []
    if row["suspect"]:
        parts.append(say(language, f"{row['suspect']} suspect", f"{row['suspect']}条可疑"))
    if row["stale"]:
        parts.append(say(language, f"{row['stale']}× out of date", f"{row['stale']}次被判过时"))
    return say(language, ", ", "，").join(parts)


def _delays(ax, rows, language) -> None:
    ax.set_xscale("symlog", linthresh=1)
    for y, row in enumerate(rows):
        if row["lag_days"] == "":
            ax.text(
                0.04,
                y,
                _unknown(row, language),
                va="center",
                fontsize=SIZES["small"],
                color=style.QUIET,
                transform=ax.get_yaxis_transform(),
            )
            continue
        limit = {"low": None, "high": row["lag_days"]} if row["lag_is_limit"] else {"low": None, "high": None}
        style.asserted(
            ax,
            row["lag_days"],
            y,
            limit | {"kind": row["kind"], "status": "stated", "decision": ""},
            style.INK,
            along="x",
        )
        ax.annotate(
            _delay(row, language),
            (row["lag_days"], y),
            xytext=(0, -9),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=SIZES["small"],
        )
    ticks = [0, 1, 10, 100, 1000]
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.xaxis.set_minor_locator(style.matplotlib.ticker.NullLocator())
    ax.set_xlim(-0.4, max([10, *(row["lag_days"] for row in rows if row["lag_days"] != "")]) * 4)
    ax.set_xlabel(say(language, "days late (logarithmic above 1)", "滞后天数（1以上为对数刻度）"))
    ax.tick_params(axis="y", length=0)
    ax.grid(False, axis="y")


def _delay(row, language) -> str:
    days = words.counted(row["lag_days"], language, "day", "days", "天")
    return say(language, f"up to {days}", f"至多{days}") if row["lag_is_limit"] else days


def _unknown(row, language) -> str:
    return (
        say(language, "publication date not stated", "未说明发布日期")
        if not row["published"]
        else say(language, "no dated figure", "没有注明日期的数字")
    )


def _title(rows, language) -> str:
    if not rows:
        return say(language, "No documents", "没有文档")
    most = max(rows, key=lambda row: (row["own"], row["doc_id"]))
    total = sum(row["own"] for row in rows)
    none = sum(not row["own"] for row in rows)
    title = say(
        language,
        f"{most['source']} makes {most['own']} of {total} independent claims",
        f"{total}条独立说法中{most['own']}条来自{most['source']}",
    )
    if none:
        title += say(
            language,
            f"; {words.counted(none, 'en', 'page adds', 'pages add', '')} none",
            f"；{none}个页面没有可用的说法",
        )
    late = [row for row in rows if row["lag_days"] != "" and row["lag_days"] > 90]
    if late:
        worst = max(late, key=lambda row: row["lag_days"])
        title += say(
            language,
            f"; {worst['source']} appeared {_delay(worst, language)} after its figures",
            f"；{worst['source']}在其数据之后{_delay(worst, language)}",
        )
    return title


def _alt(rows, language) -> str:
    parts = [_title(rows, language)]
    for row in rows:
        facts = [
            say(language, f"{row[part]} {english}", f"{chinese}{row[part]}条")
            for part, (english, chinese, _) in _PARTS.items()
        ]
        wrong = _wrong(row, language)
        facts += [wrong] if wrong else []
        facts.append(
            _unknown(row, language)
            if row["lag_days"] == ""
            else say(
                language,
                f"published {_delay(row, language)} after its last figure",
                f"发布滞后{_delay(row, language)}",
            )
        )
        parts.append(f"{_page(row, language)}: ".replace("\n", " ") + say(language, ", ", "，").join(facts))
    return say(language, ". ", "。").join(parts) + say(language, ".", "。")
