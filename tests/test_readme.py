"""What the README says of the seeds and of the commands is so."""

import csv
import re
from datetime import date
from decimal import Decimal

from vaxclaims.benchmarks.quality import load_articles, score, score_coders, score_measures
from vaxclaims.benchmarks.texts import ARTICLES
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


def test_how_far_to_trust_the_rules_is_what_they_reach_on_articles_nobody_wrote_rules_for():
    told = re.search(r"the rules find about (\d+) of 100 .*? for about (\d+) of 10\. .*? it is (\d+) of 100 and (\d+) of 10\.", README, re.DOTALL)
    plain, free = map(int, told.groups()[:2]), map(int, told.groups()[2:])
    for name, (found, right) in (("heldout", plain), ("heldout-2", free)):
        scores = score(load_articles(ARTICLES / f"{name}.yml"))
        assert abs(found - 100 * scores["found"]["f1"]) < 1 and abs(found - 100 * scores["value"]["f1"]) < 1
        assert right == round(10 * scores["all"]["f1"])


def test_how_many_arrangements_the_rules_find_is_what_they_find_in_articles_nobody_wrote_rules_for():
    told = re.search(r"the rules find (\d+) of\s+100; of 100 that they find (\d+) are told", README)
    found = score_measures(load_articles(ARTICLES / "heldout.yml"))["found"]
    assert [int(share) for share in told.groups()] == [round(100 * found["right"] / found[of]) for of in ("gold", "proposed")]


def test_what_sets_gave_when_they_were_first_read_is_on_record():
    told = re.search(
        r"other sets gave (\d+) to (\d+) of 10 where they were worded plainly,\s+(\d+) to (\d+) of 10 where freely, "
        r"and (?:about )?(\d+)(?: to (\d+))? of 10 where they were made after real pages", README
    )
    with (ARTICLES / "first_scores.csv").open(encoding="utf-8") as file:
        first = list(csv.DictReader(file))
    tenths = {worded: {round(10 * float(row["all"])) for row in first if row["worded"] == worded} for worded in ("plainly", "freely", "as pages")}
    ranges = [bound for worded in ("plainly", "freely", "as pages") for bound in (min(tenths[worded]), max(tenths[worded]))]
    assert ranges == [int(bound or told[5]) for bound in told.groups()]
    assert all((ARTICLES / f"{row['set']}.yml").exists() for row in first)


def test_how_far_people_agree_is_what_two_coders_of_the_same_pages_did():
    told = re.search(r"without seeing each other's work agreed in (\d+) of 10", README)
    agreed = score_coders(load_articles(ARTICLES / "pages-3.yml"), ARTICLES / "second" / "pages-3.yml")
    assert int(told[1]) == round(10 * agreed["all"]["f1"])


def test_what_a_large_corpus_costs_follows_from_the_figures_given():
    section = README.partition("## A corpus beyond one machine")[2].partition("\n## ")[0]
    related, other, packed = map(float, re.search(r"(\d+\.\d) µs.*? (\d+\.\d) µs.*? (\d+) MB/s", section, re.DOTALL).groups())
    articles = 1810 / 31 * 365 * 100
    newspapers = articles * 800 * related / 1e6 / 3600
    pages = 159.5e6 * 1500 * other / 1e6 / 3600
    size = 7.62 * 2**40 / 2_913_733_422 * 2_736_749_883
    rest = 2 * size / (packed * 1e6) / 3600
    assert f"= {articles / 1e6:.2f} million" in section and f"{size / 1e12:.2f} × 10¹² B" in section
    assert f"= {newspapers:.1f} core-hours" in section
    assert f"= {pages:.0f} core-hours" in section and f"= {rest:.0f} core-hours" in section
    assert f"| {newspapers * 0.05:.2f} dollars | {(pages + rest) * 0.05:.1f} dollars |" in section
