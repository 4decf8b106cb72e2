"""Jinja with escaping on, and the filters that every template uses."""

import shutil
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from vaxclaims import codebook
from vaxclaims.colours import SEVERITIES
from vaxclaims.publishing import evidence, wording

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        language=language,
        say=partial(_say, language),
        label=lambda section, code: codebook.label(section, code, language) if code else "",
    )
    environment.filters.update(
        place=lambda path: wording.place(path, language),
        amount=lambda claim: wording.amount(claim, language),
        when=lambda claim: wording.when(claim, language),
        address=evidence.address,
        page_address=evidence.page_address,
        anchor=evidence.anchor,
    )
    return environment


def write_assets(folder: Path) -> None:
    """What every page asks for, into `folder`: the style sheet with the severities' colours, and the script."""
    folder.mkdir(exist_ok=True)
    shades = " ".join(f"--{severity}: {shade};" for severity, shade in SEVERITIES.items())
    sheet = f":root {{ {shades} }}\n" + (TEMPLATES / "style.css").read_text(encoding="utf-8")
    (folder / "style.css").write_text(sheet, encoding="utf-8", newline="\n")
    shutil.copy(TEMPLATES / "page.js", folder)


def render(template: str, language: str, **values) -> str:
    """The template file `template` with `values`; every value is escaped unless it is Markup."""
    return _environment(language).get_template(template).render(**values)


def _say(language: str, key: str, **values) -> Markup:
    """A sentence into which a template may put links; anything else put in is escaped."""
    return Markup(wording.sentence(key, language, values.get("n"))).format(**values)
