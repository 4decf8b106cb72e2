"""What a number counts where its own clause does not say: constructions of real articles, in our own sentences."""

import pytest


@pytest.fixture
def counted(read_page):
    """`counted(text)`: the indicator of every claim of a page, in order."""
    return lambda text, column="indicator": [row[column] for row in read_page(text, published="2021-07-20").claims]


@pytest.mark.parametrize(
    "text, indicators",
    [
        ("武侯区、成华区、双流区昨日新冠疫苗接种量居前，分别为3.1万、2.8万和2.6万剂次。", ["daily_vaccinations"] * 3),
        ("北京市各区新冠疫苗加强针接种率：大兴区42.1%、通州区39%。", ["coverage_booster"] * 2),
        ("全市新冠疫苗全程接种率稳步提升，河西区已达92%，和平区为91.5%。", ["coverage_full"] * 2),
        ("新冠疫苗接种提速，各区日接种能力均在万剂以上，武清区、静海区分别达2.1万剂、1.8万剂。", ["daily_capacity"] * 2),
        ("宝安、龙岗新冠疫苗加强针累计接种量位列前二，依次为91.4万、80.7万剂次。", ["total_boosters"] * 2),
    ],
)
def test_a_clause_that_says_nothing_of_what_it_counts_goes_on_from_the_one_before(counted, text, indicators):
    assert counted(text) == indicators


@pytest.mark.parametrize(
    "text, indicator",
    [
        ("过去二十四小时，全港共接种新冠疫苗6.1万剂。", "daily_vaccinations"),
        ("7月18日一天，全市打出新冠疫苗4.8万针。", "daily_vaccinations"),
        ("周末两天，全市接种新冠疫苗5300余剂。", "new_vaccinations_period"),
        ("三月份以来，全市累计上门接种新冠疫苗8300剂次。", "new_vaccinations_period"),
        ("自3月24日启动接种以来，全市累计接种新冠疫苗560万剂次。", "total_vaccinations"),
    ],
)
def test_a_stretch_of_time_frames_the_clause_behind_it(counted, text, indicator):
    assert counted(text) == [indicator]


def test_the_parts_follow_what_the_date_made_of_the_whole(counted):
    text = "昨日，成都市武侯区新冠疫苗接种2.1万剂，成华区1.9万剂，双流区突破1.5万剂。"
    assert counted(text) == ["daily_vaccinations"] * 3
    assert counted("截至7月19日，全市接种新冠疫苗310万剂，其中大兴区30万剂。") == ["total_vaccinations"] * 2


@pytest.mark.parametrize(
    "names", ["一剂、两剂、三剂接种率", "首剂、全程、加强针接种率", "接种覆盖率、全程接种率和加强免疫接种率"]
)
def test_shares_told_in_a_list_are_of_the_doses_in_its_order(counted, names):
    doses = ["coverage_first_dose", "coverage_full", "coverage_booster"]
    assert counted(f"60岁以上老人新冠疫苗{names}分别为90%、85%、60%。") == doses
    again = f"60岁以上老人新冠疫苗{names}分别为90%、85%、60%；80岁以上这三个数字分别是76%、65%和40%。"
    assert counted(again) == doses * 2


@pytest.mark.parametrize(
    "text, indicator",
    [
        ("全市6日前完成新冠疫苗首剂接种，接种率达到95%。", "coverage_first_dose"),
        ("全市接种新冠疫苗420万人，覆盖率达86%。", "coverage_first_dose"),
        ("全市1.65亿人完成全部接种新冠疫苗，占总人口的49.7%。", "coverage_full"),
        ("全市接种新冠疫苗加强针137.5万剂，三个区合计占了近七成。", "other_vaccination"),
        ("新冠疫苗接种率超过八成的街道已有十余个。", "other_vaccination"),
    ],
)
def test_a_share_is_of_what_was_counted_before_it(counted, text, indicator):
    assert counted(text)[-1 if "十余" not in text else 0] == indicator


def test_a_headlines_share_is_of_the_dose_that_the_text_names(counted):
    text = "新冠疫苗接种率近六成\n截至7月19日，全市至少接种一剂新冠疫苗的有59.9万人，占总人口的59.9%，接种工作有序推进。"
    assert counted(text)[0] == "coverage_first_dose"


@pytest.mark.parametrize(
    "text, status",
    [
        ("网传珠海新冠疫苗只剩300支。\n市疾控中心回应，该说法不属实。", "denied"),
        ("有消息称珠海新冠疫苗库存不足1万支，市卫健局随后辟谣。", "denied"),
        ("一、接种目标。12月底前，全县新冠疫苗第一剂接种率达到93%。", "planned"),
        ("另有新冠疫苗60万剂预计22日抵台。", "planned"),
        ("全市将新冠疫苗接种点增加到了160个。", "stated"),
        ("9月底前为全市新冠疫苗目标人群310万人完成接种。", "stated"),
    ],
)
def test_a_rumour_a_deadline_and_what_is_so_already(counted, text, status):
    assert counted(text, "status") == [status]


@pytest.mark.parametrize(
    "text, indicators",
    [
        ("全市累计接种新冠疫苗28.6万剂次。其中外籍人员14,582人。", ["total_vaccinations", "people_vaccinated"]),
        ("江苏省新冠疫苗加强针接种率超过50%，南京市甚至达到八成。", ["coverage_booster"] * 2),
        ("全市新冠疫苗首针接种率92%，老年人接种率只有58%。", ["coverage_first_dose", "coverage_unspecified"]),
        ("348.1万人已打齐两针新冠疫苗，其中复必泰占216万人、科兴占132.1万人。", ["people_fully_vaccinated"] * 3),
        ("新冠疫苗日接种量稳定在8万剂次左右，6月3日首次突破10万剂次大关。", ["daily_vaccinations"] * 2),
        ("单日接种新冠疫苗3.1万剂次，6月3日已突破300万剂次。", ["daily_vaccinations", "total_vaccinations"]),
    ],
)
def test_parts_and_comparisons_are_of_what_was_told_before(counted, text, indicators):
    assert counted(text) == indicators


@pytest.mark.parametrize(
    "text, indicators",
    [
        ("新冠疫苗接种点设登记台12个、接种台20个。", ["other_vaccination", "stations"]),
        ("新冠疫苗接种点设接种台20个，另有300个留观座椅。", ["stations", "other_vaccination"]),
        ("全市729家养老机构中已有512家完成了新冠疫苗上门接种。", ["other_vaccination"] * 2),
        ("抽调新冠疫苗接种人员120名，组建应急救治小组5个。", ["staff", "other_vaccination"]),
        ("为老人开设绿色窗口38个，方便接种新冠疫苗。", ["other_vaccination"]),
    ],
)
def test_what_stands_at_a_site_or_is_reached_is_no_site_itself(counted, text, indicators):
    assert counted(text) == indicators


@pytest.mark.parametrize(
    "text, status",
    [
        ("下一步，全市将加快新冠疫苗接种。各乡镇配备1辆接种车。", "planned"),
        ("下一步，全市将加快新冠疫苗接种。目前各乡镇已配备1辆接种车。", "stated"),
        ("届时还将启动新冠疫苗加强针接种，首批涉及约5.6万人。", "planned"),
        ("将为全市应接种目标人群20万人接种新冠疫苗。", "stated"),
    ],
)
def test_a_plan_goes_on_until_something_is_told_as_reached(counted, text, status):
    assert counted(text, "status") == [status]


def test_a_table_s_totals_have_the_unit_of_the_other_columns_and_marks_stay_outside(read_page):
    page = read_page(
        "<p>全市新冠疫苗接种情况如下表：</p><table>"
        "<tr><th></th><th>科兴疫苗（人数）</th><th>复必泰疫苗（人数）</th><th>总数</th></tr>"
        "<tr><td>第一剂</td><td>1 693 200</td><td>2 946 100*</td><td>4 639 300</td></tr></table>",
        published="2021-11-02",
    )
    assert [(row["quote"], row["unit"], row["indicator"]) for row in page.claims] == [
        ("1 693 200", "person", "people_vaccinated"),
        ("2 946 100", "person", "people_vaccinated"),
        ("4 639 300", "person", "people_vaccinated"),
    ]


@pytest.mark.parametrize(
    "text, indicators",
    [
        ("全市老人第一剂、第二剂新冠疫苗接种率为92%和88%，80岁以上分别为81%、74%。", ["coverage_first_dose", "coverage_full"] * 2),
        ("新冠疫苗首剂、全程接种率分别为95%、91%，80岁以上依次为70%和65%。", ["coverage_first_dose", "coverage_full"] * 2),
        ("全市第一剂新冠疫苗接种率达16.5%，其中75岁以上长者接种率逾六成五。", ["coverage_first_dose"] * 2),
        ("全市新冠疫苗全程接种率为90.4%，其中3至11岁儿童接种率仅75%。", ["coverage_full"] * 2),
        ("全市58.6万人接种新冠疫苗加强针。金水区接种人数最多，已超8万人。", ["total_boosters"] * 2),
    ],
)
def test_a_rate_or_count_that_names_no_dose_is_of_the_dose_told_before(counted, text, indicators):
    assert counted(text) == indicators


def test_what_has_been_given_so_far_today_is_a_days_figure(counted):
    assert counted("今天上午已经打了620针新冠疫苗。") == ["daily_vaccinations"]
    assert counted("昨天全市已接种新冠疫苗5.3万剂次。") == ["daily_vaccinations"]
    assert counted("截至今天中午，全市已接种新冠疫苗5.3万剂次。") == ["total_vaccinations"]
    assert counted("记者昨天获悉，全市已接种新冠疫苗5.3万剂次。") == ["total_vaccinations"]


@pytest.mark.parametrize(
    "text, indicators",
    [
        ("南昌市新冠疫苗 首剂 312.4万人 全程 145.1万人", ["people_vaccinated", "people_fully_vaccinated"]),
        ("新冠疫苗接种率：第一针 92.1% 第二针 85.4% 加强针 41%", ["coverage_first_dose", "coverage_full", "coverage_booster"]),
        ("欧盟70%的成年人已完成新冠疫苗全程接种，共计超过2.56亿人。", ["coverage_full", "people_fully_vaccinated"]),
        ("还有2500多万人没有完成新冠疫苗加强免疫接种。", ["population"]),
        ("该区尚有3200名老人还没打第二针新冠疫苗。", ["population"]),
        ("6月单月接种新冠疫苗3486万剂次，单日最高达248.7万剂次。", ["new_vaccinations_period", "daily_vaccinations"]),
    ],
)
def test_columns_shares_and_those_who_lack_a_dose(counted, text, indicators):
    assert counted(text) == indicators


def test_before_and_after_of_one_rate_are_of_one_dose(counted):
    assert counted("第二针新冠疫苗接种率从5月底的21%提高到目前的68%。") == ["coverage_full"] * 2
    assert counted("全市新冠疫苗加强针接种率由上月底的9%升至21.5%。") == ["coverage_booster"] * 2


def test_the_people_of_an_age_are_no_part_of_those_vaccinated_today(counted):
    text = "昨日起12至17岁人群接种新冠疫苗，当天共有3.6万名学生接种第一剂。全市该年龄段人群约42万人。"
    assert counted(text) == ["daily_vaccinations", "population"]


@pytest.mark.parametrize(
    "text, indicators",
    [
        ("86.4%已全程接种新冠疫苗，即2.28亿人。", ["coverage_full", "people_fully_vaccinated"]),
        ("80岁以上完成新冠疫苗加强免疫的占40.4%，人数为1445.6万人。", ["coverage_booster", "total_boosters"]),
        (
            "新冠疫苗首剂接种率为76.6%，全程接种率为65.8%，对应的人数依次是2741.1万人和2356.3万人。",
            ["coverage_first_dose", "coverage_full", "people_vaccinated", "people_fully_vaccinated"],
        ),
        ("新冠疫苗全程接种率为71.7%，另有8.9万人预约。", ["coverage_full", "other_vaccination"]),
        ("54.6%的人至少打过一剂新冠疫苗，39%的人已完成接种。", ["coverage_first_dose", "coverage_full"]),
    ],
)
def test_people_and_shares_beside_a_share_are_of_its_dose(counted, text, indicators):
    assert counted(text) == indicators


def test_what_a_list_tells_in_turn_has_its_dose(counted):
    text = "昨天全市接种新冠疫苗2.8万剂次，这当中第一剂和第二剂分别是1.6万剂次、1.2万剂次。"
    assert counted(text, "vaccine") == ["", "第一剂", "第二剂"]


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        ("其中第一剂165.1万剂次、第二剂120.2万剂次。", ["", "", ""]),
        ("这当中第一剂和第二剂分别是165.1万剂次、120.2万剂次。", ["", "", ""]),
        ("60岁以上老人第一剂165.1万剂次，第二剂120.2万剂次。", ["", "60+", "60+"]),
    ],
)
def test_so_many_first_or_second_doses_are_so_many_people(counted, told, groups):
    text = "截至6月3日，全市累计接种新冠疫苗285.3万剂次，" + told
    assert counted(text) == ["total_vaccinations", "people_vaccinated", "people_fully_vaccinated"]
    assert counted(text, "unit") == ["dose"] * 3
    assert counted(text, "population") == groups


def test_the_parts_of_boosters_are_boosters(counted):
    assert counted("全省新冠疫苗加强免疫接种412.6万剂次，其中60岁以上老年人接种71.3万剂次。") == ["total_boosters"] * 2


def test_a_rise_told_first_leaves_the_rate_its_dose(counted):
    text = "18岁以上人群新冠疫苗首针接种率较6月底上升11.3个百分点，达到76.5%。"
    assert counted(text) == ["other_vaccination", "coverage_first_dose"]


def test_an_exact_total_and_not_a_round_one_decides_what_a_first_dose_means(counted):
    text = "全市新冠疫苗接种量超过千万剂次：打过第一剂的664.3万人，两剂都打完的348.3万人，累计接种1012.6万剂次。"
    assert counted(text)[1] == "people_vaccinated"


@pytest.mark.parametrize("text, indicators", [
    ("全市新冠疫苗接种量从1000万剂次到2000万剂次只用了32天。", ["total_vaccinations"] * 2 + ["milestone_interval"]),
    ("宁波市：新冠疫苗加强针448万剂，在18岁以上人群中接种率为58.1%。", ["total_boosters", "coverage_booster"]),
    ("11月以来已为农牧民接种新冠疫苗加强针近4万剂。", ["new_vaccinations_period"]),
    ("全市日接种新冠疫苗18万剂次。\n3月27日，这个数字刚刚越过1亿剂次。", ["daily_vaccinations", "total_vaccinations"]),
    ("全市组建了230支左右的上门接种小分队，可以到家里来打新冠疫苗。", ["mobile_units"]),
])
def test_what_a_number_counts_by_the_words_around_it(counted, text, indicators):
    assert counted(text, "indicator") == indicators


@pytest.mark.parametrize("text", [
    "新冠疫苗全程接种率，上述三区依次为92.8%、90.5%和86.2%。",
    "新冠疫苗全程接种率从高到低依次是：贵阳36.2%、遵义28.7%、安顺27.9%。",
    "新冠疫苗全程接种率依序是白人（44.9%）、亚裔（41.3%）、拉丁裔（29.5%）。",
    "新冠疫苗全程接种率，二七区为92.8%，金水区90.5%，其余均超过86%。",
])
def test_the_items_of_a_list_of_rates_are_of_the_rate_that_heads_it(counted, text):
    assert counted(text) == ["coverage_full"] * 3


@pytest.mark.parametrize("text", [
    "昨日约51,100人接种新冠疫苗：科兴第一剂约3,300人，第二剂约6,900人。",
    "统计今日，循计划打针的市民约有70,600人，其中科兴第一剂约10,000人、第二剂约15,200人。",
    "6月18日约41,300名市民经计划打新冠疫苗，第一、二剂科兴分别约6,200人和5,900人。",
])
def test_the_people_of_a_day_told_by_their_dose_are_the_day_s(counted, text):
    assert counted(text) == ["daily_vaccinations"] * 3


def test_those_who_have_had_a_dose_in_all_are_not_of_the_day_told_before(counted):
    assert counted("昨日约3万人接种新冠疫苗，累计第二剂约2万人。")[-1] == "people_fully_vaccinated"
