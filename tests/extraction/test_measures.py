"""Arrangements of the drive: where, as of when and with what status they are told, and which of a page are kept.

Which words name which arrangement is shown by the examples of data/rules/measures.yml (tests/test_rules_examples.py).
"""

import pytest

PUBLISHED = "2021-05-25"
ABOUT = "本市继续推进新冠疫苗接种。"


@pytest.fixture(scope="session")
def told(read_page):
    """`told(text, 'night_session', 'status')`: that cell of every measure so called on a page with `text`."""

    def read(text: str, measure: str, cell: str, title: str = "杭州市推进新冠疫苗接种", published: str = PUBLISHED) -> list[str]:
        page = read_page(f"{ABOUT}\n{text}", title=title, published=published)
        return [row[cell] for row in page.measures if row["measure"] == measure]

    return read


@pytest.mark.parametrize(
    "text, places",
    [
        ("西湖区开设接种夜场。", ["浙江省/杭州市/西湖区"]),
        # Each of a list has it.
        ("西湖区、拱墅区开设接种夜场。", ["浙江省/杭州市/拱墅区", "浙江省/杭州市/西湖区"]),
        # No place is named: the page's own.
        ("接种点开设夜场。", ["浙江省/杭州市"]),
        # The sentence before has told of one.
        ("西湖区加快接种。接种点开设夜场。", ["浙江省/杭州市/西湖区"]),
        # The place named last holds for the next sentence.
        ("西湖区增设接种台，拱墅区增派护士。夜场也开了。", ["浙江省/杭州市/拱墅区"]),
        # A new paragraph is about the page's place again.
        ("西湖区加快接种。\n接种点开设夜场。", ["浙江省/杭州市"]),
        # The city told of by its government, not the district of the sentence before.
        ("西湖区加快接种。市里在广场开设接种夜场。", ["浙江省/杭州市"]),
        ("西湖区加快接种。省卫健委推出接种夜场。", ["浙江省"]),
    ],
)
def test_an_arrangement_is_told_of_the_place_named_last(told, text, places):
    assert sorted(told(text, "night_session", "place")) == places


@pytest.mark.parametrize(
    "text",
    ["借鉴成都经验，开设接种夜场。", "护士从宁波抽调，开设接种夜场。", "参照苏州做法，接种点开出夜场。"],
)
def test_a_place_that_only_lends_what_is_told_has_no_part_in_it(told, text):
    assert told(text, "night_session", "place") == ["浙江省/杭州市"]


@pytest.mark.parametrize(
    "text",
    ["各区成立由领导负责的区级接种工作专班。", "建立市级统筹、区级主责的机制，成立接种工作专班。"],
)
def test_a_level_that_each_district_has_is_told_of_no_one_district(told, text):
    assert told(f"西湖区接种率超过80%。\n{text}", "task_force", "place") == ["浙江省/杭州市"]


def test_a_team_is_told_of_the_places_to_which_it_goes(told):
    found = told("市里派出6个接种工作督导组，分赴西湖区、拱墅区驻点。", "supervision_team", "place")
    assert sorted(found) == ["浙江省/杭州市/拱墅区", "浙江省/杭州市/西湖区"]


def test_a_county_called_by_a_common_word_is_none_where_nothing_else_is_told_of_its_city(told):
    found = told("接种车开到矿区，矿工上车就能打疫苗。", "mobile_unit", "place", title="大庆市推进新冠疫苗接种")
    assert found == ["黑龙江省/大庆市"]


@pytest.mark.parametrize(
    "text, day",
    [
        ("接种点开设夜场。", PUBLISHED),
        ("5月20日，接种点开设夜场。", "2021-05-20"),
        ("5月20日，护士加班，接种点开设夜场。", "2021-05-20"),
        ("昨天接种点开设夜场。", "2021-05-24"),
        # The day from which it runs.
        ("自5月20日起，接种点开设夜场。", "2021-05-20"),
        # Too vague to be a day.
        ("本月起，接种点开设夜场。", PUBLISHED),
        ("从4月起，接种点开设夜场。", PUBLISHED),
        ("4月下旬以来，接种点开设夜场。", PUBLISHED),
        # The deadline of a plan.
        ("5月31日前，接种点要开设夜场。", "2021-05-31"),
        # A day in another clause than its own is of that clause alone.
        ("上年纪的居民可以参加5月20日的讲座，接种点开设夜场。", PUBLISHED),
    ],
)
def test_an_arrangement_has_the_day_of_its_clause_else_the_pages_day(told, text, day):
    assert told(text, "night_session", "as_of") == [day]


@pytest.mark.parametrize(
    "text, status",
    [
        ("接种点开设夜场。", "stated"),
        ("接种点已开设夜场。", "stated"),
        ("各区要开设接种夜场。", "planned"),
        ("会议强调，要备足疫苗，开设接种夜场。", "planned"),
        ("接种点将于6月1日开设夜场。", "planned"),
        ("下周起，接种点开设夜场。", "planned"),
        ("接种点力争开设夜场。", "planned"),
        ("各点必须开设接种夜场。", "planned"),
        ("下一步，接种点开设夜场。", "planned"),
        # What 将 takes as its object is no plan.
        ("区里将全部夜场延到十点，方便接种。", "stated"),
        ("为确保接种安全，夜场有护士值班。", "stated"),
        # The plan of another clause.
        ("接种点开设夜场，力争月底前打完第一针。", "stated"),
        ("接种点没有开设夜场。", "denied"),
        ("接种点暂不开设夜场。", "denied"),
        ("接种夜场尚未开放。", "denied"),
        ("目前未设接种夜场。", "denied"),
        # Who has not been vaccinated yet is no denial of it.
        ("尚未接种的市民可以去夜场打疫苗。", "stated"),
    ],
)
def test_an_arrangement_is_stated_planned_or_denied(told, text, status):
    assert told(text, "night_session", "status") == [status]


def test_the_first_wording_at_a_place_is_the_quote(told):
    assert told("西湖区开设夜间接种门诊。西湖区的夜场很受欢迎。", "night_session", "quote") == ["夜间接种门诊"]


def test_an_arrangement_of_two_places_is_told_once_for_each(told):
    assert len(told("西湖区开设接种夜场。拱墅区开设接种夜场。西湖区的夜场很受欢迎。", "night_session", "place")) == 2


def test_one_wording_may_name_several_arrangements(read_page):
    page = read_page(f"{ABOUT}老人可由村里派车接送接种，也可随到随打。", published=PUBLISHED)
    assert {"shuttle_bus", "walk_in"} <= {row["measure"] for row in page.measures}


@pytest.mark.parametrize(
    "goes_on",
    ["志愿者在门口引导。", "窗口为老人留出绿色通道。", "周末不休。"],
)
def test_a_sentence_without_a_word_of_vaccination_goes_on_from_one_with_it(read_page, goes_on):
    page = read_page(f"县医院的新冠疫苗接种点人气很旺。{goes_on}", published=PUBLISHED)
    assert len(page.measures) == 1


@pytest.mark.parametrize(
    "turns",
    ["核酸采样点有志愿者在门口引导。", "流感疫苗也开打了，志愿者在门口引导。", "九价HPV疫苗可在网上预约。"],
)
def test_a_sentence_that_turns_to_another_subject_tells_of_no_arrangement(read_page, turns):
    assert read_page(f"全市新冠疫苗接种有序推进。{turns}", published=PUBLISHED).measures == []


def test_what_a_page_tells_after_it_has_turned_to_another_vaccine_is_of_that_one(read_page):
    page = read_page("全市新冠疫苗接种有序推进。流感疫苗也已到货。老人可走绿色通道。", published=PUBLISHED)
    assert page.measures == []


@pytest.mark.parametrize(
    "text",
    [
        "古城夜市延长营业，志愿者引导游客，摆渡车免费接送，线上预约入园。",
        "网格员逐户宣传垃圾分类，党员干部带头，镇里成立专班，建立台账。",
        "医院开设夜间门诊，老人走绿色通道，护士电话随访，可在小程序预约挂号。",
        "流感疫苗开打，社区医生上门接种，老人随到随打。",
    ],
)
def test_a_page_about_something_else_has_no_arrangement(read_page, text):
    assert read_page(text, published=PUBLISHED).measures == []


def test_traditional_characters_are_read_as_simplified_ones_and_quoted_as_printed(read_page):
    page = read_page("香港新冠疫苗接種進展順利。長者可即日輪候打針。", title="香港疫苗接種", published=PUBLISHED)
    assert [(row["measure"], row["quote"]) for row in page.measures] == [("walk_in", "即日輪候")]


def test_a_quote_ends_with_the_entity_that_stands_for_its_last_character(read_page):
    page = read_page(f"<p>{ABOUT}按&ldquo;五化&rdquo;要求设接种点，街道推行&ldquo;五加&rdquo;。</p>", published=PUBLISHED)
    quotes = {row["measure"]: row["quote"] for row in page.measures}
    assert quotes["service_five_plus"] == "&ldquo;五加&rdquo;"
