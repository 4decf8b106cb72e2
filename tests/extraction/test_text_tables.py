"""Lists and tables that are typed as lines of text."""

import pytest

HEADING = "呼和浩特市18岁以上人群新冠疫苗第一剂接种率（截至2021年6月29日）"


@pytest.fixture
def cells(read_page):
    """`cells(text)`: (quote, district, indicator, comparator, value, population, as_of) of every claim of a page."""

    def told(text: str) -> list[tuple]:
        rows = read_page(text, published="2021-06-30").claims
        fields = ("quote", "place", "indicator", "comparator", "value", "population", "as_of")
        return [tuple(str(row[field]).rpartition("/")[2] for field in fields) for row in rows]

    return told


FIRST = ("coverage_first_dose", "18+", "2021-06-29")


def as_told(rows: list[tuple]) -> list[tuple]:
    """Quote, district, comparator and value of rows that are all first doses of adults on the day of the heading."""
    assert {(row[2], row[5], row[6]) for row in rows} == {FIRST}
    return [(row[0], row[1], row[3], row[4]) for row in rows]


@pytest.mark.parametrize(
    "lines",
    [
        ["新城区：超过85%", "回民区：约82%", "玉泉区：80%以上"],
        ["新城区 超过85%", "回民区 约82%", "玉泉区 80%以上"],
        ["新城区超过85%；", "回民区约82%；", "玉泉区80%以上。"],
        ["1. 新城区：超过85%", "2. 回民区：约82%", "3. 玉泉区：80%以上"],
        ["● 新城区\t超过85%", "● 回民区\t约82%", "● 玉泉区\t80%以上"],
        ["| 新城区 | 超过85% |", "| 回民区 | 约82% |", "| 玉泉区 | 80%以上 |"],
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "<br>\n", "</p>\n<p>"])
def test_a_heading_says_what_the_numbers_below_it_are(cells, lines, gap):
    assert as_told(cells(gap.join([HEADING, *lines]))) == [
        ("85%", "新城区", ">", "85"),
        ("82%", "回民区", "~", "82"),
        ("80%", "玉泉区", ">=", "80"),
    ]


def test_a_sentence_may_lead_up_to_a_list(cells):
    text = "截至6月29日，全市各区18岁以上人群新冠疫苗第一剂接种率如下：\n呼和浩特市新城区 85%\n呼和浩特市回民区 82%\n下一步将加快接种。"
    assert [row[1:3] + row[4:] for row in cells(text)] == [
        ("新城区", "coverage_first_dose", "85", "18+", "2021-06-29"),
        ("回民区", "coverage_first_dose", "82", "18+", "2021-06-29"),
    ]


@pytest.mark.parametrize("gap", ["\t", "    ", " | ", "　　"])
def test_a_line_of_headings_names_the_columns(cells, gap):
    rows = [["区", "累计接种（万剂次）", "第一剂接种率"], ["新城区", "52.3", "85%"], ["回民区", "31.06", "82.4%"]]
    text = "呼和浩特市新冠疫苗接种进度（截至6月29日）\n" + "\n".join(gap.join(row) for row in rows)
    assert [(row[1], row[2], row[4]) for row in cells(text)] == [
        ("新城区", "total_vaccinations", "523000"),
        ("新城区", "coverage_first_dose", "85"),
        ("回民区", "total_vaccinations", "310600"),
        ("回民区", "coverage_first_dose", "82.4"),
    ]


def test_a_table_of_markdown_has_a_rule_below_its_headings(cells):
    text = "呼和浩特市新冠疫苗接种进度（截至6月29日）\n| 区 | 累计接种（万剂次） |\n|---|---|\n| 新城区 | 52.3 |\n| 回民区 | 31.06 |"
    assert [(row[1], row[2], row[4], row[6]) for row in cells(text)] == [
        ("新城区", "total_vaccinations", "523000", "2021-06-29"),
        ("回民区", "total_vaccinations", "310600", "2021-06-29"),
    ]


def test_ages_may_head_the_lines(cells):
    text = "呼和浩特市新冠疫苗加强免疫接种率（截至6月29日）\n18-59岁：71.2%\n60岁以上：65.8%\n80岁以上：40.1%"
    assert [(row[2], row[4], row[5]) for row in cells(text)] == [
        ("coverage_booster", "71.2", "18-59"),
        ("coverage_booster", "65.8", "60+"),
        ("coverage_booster", "40.1", "80+"),
    ]


def test_what_is_there_is_of_the_day_in_the_heading(cells):
    text = "呼和浩特市新冠疫苗接种资源（截至2021年6月29日）\n接种点：126个\n接种台：842个\n日接种能力：6.5万剂次"
    assert [(row[2], row[4], row[6]) for row in cells(text)] == [
        ("vaccination_sites", "126", "2021-06-29"),
        ("stations", "842", "2021-06-29"),
        ("daily_capacity", "65000", "2021-06-29"),
    ]


def test_days_may_head_the_lines(cells):
    text = "太原市新冠疫苗接种日报\n\n日期              当日接种(剂次)    累计接种(万剂次)\n2021年6月14日    38620            136.4\n2021年6月15日    41975            140.6"
    assert [(row[2], row[4], row[6]) for row in cells(text)] == [
        ("daily_vaccinations", "38620", "2021-06-14"),
        ("total_vaccinations", "1364000", "2021-06-14"),
        ("daily_vaccinations", "41975", "2021-06-15"),
        ("total_vaccinations", "1406000", "2021-06-15"),
    ]


def test_a_label_may_stand_above_its_number(cells):
    text = "【一图读懂】呼和浩特市新冠疫苗接种成绩单\n\n数据截至2021年6月28日24时\n\n累计接种\n213.6万剂次\n\n全程接种\n87.4万人\n\n18岁及以上人群全程接种率\n61.3%\n\n制图：本报"
    assert [(row[2], row[4], row[5], row[6]) for row in cells(text)] == [
        ("total_vaccinations", "2136000", "", "2021-06-28"),
        ("people_fully_vaccinated", "874000", "", "2021-06-28"),
        ("coverage_full", "61.3", "18+", "2021-06-28"),
    ]


def test_all_that_a_dated_list_goes_on_to_count_is_of_its_day(cells):
    opens = "截至6月28日24时，呼和浩特市累计接种新冠疫苗213.6万剂次。截至6月28日24时，各区累计接种量和接种点数量如下："
    text = f"{opens}\n新城区：累计接种48.2万剂次，接种点9个；\n回民区：累计接种37.5万剂次，接种点7个。\n全市另有接种台120个。"
    assert [(row[2], row[6]) for row in cells(text)[1:]] == [("total_vaccinations", "2021-06-28"), ("vaccination_sites", "2021-06-28")] * 2 + [
        ("stations", "2021-06-30")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全市已开放新冠疫苗接种。\n电话：0471-1234567\n邮编：010010",
        "呼和浩特市新冠疫苗接种门诊安排\n新城区：9时至17时\n回民区：8时至12时",
        "新冠疫苗接种率逐日提高。\n新城区：\n回民区：",
        "呼和浩特市新冠肺炎确诊病例（截至6月29日，疫苗接种见另表）\n新城区 3例\n回民区 2例",
    ],
)
def test_other_lines_are_no_list_of_numbers(cells, text):
    assert cells(text) == []


def test_a_table_of_markup_does_not_hide_a_list_beside_it(cells):
    marked = "<table><caption>呼和浩特市新冠疫苗接种点（截至6月29日）</caption><tr><th>区</th><th>接种点</th></tr><tr><td>新城区</td><td>12</td></tr></table>"
    typed = f"<p>{HEADING}</p><p>回民区：82%</p><p>玉泉区：80%</p>"
    assert [(row[1], row[2], row[4]) for row in cells(marked + typed)] == [
        ("新城区", "vaccination_sites", "12"),
        ("回民区", "coverage_first_dose", "82"),
        ("玉泉区", "coverage_first_dose", "80"),
    ]


def test_one_line_alone_is_no_list(cells):
    assert cells(f"{HEADING}\n新城区：85%") == []


def test_no_line_of_a_long_list_is_lost(cells):
    rows = "\n".join(f"新城区：{number % 90 + 1}%" for number in range(2000))
    assert len(as_told(cells(f"{HEADING}\n{rows}"))) == 2000


def test_a_cell_of_markdown_may_be_words_and_a_number_may_say_of_whom_it_is(cells):
    text = (
        "内蒙古各市新冠疫苗接种进度\n\n| 城市 | 截至 | 累计（万剂次） | 第一剂接种率 | 备注 |\n|:--|---|--:|---|---|\n"
        "| 呼和浩特 | 6月15日 | 172.4 | 68.2%（18岁以上） | 下月加快 |\n| 包头 | 6月14日 | 160余 | — | |"
    )
    assert [row[:1] + row[2:] for row in cells(text)] == [
        ("172.4", "total_vaccinations", "=", "1724000", "", "2021-06-15"),
        ("68.2%", "coverage_first_dose", "=", "68.2", "18+", "2021-06-15"),
        ("160余", "total_vaccinations", ">", "1600000", "", "2021-06-14"),
    ]


def test_a_row_may_lack_a_number(cells):
    text = (
        "呼和浩特市60岁以上老年人新冠疫苗接种进度（截至6月29日）\n区　　目标(人)　已种(人)　完成率　加强针\n"
        "新城区　6120　5385　88.0%　51.2%\n回民区　3905　2890　74.0%　未报"
    )
    assert [(row[1], row[2], row[4]) for row in cells(text)][-3:] == [
        ("回民区", "population", "3905"),
        ("回民区", "people_vaccinated", "2890"),
        ("回民区", "coverage_unspecified", "74"),
    ]


def test_bars_divide_cells_without_a_rule_below_the_headings(read_page):
    text = (
        "全港至今打出約1,006萬劑新冠疫苗。截至今晚8時的累計數字如下：\n\n接種人數 | 科興 | 復必泰\n"
        "第一劑 | 1 835 200 | 3 228 400\n第二劑 | 1 716 900 | 3 051 800"
    )
    rows = read_page(text, published="2022-01-12").claims[1:]
    assert [(row["quote"], row["indicator"], row["unit"], row["vaccine"]) for row in rows] == [
        ("1 835 200", "people_vaccinated", "person", "科兴"), ("3 228 400", "people_vaccinated", "person", "复必泰"),
        ("1 716 900", "people_fully_vaccinated", "person", "科兴"), ("3 051 800", "people_fully_vaccinated", "person", "复必泰"),
    ]


def test_a_dose_beside_people_counts_people_and_the_rate_behind_it_is_its_own(read_page):
    text = (
        "<table><caption>汶上县60岁以上人群新冠疫苗接种进度（截至4月20日）</caption><tr><th>镇街</th><th>应接种人数</th><th>第一针</th>"
        "<th>接种率</th></tr><tr><td>南站街道</td><td>12306</td><td>11802</td><td>95.9%</td></tr></table>"
    )
    rows = read_page(text, published="2021-04-21").claims
    assert [(row["quote"], row["indicator"], row["unit"]) for row in rows] == [
        ("12306", "population", "person"), ("11802", "people_vaccinated", "person"), ("95.9%", "coverage_first_dose", "percent"),
    ]


def test_a_line_may_tell_what_its_numbers_count_before_the_first(cells):
    text = "珠海市接种新冠疫苗。\n截至6月6日，全市接种210.83万剂。\n各区接种人数（万人）：香洲区 98.2，金湾区 32.7，斗门区 33.6。"
    assert [row[:3] + row[4:5] for row in cells(text)[1:]] == [
        (number, district, "people_vaccinated", value)
        for number, district, value in (("98.2", "香洲区", "982000"), ("32.7", "金湾区", "327000"), ("33.6", "斗门区", "336000"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "昆明市60岁以上老年人新冠疫苗接种情况如下：\n五华区：90.1%\n高新区：91%\n官渡区：约93%",
        "昆明市60岁以上老年人新冠疫苗接种情况\n五华区90.1%，高新区91%，官渡区约93%",
        "昆明市发布消息。\n60岁以上老年人新冠疫苗接种情况：五华区90.1%、高新区91%、官渡区约93%。\n请尽快接种。",
        "昆明市发布消息。\n60岁以上老年人新冠疫苗接种情况：\n五华区90.1%；高新区91%；官渡区约93%。\n请尽快接种。",
    ],
)
def test_shares_below_or_behind_how_far_vaccination_has_come_are_rates_of_that_group(cells, text):
    assert [row[:1] + row[1:6] for row in cells(text)] == [
        (quote, district, "coverage_unspecified", comparator, quote.rstrip("%"), "60+")
        for quote, district, comparator in (("90.1%", "五华区", "="), ("91%", "高新区", "="), ("93%", "官渡区", "~"))
    ]
