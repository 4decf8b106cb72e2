import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vaxclaims.paths import ROOT, RUNS
from vaxclaims.publishing.batch.nodes import PlanError
from vaxclaims.publishing.batch.plan import MOST_RUNS, read_plan
from vaxclaims.publishing.runner import the_notebooks


@pytest.fixture
def read(tmp_path):
    """The plan made of a text, in a folder with a folder of texts beside it."""

    def read(text: str, **options):
        (tmp_path / "texts").mkdir(exist_ok=True)
        path = tmp_path / "runs.yml"
        path.write_text(text.replace("HERE", str(tmp_path)), encoding="utf-8")
        return read_plan(path, the_notebooks(), **options)

    return read


def problems(read, text: str, **options) -> list[str]:
    with pytest.raises(PlanError) as refused:
        read(text, **options)
    return str(refused.value).splitlines()


def test_runs_take_the_defaults_unless_they_say_otherwise(read):
    plan = read(
        "defaults: {language: en, as_of: 2021-05}\nruns: [{name: a}, {name: b, parameters: {language: zh}}]"
    )
    assert [(run.name, run.parameters) for run in plan.runs] == [
        ("a", {"language": "en", "as_of": "2021-05"}),
        ("b", {"language": "zh", "as_of": "2021-05"}),
    ]
    assert plan.output == RUNS / "runs"


def test_a_matrix_multiplies_its_lists_and_names_the_runs(read):
    plan = read("""
runs:
- name: x
  matrix:
    places: [北京市, [上海市, 湖北省]]
    language: [en, zh]
    as_of: [2021-05-31, 2021, '']
""")
    assert len(plan.runs) == 12
    assert (
        plan.runs[0].name == "x-北京市-en-2021-05-31" and plan.runs[-1].name == "x-上海市_湖北省-zh-no-as_of"
    )
    assert plan.runs[0].parameters == {"places": ["北京市"], "language": "en", "as_of": "2021-05-31"}
    assert plan.runs[-2].parameters == {"places": ["上海市", "湖北省"], "language": "zh", "as_of": "2021"}


def test_a_plans_own_matrix_multiplies_every_run_and_needs_none(read):
    plan = read("matrix: {language: [en, zh]}\nruns: [{name: a}, {name: b, matrix: {as_of: [2020, 2021]}}]")
    assert [run.name for run in plan.runs] == [
        "a-en",
        "a-zh",
        "b-en-2020",
        "b-en-2021",
        "b-zh-2020",
        "b-zh-2021",
    ]
    assert [run.name for run in read("matrix: {language: [en, zh]}").runs] == ["en", "zh"]


def test_a_date_needs_no_quotes_and_a_list_may_be_one_text(read):
    run = read("runs: [{name: a, parameters: {as_of: 2021-05-31, places: '北京市，上海市'}}]").runs[0]
    assert run.parameters == {"as_of": "2021-05-31", "places": ["北京市", "上海市"]}


def test_a_long_name_is_cut_and_still_tells_its_run_apart(read):
    many = ", ".join(f"[{', '.join(['北京市'] * 30 + [last])}]" for last in ("上海市", "湖北省", "四川省"))
    names = [run.name for run in read(f"runs: [{{name: a, matrix: {{places: [{many}]}}}}]").runs]
    assert len(set(names)) == 3 and all(len(name) <= 80 for name in names)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("runs:\n- name: a\n  parameters:\n    langage: en", 4, "the nearest is 'language'"),
        ("runs:\n- nam: a", 2, "the nearest is 'name'"),
        ("run: []\nruns: [{name: a}]", 1, "the nearest is 'runs'"),
        ("runs:\n- name: a\ndefaults:\n  places: 3", 4, "places takes a comma-separated list"),
        ("runs:\n- name: a\n  parameters:\n    places: [北京市, true]", 4, "places takes a list"),
        ("runs:\n- name: a\n  parameters:\n    places: [北京]", 4, "the nearest is '北京市'"),
        ("runs:\n- name: a\n  parameters:\n    as_of: [2021]", 4, "as_of takes text"),
        ("runs:\n- name: a\n  parameters:\n    as_of:", 4, "as_of: there is no value"),
        ("runs:\n- name: a\n  parameters:\n    as_of: 2021-02-30", 4, "as_of takes a date"),
        ("runs:\n- name: a\n  parameters:\n    language: true", 4, "language takes text"),
        ("runs:\n- name: a\n  parameters:\n    places: [[[北京市]]]", 4, "places: a value is"),
        ("runs:\n- name: a\n  parameters:\n    as_of: !!python/name:os.system x", 4, "a value is"),
        ("runs:\n- name: a\n  parameters: {language: en,\n    language: zh}", 4, "'language' is there twice"),
        ("runs:\n- name: a\n- name: b\n- name: A", 4, "two runs named 'A'"),
        ("runs:\n- name: a-en\n- name: a\n  matrix: {language: [en]}", 3, "two runs named 'a-en'"),
        ("runs:\n- parameters: {}", 2, "no name"),
        ("runs:\n- name: ../up", 2, "letters, digits"),
        ("runs:\n- name: previous", 2, "the batch makes that itself"),
        ("runs:\n- name: index.html", 2, "the batch makes that itself"),
        ("runs:\n- name: Index.ZH.html", 2, "the batch makes that itself"),
        ("matrix: {annotations: [assets]}", 1, "the batch makes that itself"),
        ("runs:\n- name: a\n  matrix: {language: en}", 3, "a list of values"),
        (
            "runs:\n- name: a\n  parameters: {language: en}\n  matrix: {language: [zh]}",
            2,
            "language is given twice",
        ),
        ("runs:\n- name: a\n  parameters: {processed: x}", 3, "decides where 'processed' lies"),
        ("output: [x]\nruns: [{name: a}]", 1, "output is a folder"),
        ("runs:\n- name: a\n  parameters:\n    seeds: no/such", 4, "there is no"),
        ("runs:\n- name: a\n  parameters:\n    seeds: seeds/sources.csv", 4, "is a file"),
        ("runs:\n- name: a\n  parameters:\n    seeds: /", 4, "outside the project"),
        ("runs:\n- name: a\n  parameters:\n    corpus: /etc", 4, "outside the project"),
        ("runs:\n- name: a\n  parameters:\n    corpus: s3://elsewhere/claims", 4, "outside the project"),
        ("runs:\n- name: a\n  parameters:\n    corpus: no/such", 4, "there is no"),
        ("runs:\n- name: a\n  parameters:\n    corpus: seeds/sources.csv", 4, "is a file"),
        ("runs:\n- {name: a, parameters: {corpus: HERE/texts}}\noutput: HERE/texts", 3, "overlaps texts"),
        ("runs:\n- name: a\n  parameters:\n    seeds: ../../..", 4, "outside the project"),
        ("output: seeds\nruns: [{name: a}]", 1, "overlaps seeds"),
        ("runs: [{name: a}]\noutput: seeds/sub", 2, "overlaps seeds"),
        ("runs: [{name: a}]\noutput: .", 2, "overlaps seeds"),
        ("runs:\n- {name: a, parameters: {seeds: HERE/texts}}\noutput: HERE/texts", 3, "overlaps texts"),
        ("runs:\n- {name: a, parameters: {seeds: HERE/texts}}\noutput: HERE", 3, "overlaps texts"),
        ("runs: [{name: a}]\noutput: scripts/x", 2, "below reports/runs"),
        ("runs: [{name: a}]\noutput: reports", 2, "below reports/runs"),
        ("runs: [{name: a}]\noutput: /usr/x", 2, "outside the project"),
        ("runs: [{name: a}]\noutput: HERE/../x", 2, "outside the project"),
        ("runs: {a: {}}", 1, "runs is a list"),
        ("defaults: {}", 1, "nothing to run"),
        ("runs: [", 1, "not YAML"),
        ("", 1, "a plan is a mapping"),
        ("- a", 1, "a plan is a mapping"),
    ],
)
def test_what_could_not_run_is_refused_with_its_line(read, text, line, told):
    assert any(each.startswith(f"runs.yml:{line}: ") and told in each for each in problems(read, text))


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines(read):
    found = problems(read, "defaults: {x: 1}\nruns:\n- name: a b\n- name: b\n  parameters: {language: fr}")
    assert [line.split(":")[1] for line in found] == ["1", "3", "5"]


def test_a_matrix_that_would_never_end_is_refused_before_it_is_multiplied(read):
    years = list(range(1000, 1000 + MOST_RUNS))
    text = f"runs: [{{name: a, matrix: {{as_of: {years}, language: [en, zh]}}}}]"
    assert "a plan has at most 1000 runs; with this it has 2,000" in problems(read, text)[0]


def test_a_run_may_have_no_corpus_or_one_within_bounds(read, tmp_path):
    plan = read("runs: [{name: a, matrix: {corpus: ['', HERE/texts]}}]")
    assert [run.parameters["corpus"] for run in plan.runs] == ["", str(tmp_path / "texts")]


def test_a_further_root_may_be_allowed(read, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    text = f"output: {elsewhere}/out\nruns: [{{name: a}}]"
    assert "outside" in problems(read, text)[0]
    assert read(text, roots=(elsewhere,)).output == (elsewhere / "out").resolve()


def test_a_link_out_of_the_allowed_folders_is_seen_through(read, tmp_path):
    (tmp_path / "link").symlink_to(ROOT / "seeds", target_is_directory=True)
    assert "overlaps seeds" in problems(read, f"output: {tmp_path}/link\nruns: [{{name: a}}]")[0]


def test_a_folder_that_is_no_run_is_not_replaced(read, tmp_path):
    (tmp_path / "out" / "a").mkdir(parents=True)
    (tmp_path / "out" / "a" / "thesis.txt").write_text("years of work")
    assert "is not a run's folder" in problems(read, "runs: [{name: a}]\noutput: HERE/out")[0]


def test_there_must_be_a_plan(tmp_path):
    with pytest.raises(PlanError, match="runs.yml: No such file"):
        read_plan(tmp_path / "runs.yml", the_notebooks())


def test_the_example_is_a_plan():
    assert len(read_plan(ROOT / "examples" / "runs.yml", the_notebooks()).runs) == 5


_YAML = st.recursive(
    st.sampled_from(["a", "en", "2021-05", "3", "seeds", "true", "~", "*x", "&x b", "!!binary x"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]")
        | st.dictionaries(
            st.sampled_from(
                ["runs", "name", "matrix", "parameters", "defaults", "language", "as_of", "places"]
            ),
            inner,
            max_size=3,
        ).map(lambda each: "{" + ", ".join(f"{k}: {v}" for k, v in each.items()) + "}")
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_YAML | st.text(max_size=40))
def test_any_text_is_a_plan_or_is_refused(read, text):
    try:
        assert read(text).runs
    except PlanError as error:
        assert str(error).startswith("runs.yml")
