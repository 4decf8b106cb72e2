"""The figures that are committed show the tables that are committed beside them."""

import hashlib
import json

import pytest
from PIL import Image

from vaxclaims.comparison import FIGURES
from vaxclaims.comparison.saving import DIGEST
from vaxclaims.paths import FIGURES as FOLDER

AGAIN = "run python3 scripts/report.py and commit figures/"
INDEX = FOLDER / "index.json"
ENTRIES = json.loads(INDEX.read_text(encoding="utf-8")) if INDEX.is_file() else []


def test_every_figure_is_there_in_both_languages_and_nothing_else():
    assert [(entry["name"], entry["language"]) for entry in ENTRIES] == [
        (name, language) for name in sorted(FIGURES) for language in ("en", "zh")
    ], AGAIN
    named = {"index.json", *(entry[key] for entry in ENTRIES for key in ("table", "png", "svg"))}
    assert {path.name for path in FOLDER.iterdir() if not path.name.startswith(".")} == named, AGAIN


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["png"])
def test_pictures_and_index_carry_the_digest_of_the_table(entry):
    digest = hashlib.sha256((FOLDER / entry["table"]).read_bytes()).hexdigest()
    with Image.open(FOLDER / entry["png"]) as picture:
        assert picture.text[DIGEST] == digest, AGAIN
    assert f"sha256:{digest}" in (FOLDER / entry["svg"]).read_text(encoding="utf-8"), AGAIN
    assert entry["digest"] == digest, AGAIN
