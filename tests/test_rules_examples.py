"""Every rule in data/rules carries examples, and they hold. A failing test names the rule.

A sentence is read as a page of 25 May 2021; 【】 marks the number that an example is about. What holds between
claims (constraints.yml) is told as formulas and tested in tests/checking.
"""

import re
from decimal import Decimal

import pytest
import yaml

from vaxclaims import gazetteer, paths
from vaxclaims.extraction.synonyms import Plain
from vaxclaims.markup import make_view
from vaxclaims.reading.documents import find_topic

PUBLISHED = "2021-05-25"
FILES = ("synonyms", "wordings", "numbers", "comparators", "dates", "places", "indicators", "populations", "statuses", "contexts", "topics", "zones", "measures")
RULES = {name: yaml.safe_load((paths.RULES / f"{name}.yml").read_text(encoding="utf-8")) for name in FILES}
# The rules of these files share one list of examples; a claim's rule column says which of them fired.
SHARED = ("comparators", "statuses")


def rules_of(name: str) -> list[dict]:
    """Everything with an id in a rule file, wherever it stands."""

    def walk(part):
        if isinstance(part, dict) and "id" in part:
            yield part
        elif isinstance(part, dict | list):
            for inner in part.values() if isinstance(part, dict) else part:
                yield from walk(inner)

    return list(walk(RULES[name]))


def examples_of(name: str, field: str = "examples", section: str | None = None):
    rules = [rule for rule in (RULES[name][section] if section else rules_of(name))]
    return [pytest.param(rule, example, id=f"{rule['id']}-{number}")
            for rule in rules for number, example in enumerate(rule.get(field, []), start=1)]


def shared_examples(name: str):
    return [pytest.param(*example, id=f"{name}-{example[0][:24]}") for example in RULES[name]["examples"]]


def marked(sentence: str) -> tuple[str, int, int]:
    assert sentence.count("【") == sentence.count("】") == 1, f"an example marks its number: {sentence}"
    return re.sub("[【】]", "", sentence), sentence.index("【"), sentence.index("】") - 1


@pytest.fixture(scope="session")
def claims_on(read_page):
    """The claims on the number that a sentence marks with 【】."""

    def read(sentence: str) -> list[dict]:
        text, start, end = marked(sentence)
        claims = read_page(text, published=PUBLISHED).claims
        return [claim for claim in claims if claim["start"] <= start and end <= claim["end"]]

    return read


def test_every_rule_file_is_tested_here():
    assert {path.stem for path in paths.RULES.glob("*.yml")} == {*FILES, "constraints"}


@pytest.mark.parametrize("name", FILES)
def test_rule_ids_are_unique_and_have_a_version(name):
    ids = [rule["id"] for rule in rules_of(name)]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(rule.get("version"), int) for rule in rules_of(name))


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule["id"]) for name in FILES if name not in SHARED for rule in rules_of(name)])
def test_a_rule_has_an_example(rule):
    assert rule.get("examples"), f"{rule['id']} has no example"


@pytest.mark.parametrize("name", SHARED)
def test_each_of_these_rules_fires_in_an_example(claims_on, name):
    fired = {tag.split("@")[0] for sentence, _ in RULES[name]["examples"]
             for claim in claims_on(sentence) for tag in claim["rule"].split()}
    unused = {rule["id"] for rule in rules_of(name)} - fired
    assert not unused, f"no example shows: {', '.join(sorted(unused))}"


WORDINGS = [pytest.param(wording, id=f"{section}.{name}") for section, wordings in RULES["wordings"].items() for name, wording in wordings.items()]


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_wording_is_found_in_its_examples_and_in_nothing_unlike_them(wording):
    assert wording["examples"], "a wording has an example"
    missed = [text for text in wording["examples"] if not re.search(wording["pattern"], make_view(text))]
    taken = [text for text in wording.get("unlike", []) if re.search(wording["pattern"], make_view(text))]
    assert (missed, taken) == ([], [])


@pytest.mark.parametrize("section", RULES["wordings"])
def test_the_code_asks_for_every_wording_and_for_no_other(section):
    package = [path.read_text(encoding="utf-8") for path in (paths.ROOT / "scripts/vaxclaims/extraction").glob("*.py")]
    asking = "SHARED" if section == "shared" else "WORDS"
    texts = [text for text in package if f'{asking} = rules.wordings("{section}")' in text]
    assert {name for text in texts for name in re.findall(rf"\b{asking}\.(\w+)", text)} == set(RULES["wordings"][section])


@pytest.mark.parametrize("rule, example", examples_of("synonyms"))
def test_synonym(rule, example):
    printed, read = example
    assert Plain(make_view(printed)).text == read, rule["id"]


@pytest.mark.parametrize("rule", RULES["synonyms"]["rules"], ids=lambda rule: rule["id"])
def test_a_synonym_is_shown_where_it_counts(rule):
    assert any(printed != read for printed, read in rule["examples"]), f"{rule['id']}: no example is read in other words"


@pytest.mark.parametrize("text, quote, value, unit", shared_examples("numbers"))
def test_number(read_page, text, quote, value, unit):
    page = text if "新冠" in text else f"{text}新冠疫苗接种有序推进。"
    found = {(claim["quote"], claim["value"]) for claim in read_page(page, published=PUBLISHED).claims}
    assert (quote, Decimal(value)) in found


@pytest.mark.parametrize("sentence, comparator", shared_examples("comparators"))
def test_comparator(claims_on, sentence, comparator):
    assert {claim["comparator"] for claim in claims_on(sentence)} == {comparator}


@pytest.mark.parametrize("sentence, status", shared_examples("statuses"))
def test_status(claims_on, sentence, status):
    assert {claim["status"] for claim in claims_on(sentence)} == {status}


@pytest.mark.parametrize("sentence, population", shared_examples("populations"))
def test_population(claims_on, sentence, population):
    assert {claim["population"] for claim in claims_on(sentence)} == {population}


@pytest.mark.parametrize("rule, sentence", examples_of("indicators"))
def test_indicator(claims_on, rule, sentence):
    claims = claims_on(sentence)
    if not rule["indicator"]:
        assert claims == [], f"{rule['id']} says that this is no claim"
    else:
        assert claims, f"{rule['id']}: its example gives no claim"
        # by_… is decided by what else the sentence counts.
        named = {rule["indicator"]} if not rule["indicator"].startswith("by_") else {claim["indicator"] for claim in claims}
        assert named & {claim["indicator"] for claim in claims}, f"{rule['id']}: {claims[0]['rule']} fired"


@pytest.mark.parametrize("text, published, as_of", shared_examples("dates"))
def test_date(read_page, text, published, as_of):
    assert [claim["as_of"] for claim in read_page(text, published=published).claims] == [as_of]


@pytest.mark.parametrize("word", [*RULES["dates"]["relative_days"], *RULES["dates"]["periods"]])
def test_a_word_for_a_day_is_read(read_page, word):
    claims = read_page(f"5月20日消息，{word}全市接种新冠疫苗30万剂次。", published=PUBLISHED).claims
    assert claims and claims[0]["as_of"], word


def named_in(text: str) -> set[str]:
    """All that the longest names of the gazetteer in a text may stand for."""
    view, known = make_view(text), gazetteer.called()
    spans = [(start, end) for start in range(len(view)) for end in range(start + 2, len(view) + 1) if view[start:end] in known]
    longest = [(start, end) for start, end in spans
               if not any(left <= start and end <= right and (left, right) != (start, end) for left, right in spans)]
    return {place.path for start, end in longest for place in known[view[start:end]][0]}


def places_told(read_page, text: str) -> set[str]:
    return {claim["place"] for claim in read_page(f"甘肃省推进防疫工作。{text}，累计接种新冠疫苗300万剂次。", published=PUBLISHED).claims}


@pytest.mark.parametrize("rule, text", examples_of("places", section="not_a_place"))
def test_this_name_is_no_place_of_a_claim(read_page, rule, text):
    assert named_in(text), f"{rule['id']}: its example names no place at all"
    assert places_told(read_page, text) and not places_told(read_page, text) & named_in(text), rule["id"]


@pytest.mark.parametrize("rule, text", examples_of("places", "counter_examples", section="not_a_place"))
def test_this_name_is_one(read_page, rule, text):
    paths_named, told = named_in(text), places_told(read_page, text)
    several = len(paths_named) > 1 and told == {gazetteer.parent(path) for path in paths_named}
    assert told & paths_named or several, rule["id"]


def test_words_that_name_a_place_outright_name_one_of_the_gazetteer():
    words = RULES["places"]
    assert set(words["fixed"].values()) | set(words["outlets"].values()) <= set(gazetteer.by_path())


@pytest.mark.parametrize("group", RULES["populations"]["groups"])
def test_a_group_is_read_as_a_population(read_page, group):
    claims = read_page(f"目前，{group}新冠疫苗接种率达90%。", published=PUBLISHED).claims
    # 成年人 is an age band under another name.
    assert len(claims) == 1 and (claims[0]["population"] == group or re.fullmatch(r"\d+(\+|-\d+)", claims[0]["population"]))


@pytest.mark.parametrize("label", RULES["populations"]["vaccines"])
def test_a_product_is_read_as_a_vaccine_and_never_as_a_population(read_page, label):
    for word in RULES["populations"]["vaccines"][label]:
        name = word if word.endswith("疫苗") else f"{word}疫苗"
        claims = read_page(f"全市累计接种新冠{name}300万剂次。", published=PUBLISHED).claims
        assert [(claim["vaccine"], claim["population"]) for claim in claims] == [(label, "")], word


@pytest.mark.parametrize("example", [pytest.param(example, id=example["text"][:24]) for example in RULES["contexts"]["examples"]])
def test_what_a_text_is_about(read_page, example):
    assert len(read_page(example["text"], published=PUBLISHED).claims) == example["claims"]


@pytest.mark.parametrize("rule, text", examples_of("topics"))
def test_topic(rule, text):
    assert find_topic({"body": text}) == rule["id"]


@pytest.mark.parametrize("rule, text", examples_of("topics", "counter_examples"))
def test_other_topic(rule, text):
    assert find_topic({"body": text}) != rule["id"]


@pytest.mark.parametrize("rule, line", examples_of("zones"))
def test_zone(rule, line):
    assert re.search(rule["line"], make_view(line).strip()), rule["id"]


@pytest.mark.parametrize("rule, line", examples_of("zones", "counter_examples"))
def test_not_this_zone(rule, line):
    assert not re.search(rule["line"], make_view(line).strip()), rule["id"]


@pytest.mark.parametrize("name", RULES["zones"]["elements"]["names"])
def test_an_element_that_is_no_body(read_page, name):
    page = read_page(f"<p>全市累计接种新冠疫苗300万剂次。</p><{name}>别处的话</{name}><p>街道设立接种点。</p>")
    assert page.zone_of("别处") == RULES["zones"]["elements"]["names"][name]
    assert page.zone_of("累计") == page.zone_of("街道") == "body"


def measures_of(read_page, text: str) -> list[dict]:
    return read_page(f"全市推进新冠疫苗接种。{text}", published=PUBLISHED).measures


@pytest.mark.parametrize("rule, example", examples_of("measures"))
def test_measure(read_page, rule, example):
    found = [measure["quote"] for measure in measures_of(read_page, example["text"]) if measure["measure"] == rule["measure"]]
    # Another rule of the same measure may have words for more of it.
    assert any(example["quote"] in quote for quote in found), f"{rule['id']}: {found}"


@pytest.mark.parametrize("rule, text", examples_of("measures", "counter_examples"))
def test_not_this_measure(read_page, rule, text):
    tags = {tag.split("@")[0] for measure in measures_of(read_page, text) for tag in measure["rule"].split()}
    assert rule["id"] not in tags


def test_an_example_that_does_not_hold_fails(claims_on):
    with pytest.raises(AssertionError):
        test_comparator(claims_on, "全市累计接种新冠疫苗超过【300万剂】。", "<")
    with pytest.raises(AssertionError, match="measure.new has no example"):
        test_a_rule_has_an_example({"id": "measure.new", "version": 1, "terms": ["新说法"]})


@pytest.mark.parametrize("name", ["vaccination", "strong", "other_vaccine", "other_topic"])
def test_each_alternative_of_what_is_looked_for_everywhere_begins_with_a_plain_character(name):
    pattern, before = RULES["contexts"][name], ""
    while pattern != before:
        before, pattern = pattern, re.sub(r"\([^()]*\)", "()", pattern)
    assert [part for part in pattern.split("|") if part[0] in "([.\\"] == []
