"""Jinja with escaping on, and the filters that every template uses."""

from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from vaxclaims import codebook
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


def render(template: str, language: str, **values) -> str:
    """The template file `template` with `values`; every value is escaped unless it is Markup."""
    return _environment(language).get_template(template).render(**values)


def _say(language: str, key: str, **values) -> Markup:
    """A sentence into which a template may put links; anything else put in is escaped."""
    return Markup(wording.sentence(key, language, values.get("n"))).format(**values)
