"""Words and numbers as a reader sees them, in English or Chinese. The sentences are in `strings.yml`."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from vaxclaims import codebook, gazetteer, tables

_WAN, _YI = 10**4, 10**8


@cache
def _strings() -> dict:
    return yaml.safe_load((Path(__file__).parent / "strings.yml").read_text(encoding="utf-8"))


def say(key: str, language: str, **values) -> str:
    """The sentence `key` in `language` with `values` put in."""
    return sentence(key, language, values.get("n")).format(**values)


def sentence(key: str, language: str, n: object = None) -> str:
    """The sentence as `strings.yml` has it; a number `n` of one picks `key_one` where there is one."""
    return _strings()[f"{key}_one" if n == 1 and f"{key}_one" in _strings() else key][language]


def listed(names: list[str], language: str) -> str:
    """Names as a sentence lists them: 'A, B and C' or 'A、B和C'."""
    comma, last = ("、", "和") if language == "zh" else (", ", " and ")
    return last.join(filter(None, [comma.join(names[:-1]), *names[-1:]]))


def step(stem: str, language: str) -> str:
    """A notebook's name for the line of links; its own file name when no other is known."""
    return _strings().get(f"notebook {stem}", {}).get(language) or stem.replace("_", " ")


def number(value: Decimal, language: str) -> str:
    """Digits grouped as the language groups them: 13,333,900 or 1333.39万."""
    if language == "zh" and abs(value) >= _WAN:
        step, sign = (_YI, "亿") if abs(value) >= _YI else (_WAN, "万")
        return tables.plain(value / step) + sign
    whole, _, fraction = tables.plain(value).partition(".")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def amount(claim, language: str) -> str:
    """What a claim asserts: 'over 30,080,000 doses', '68.6%', '200 to 900 people'."""
    if claim.value is None:
        return claim.quote_view or claim.quote
    text = number(claim.value, language)
    if claim.value_high is not None:
        text = say("range", language, low=text, high=number(claim.value_high, language))
    if claim.unit == "percent":
        text += "%"
    elif claim.unit:
        text += ("" if language == "zh" else " ") + codebook.label("units", claim.unit, language)
    return say("comparator " + (claim.comparator or "="), language, amount=text)


def when(claim, language: str) -> str:
    """The day a claim is true of, to the precision that the words give: '2021-06' for a month."""
    if not claim.as_of or claim.as_of_precision == "none":
        return say("no date", language)
    day = claim.as_of[: {"month": 7, "year": 4}.get(claim.as_of_precision, 10)]
    return f"{claim.as_of_start} – {day}" if claim.as_of_start else day


def place(path: str, language: str) -> str:
    """A place for reading: `北京市/大兴区` is 北京市大兴区 or Daxing, Beijing."""
    return gazetteer.label(path, language)
