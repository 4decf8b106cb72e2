"""For whom a number holds where its own clause does not say: constructions of real articles, in our own sentences."""

import pytest


@pytest.fixture
def people(read_page):
    """`people(text)`: the population of every claim of a page, in order."""
    return lambda text, **given: [row["population"] for row in read_page(text, published="2021-09-20", **given).claims]


@pytest.mark.parametrize(
    "age, label",
    [
        ("60岁及以上", "60+"),
        ("八十岁以上", "80+"),
        ("60岁往上的", "60+"),
        ("12—17岁", "12-17"),
        ("三至十一岁", "3-11"),
        ("高龄、失能老人", "高龄、失能老人"),
        ("成年人", "18+"),
    ],
)
def test_an_age_in_figures_or_in_words_is_a_band_and_a_group_keeps_its_words(people, age, label):
    assert people(f"全市{age}人群新冠疫苗接种率为82%。") == [label]


def test_a_noun_that_is_counted_is_the_population(people):
    assert people("已有26204名外籍人士接种新冠疫苗。") == ["外籍人士"]
    assert people("仍有35.8万名60岁以上老人没打新冠疫苗加强针。") == ["60+"]
    assert people("全市累计接种新冠疫苗100万剂，其中学生12万剂。")[-1] == "学生"
    assert people("6到11岁儿童新冠疫苗接种今起开始，首日有1.4万名儿童接种。") == ["6-11"]


def test_places_told_in_a_row_share_the_group_of_the_first(people):
    text = "全市18岁以上人群新冠疫苗首剂接种率达71.3%，城关区、安宁区分别达78%、74.5%。榆中县稍慢，约为六成。"
    assert people(text) == ["18+"] * 4


def test_a_sentence_that_goes_on_from_a_group_is_of_the_same_people(people):
    among = "截至9月19日，全省12—17岁人群新冠疫苗第一针接种657.3万人。其中，佛山、东莞首针接种率为93.1%和90.6%。"
    assert people(among) == ["12-17"] * 3
    sized = "我市60岁以上常住人口约196万人。截至9月19日，其中打过第一剂新冠疫苗的占87.2%，全程接种率82.6%。"
    assert people(sized) == ["60+"] * 3
    plan = "全县3—11岁人群约3.68万人。11月30日前新冠疫苗第一剂接种率达到85%以上。"
    assert people(plan) == ["3-11"] * 2


def test_the_next_dose_of_the_same_people_stands_behind_a_semicolon(people):
    text = "合肥市60岁以上老年人新冠疫苗接种覆盖103.4万人，接种率90.1%；全程接种98.7万人，全程接种率86%；加强免疫接种52.6万人。"
    assert people(text) == ["60+"] * 5


@pytest.mark.parametrize("mark", ["一、", "1. ", "● ", ""])
def test_the_label_of_a_lists_entry_is_of_all_its_numbers(people, mark):
    text = f"截至9月19日，全市部分重点人群新冠疫苗接种情况如下：\n{mark}教职工：累计接种21.3万人，接种率96.4%；\n{mark}快递员：累计接种8.6万人，接种率83.7%。"
    assert people(text) == ["教职工"] * 2 + ["快递员"] * 2


def test_a_heading_above_the_day_of_a_list_says_whom_it_is_of(people):
    text = "南京市60岁以上老年人新冠疫苗接种情况\n截至9月19日：\n玄武区，全程接种率84.6%，加强针接种率61.3%\n秦淮区，全程接种率82.9%，加强针接种率59.8%"
    assert people(text) == ["60+"] * 4


def test_of_a_whole_a_part_is_told_with_the_words_before_its_noun(people):
    assert people("全县累计接种新冠疫苗21.6万剂次，其中茶企员工接种近1.8万剂次。") == ["", "茶企员工"]


def test_all_of_a_place_are_of_no_group_told_before(people):
    text = "80岁以上人士新冠疫苗第一剂接种率为52.9%，全市整体第一剂接种率则为91.1%。"
    assert people(text) == ["80+", ""]


def test_doses_of_everyone_are_not_limited_by_a_group_told_before(people):
    text = "全市12—17岁人群接种新冠疫苗31万剂；全市累计接种新冠疫苗1200万剂。"
    assert people(text) == ["12-17", ""]


def test_what_holds_for_everyone_ends_a_group(people):
    assert people("60岁以上人群新冠疫苗加强免疫接种率为68.3%，低于全人群71.5%的水平。") == ["60+", ""]


def test_that_age_group_is_the_last_one_told(people):
    text = "3岁至11岁儿童新冠疫苗第二针接种接近尾声。全区该年龄段接种率为92%。"
    assert people(text) == ["3-11"]


def test_a_table_is_of_the_age_in_its_caption_or_of_the_people_in_its_rows(people):
    caption = "60岁以上老年人新冠疫苗接种情况（截至9月18日）"
    cells = "<tr><td>雨湖区</td><td>87.5%</td></tr><tr><td>岳塘区</td><td>86.9%</td></tr>"
    ages = f"<table><caption>{caption}</caption><tr><th>县区</th><th>第一剂接种率</th></tr>{cells}</table>"
    assert people(ages) == ["60+"] * 2
    cells = "<tr><td>海关边检、冷链人员</td><td>1.3万</td></tr><tr><td>公共交通人员</td><td>3.4万</td></tr>"
    rows = f"<p>石家庄市新冠疫苗接种：</p><table><tr><th>类别</th><th>接种人数（人）</th></tr>{cells}</table>"
    assert people(rows) == ["海关边检、冷链人员", "公共交通人员"]


@pytest.mark.parametrize("who, label", [("18岁以上人群", "18+"), ("成年人", "18+"), ("老年人", "老年人"), ("市民", "")])
def test_an_interval_is_for_the_people_that_it_goes_on_to_name(people, who, label):
    assert people(f"完成新冠疫苗全程接种满6个月的{who}，可以打加强针。") == [label]


def test_a_note_of_one_column_gives_no_other_its_unit(read_page):
    rows = "<tr><td>体育馆</td><td>6</td><td>800</td></tr><tr><td>方舱</td><td>10</td><td>1500</td></tr>"
    head = "<tr><th>接种点</th><th>接种台</th><th>每日号源</th></tr>"
    page = f"<p>河西区新冠疫苗加强针接种点公告</p><table><caption>部分接种点安排（每日号源单位：人）</caption>{head}{rows}</table>"
    found = [(c["indicator"], c["unit"]) for c in read_page(page).claims]
    assert found == [("stations", "station"), ("daily_capacity", "person")] * 2


def test_a_table_without_a_caption_takes_no_date_from_a_statement_above_it(read_page):
    rows = "<tr><td>南京</td><td>196</td></tr><tr><td>苏州</td><td>275</td></tr>"
    page = ("<p>截至3月29日，江苏省累计接种新冠疫苗460.3万剂次，第一剂和第二剂分别占72%和28%。</p>"
            f"<table><tr><th>设区市</th><th>接种点（个）</th></tr>{rows}</table>")
    claims = read_page(page, published="2021-03-31").claims
    assert [c["population"] for c in claims if c["indicator"] == "dose_share"] == ["第一剂", "第二剂"]
    assert {c["as_of"] for c in claims if c["unit"] == "site"} == {"2021-03-31"}


def test_people_counted_behind_their_name_are_those_that_the_sentence_goes_on_about(read_page):
    text = "公司共有员工7420人，目前已有6555人打了新冠疫苗首针，接种率88.3%。"
    assert [c["population"] for c in read_page(text).claims] == ["员工"] * 3


def test_the_entries_of_a_list_are_of_those_whom_the_line_above_names(people):
    text = "截至9月19日，全市60岁以上老年人新冠疫苗接种情况如下：\n● 已接种：362.7万人\n● 已全程接种：349.1万人，占六成"
    assert people(text) == ["60+"] * 3


def test_an_answer_begins_with_those_whom_the_question_names(people):
    asked = "问：60岁以上的老年人新冠疫苗打得怎么样？\n答：打了加强针的有14.6万人。"
    assert people(asked) == ["60+"]
    assert people(asked + "全市接种人数达到127万人。") == ["60+", ""]
    assert people("问：60岁以上的老年人新冠疫苗打得怎么样？\n答：全市已接种127万人。") == [""]


def test_a_line_may_say_for_whom_all_that_follows_is_counted(people):
    text = "以下数字均截至9月15日，且只统计18岁以上人群。\n德城区累计接种新冠疫苗83.26万剂次。\n陵城区全程接种30.2万人。"
    assert people(text) == ["18+"] * 2


def test_a_rate_of_a_group_is_told_of_one_place_after_another(people):
    assert people("60岁以上人群新冠疫苗全程接种率：鼓楼区88.2%，秦淮区86.9%，六合区90.4%。") == ["60+"] * 3
    assert people("在60岁以上人群中，岳麓区的新冠疫苗接种率达九成。") == ["60+"]


def test_groups_that_a_list_has_told_apart_are_told_apart_again(people):
    text = "60岁以上和80岁以上老年人新冠疫苗接种率分别为90.7%、76.6%，全程接种率分别为86.4%、65.8%。"
    assert people(text) == ["60+", "80+"] * 2
    text = "12至14岁学生接种新冠疫苗8.9万人，15至17岁学生6.6万人，两个年龄段的首针接种率依次为81.7%和95.2%。"
    assert people(text) == ["12-14", "15-17"] * 2


def test_the_share_of_an_age_that_everyone_counted_makes_limits_nobody_after_it(people):
    text = "全省新冠疫苗接种第一剂1265.4万人，占18岁以上人群的六成五，其中785.9万人完成了第二剂接种。"
    assert people(text) == ["", "18+", ""]
    assert people("已接种新冠疫苗2.2亿人，相当于60岁以上老年人口的84.7%。") == ["60+", "60+"]


def test_those_who_were_given_what_is_counted_are_its_population(people):
    assert people("前天为中天钢铁项目建设工人接种新冠疫苗860剂次。") == ["中天钢铁项目建设工人"]


def test_a_site_for_one_group_alone_has_it_as_its_population(people):
    assert people("海口市设置46个儿童接种点，方便接种新冠疫苗。") == ["儿童"]
    assert people("海口市设置46个临时接种点，方便接种新冠疫苗。") == [""]


def test_people_done_are_no_adults(people):
    assert people("截至9月1日，新冠疫苗全程接种的完成人数为1242万人。") == [""]


@pytest.mark.parametrize("text", [
    "11月30日长沙全市一天就打了18.6万剂新冠疫苗加强针。",
    "11月30日长沙全市一天就打了18.6万剂加强针，接种新冠疫苗者众。",
])
def test_boosters_of_a_day_are_told_as_such_behind_their_number_too(read_page, text):
    claim = read_page(text, published="2021-12-03").claims[0]
    assert (claim["indicator"], claim["population"], claim["vaccine"]) == ("daily_vaccinations", "", "加强针")


def test_those_of_whom_a_list_gives_examples_are_the_group(people):
    text = "货车司机、搬运工等高风险岗位人员新冠疫苗接种率达96%。从事进口冷链装卸的工人接种率达100%。"
    assert people(text) == ["高风险岗位人员", "从事进口冷链装卸的工人"]


def test_a_part_of_everyone_counted_is_of_no_group_told_before(people):
    text = "金边18岁以上居民新冠疫苗接种率达99%；全国已有754万人接种，其中510万人完成两针。"
    assert people(text, title="柬埔寨接种新冠疫苗") == ["18+", "", ""]


def test_a_list_of_places_is_of_the_group_that_heads_it(people):
    text = "分市（州）看，18岁以上常住人口新冠疫苗首剂接种率依次为：贵阳36.2%，遵义28.7%，安顺27.9%。"
    assert people(text) == ["18+"] * 3


def test_staff_at_work_are_a_group_that_the_next_numbers_go_on_with(people):
    text = "县直单位和各乡镇在职在岗人员累计接种新冠疫苗17342人，占应接种人数18610人的93.2%。"
    assert people(text) == ["在职在岗人员"] * 3


def test_what_is_aimed_at_for_nobody_named_is_of_the_age_that_the_page_is_titled_with(people):
    text = "全区指定9个新冠疫苗接种点。计划11月25日前第一剂接种率达95%，全人群接种率达90%。目前接种率为40%。"
    told = people(text, title="惠阳区3-11岁儿童新冠疫苗接种怎么打？")
    assert told == ["", "3-11", "", ""]


def test_counting_only_the_grown_limits_the_share_that_follows(people):
    assert people("只算成年人的话，新冠疫苗完成接种率来到84.1%。") == ["18+"]


def test_a_sentence_that_opens_with_a_group_s_size_goes_on_with_it(people):
    text = "公司2867名职工中，已有2814人接种第一剂新冠疫苗，接种率98.2%；2590人完成两剂接种，占90.3%。"
    assert people(text) == ["职工"] * 5


def test_a_group_named_again_by_its_age_is_of_that_age(people):
    assert people("12—17岁人群新冠疫苗首针接种率超九成。8月28日，全市单日接种这一年龄段学生2.24万剂次。") == ["12-17"] * 2
