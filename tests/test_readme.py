"""What the README says of the seeds and of the commands is so."""

import re
from datetime import date
from decimal import Decimal

from vaxclaims.paths import ROOT, SEEDS

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = README.partition("## What the five texts show")[2].partition("\n## ")[0]


def test_every_number_of_the_findings_is_printed_in_a_seed_or_follows_from_two_that_are():
    seeds = "".join(re.sub(r"\s", "", path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt"))
    days = (date(2021, 5, 23) - date(2021, 3, 25)).days
    pace = str(round((Decimal("2970.59") - Decimal("1333.39")) / days, 1))
    told = set(re.findall(r"(\d[\d.]*)万", SHOWN))
    assert len(told) > 6
    assert {number for number in told if number + "万" not in seeds} == {pace}


def test_every_script_and_file_it_names_is_there():
    named = set(re.findall(r"python3 (\S+\.py)", README)) | set(re.findall(r"\]\(([^)#]+)\)", README))
    assert {name for name in named if not (ROOT / name).exists()} == set()
