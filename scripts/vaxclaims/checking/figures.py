"""Two pictures of a check: the conflict graph, and the implied bounds of a count over time."""

import io
import math
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
from matplotlib import font_manager, rc_context
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from vaxclaims import codebook
from vaxclaims.colours import PLACES, SEVERITIES

_MOST = 12


@cache
def _font() -> str:
    """Noto Sans SC out of zhplot's wheel, made known to this process only."""
    path = Path(find_spec("zhplot").submodule_search_locations[0]) / "fonts" / "NotoSansSC-Regular.ttf"
    font_manager.fontManager.addfont(str(path))
    return font_manager.FontProperties(fname=str(path)).get_name()


class Picture(Figure):
    """A figure that a notebook shows as PNG with its alternative text, whatever the plotting backend."""

    alt = ""

    def _repr_png_(self):
        data = io.BytesIO()
        with rc_context({"font.family": _font()}):
            self.savefig(data, format="png", dpi=110, metadata={"Software": None})
        return data.getvalue(), {"alt": self.alt}


def plot_conflicts(findings: pd.DataFrame, claims: pd.DataFrame, language: str = "en") -> Picture:
    """Claims as nodes on a circle, each minimal conflict as a coloured set; the suspect has a thick ring.

    At most twelve conflicts are drawn, the first of the table; the title says how many there are.
    """
    conflicts = findings[(findings["severity"] == "contradiction") & (findings["claims"] != "")]
    shown = conflicts.head(_MOST)
    nodes = sorted({claim for ids in shown["claims"] for claim in ids.split()})
    named = claims.set_index("claim_id") if len(claims) else claims
    with rc_context({"font.family": _font(), "axes.unicode_minus": False}):
        figure = Picture(figsize=(8, 5), layout="constrained")
        ax = figure.add_subplot()
        ax.set_axis_off()
        ax.set_title(_conflict_title(len(conflicts), len(shown), language), loc="left")
        at = {
            node: (math.cos(2 * math.pi * i / len(nodes)), math.sin(2 * math.pi * i / len(nodes)))
            for i, node in enumerate(nodes)
        }
        for i, ids in enumerate(shown["claims"]):
            corners = [at[node] for node in ids.split()]
            colour = PLACES[i % len(PLACES)]
            ax.add_patch(
                Polygon(
                    corners,
                    closed=True,
                    facecolor=colour,
                    edgecolor=colour,
                    alpha=0.25,
                    linewidth=6,
                    joinstyle="round",
                )
            )
        suspects = set(shown["suspect"])
        for node, (x, y) in at.items():
            ax.plot(
                x,
                y,
                "o",
                color="#1f2328",
                markersize=9,
                markeredgewidth=4 if node in suspects else 0,
                markeredgecolor=SEVERITIES["contradiction"],
            )
            ax.annotate(
                _node(node, named),
                (x, y),
                (8 if x >= 0 else -8, 10),
                textcoords="offset points",
                ha="left" if x >= 0 else "right",
                fontsize=9,
            )
        figure.alt = "; ".join([ax.get_title(loc="left"), *shown[f"message_{language}"]])
        ax.set_xlim(-2.2, 2.2)
        ax.set_ylim(-1.3, 1.4)
        return figure


def _conflict_title(total: int, shown: int, language: str) -> str:
    if language == "zh":
        return f"{total}组最小冲突" + (f"，图示前{shown}组" if shown < total else "") + "；红圈：最可疑的说法"
    more = f", the first {shown} shown" if shown < total else ""
    return f"{total} minimal conflict{'' if total == 1 else 's'}{more}; red ring: the likely culprit"


def _node(claim_id: str, named: pd.DataFrame) -> str:
    if claim_id not in named.index:
        return claim_id.replace("$", r"\$")
    row = named.loc[claim_id]
    text = f"{str(row['quote_view'] or row['quote'])[:24]}\n{row['place']} {row['as_of']}"
    return "".join(c for c in text if c.isprintable() or c == "\n").replace("$", r"\$")


def plot_bounds(
    bounds: pd.DataFrame, places: list[str], indicator: str = "total_vaccinations", language: str = "en"
) -> Picture:
    """What the claims leave open for a count of everyone: a bar from low to high per day, an arrow where
    there is no upper end."""
    rows = bounds[
        (bounds["indicator"] == indicator) & (bounds["population"] == "") & bounds["place"].isin(places)
    ]
    with rc_context({"font.family": _font(), "axes.unicode_minus": False}):
        figure = Picture(figsize=(8, 4), layout="constrained")
        ax = figure.add_subplot()
        unit = 10**4 if language == "zh" else 10**6
        for i, place in enumerate(places):
            for row in rows[rows["place"] == place].to_dict("records"):
                _draw_bound(ax, row, unit, PLACES[i % len(PLACES)])
            ax.plot([], [], color=PLACES[i % len(PLACES)], linewidth=5, label=place)
        ax.set_ylabel({"en": "millions", "zh": "万"}[language])
        ax.set_title(codebook.label("indicators", indicator, language), loc="left")
        figure.alt = "; ".join([ax.get_title(loc="left"), *map(_told, rows.to_dict("records"))])
        ax.set_ylim(0, ax.get_ylim()[1] * 1.15)
        if len(rows):
            locator = AutoDateLocator()
            ax.xaxis.set_major_locator(locator)
            ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        if places:
            ax.legend(frameon=False)
        return figure


def _told(row: dict) -> str:
    high = "∞" if row["high"] is None or pd.isna(row["high"]) else row["high"]
    return f"{row['place']} {row['as_of']}: {row['low']} – {high}"


def _draw_bound(ax, row: dict, unit: int, colour: str) -> None:
    day, low = pd.Timestamp(row["as_of"]), float(row["low"]) / unit
    if row["high"] is None or pd.isna(row["high"]):
        ax.annotate(
            "",
            (day, low),
            (0, 26),
            textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 2},
        )
        ax.plot(day, low, "_", color=colour, markersize=12, markeredgewidth=2)
    else:
        ax.plot(
            [day, day],
            [low, float(row["high"]) / unit],
            color=colour,
            linewidth=5,
            solid_capstyle="butt",
            marker="_",
            markersize=12,
        )
