"""The panel in JupyterLab, on ipywidgets 8. What it does is in `session`; here is only how it looks."""

from functools import cache
from html import escape
from pathlib import Path

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets
import yaml
from IPython.display import HTML, display

from vaxclaims import codebook, gazetteer
from vaxclaims.annotation.decisions import SECTIONS, snapshot
from vaxclaims.annotation.page import render_page
from vaxclaims.annotation.session import FILTERS, STATES, Session, has_front_end
from vaxclaims.identity import kind_of

_HERE = Path(__file__).parent
_KEYS = {"a": "accept", "e": "edit", "r": "reject", "s": "skip", "u": "undo", "n": "add"}
_DATED = ["as_of", "as_of_start", "as_of_precision", "as_of_basis", "status", "zone"]
_COUNTED = ["value", "value_high", "comparator", "unit", "population", "vaccine"]
_FIELDS = {
    "claims": ["indicator", "place", *_COUNTED, *_DATED, "restates"],
    "measures": ["measure", "place", *_DATED],
}
_LABELS = {"description_width": "7.5rem"}
_NEW = {
    "status": "stated",
    "as_of_precision": "day",
    "as_of_basis": "explicit",
    "comparator": "=",
    "zone": "body",
}


class PageView(anywidget.AnyWidget):
    """The text of one document; `selection` is [start, end] in code points, keys come as messages."""

    _esm = _HERE / "page.js"
    _css = _HERE / "page.css"
    html = traitlets.Unicode("").tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
    shortcuts = traitlets.List([]).tag(sync=True)
    selection = traitlets.List([]).tag(sync=True)


def annotate(
    claims: pd.DataFrame,
    measures: pd.DataFrame,
    documents: pd.DataFrame,
    zones: pd.DataFrame,
    folder: str | Path,
    coder: str = "analyst",
    blind: bool = False,
    language: str = "en",
    interactive: bool | None = None,
) -> None:
    """Show the panel over what the rules propose, or a static table where nobody can answer.

    `interactive` None finds out by itself: under papermill there is no front end.
    """
    session = Session(claims, measures, documents, zones, folder, coder, blind)
    if has_front_end() if interactive is None else interactive:
        display(Panel(session, language).box)
    else:
        undecided = session.as_table()
        display(HTML(f"<p>{escape(_say('nothing' if undecided.empty else 'headless', language))}</p>"))
        if not undecided.empty:
            display(undecided)


class Panel:
    """Widgets around a `Session`; `box` is what is displayed."""

    def __init__(self, session: Session, language: str = "en"):
        self.session, self.language = session, language
        self.row: dict | None = None
        self._filling = False
        self.filters = {
            name: widgets.Dropdown(
                description=self.say({"doc_id": "document"}.get(name, name)),
                layout=_wide("19rem"),
                style=_LABELS,
            )
            for name in FILTERS
        }
        self.page = PageView(title=self.say("title"), shortcuts=list(_KEYS))
        self.progress, self.message, self.entry = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.message.add_class("vaxclaims-message")
        self.buttons = {
            action: widgets.Button(
                description=self.say(action), tooltip=self.say(action), layout=_wide("10rem")
            )
            for action in _KEYS.values()
        }
        self.reason = self._dropdown("reason", "reject_reasons")
        self.new_kind = widgets.Dropdown(
            description=self.say("new_kind"),
            layout=_wide("19rem"),
            style=_LABELS,
            options=[(self.say(kind), kind) for kind in _FIELDS],
        )
        self.fields: dict[str, widgets.Widget] = {}
        self.form = widgets.VBox()
        self._listen()
        self.box = widgets.VBox(
            [
                widgets.HBox(list(self.filters.values()), layout=widgets.Layout(flex_flow="row wrap")),
                self.progress,
                widgets.HBox(
                    [_column("46%", self.page), _column("30%", self.form), _column("24%", self.entry)]
                ),
                widgets.HBox(
                    [*self.buttons.values(), self.reason, self.new_kind],
                    layout=widgets.Layout(flex_flow="row wrap"),
                ),
                self.message,
            ]
        )
        self.box.add_class("vaxclaims-panel")
        self.show()

    def say(self, word: str, **values) -> str:
        return _say(word, self.language).format(**values)

    def show(self) -> None:
        """Everything anew from the session: filters, page, fields, progress."""
        self._show_filters()
        self.row = self.session.current()
        self._show_page()
        self._show_form(kind_of(self.row) if self.row else self.new_kind.value, self.row or {})
        done, total = self.session.progress()
        word = "progress_blind" if self.session.blind else "progress"
        left = len(self.session.queue())
        self.progress.value = (
            f"<label>{escape(self.say(word, done=done, total=total, left=left))} "
            f'<progress value="{done}" max="{max(total, 1)}"></progress></label>'
        )
        for action in ("accept", "edit", "reject", "skip"):
            self.buttons[action].disabled = self.row is None
        if problems := self.session.problems:
            first = f"{problems[0]['file']}, line {problems[0]['line']}: {problems[0]['reason']}"
            self._tell(self.say("problems", count=len(problems), first=first))

    def act(self, action: str) -> None:
        """What a button or key does; a refusal is told, never raised."""
        problems = len(self.session.problems)
        try:
            told = self._do(action)
        except ValueError as error:
            self._tell(str(error))
            return
        self.show()
        if len(self.session.problems) <= problems:
            self._tell(told)

    def _do(self, action: str) -> str:
        if action == "undo":
            return self.say("undone" if self.session.undo() else "nothing_to_undo")
        if action == "add":
            doc_id = self._doc_id()
            start, end = self.page.selection or (0, 0)
            self.session.add(doc_id, start, end, self._values())
            self.page.selection = []
        elif self.row is None:
            raise ValueError(self.say("nothing"))
        elif action == "accept":
            self.session.accept(self.row)
        elif action == "edit":
            self.session.edit(self.row, self._values())
        elif action == "reject":
            self.session.reject(self.row, self.reason.value)
        elif action == "skip":
            self.session.skip(self.row)
        return self.say("saved", action=self.say(action))

    def _listen(self) -> None:
        for action, button in self.buttons.items():
            button.on_click(lambda _, action=action: self.act(action))
        self.page.on_msg(
            lambda _, content, buffers: (
                self.act(_KEYS[content["key"]]) if content.get("key") in _KEYS else None
            )
        )
        self.page.observe(self._selected, "selection")
        self.new_kind.observe(lambda change: self._show_form(change["new"], {}), "value")
        for name, dropdown in self.filters.items():
            dropdown.observe(lambda change, name=name: self._filtered(name, change["new"]), "value")

    def _filtered(self, name: str, value) -> None:
        if not self._filling and value is not None and self.session.filters[name] != value:
            self.session.set_filter(name, value)
            self.show()

    def _selected(self, change) -> None:
        if change["new"]:
            text = self.session.documents[self._doc_id()]["text"]
            self._tell(self.say("chosen", quote=text[slice(*change["new"])][:80]))

    def _doc_id(self) -> str:
        return (
            self.row["doc_id"]
            if self.row
            else self.session.filters["doc_id"] or next(iter(self.session.documents))
        )

    def _show_filters(self) -> None:
        for name, dropdown in self.filters.items():
            if name == "state":
                options = [(self.say(state), state) for state in STATES]
            else:
                options = [
                    (self.say("everything"), ""),
                    *((choice, choice) for choice in self.session.choices(name)),
                ]
            wanted = self.session.filters[name]
            if wanted not in dict(options).values():
                # What was filtered for is gone, decided by now: it stays on the list until another is chosen.
                options.append((wanted, wanted))
            if dropdown.options != tuple(options):
                # New options choose the first of them, which nobody asked for.
                self._filling = True
                dropdown.options = options
                dropdown.value = wanted
                self._filling = False

    def _show_page(self) -> None:
        doc_id = self._doc_id()
        document, row = self.session.documents[doc_id], self.row
        others = [
            (other["start"], other["end"])
            for other in self.session.rows
            if other["doc_id"] == doc_id and other is not row
        ]
        self.page.label = f"{self.say('page')} {doc_id} {document['title']}"
        self.page.html = render_page(
            document["text"],
            self.session.zones.get(doc_id, []),
            (row["start"], row["end"]) if row else None,
            others,
        )

    def _show_form(self, kind: str, row: dict) -> None:
        shown = snapshot(row) if row else _NEW
        self.fields = {field: self._field(field, shown.get(field, "")) for field in _FIELDS[kind]}
        head = (
            ""
            if not row
            else (
                f"<b>{escape(row['quote_view'])}</b><br>{escape(row['context'])}<br>"
                f"<small>{escape(self.say('proposed_by'))}: {escape(row['rule'] or '-')} "
                f"{escape(self.session.stale.get(row['claim_id'], ''))}</small>"
            )
        )
        self.form.children = [widgets.HTML(head or escape(self.say("nothing"))), *self.fields.values()]
        what = "measure" if kind == "measures" else "indicator"
        self.fields[what].observe(lambda change: self._show_entry(what, change["new"]), "value")
        self._show_entry(what, self.fields[what].value)

    def _field(self, field: str, value: str) -> widgets.Widget:
        if field in SECTIONS:
            dropdown = self._dropdown(field, SECTIONS[field])
            dropdown.value = value if value in dict(dropdown.options).values() else ""
            return dropdown
        if field == "place":
            return widgets.Combobox(
                description=self.say(field),
                value=value,
                options=_places(),
                ensure_option=False,
                layout=_wide("98%"),
                style=_LABELS,
            )
        return widgets.Text(description=self.say(field), value=value, layout=_wide("98%"), style=_LABELS)

    def _dropdown(self, name: str, section: str) -> widgets.Dropdown:
        options = [(codebook.label(section, code, self.language), code) for code in codebook.codes(section)]
        blank = [] if name == "reason" else [("", "")]
        return widgets.Dropdown(
            description=self.say(name),
            options=[*blank, *options],
            style=_LABELS,
            layout=_wide("22rem" if name == "reason" else "98%"),
        )

    def _values(self) -> dict[str, str]:
        return {field: widget.value.strip() for field, widget in self.fields.items()}

    def _show_entry(self, what: str, code: str) -> None:
        entry = codebook.load()[SECTIONS[what]].get(code)
        self.entry.value = self._entry(code, entry) if entry else ""

    def _entry(self, code: str, entry: dict) -> str:
        lines = [
            f"<b>{escape(entry[f'label_{self.language}'])}</b> ({escape(code)}, r{entry['revision']})",
            escape(entry["definition"]),
        ]
        for part in ("use_when", "avoid_when", "examples", "counter_examples"):
            lines.append(f"<i>{escape(self.say(part))}</i>: {escape('; '.join(entry.get(part) or []))}")
        return f"<section aria-label='{escape(code, quote=True)}'>{'<br>'.join(lines)}</section>"

    def _tell(self, text: str) -> None:
        self.message.value = f'<span role="status">{escape(text)}</span>'


def _wide(width: str) -> widgets.Layout:
    return widgets.Layout(width=width)


def _column(width: str, child: widgets.Widget) -> widgets.VBox:
    return widgets.VBox([child], layout=widgets.Layout(width=width, padding="0 .5rem 0 0"))


@cache
def _places() -> list[str]:
    return list(gazetteer.by_path())


@cache
def _words() -> dict:
    return yaml.safe_load((_HERE / "words.yml").read_text(encoding="utf-8"))


def _say(word: str, language: str) -> str:
    return _words()[word][language]
