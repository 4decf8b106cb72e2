"""How every figure looks: fonts, colours, marks, the frame of words around it.

The colours of places are such as people with any common colour vision can tell apart; words in a place's
colour are darkened to a contrast of 4.5 on white (WCAG 2.2, 1.4.3).
"""

import re
from dataclasses import dataclass, field
from functools import cache, partial, wraps
from importlib.util import find_spec
from pathlib import Path

import matplotlib
import pandas as pd
import seaborn
from matplotlib import font_manager
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.textpath import TextToPath

from vaxclaims.colours import PLACES, SEVERITIES
from vaxclaims.comparison.words import LANGUAGES, kind, say, told

WIDTH = 8.0  # inches
DPI = 100  # of a figure shown at its natural size; the PNG is drawn at twice that
PAPER, INK, QUIET, RULE, TINT = "#ffffff", "#1f2328", "#59636e", "#d0d7de", "#f3f5f7"
WARN = SEVERITIES["contradiction"]
_MARKERS = {
    "state-media": "o",
    "party-press": "s",
    "city-press": "^",
    "aggregator": "D",
    "content-farm": "X",
    "unknown": "v",
}
SIZES = {"title": 14.5, "subtitle": 10.5, "text": 10, "small": 9, "note": 8.5}
_POINTER = 20  # pixels that a pointer or a thumb needs to meet a mark
_MARGIN = 0.16  # inches around the whole figure


@dataclass
class Chart:
    """A drawn figure with what a reader needs beside it. `table` holds every number that is drawn."""

    name: str
    language: str
    figure: Figure
    table: pd.DataFrame
    title: str
    alt: str
    caption: str
    source: str
    spots: list[dict] = field(default_factory=list)


def styled(plot):
    """Draw with the project's settings, whatever the caller's, and leave the caller's alone."""

    @wraps(plot)
    def inside(table, places, language="en", **options):
        if language not in LANGUAGES:
            raise ValueError(f"language is one of {', '.join(LANGUAGES)}, not {language!r}")
        with matplotlib.rc_context(settings()):
            return plot(table, list(places), language, **options)

    return inside


def settings() -> dict:
    """matplotlib's settings for every figure; seaborn's are taken as a dict so that no theme is set
    globally.
    """
    grid = seaborn.axes_style("whitegrid", rc={"axes.edgecolor": RULE, "grid.color": "#e6e9ec"})
    return grid | {
        "font.family": _font(),
        "font.size": SIZES["text"],
        "text.color": INK,
        "text.parse_math": False,
        "axes.labelcolor": QUIET,
        "axes.labelsize": SIZES["small"],
        "axes.titlesize": SIZES["subtitle"],
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "xtick.color": QUIET,
        "ytick.color": INK,
        "xtick.labelsize": SIZES["small"],
        "ytick.labelsize": SIZES["text"],
        "legend.fontsize": SIZES["small"],
        "legend.frameon": False,
        "figure.dpi": DPI,
        "savefig.dpi": 2 * DPI,
        "figure.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "svg.hashsalt": "vaxclaims",
        "svg.fonttype": "path",
        "axes.unicode_minus": True,
        "path.simplify": False,
        "text.hinting": "none",
        "figure.constrained_layout.use": False,
    }


@cache
def _font() -> str:
    """Noto Sans SC out of zhplot's wheel, made known to this process only."""
    path = Path(find_spec("zhplot").submodule_search_locations[0]) / "fonts" / "NotoSansSC-Regular.ttf"
    font_manager.fontManager.addfont(str(path))
    return font_manager.FontProperties(fname=str(path)).get_name()


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(font_manager.get_font(font_manager.findfont(_font())).get_charmap())


def safe(text: str) -> str:
    """`text` with every character that the font lacks, or that only steers a line, shown as an empty box."""
    return "".join(c if c == "\n" or (ord(c) in _glyphs() and c.isprintable()) else "□" for c in text)


def colour(place: str, places: list[str]) -> str:
    """The one colour of a compared place, by its position in `places`; grey for any other place."""
    return PLACES[places.index(place) % len(PLACES)] if place in places else QUIET


def ink(place: str, places: list[str]) -> str:
    """The place's colour, dark enough to be read as text on white."""
    shade = to_rgb(colour(place, places))
    while 1.05 / (_luminance(shade) + 0.05) < 4.5:
        shade = tuple(0.96 * part for part in shade)
    return to_hex(shade)


def _luminance(rgb) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def canvas(rows: int = 1, columns: int = 1, height: float = 4.0, **options):
    """A figure outside pyplot's registry, with its axes. `height` is that of the drawing without its
    words.
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    figure.spots = []
    return figure, figure.subplots(rows, columns, **options)


def mark(ax, x, y, row, shade, size=8):
    """One claim's mark: its source's kind by shape, planned hollow, pending with a dotted ring."""
    (drawn,) = ax.plot(
        [x],
        [y],
        marker=_MARKERS.get(row["kind"], "v"),
        markersize=size,
        color=shade,
        linestyle="none",
        markerfacecolor=PAPER if row["status"] == "planned" else shade,
        markeredgewidth=1.4,
        zorder=4,
    )
    if row.get("claim_id"):
        spot(ax, drawn, row["claim_id"], partial(told, row), [row["quote"]])
    if row["decision"] == "pending":
        ax.scatter([x], [y], s=(size + 7) ** 2, facecolors="none", edgecolors=shade, linestyles=":", zorder=4)


def spot(ax, artist, claim_ids: str, tell, quotes: list[str]) -> None:
    """Note that `artist` shows these claims: what to say of them (`tell(language)`) and their own words."""
    spots = ax.get_figure().spots
    artist.set_gid(f"spot-{len(spots)}")
    spots.append((artist, claim_ids, tell, quotes))


def asserted(ax, x, y, row, shade, scale=1, along="y", size=8):
    """A claim's mark with what its words leave open: a bar for a closed interval, an arrow for a bound."""
    low, high = (None if end is None else float(end) / scale for end in (row["low"], row["high"]))
    if low is not None and high is not None:
        line = {"y": ([x, x], [low, high]), "x": ([low, high], [y, y])}[along]
        ax.plot(*line, color=shade, linewidth=3.5, alpha=0.55, solid_capstyle="butt", zorder=3)
    elif low is not None or high is not None:
        reach = 22 if high is None else -22
        ax.annotate(
            "",
            xy=(x, y),
            xytext=(reach, 0) if along == "x" else (0, reach),
            textcoords="offset points",
            zorder=3,
            annotation_clip=False,
            arrowprops={"arrowstyle": "<|-", "color": shade, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 3},
        )
    mark(ax, x, y, row, shade, size)


def key(figure, table, language) -> None:
    """A legend of the marks that occur: shapes for kinds of source, then hollow for planned, a ring for
    pending.
    """
    look = {"color": QUIET, "linestyle": "none", "markersize": 7}
    codes = sorted(
        {code if code in _MARKERS else "unknown" for code in table["kind"]}, key=list(_MARKERS).index
    )
    handles = [Line2D([], [], marker=_MARKERS[code], label=kind(code, language), **look) for code in codes]
    if (table["status"] == "planned").any():
        handles.append(
            Line2D([], [], marker="o", markerfacecolor=PAPER, label=say(language, "planned", "计划"), **look)
        )
    if (table["decision"] == "pending").any():
        handles.append(
            Line2D(
                [],
                [],
                marker="o",
                markersize=11,
                markerfacecolor="none",
                color=QUIET,
                linestyle="none",
                markeredgewidth=0.7,
                label=say(language, "in a ring: not yet reviewed", "带圈：待复核"),
            )
        )
    legend(figure, handles)


def legend(figure, handles) -> None:
    """A legend in one line; `chart` puts it between the words above and the drawing."""
    if handles:
        drawn = figure.legend(
            handles=handles,
            loc="upper left",
            ncols=len(handles),
            handletextpad=0.2,
            columnspacing=1.2,
            borderpad=0,
            borderaxespad=0,
        )
        drawn.set_in_layout(False)


def spread(wanted: list[float], gap: float) -> list[float]:
    """Positions as near as may be to `wanted`, in the same order, no two closer than `gap`."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[list] = []  # each is [sum of wished starts, count]; its first label sits at their mean
    for i in order:
        blocks.append([wanted[i], 1])
        while len(blocks) > 1 and _first(blocks[-1]) < _first(blocks[-2]) + gap * blocks[-2][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total - gap * blocks[-1][1] * count
            blocks[-1][1] += count
    flat = [_first(block) + gap * step for block in blocks for step in range(block[1])]
    places = [0.0] * len(wanted)
    for position, i in zip(flat, order, strict=True):
        places[i] = position
    return places


def _first(block) -> float:
    return block[0] / block[1]


def ledger(ax, entries) -> None:
    """Rows from top to bottom: `entries` are (text, colour, is_heading). Headings are set larger, at the
    left.
    """
    ax.set_yticks(range(len(entries)), [text for text, _, _ in entries])
    for label, (_, shade, heading) in zip(ax.get_yticklabels(), entries, strict=True):
        label.set(color=shade, fontsize=SIZES["subtitle"] if heading else SIZES["small"])
        if heading:
            label.set_path_effects([Stroke(linewidth=0.4, foreground=shade)])
    ax.set_ylim(len(entries) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.grid(False, axis="y")
    for y in range(len(entries)):
        if not entries[y][2]:
            ax.axhline(y, color=TINT, linewidth=1, zorder=0)


def nothing(ax, text: str) -> None:
    """Say in an empty panel why it is empty."""
    ax.set_axis_off()
    ax.text(
        0.5,
        0.5,
        wrap(text, WIDTH - 2, SIZES["subtitle"]),
        ha="center",
        va="center",
        color=QUIET,
        fontsize=SIZES["subtitle"],
        transform=ax.transAxes,
    )


def chart(
    name, language, figure, table, title, subtitle, alt, caption, source, notes=()
) -> Chart:
    """Put the words around a drawing and hand back the finished Chart.

    Above: the finding and what is shown; below: what was left out or assumed (`notes`) and the source. The
    figure grows by the height of its words, so no drawing is squeezed by a long title.
    """
    room = WIDTH - 2 * _MARGIN
    above = [
        (balanced(title, room, SIZES["title"]), SIZES["title"], INK),
        (wrap(subtitle, room, SIZES["subtitle"]), SIZES["subtitle"], QUIET),
    ]
    below = [(wrap(note, room, SIZES["note"]), SIZES["note"], INK) for note in notes if note]
    below.append((wrap(source, room, SIZES["note"]), SIZES["note"], QUIET))
    head, foot = _height(above) + 2 * _MARGIN, _height(below) + 2 * _MARGIN
    legends = 0.26 if figure.legends else 0
    head += legends
    tall = figure.get_figheight() + head + foot
    figure.set_size_inches(WIDTH, tall)
    figure.get_layout_engine().set(
        rect=(0.01, foot / tall, 0.98, 1 - (head + foot) / tall), w_pad=0.06, h_pad=0.06
    )
    _stack(figure, above, 1 - _MARGIN / tall, tall)
    for drawn in figure.legends:
        drawn.set_bbox_to_anchor((_MARGIN / WIDTH, 1 - (head - legends - 0.6 * _MARGIN) / tall))
    _stack(figure, below, (foot - _MARGIN) / tall, tall)
    for label in figure.findobj(Text):
        label.set_text(safe(label.get_text()))
    _settle(figure)
    return Chart(name, language, figure, table, title, alt, caption, source, _spots(figure, language))


def _spots(figure, language) -> list[dict]:
    """Where each claim's mark lies, in per cent of the picture from its upper left corner, and its words."""
    across, down = figure.bbox.width, figure.bbox.height
    spots = []
    for artist, claim_ids, tell, quotes in figure.spots:
        box = artist.get_window_extent()
        wide, tall = max(box.width, _POINTER), max(box.height, _POINTER)
        left, top = (box.x0 + box.x1 - wide) / 2, down - (box.y0 + box.y1 + tall) / 2
        ends = (100 * left / across, 100 * top / down, 100 * wide / across, 100 * tall / down)
        if all(0 <= end <= 100 for end in ends):
            spots.append(
                {
                    "id": artist.get_gid(),
                    "box": [round(end, 1) for end in ends],
                    "says": tell(language),
                    "quotes": quotes,
                    "claims": claim_ids,
                }
            )
    return spots


def _settle(figure) -> None:
    """Lay the axes out once and keep them there.

    The solver's last digits differ from run to run, and PNG and SVG are to be the same picture.
    """
    figure.draw_without_rendering()
    places = [(ax, ax.get_position().bounds) for ax in figure.axes]
    figure.set_layout_engine("none")
    for ax, bounds in places:
        ax.set_position([round(bound, 4) for bound in bounds])


def _stack(figure, lines, top, tall) -> None:
    for text, size, shade in lines:
        drawn = figure.text(_MARGIN / WIDTH, top, text, va="top", fontsize=size, color=shade, linespacing=1.3)
        if size == SIZES["title"]:  # the font carried has one weight
            drawn.set_path_effects([Stroke(linewidth=0.7, foreground=shade)])
        drawn.set_in_layout(False)
        top -= _height([(text, size, shade)]) / tall


def _height(lines) -> float:
    return sum((text.count("\n") + 1) * size * 1.5 / 72 + 0.05 for text, size, _ in lines if text)


def wrap(text: str, inches: float, size: float) -> str:
    """`text` broken into lines no wider than `inches`: between Chinese characters and at spaces, and never
    before closing punctuation."""
    lines = []
    for paragraph in safe(text).split("\n"):
        line, used = "", 0.0
        for piece in re.findall(
            r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef][，。；：、）》”！？]*\s*|\s+", paragraph
        ):
            wide = _width(piece, size)
            if line and used + _width(piece.rstrip(), size) > inches:
                lines, line, used = [*lines, line.rstrip()], "", 0.0
            line, used = line + piece, used + wide
        lines.append(line.rstrip())
    return "\n".join(lines)


def balanced(text: str, inches: float, size: float) -> str:
    """`text` wrapped into as few lines as `inches` allow, then made about equally long."""
    fewest = wrap(text, inches, size).count("\n")
    narrow = inches
    while narrow > inches / 2 and wrap(text, narrow - 0.1, size).count("\n") == fewest:
        narrow -= 0.1
    return wrap(text, narrow, size)


@cache
def _width(text: str, size: float) -> float:
    """Width in inches. Each character is measured once: a line is the sum of its characters, near enough."""
    return 1.01 * sum(_advance(character) for character in text) * size / 72


@cache
def _advance(character: str) -> float:
    properties = font_manager.FontProperties(family=_font(), size=100)
    measure = TextToPath().get_text_width_height_descent
    both, alone = (measure(text, properties, ismath=False)[0] for text in (f"x{character}x", "xx"))
    return (both - alone) / 100
