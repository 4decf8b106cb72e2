"""Writes a figure, the table behind it and their entry in the folder's index; the same chart gives the
same bytes.
"""

import hashlib
import io
import json
import re
import warnings
from html import escape
from pathlib import Path

import matplotlib
import numpy as np
import PIL.Image
from IPython.display import Image
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL.PngImagePlugin import PngInfo

from vaxclaims.comparison.style import DPI, Chart, settings
from vaxclaims.comparison.words import LANGUAGES
from vaxclaims.paths import resolve
from vaxclaims.tables import write_table

DIGEST = "Table-SHA256"


def languages(language: str) -> tuple[str, ...]:
    """The languages that a parameter asks for: 'en', 'zh' or 'both'."""
    if language == "both":
        return LANGUAGES
    if language not in LANGUAGES:
        raise ValueError(f"language is en, zh or both, not {language!r}")
    return (language,)


def show(plot, table, places, language: str = "both", folder="figures", **options) -> Image:
    """Draw `table` with `plot` in every language asked, save each, and return the first for a notebook."""
    charts = [plot(table, places, one, **options) for one in languages(language)]
    entries = [save(chart, folder) for chart in charts]
    return Image(
        filename=str(resolve(folder) / entries[0]["png"]),
        alt=entries[0]["alt"],
        width=charts[0].figure.get_figwidth() * charts[0].figure.dpi,
    )


def save(chart: Chart, folder="figures") -> dict:
    """Write chart.png, chart.svg and the table as CSV; return the entry put into index.json.

    The SHA-256 of the CSV stands in both pictures' metadata, so that a picture can be held against its table.
    A glyph that the font lacks is an error.
    """
    folder = resolve(folder)
    folder.mkdir(parents=True, exist_ok=True)
    table = write_table(chart.table, folder / f"{chart.name}.csv")
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    stem = f"{chart.name}.{chart.language}"
    with matplotlib.rc_context(settings()), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        _write_png(chart, digest, folder / f"{stem}.png")
        (folder / f"{stem}.svg").write_text(_svg(chart, digest), encoding="utf-8", newline="\n")
    entry = {
        "name": chart.name,
        "language": chart.language,
        "title": chart.title,
        "alt": chart.alt,
        "caption": chart.caption,
        "source": chart.source,
        "table": table.name,
        "png": f"{stem}.png",
        "svg": f"{stem}.svg",
        "digest": digest,
        "spots": chart.spots,
    }
    _enter(entry, folder / "index.json")
    return entry


def _write_png(chart: Chart, digest: str, path: Path) -> None:
    """The figure in 256 colours: a third of the size, and no pixel off by more than a few steps.

    Pillow's maximum coverage keeps the colours of small words, which its median cut would dull.
    """
    canvas = FigureCanvasAgg(chart.figure)
    chart.figure.set_dpi(2 * DPI)
    canvas.draw()
    pixels = np.array(canvas.buffer_rgba())
    chart.figure.set_dpi(DPI)
    notes = PngInfo()
    for key, words in (("Title", chart.title), ("Description", chart.alt), (DIGEST, digest)):
        notes.add_text(key, _printable(words))
    picture = (
        PIL.Image.fromarray(pixels)
        .convert("RGB")
        .quantize(256, PIL.Image.Quantize.MAXCOVERAGE, dither=PIL.Image.Dither.NONE)
    )
    picture.save(path, pnginfo=notes, optimize=True, dpi=(2 * DPI, 2 * DPI))


def _svg(chart: Chart, digest: str) -> str:
    """The figure as SVG with its title and alt text, and a tooltip on each element that has one."""
    buffer = io.StringIO()
    chart.figure.savefig(
        buffer,
        format="svg",
        metadata={
            "Date": None,
            "Creator": "vaxclaims",
            "Title": _printable(chart.title),
            "Description": _printable(chart.alt),
            "Identifier": f"sha256:{digest}",
        },
    )
    text = buffer.getvalue()
    label = f' role="img" aria-label="{escape(_printable(chart.alt))}"'
    text = re.sub(r"<svg ", lambda match: f"<svg{label} ", text, count=1)
    for spot in chart.spots:
        words = " ".join([spot["says"], *(f"“{quote}”" for quote in spot["quotes"])])
        text = text.replace(
            f'<g id="{spot["id"]}">', f'<g id="{spot["id"]}"><title>{escape(_printable(words))}</title>', 1
        )
    return _smaller(text)


# matplotlib writes glyphs in 1/6400 em; type foundries draw on 1000 units to the em, which is fine enough.
_COARSER = 6.4
_GLYPH = re.compile(r' d="([^"]*)" transform="scale\(0\.015625\)"/>')
_MOVED = re.compile(r' transform="translate\(([-\d.]+) ([-\d.]+)\)"/>')
_OUTLINE = re.compile(r' d="([MLQz\d\s.-]{500,})"')  # words with a stroke around them are drawn, not set


def _smaller(svg: str) -> str:
    """The same picture in half the bytes: short names, relative outlines, no line breaks."""
    svg = svg.replace("NotoSansSC-Regular-", "g").replace("<defs/>", "")
    svg = _GLYPH.sub(lambda m: f' d="{_relative(m[1], 1 / _COARSER, 1)}" transform="scale(.1)"/>', svg)
    svg = _OUTLINE.sub(lambda m: f' d="{_relative(m[1], 100, 100)}"', svg)
    svg = _MOVED.sub(lambda m: f' x="{float(m[1]):.4g}" y="{float(m[2]):.4g}"/>'.replace(' y="0"', ""), svg)
    svg = re.sub(r' (?:d|x|y|width|height)="[^"]+"|translate\([^)]+\)', _shorter, svg)
    svg = re.sub(r"<!-- .*? -->", "", svg, flags=re.DOTALL)
    return re.sub(r">\s+<", "><", svg).replace("<defs></defs>", "") + "\n"


def _relative(outline: str, steps_per_unit: float, shown: int) -> str:
    """An outline of M, L, Q and z with every point told by its distance from where the command begins,
    rounded to steps and written in `shown` steps to one."""
    parts, here, start, last = [], (0, 0), (0, 0), ""
    for command, numbers in re.findall(r"([MLQz])([^MLQz]*)", outline):
        ends = [round(float(number) * steps_per_unit) for number in numbers.split()]
        points = list(zip(ends[::2], ends[1::2], strict=True))
        moves = " ".join(f"{step / shown:g}" for x, y in points for step in (x - here[0], y - here[1]))
        parts.append((" " if command == last != "M" else command.lower()) + moves)
        here = points[-1] if points else start
        start, last = (here if command == "M" else start), command
    return re.sub(r"(?<!\d)0\.", ".", "".join(parts)).replace(" -", "-")


def _shorter(part: re.Match) -> str:
    """Numbers to a hundredth of a point, line breaks as spaces."""
    rounded = re.sub(
        r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), part[0]
    )
    return re.sub(r"\s*\n\s*", " ", rounded).replace(' "', '"')


def _printable(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")


def _enter(entry: dict, index: Path) -> None:
    """Put `entry` in its place in the index: by name, then language."""
    entries = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else []
    same = (entry["name"], entry["language"])
    entries = [old for old in entries if (old["name"], old["language"]) != same] + [entry]
    entries.sort(key=lambda old: (old["name"], old["language"]))
    index.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
