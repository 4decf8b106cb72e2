"""Forms that pages of the Chinese web have and newsrooms' copy has not: each constructed in our own words."""

import pytest


def _told(page, *fields):
    return [tuple(claim[field] for field in ("quote", *fields)) for claim in page.claims]


def test_a_headline_over_a_dateline_without_a_year_costs_the_page_nothing(read_page):
    text = "某省新冠疫苗接种突破1亿剂次\n\n11\n\n某省新冠疫苗接种突破1亿剂次\n\n广州6月20日电 省卫健委20日称，全省新冠疫苗接种突破1亿剂次。"
    claims = read_page(text).claims
    assert {claim["as_of"] for claim in claims} == {"XXXX-06-20"} and len(claims) == 3


def test_how_a_character_is_read_is_no_part_of_the_text(read_page):
    page = read_page("截至3月23日，全國(guó)累計(jì)接種新冠疫苗超過(guò)8000萬(wàn)劑(jì)次。", published="2021-03-24")
    (claim,) = page.claims
    assert (claim["quote"], claim["comparator"], int(claim["value"])) == ("8000萬(wàn)劑(jì)次", ">", 80000000)
    assert page.text[claim["start"] : claim["end"]] == claim["quote"]


def test_two_brackets_of_letters_are_text(read_page):
    assert [claim["quote"] for claim in read_page("成都(chengdu)累计接种新冠疫苗300万剂。").claims] == ["300万剂"]


def test_a_button_above_the_article_opens_no_comments(read_page):
    article = "截至6月1日24时，全省累计接种新冠病毒疫苗5888.13万剂次，接种进度走在前列，各地还在增设临时接种点方便市民。"
    assert read_page(f"广东接种提速\n\n分享\n评论\n0\n\n{article}").zone_of("5888") == "body"
    assert read_page(f"广东接种提速\n\n{article}\n\n评论\n网友:已有300万剂。").zone_of("300万") == "comment"


def test_a_figure_told_again_is_of_the_day_that_it_was_told_for(read_page):
    text = "截至3月27日24时，全国累计接种新冠疫苗超过1亿剂次。“目前全国已接种新冠疫苗超过1亿剂次。”他28日说。"
    assert _told(read_page(text, published="2021-03-29"), "as_of") == [("1亿剂次", "2021-03-27")] * 2


@pytest.mark.parametrize("hour", ["12:00，", "12时，"])
def test_a_count_with_its_hour_is_no_days_count(read_page, hour):
    (claim,) = read_page(f"6月7日{hour}山东全省共打新冠疫苗5678.05万剂次。", published="2021-06-07").claims
    assert claim["indicator"] == "total_vaccinations"


def test_what_stands_in_brackets_is_told_aside(read_page):
    text = "截至6月12日24时，山西省累计接种新冠疫苗1721.1万剂次（6月12日当天接种23.7万剂），其中411.7万人完成两剂次接种。"
    assert _told(read_page(text, published="2021-06-15"), "indicator") == [
        ("1721.1万剂次", "total_vaccinations"), ("23.7万剂", "daily_vaccinations"), ("411.7万人", "people_fully_vaccinated"),
    ]


def test_the_old_of_whom_a_share_is_told_are_those_told_of_before(read_page):
    text = (
        "截至6月23日，全国60岁以上老年人接种新冠疫苗2.3亿人。覆盖人数占老年人口的88.0%，完成加强免疫接种1.7亿人。"
        "其中80岁以上老年人接种2773万人，占老年人口的77.5%。完成加强免疫1515.3万人。"
    )
    assert _told(read_page(text, published="2022-06-24"), "population") == [
        ("2.3亿人", "60+"), ("88.0%", "60+"), ("1.7亿人", "60+"), ("2773万人", "80+"), ("77.5%", "80+"), ("1515.3万人", "80+"),
    ]


def test_a_dateline_in_the_midst_of_a_line_dates_no_figure(read_page):
    text = "核心提示:北京约600万人已接种新冠疫苗中新社北京3月10日电(记者)2021年1月1日至3月9日，北京市累计接种新冠疫苗877.97万剂，累计接种596.69万人。"
    assert {day for _, day in _told(read_page(text, published="2021-03-10"), "as_of")} == {"2021-03-09"}


def test_the_only_day_that_a_page_names_is_that_of_what_it_tells_undated(read_page):
    text = "2021年5月20日，深圳某社区张贴新冠疫苗接种率标识。接种率超过80%的为1级，用绿色表示。"
    assert _told(read_page(text), "as_of") == [("80%", "2021-05-20")]


def test_a_year_outside_the_drive_is_not_the_one_that_a_page_tells_of(read_page):
    text = "目前，我国已接种33亿多剂新冠疫苗。\n2012年以来，国家多次安排资金用于疫情处置。某地2024年再次安排。"
    assert _told(read_page(text), "as_of") == [("33亿多剂", "")]


@pytest.mark.parametrize("written, day", [("截至6号", "2021-05-06"), ("到6号楼", "2021-05-08")])
def test_a_day_of_the_month_may_be_spoken(read_page, written, day):
    (claim,) = read_page(f"{written}，全市新冠疫苗累计接种量超过300万剂次。", published="2021-05-08").claims
    assert claim["as_of"] == day


def test_a_line_that_is_nothing_but_a_group_heads_the_lines_below_it(read_page):
    text = "某市新冠疫苗接种情况\n\n●5岁至11岁儿童\n首剂：177万2296人（49.9%）\n次剂：153万80人（43.1%）\n\n●60岁以上长者\n首剂：343万6225人（94.2%）\n\n全市至少打过1剂的有2809万人。"
    assert _told(read_page(text, published="2022-09-08"), "indicator", "population") == [
        ("177万2296人", "people_vaccinated", "5-11"), ("49.9%", "coverage_first_dose", "5-11"),
        ("153万80人", "people_fully_vaccinated", "5-11"), ("43.1%", "coverage_full", "5-11"),
        ("343万6225人", "people_vaccinated", "60+"), ("94.2%", "coverage_first_dose", "60+"), ("2809万人", "people_vaccinated", ""),
    ]  # fmt: skip


def test_rates_by_age_are_of_what_the_sentence_before_tells(read_page):
    page = read_page("澳门新冠疫苗接种覆盖率现为78%。\n\n按年龄计，3至11岁为15.9%，12至19岁为75.7%，80岁或以上为22.3%。", published="2022-03-03")
    assert _told(page, "indicator", "population")[1:] == [
        ("15.9%", "coverage_unspecified", "3-11"), ("75.7%", "coverage_unspecified", "12-19"), ("22.3%", "coverage_unspecified", "80+"),
    ]


def test_what_was_printed_as_the_original_title_is_a_headline(read_page):
    page = read_page("某省接种提速\n原标题：某省新冠疫苗接种破6000万剂次\n6月2日，某省新冠疫苗累计接种突破6000万剂次。", published="2021-06-04")
    assert [(claim["zone"], claim["as_of"]) for claim in page.claims] == [("headline", "2021-06-02"), ("body", "2021-06-02")]


def test_a_plan_behind_a_figure_dates_it_not(read_page):
    text = "卫健委6月9日发布的数据显示，我国新冠疫苗接种超过8亿剂次，从明天开始到6月30日将集中开展第二剂次接种。"
    assert _told(read_page(text), "as_of") == [("8亿剂次", "XXXX-06-09")]


def test_a_stamp_in_the_midst_of_a_line_dates_no_figure(read_page):
    text = "<p>日期:2021-03-10 15:08:44 浏览:3 北京约600万人已接种新冠疫苗</p><p>截至3月9日，北京市累计接种新冠疫苗596.69万人。</p>"
    assert {day for _, day in _told(read_page(text, published="2021-03-10"), "as_of")} == {"2021-03-09"}


def test_the_place_of_comparison_is_not_told_of(read_page):
    text = "截至2021年12月31日，博兴县3至11岁人群新冠疫苗第一剂接种率95.91%，列全市第二，全程接种率88.23%。"
    assert {place for _, place in _told(read_page(text, title="山东博兴县接种情况"), "place")} == {"山东省/滨州市/博兴县"}


def test_a_day_of_a_page_posted_long_after_it_has_no_year(read_page):
    text = "4月28日下午，发布会召开。截至4月27日，全国60岁以上老年人接种新冠疫苗2.3亿人。"
    assert _told(read_page(text, published="2022-11-04"), "as_of", "as_of_basis") == [("2.3亿人", "XXXX-04-27", "unresolved")]


def test_the_end_of_a_communitys_name_is_no_district_of_taichung(read_page):
    text = "秀新社区健康服务中心上门为员工接种新冠疫苗，第一针接种率已超过90%。"
    assert _told(read_page(text, title="深圳一企业集中接种"), "place") == [("90%", "广东省/深圳市")]
    assert _told(read_page("台中市新社区接种新冠疫苗1万人。"), "place") == [("1万人", "台湾省/台中市/新社区")]


def test_our_country_is_that_of_the_page(read_page):
    page = read_page("卫生部长说，到前天为止，我国施打的冠病疫苗超过500万剂。", published="2021-06-25", title="新加坡接种提速")
    assert _told(page, "place", "as_of") == [("500万剂", "新加坡", "2021-06-23")]


def test_the_next_dose_of_a_day_is_the_days_too(read_page):
    text = "今日全日有43,328人打新冠疫苗，第1针有19,072人。打第2针有3,479人。累计已接种第一针的有5,051,076人。"
    assert [indicator for _, indicator in _told(read_page(text, published="2022-01-11", title="香港"), "indicator")] == [
        "daily_vaccinations", "daily_vaccinations", "daily_vaccinations", "people_vaccinated",
    ]


def test_a_paragraph_goes_on_with_the_site_of_the_one_before(read_page):
    text = "在上海徐汇区规模最大的新冠疫苗临时接种点，共有50个接种位。\n据统计，这个接种点今天接种2000剂次。"
    assert {place for _, place in _told(read_page(text, published="2021-04-17"), "place")} == {"上海市/徐汇区"}


def told(page) -> list[tuple]:
    return [(row["quote"], row["indicator"], row["population"], row["vaccine"]) for row in page.claims]


def test_a_citys_daily_bulletin_counts_those_of_the_day_by_their_vaccine(read_page):
    text = (
        "2019冠狀病毒病疫苗接種計劃展開至今，政府已為參與計劃人士接種約8,188,100劑疫苗。其中，約4,350,900人已接種第一劑疫苗。\n"
        "9月13日約有36,200人經計劃接種疫苗，接種第一劑和第二劑科興疫苗的人數分別約4,300人和8,800人。\n"
        "過去一日，共有約12,200人接種疫苗，新增2,100人接種第一劑科興疫苗。新增2,600人接種第一劑復必泰疫苗；3,700人接種第二劑科興疫苗。\n"
        "社區疫苗接種中心接種科興疫苗和復必泰疫苗的整體接種率均約96%。"
    )
    page = read_page(text, published="2021-09-18", title="港聞")
    assert told(page) == [
        ("8,188,100劑", "total_vaccinations", "", ""),
        ("4,350,900人", "people_vaccinated", "", ""),
        ("36,200人", "daily_vaccinations", "", ""),
        ("4,300人", "daily_vaccinations", "", "科兴"),
        ("8,800人", "daily_vaccinations", "", "科兴"),
        ("12,200人", "daily_vaccinations", "", ""),
        ("2,100人", "daily_vaccinations", "", "科兴"),
        ("2,600人", "daily_vaccinations", "", "复必泰"),
        ("3,700人", "daily_vaccinations", "", "科兴"),
        ("96%", "other_vaccination", "", ""),
    ]
    assert [(row["as_of"], row["status"]) for row in page.claims[:3]] == [("2021-09-18", "stated")] * 2 + [("2021-09-13", "stated")]


def test_a_table_whose_corner_is_not_printed_has_its_headings_above_its_numbers(read_page):
    text = (
        "政府已為參與計劃的人士接種共約8 786 000劑疫苗，詳情如下:\n已接種科興疫苗人數 | 已接種復必泰疫苗人數 | 疫苗接種總數 | |\n"
        "第一劑 | 1 643 900 | 2 882 800 | 4 526 600 |\n第二劑 | 1 548 200 | 2 711 200 | 4 259 300 |"
    )
    rows = told(read_page(text, published="2021-10-07", title="香港疫苗接種計劃數字"))
    assert rows[1:] == [
        ("1 643 900", "people_vaccinated", "", "科兴"),
        ("2 882 800", "people_vaccinated", "", "复必泰"),
        ("4 526 600", "people_vaccinated", "", ""),
        ("1 548 200", "people_fully_vaccinated", "", "科兴"),
        ("2 711 200", "people_fully_vaccinated", "", "复必泰"),
        ("4 259 300", "people_fully_vaccinated", "", ""),
    ]


@pytest.mark.parametrize(
    "text, rows",
    [
        ("截至目前，全市已接种新冠疫苗321万剂次，其中，60岁及以上老年人，累计接种34.7万剂次。",
         [("321万剂次", "total_vaccinations", ""), ("34.7万剂次", "total_vaccinations", "60+")]),
        ("目前，3-11岁人群已经接种新冠疫苗8439.5万人，加强免疫已经接种4944万人。",
         [("8439.5万人", "people_vaccinated", "3-11"), ("4944万人", "total_boosters", "")]),
        ("第一剂接种新冠疫苗1.01亿人，占总人口（含12岁以下儿童）的79.9%。",
         [("1.01亿人", "people_vaccinated", ""), ("79.9%", "coverage_first_dose", "")]),
        ("全校97%的教职工与92.8%的大学生已完成新冠疫苗两剂次接种。",
         [("97%", "coverage_full", "教职工"), ("92.8%", "coverage_full", "大学生")]),
        ("60岁及以上人群累计接种新冠疫苗100.91万人；至少接种1剂目标人群覆盖率6.48%。",
         [("100.91万人", "people_vaccinated", "60+"), ("6.48%", "coverage_first_dose", "60+")]),
        ("全人群至少1剂新冠疫苗接种率56.76%，共有6108.64万人完成全程接种。",
         [("56.76%", "coverage_first_dose", ""), ("6108.64万人", "people_fully_vaccinated", "")]),
        ("教育系统师生员工共接种新冠疫苗46.73万剂次。", [("46.73万剂次", "total_vaccinations", "师生员工")]),
    ],
)
def test_whom_a_number_is_of_and_what_they_have_had(read_page, text, rows):
    assert [row[:3] for row in told(read_page(text, published="2021-11-14"))] == rows


@pytest.mark.parametrize(
    "text, rows",
    [
        ("全国迄今有2747万2373名（84.1%）总人口完成2剂新冠疫苗接种。", ["people_fully_vaccinated", "coverage_full"]),
        ("全国93.1%的成年人口或22,097,565人已接种了第一剂新冠疫苗。", ["coverage_first_dose", "people_vaccinated"]),
        ("新加坡八成人口已全面接种新冠疫苗，成为全面接种率最高的国家。", ["coverage_full"]),
        ("这已是第五次捐赠新冠疫苗，本次捐赠50万剂，总共约390.4万剂。", ["supply", "supply"]),
    ],
)
def test_a_share_and_its_people_and_a_supply_and_its_sum_are_alike(read_page, text, rows):
    assert [row["indicator"] for row in read_page(text, published="2021-09-21", title="新加坡接种进展").claims] == rows


@pytest.mark.parametrize(
    "headline, group",
    [("澳门新冠疫苗接种率已达八成五 长者和儿童应尽快接种", ""), ("澳门新冠疫苗接种率：60或以上的长者约68%", "60+")],
)
def test_what_a_blank_parts_from_a_headlines_number_does_not_limit_it(read_page, headline, group):
    [row] = read_page(f"{headline}\n请市民预约。", published="2022-04-29").claims
    assert row["population"] == group


@pytest.mark.parametrize(
    "text, indicator, unit",
    [
        ("截至昨日下午四时，累计共有十五万二千二百〇七人次预约接种新冠疫苗。", "other_vaccination", "person"),
        ("符合条件的员工累计4288人自愿完成新冠疫苗接种。", "people_vaccinated", "person"),
        ("公司总人数5708人，新冠疫苗接种率90.69%。", "population", "person"),
        ("同时有1亿9040万2262人已完整接种新冠疫苗。", "people_fully_vaccinated", "person"),
        ("共接种了近1.75亿次新冠疫苗。", "total_vaccinations", "dose"),
        ("新冠疫苗不良反应报告发生率为11. 86/10万剂次。", "other_vaccination", "percent"),
    ],
)
def test_what_pages_count_in_their_own_way(read_page, text, indicator, unit):
    row = read_page(text, published="2021-05-08", title="马鞍山接种进展").claims[0]
    assert (row["indicator"], row["unit"]) == (indicator, unit)


@pytest.mark.parametrize(
    "text, rows",
    [
        ("海南累计接种新冠疫苗1411.5万剂，其中：第1剂次729.43万剂，占18岁以上人群94.5%，占全人群72.4%。",
         [("total_vaccinations", ""), ("people_vaccinated", ""), ("coverage_first_dose", "18+"), ("coverage_first_dose", "")]),
        ("第一剂次累计接种新冠疫苗175.3万剂次；第二剂累计接种数132.7万剂次，占全人群70.85%。",
         [("people_vaccinated", ""), ("people_fully_vaccinated", ""), ("coverage_full", "")]),
        ("12-17岁人群累计接种新冠疫苗92748剂，占12-17岁人群48.47%。", [("total_vaccinations", "12-17"), ("coverage_first_dose", "12-17")]),
        ("6个月~4岁新冠疫苗第1剂42.1%。65岁以上第4剂41.1%。", [("coverage_first_dose", "6个月-4岁"), ("coverage_booster", "65+")]),
        ("台北市以22%新冠疫苗涵盖率排名第三。", [("coverage_unspecified", "")]),
    ],
)
def test_a_share_of_people_behind_doses_is_of_those_who_had_that_dose(read_page, text, rows):
    assert [(row["indicator"], row["population"]) for row in read_page(text, published="2021-08-05").claims] == rows


@pytest.mark.parametrize("word", ["嚴重特殊傳染性肺炎", "新型肺炎", "武漢肺炎"])
def test_the_disease_has_other_names_elsewhere(read_page, word):
    text = f"截至11月底，{word}疫苗第一劑接種率達74.6%，第二劑接種率達58.1%。"
    assert len(read_page(text, published="2022-01-19", title="市政統計週報").claims) == 2


def test_a_list_of_countries_and_their_shares_is_read_without_colons(read_page):
    text = "据外媒消息，各国都在接种。\n以下为部分国家新冠疫苗接种率：\n1、柬埔寨85%\n2、新加坡81%\n10、美国66%"
    rows = read_page(text, published="2021-10-26").claims
    assert [(row["quote"], row["place"]) for row in rows] == [("85%", "柬埔寨"), ("81%", "新加坡"), ("66%", "美国")]


@pytest.mark.parametrize(
    "text, rows",
    [
        ("本港12岁或以上已接种第一剂新冠疫苗的市民有621万；已接种两剂疫苗的市民有576万。",
         [("people_vaccinated", "person"), ("people_fully_vaccinated", "person")]),
        ("首针新冠疫苗接种达450万剂。", [("people_vaccinated", "dose")]),
        ("3岁以上人口接种了2剂新冠疫苗的有超过8成；已接种3剂的比例占人口的50.8%。", [("coverage_full", "percent"), ("coverage_booster", "percent")]),
        ("重庆市累计接种新冠疫苗2553.4万剂次（第一剂1315万，第二剂1238.4万），覆盖该市18岁以上常住人口的47.8%。",
         [("total_vaccinations", "dose"), ("people_vaccinated", "dose"), ("people_fully_vaccinated", "dose"), ("coverage_first_dose", "percent")]),
    ],
)
def test_doses_told_by_number_and_people_told_without_a_unit(read_page, text, rows):
    assert [(row["indicator"], row["unit"]) for row in read_page(text, published="2022-06-17").claims] == rows


def test_shares_of_ages_abroad_go_on_with_the_full_course(read_page):
    text = "在日本65岁及以上的人群中，有90.4%的人已经全面接种了新冠疫苗，而30多岁的人群中有60.8%、20多岁的人群中有57.0%。"
    assert {row["indicator"] for row in read_page(text, published="2021-10-26").claims} == {"coverage_full"}


def test_another_name_of_the_disease_is_not_looked_for_inside_its_usual_one(read_page):
    text = "工信部5日消息，两家企业开足马力。新冠病毒灭活疫苗产能可达10亿剂次。新冠病毒灭活疫苗项目负责人介绍，元旦不停产。"
    assert [row["place"] for row in read_page(text, published="2021-01-05").claims][:1] == ["全国"]


@pytest.mark.parametrize(
    "text, published, when",
    [
        ("注：1.全市另有接种点12个。2.7月19日至25日，全市新增接种新冠疫苗41.2万剂次。", "2021-07-26", ("2021-07-19", "2021-07-25")),
        ("哈尔滨市4月1日至4月11日共接种新冠疫苗12.6万剂。", "2022-03-09", ("2021-04-01", "2021-04-11")),
        ("力争到4月11日累计接种新冠疫苗98万剂。", "2022-03-09", ("", "2022-04-11")),
        ("4月11日前累计接种新冠疫苗98万剂。", "2022-03-09", ("", "2022-04-11")),
    ],
)
def test_days_of_numbered_notes_and_days_that_are_told_to_be_over(read_page, text, published, when):
    row = read_page(text, published=published, title="接种情况通报").claims[-1]
    assert (row["as_of_start"], row["as_of"]) == when


def test_a_share_that_is_to_rise_later_holds_now(read_page):
    rows = read_page("全市60岁以上老人新冠疫苗全程接种率仍不足六成，力争年底前提高到七成五。", published="2021-11-24").claims
    assert [(row["as_of"], row["status"]) for row in rows] == [("2021-11-24", "stated"), ("2021-12-31", "planned")]


@pytest.mark.parametrize("text", ["澳门居民新冠疫苗接种率五成。", "宁波居民新冠疫苗接种率五成。"])
def test_who_lives_at_the_place_is_no_group_of_it(read_page, text):
    assert read_page(text, published="2021-08-26").claims[0]["population"] == ""


def test_an_aim_for_all_residents_is_not_for_the_age_of_the_title(read_page):
    text = "贵州12至17岁人群首剂接种率超九成\n按照安排，贵州将于10月底前完成80%以上常住人口的新冠疫苗全程接种任务。"
    assert [row["population"] for row in read_page(text, published="2021-09-03").claims] == ["12-17", ""]


def test_a_days_doses_are_not_the_thresholds_told_behind_them(read_page):
    text = "累计接种新冠疫苗加强针23.4万剂。\n12月4日单日接种1.57万剂次。\n从10万剂到20万剂，仅用9天。"
    rows = read_page(text, published="2021-12-06", title="加强免疫").claims
    assert {row["indicator"] for row in rows if row["quote"] in ("10万剂", "20万剂")} <= {"total_vaccinations", "total_boosters"}


def test_a_first_line_of_two_headings_tells_of_each_dose(read_page):
    rows = read_page("本港逾六成市民已打首針　3.5萬人昨打第二針\n新冠疫苗接種", published="2021-08-26").claims
    assert [row["indicator"] for row in rows] == ["coverage_first_dose", "people_fully_vaccinated"]


def test_a_share_of_all_residents_is_of_no_age_and_the_product_of_a_part_is_of_no_whole(read_page):
    text = (
        "截至6月28日，某市第二剂接种522.3万剂次（含康希诺8万剂次），完成率103.6%，18岁以上人群覆盖率54.4%，"
        "完成第一阶段40%常住人口504万人的新冠疫苗全程接种。"
    )
    rows = {row["quote"]: row for row in read_page(text, published="2021-06-30").claims}
    assert [rows[quote]["vaccine"] for quote in ("522.3万剂次", "8万剂次")] == ["", "康希诺"]
    assert [rows[quote]["population"] for quote in ("54.4%", "40%", "504万人")] == ["18+", "", ""]
    assert rows["103.6%"]["indicator"] == "other_vaccination"  # more than all: of a task


def test_numbers_grouped_by_ten_thousands_are_read(read_page):
    rows = read_page("厦门市接种新冠疫苗第一剂次109,8042人，第二剂次40,7463人。", published="2021-05-28").claims
    assert [int(row["value"]) for row in rows] == [1098042, 407463]


@pytest.mark.parametrize(
    "text, rows",
    [
        ("全市新冠疫苗接种点由年初的64个（192个接种台）增加到目前的175个（618个接种台）。",
         ["vaccination_sites", "stations", "vaccination_sites", "stations"]),
        ("全市已有130个卫生院（社区卫生服务中心）及20个公立医院作为新冠疫苗接种点。", ["vaccination_sites"] * 2),
        ("该区具备每天接种新冠疫苗5万剂的能力。", ["daily_capacity"]),
        ("年底前力争完成80%的人群覆盖率，加快接种新冠疫苗。", ["coverage_unspecified"]),
    ],
)
def test_what_pages_count_of_sites_and_of_what_they_can_do(read_page, text, rows):
    assert [row["indicator"] for row in read_page(text, published="2021-07-17").claims] == rows


def test_the_efficacy_of_a_chinese_vaccine_abroad_is_not_told_of_china(read_page):
    text = "土耳其卫生部长在发布会上表示，中国疫苗（科兴）的有效率为91.25%，新冠疫苗月底运抵。"
    assert read_page(text, published="2020-12-25").claims[0]["place"] == "土耳其"


@pytest.mark.parametrize(
    "text",
    [
        "全体镇村干部共计120余人参加了新冠疫苗接种工作会议。",
        "近日召开新冠疫苗接种工作推进会，会议由镇长主持，各村负责人共计20余人参加。",
    ],
)
def test_who_came_to_a_meeting_is_no_claim(read_page, text):
    assert read_page(text, published="2021-08-03").claims == []


@pytest.mark.parametrize(
    "text, rows",
    [
        ("全球平均每千人已接种150剂新冠疫苗。", ["other_vaccination"]),
        ("全球新冠疫苗接种总缺口为9.74亿剂。", ["other_vaccination"]),
        ("国内昨疫苗接种20.9万剂，目前累计接种新冠疫苗突破2700万剂。", ["daily_vaccinations", "total_vaccinations"]),
        ("该点承担了全市17.3%的新冠疫苗第二剂次接种任务。", ["other_vaccination"]),
        ("预计每个中心每日可提供超过1000剂新冠疫苗接种服务。", ["daily_capacity"]),
    ],
)
def test_what_doses_and_shares_are_of(read_page, text, rows):
    assert [row["indicator"] for row in read_page(text, published="2021-11-11").claims] == rows


def test_who_gives_vaccines_is_not_where_a_page_is_at_home(read_page):
    text = "自購與日本捐贈的175萬劑AZ疫苗抵台，國內取得疫苗將超過700萬劑。\n指揮中心發言人莊人祥公布，7日單日接種14.3萬劑。"
    places = {row["place"] for row in read_page(text, published="2021-07-08", title="疫苗涵蓋率衝破12%").claims}
    assert places == {"台湾省"}
    text = "柬埔寨已收到100万剂新冠疫苗，中国疫苗6月份将陆续运到500万剂。"
    assert {row["place"] for row in read_page(text, published="2021-06-10").claims} == {"柬埔寨"}


def test_a_long_list_of_systems_is_one_group(read_page):
    text = "全市医疗卫生、住建、城市管理、邮政快递、旅游景点、星级酒店、商业服务等系统新冠疫苗接种率超过90%。"
    label = "医疗卫生、住建、城市管理、邮政快递、旅游景点、星级酒店、商业服务等系统"
    assert [row["population"] for row in read_page(text, published="2021-05-19").claims] == [label]


def test_a_page_of_hong_kong_in_simplified_characters_is_known_by_its_words(read_page):
    text = (
        "政府今日公布，本月21日起将增加两间社区疫苗接种中心。\n社区疫苗接种中心的预约系统将开放。\n"
        "市民可到社区疫苗接种中心接种新冠疫苗。"
    )
    assert read_page(text, published="2022-01-07").claims[0]["place"] == "香港特别行政区"


def test_people_of_one_province_are_its_own_behind_a_title_that_names_the_country(read_page):
    text = "【我国加速新冠疫苗接种】目前，山东累计接种新冠疫苗408.9万剂次，医疗卫生人员接种率达到91.1%。"
    assert {row["place"] for row in read_page(text, published="2021-04-02").claims} == {"山东省"}


def test_what_another_source_tells_is_not_dated_by_what_follows(read_page):
    text = "另据央视新闻报道，全国新冠疫苗接种总人数超过11亿。\n截至9月15日，全国累计接种新冠疫苗216142.8万剂次。"
    assert [row["as_of"] for row in read_page(text, published="2021-09-19").claims] == ["2021-09-19", "2021-09-15"]


def test_a_stamp_whose_hour_is_glued_to_its_day_dates_the_page(read_page):
    text = "三沟镇有序推进疫苗接种\n2021-04-1609时00分 浏览次数：\n\n到目前为止，共接种新冠疫苗1864剂次。"
    assert read_page(text).claims[0]["as_of"] == "2021-04-16"


def test_a_daily_average_since_the_start_has_the_start_and_the_day_of_the_figures(read_page):
    text = "截至5月11日，全市累计接种新冠疫苗263万剂。自3月23日启动以来，日均接种2.3万剂。"
    row = read_page(text, published="2021-05-13").claims[1]
    assert (row["as_of_start"], row["as_of"]) == ("2021-03-23", "2021-05-11")


def test_a_paragraph_between_two_of_one_day_is_of_that_day_whoever_it_is_about(read_page):
    text = (
        "截至昨天，全国64.3%总人口已完成施打冠病疫苗。\n\n未接种者占总人口的25.5%，或相等于834万7752人。\n\n"
        "在青少年接种方面，68.5%已至少施打一剂，4.7%完成接种。\n\n昨日全国接种剂数为19万6647剂。"
    )
    rows = {row["quote"]: row for row in read_page(text, published="2021-10-09", outlet="当今大马").claims}
    assert [(rows[quote]["population"], rows[quote]["as_of"]) for quote in ("68.5%", "4.7%")] == [("青少年", "2021-10-08")] * 2
    assert rows["834万7752人"]["indicator"] == "population"


def test_a_headline_tells_of_two_groups_behind_their_shares(read_page):
    rows = read_page("89.1%成人完成接种新冠疫苗，68.5%青少年至少一剂", published="2021-10-09").claims
    assert [row["population"] for row in rows] == ["18+", "青少年"]


@pytest.mark.parametrize(
    "text, rows",
    [
        ("中国大陆累计接种新冠疫苗10.5亿剂，占全球累计接种剂数的38.9%；其中单日新增接种2052万剂。",
         [("全国", "total_vaccinations"), ("全国", "other_vaccination"), ("全国", "daily_vaccinations")]),
        ("日本每日接种超过100万剂新冠疫苗，比美国平均水平高出30万剂。",
         [("日本", "daily_vaccinations"), ("日本", "other_vaccination")]),
        ("中国、美国和印度接种新冠疫苗最多，三国约占全球接种总量的近60%。", [("全球", "other_vaccination")]),
    ],
)
def test_shares_of_the_world_and_differences_between_countries(read_page, text, rows):
    assert [(row["place"], row["indicator"]) for row in read_page(text, published="2021-06-22").claims] == rows


def test_a_page_is_not_at_home_where_its_vaccines_are_sent_from(read_page):
    text = "近30万剂新冠疫苗陆续抵达漳州。\n疫苗从北京疫苗厂家发往我市需要两天两夜，全市已完成第一针150万剂。"
    assert {row["place"] for row in read_page(text, published="2021-06-03").claims} == {"福建省/漳州市"}


@pytest.mark.parametrize(
    "text, rows",
    [
        ("仅575人完成3针或以上的新冠疫苗接种。", ["total_boosters"]),
        ("整体接种一针新冠疫苗的比例仅为85%。", ["coverage_first_dose"]),
        ("完成新冠疫苗全程接种的有2009万3678人或61.5%。", ["people_fully_vaccinated", "coverage_full"]),
    ],
)
def test_doses_told_in_a_papers_own_way(read_page, text, rows):
    assert [row["indicator"] for row in read_page(text, published="2021-09-30").claims] == rows


@pytest.mark.parametrize(
    "text, population",
    [
        ("首都国际机场周边单位第一剂新冠疫苗接种，第一剂接种率达到99.89%。", ""),
        ("首都国际机场周边单位第一剂接种率达到99.89%，新冠疫苗应接尽接。", "首都国际机场周边单位"),
        ("机场海关、机场集团、边检总站等机场周边单位第一剂接种率达到99.89%，新冠疫苗应接尽接。",
         "机场海关、机场集团、边检总站等机场周边单位"),
    ],
)
def test_workplaces_around_a_place_are_a_group(read_page, text, population):
    assert read_page(text, published="2021-04-03").claims[0]["population"] == population


def test_shares_of_villages_and_buildings_are_no_coverage(read_page):
    text = "全区267个村庄新冠疫苗接种覆盖率达到80%以上，占比达70%。这张标识说明该楼宇内的80%及以上人员已接种新冠疫苗。"
    rows = read_page(text, published="2021-04-03").claims
    assert [row["indicator"] for row in rows[-2:]] == ["other_vaccination"] * 2


def test_people_still_without_a_booster_have_the_day_of_the_passage(read_page):
    text = (
        "截至2022年1月25日，广州市累计接种新冠疫苗4817.3万剂。但目前广州市尚有300万左右的市民仍未进行加强免疫，"
        "以及56万老年人未完成全程接种。"
    )
    rows = read_page(text, published="2022-03-22").claims[1:]
    assert [(row["indicator"], row["as_of"]) for row in rows] == [("population", "2022-01-25")] * 2


@pytest.mark.parametrize(
    "text, rows",
    [
        ("街道组织200多名老人进行集体接种新冠疫苗。", ["people_vaccinated"]),
        ("为满足居民的需求，共申请2000针新冠疫苗。", ["supply"]),
        ("奥克兰迄今提供了1,950,883次新冠疫苗接种。", ["total_vaccinations"]),
        ("全国新冠疫苗完全接种率达到了90%的里程碑目标。", ["coverage_full"]),
    ],
)
def test_what_is_organised_asked_for_and_reached(read_page, text, rows):
    claims = read_page(text, published="2021-12-16").claims
    assert [(row["indicator"], row["status"]) for row in claims] == [(indicator, "stated") for indicator in rows]


def test_the_last_day_of_a_paragraphs_figures_ends_its_24_hours(read_page):
    text = "截至昨(24)日下午4时，澳门累计接种新冠疫苗91763剂。另外，在过去24小时，卫生局接获8宗不良事件通报。"
    assert [row["as_of"] for row in read_page(text, published="2021-04-25").claims] == ["2021-04-24"] * 2


def test_a_page_of_new_zealand_is_known_by_its_people(read_page):
    text = "截至昨天晚上11时59分，375387名毛利人至少接种了一剂新冠疫苗（占符合条件的毛利人人口的66%）。"
    rows = read_page(text, published="2021-10-18", title="毛利人新冠疫苗接种").claims
    assert {(row["place"], row["population"]) for row in rows} == {("新西兰", "毛利人")}


def test_a_page_of_animals_has_no_claims_however_it_words_them(read_page):
    text = (
        "截至11月20日，全市累计接种口蹄疫疫苗382万头次，禽流感疫苗接种710万羽。全市投入防疫人员2140名，组建机动接种队95支。\n"
        "首免后间隔28天要做加强免疫，补针率力争100%。"
    )
    assert read_page(text, published="2021-11-24", title="秋防收官").claims == []


def test_a_note_on_other_vaccines_at_the_end_does_not_turn_a_page(read_page):
    text = (
        "家人们，这个帖子每天都会更新，外来务工的朋友也可以打，直接去就行，打完留观再走，记得带身份证，现场有人带着走流程。\n"
        "截至8月2日，东莞累计接种1392.5万剂次，第一剂接种率93.6%，完成全程接种498万人。\n"
        "附：HPV疫苗到货500支，流感疫苗预计9月开打，备货60万支。"
    )
    rows = read_page(text, published="2021-08-03", title="东莞打疫苗最新消息").claims
    assert [row["quote"] for row in rows] == ["1392.5万剂次", "93.6%", "498万人"]


def test_a_table_of_a_page_titled_with_an_age_is_of_that_age(read_page):
    text = (
        "<h1>某市60岁以上老年人新冠病毒疫苗接种进度通报</h1><table><caption>各县接种进度（截至2022年4月15日，单位：万人、%）</caption>"
        "<tr><th>县</th><th>60岁以上人口</th><th>至少接种一剂</th><th>全程接种率</th></tr>"
        "<tr><td>如东县</td><td>36.4</td><td>32.6</td><td>86.7</td></tr></table>"
    )
    rows = read_page(text, published="2022-04-16", title="某市60岁以上老年人新冠病毒疫苗接种进度通报").claims
    assert {row["population"] for row in rows} == {"60+"}


@pytest.mark.parametrize(
    "text, days",
    [
        ("昨晚7时30分，某中心的叫号屏跳到了“A412”。这天，中心从上午到晚上共接种新冠疫苗1160针。", ["2021-05-11"]),
        ("儿童接种上周二（4日）实施以来，5月4日当天打了新冠疫苗1160针。", ["2021-05-04"]),
        ("第一批新冠疫苗15万9千剂是4月1日到的，第二批20万剂是4号到的。", ["2021-04-01", "2021-04-04"]),
    ],
)
def test_days_that_a_text_leans_on(read_page, text, days):
    assert [row["as_of"] for row in read_page(text, published="2021-05-12" if "5月" in text or "昨晚" in text else "2021-04-06").claims] == days


def test_a_list_of_districts_counts_what_the_line_above_it_counts(read_page):
    text = "2021年11月，郑州市共开放213个新冠疫苗接种点，市民可就近选择。各区数量如下：\n金水区：46个\n中原区：38个"
    rows = read_page(text, published="2021-11-20", title="郑州加强针在哪里打").claims
    assert [(row["quote"], row["indicator"]) for row in rows[1:]] == [("46个", "vaccination_sites"), ("38个", "vaccination_sites")]


def test_who_lends_staff_is_not_where_it_works(read_page):
    text = "州里和昆明、大理、保山三地支援了1127名医务人员，加上本市的，一共有将近2000人投入接种。新冠疫苗方面，第一批15.9万剂已到货。"
    rows = read_page(text, published="2021-04-06", title="瑞丽市新冠肺炎疫情防控发布会").claims
    assert {row["place"].rpartition("/")[2] for row in rows} == {"瑞丽市"}
    assert [row["indicator"] for row in rows] == ["staff", "staff", "supply"]


def test_what_a_person_in_the_film_says_is_of_the_place_before(read_page):
    text = "【解说】再来看庐阳区，今天已经打了新冠疫苗5200针。\n\n【同期声 市民】排了不到二十分钟就轮上了。"
    rows = read_page(text, published="2021-06-09", title="打疫苗的变化").claims
    assert {row["place"] for row in rows} == {"安徽省/合肥市/庐阳区"}


@pytest.mark.parametrize(
    "text, populations",
    [
        ("12至17岁人群和3至11岁人群新冠疫苗首剂接种率分别为99.1%和96.4%；完成加强免疫10.2万人。", ["12-17", "3-11", ""]),
        ("全市3岁以上人群新冠疫苗全程接种率92.7%，加强免疫接种168.4万人。", ["3+", ""]),
        ("矿工的新冠疫苗接种率，从6月底的不到四成，提高到了现在的七成六。", ["矿工", "矿工"]),
    ],
)
def test_for_whom_lists_boosters_and_topics_are_told(read_page, text, populations):
    assert [row["population"] for row in read_page(text, published="2022-02-11").claims] == populations


def test_an_age_of_another_place_is_compared_in_a_few_words(read_page):
    text = "万秀区80岁以上老人的新冠疫苗首针接种率超过了八成。钦州要慢一点，80岁以上的还不足七成。"
    row = read_page(text, published="2022-03-22").claims[-1]
    assert (row["place"], row["population"], row["comparator"]) == ("广西壮族自治区/钦州市", "80+", "<")


@pytest.mark.parametrize(
    "text, rows",
    [
        ("昨日全港共有5.93万人打针，当中科兴疫苗占2.16万剂，新冠疫苗接种加快。", ["daily_vaccinations", "daily_vaccinations"]),
        ("新冠疫苗每日可接种人数会由4.5万增至最多6.5万。", ["daily_capacity", "daily_capacity"]),
        ("离目标还有距离，还要补上近330万剂新冠疫苗。", ["other_vaccination"]),
        ("表中接种台按每台每天150剂次测算，接种新冠疫苗。", ["daily_capacity"]),
        ("全球已接种新冠疫苗15.1亿剂。其中83%用在了高收入国家，低收入国家仅占0.3%。",
         ["total_vaccinations", "other_vaccination", "other_vaccination"]),
    ],
)
def test_parts_of_a_day_steps_of_capacity_and_shares_of_doses(read_page, text, rows):
    assert [row["indicator"] for row in read_page(text, published="2022-02-20", title="新冠疫苗").claims] == rows


@pytest.mark.parametrize(
    "text, rows",
    [
        ("第一批接种新冠疫苗员工达981人。", [("people_vaccinated", "员工")]),
        ("公司单日接种新冠疫苗员工人数最高达到2623人。", [("daily_vaccinations", "员工")]),
    ],
)
def test_employees_of_a_firm_are_vaccinated_and_no_staff(read_page, text, rows):
    claims = read_page(text, published="2021-06-02").claims
    assert [(row["indicator"], row["population"]) for row in claims] == rows


def test_before_a_feast_that_is_over_names_the_last_one(read_page):
    text = "春节前，市政府特批500支新冠疫苗，2月23日全部接种完毕。"
    row = read_page(text, published="2021-06-02").claims[0]
    assert (row["as_of"][:4], row["status"]) == ("2021", "stated")


def test_a_later_month_does_not_date_what_is_told_before_it(read_page):
    text = "公司总人数5708人，接种新冠疫苗5177人。\n\n截至今年7月，公司3156人已全部接种新冠疫苗。"
    assert [row["as_of"] for row in read_page(text, published="2021-08-10").claims][1:] == ["2021-08-10", "2021-07-31"]


@pytest.mark.parametrize("marks", ["和", "、", "及", "与"])
def test_two_doses_share_their_counting_word(read_page, marks):
    rows = read_page(f"全市新冠疫苗第二{marks}第三剂接种率分别为56%和14%。", published="2022-05-01").claims
    assert [row["indicator"] for row in rows] == ["coverage_full", "coverage_booster"]


def test_people_behind_a_share_that_are_not_vaccinated_yet(read_page):
    text = "目前70岁以上居民新冠疫苗接种率约为70%，即约28万名长者仍未接种疫苗。"
    assert [row["indicator"] for row in read_page(text, published="2022-03-24").claims] == ["coverage_unspecified", "population"]


def test_this_age_is_the_one_told_and_the_next_dose_goes_on_with_it(read_page):
    text = "60岁或以上已接种第一针新冠疫苗的人口占该年龄段合资格人口的80.51%；第二针占68.28%。"
    rows = read_page(text, published="2022-03-19").claims
    assert [(row["indicator"], row["population"]) for row in rows] == [("coverage_first_dose", "60+"), ("coverage_full", "60+")]


def test_the_doses_of_people_are_for_those_people(read_page):
    text = "截至7月15日，在大陆接种新冠疫苗的台胞超过12.5万人，接种剂次超21万剂。"
    assert [row["population"] for row in read_page(text, published="2021-07-23").claims] == ["台胞", "台胞"]


def test_adverse_events_of_a_report_are_of_its_days(read_page):
    text = "截至4月30日，全国接种新冠疫苗2.65亿剂次，报告不良反应31434例。在不良反应中，一般反应26078例。"
    assert [row["as_of"] for row in read_page(text, published="2021-06-03").claims] == ["2021-04-30"] * 3


def test_a_total_of_now_behind_yesterdays_doses_is_yesterdays(read_page):
    text = "昨天全国共打了28万4613剂新冠疫苗。\n\n目前全国累计接种3746万8220人次，厂牌分别为AZ 1512万人次、BNT 1234万人次。"
    rows = read_page(text, published="2022-01-19", title="疫情指挥中心公布疫苗统计", outlet="中央社").claims
    assert {row["as_of"] for row in rows} == {"2022-01-18"}


def test_figures_behind_a_day_that_is_told_again_are_of_that_day(read_page):
    text = (
        "截至昨晚8时，全港累计接种约1490万剂新冠疫苗，约677万人已接种首剂。\n\n昨日全港接种约4.38万剂。\n\n"
        "长者方面，80岁或以上人士首剂接种率只有五成六。"
    )
    rows = read_page(text, published="2022-03-16", outlet="香港商报网").claims
    assert {row["as_of"] for row in rows} == {"2022-03-15"}


def test_people_with_at_least_one_dose_are_told_so_behind_the_fully_vaccinated(read_page):
    text = "目前全马有2295万人打完两剂新冠疫苗，另2323万1080人（98.7%）至少一剂。"
    rows = read_page(text, published="2022-02-10", title="马来西亚疫苗接种", outlet="马新社").claims
    found = {row["value"]: (row["indicator"], row["place"]) for row in rows if row["unit"] == "person"}
    assert found[23231080] == ("people_vaccinated", "马来西亚")


def test_a_long_line_by_age_shares_out_what_the_one_before_it_tells(read_page):
    text = (
        "截至昨晚8时，全港第一剂接种率达92%。\n\n"
        "按年龄计，3至11岁为61.5%，12至19岁为97.2%，20至29岁为96.4%，30至39岁为98.8%，40至49岁为99%，"
        "50至59岁为95.1%，60至69岁为87.7%，70至79岁为77.2%，80岁或以上为56.1%，各年龄层之中，以长者最低，当局呼吁家人陪同他们前往附近的站点。"
    )
    rows = read_page(text, published="2022-03-16", title="香港疫苗接种", outlet="香港商报网").claims
    assert [row["indicator"] for row in rows] == ["coverage_first_dose"] * 10
    assert rows[-1]["population"] == "80+"


def test_so_many_of_every_ten_are_a_share_and_no_people(read_page):
    rows = read_page("每10人中有近7人接种了新冠疫苗。", published="2021-12-08", title="太原疫苗接种").claims
    assert [(r["quote"], r["unit"], r["comparator"], r["value"]) for r in rows] == [("每10人中有近7人", "percent", "<~", 70)]
    rows = read_page("每4个新冠疫苗接种台有3名护士。", published="2021-12-08", title="太原疫苗接种").claims
    assert all(row["unit"] != "percent" for row in rows)


def test_counties_that_are_also_cities_are_the_people_of_nothing_that_follows(read_page):
    text = "全市疫苗接种提速，有5个县市接种率突破80%，其中开平市达到86.3%。"
    rows = read_page(text, published="2021-08-10", outlet="江门日报").claims
    assert [row["population"] for row in rows] == ["", ""]


def test_what_is_completed_on_a_day_was_given_on_it(read_page):
    text = "25日完成了234人的新冠疫苗接种，29日完成200支疫苗的接种任务。"
    rows = read_page(text, published="2021-04-30", title="固始县接种新冠疫苗").claims
    assert [(r["quote"], r["indicator"], r["as_of"], r["status"]) for r in rows] == [
        ("234人", "daily_vaccinations", "2021-04-25", "stated"),
        ("200支", "daily_vaccinations", "2021-04-29", "stated"),
    ]


def test_what_a_speaker_says_behind_a_plan_is_told_as_it_is(read_page):
    text = "下一步，雷山县力争在11月底前将新冠疫苗首针接种率提高到95%以上。{}全县每天最多可接种3000剂次。"
    statuses = [read_page(text.format(said), published="2021-11-12").claims[-1]["status"] for said in ("县疾控中心主任说，", "")]
    assert statuses == ["stated", "planned"]


def test_people_eligible_for_a_booster_who_were_vaccinated_had_one(read_page):
    text = "符合新冠疫苗加强免疫条件的职工共2.94万人，截至12月15日已接种2.17万人，接种率73.8%。"
    rows = read_page(text, published="2021-12-16").claims
    assert [row["indicator"] for row in rows] == ["population", "total_boosters", "coverage_booster"]


def test_those_who_are_left_had_no_booster(read_page):
    text = "全段5120名职工中，打完新冠疫苗加强针的4676人。剩下的400多人，要么接种未满半年，要么暂缓。"
    assert [row["indicator"] for row in read_page(text, published="2022-01-18").claims][-1] == "population"


def test_second_doses_are_quoted_without_the_word_that_says_so(read_page):
    rows = read_page("雪兰莪昨天接种9898剂首剂，以及3万6683剂次剂新冠疫苗。", published="2021-09-01", outlet="当今大马").claims
    assert [row["quote"] for row in rows] == ["9898剂", "3万6683剂"]


def test_those_who_may_register_are_nobody_of_the_next_sentence(read_page):
    text = "指挥中心开放18岁以上民众登记新冠疫苗，已有485万人完成登记。台北市以22%疫苗涵盖率排名第三。"
    rows = read_page(text, published="2021-07-14", title="全台疫苗涵盖率").claims
    assert [row["population"] for row in rows] == ["18+", ""]


def test_a_count_goes_on_with_the_group_of_the_count_before_its_share(read_page):
    text = "在校学生中至少接种一剂新冠疫苗的有2.31万人，占应接种人数的97.9%；完成两剂的1.86万人。"
    rows = read_page(text, published="2021-09-14", title="大学新冠疫苗接种").claims
    assert [row["population"] for row in rows] == ["在校学生"] * 3


def test_a_group_is_named_without_the_word_that_joins_it_to_its_place(read_page):
    text = "广东、海南两省的铁路职工新冠疫苗加强针接种率分别为88.7%、93.5%。"
    assert [row["population"] for row in read_page(text, published="2022-01-18").claims] == ["铁路职工"] * 2


def test_those_whom_a_clause_serves_are_counted_in_the_next(read_page):
    text = "接种队为行动不便的老人上门服务，三天里共接种新冠疫苗412人。"
    assert [row["population"] for row in read_page(text, published="2021-06-12").claims] == ["行动不便的老人"]
    assert read_page(text.replace("三天里", "全市"), published="2021-06-12").claims[0]["population"] == ""


def test_so_many_times_as_much_is_of_the_day_and_people_that_it_tells_more_of(read_page):
    text = "4月1日到15日，全县新增60岁以上新冠疫苗首针接种3126人，接近3月同期的4倍。"
    row = read_page(text, published="2021-04-16").claims[-1]
    assert [row[key] for key in ("quote", "indicator", "comparator", "population", "as_of")] == [
        "4倍", "other_vaccination", "<~", "60+", "2021-04-15",
    ]
    alone = read_page("新冠疫苗日接种量是上月的2.5倍。", published="2021-06-15").claims
    assert [(r["quote"], r["as_of"]) for r in alone] == [("2.5倍", "2021-06-15")]
    assert not read_page("接种新冠疫苗后出游，酒店订单是去年同期的4倍。", published="2021-06-15").claims


@pytest.mark.parametrize("outlet, place", [
    ("北京市丰台区人民政府", "北京市/丰台区"),
    ("长沙市雨花区人民政府", "湖南省/长沙市/雨花区"),
    ("安徽省庐江县人民政府", "安徽省/合肥市/庐江县"),
    ("新华日报", "江苏省"),
    ("北京日报", "北京市"),
])
def test_a_page_is_of_the_innermost_place_that_its_outlet_names(read_page, outlet, place):
    assert read_page("目前累计接种新冠疫苗89.6万剂次。", published="2021-09-15", outlet=outlet).claims[0]["place"] == place


@pytest.mark.parametrize("text", [
    "自愿放弃接种新冠疫苗的有23人，已签订告知书。",
    "全校共有2863名学生，除23名因身体原因不能接种外，其余全部完成新冠疫苗第一针接种。",
    "全镇老人新冠疫苗接种提速，其中23人有接种意愿。",
    "新冠疫苗未接种2084人，其中禁忌症356人、拒绝接种23人。",
    "接种点可同时容纳23人留观，接种新冠疫苗更方便。",
])
def test_who_refuses_cannot_or_waits_is_nobody_vaccinated(read_page, text):
    row = next(row for row in read_page(text, published="2022-04-25").claims if row["value"] == 23)
    assert row["indicator"] == "other_vaccination"


def test_a_group_of_which_a_share_is_told_next_is_a_population(read_page):
    text = "1200名工人中已有九成以上完成新冠疫苗首针接种，全厂20万员工新冠疫苗接种率超85%。"
    rows = read_page(text, published="2021-05-25").claims
    assert [row["indicator"] for row in rows if row["unit"] == "person"] == ["population"] * 2


def test_what_was_given_in_a_whole_year_is_no_days(read_page):
    row = read_page("全年接种新冠疫苗2.3万余剂次。", published="2022-01-25").claims[0]
    assert (row["indicator"], row["as_of"]) == ("new_vaccinations_period", "2021-12-31")


def test_doses_that_a_lorry_carries_are_doses(read_page):
    row = read_page("5月18日，满载10.8万支科兴新冠疫苗的冷链车抵达冷库。", published="2021-05-21").claims[0]
    assert (row["quote"], row["indicator"], row["unit"]) == ("10.8万支", "supply", "dose")


def test_two_targets_in_turn_have_their_own_days(read_page):
    text = "力争6月底前新冠疫苗接种率达到40%，年底达到70%。"
    assert [row["as_of"] for row in read_page(text, published="2021-03-16").claims] == ["2021-06-30", "2021-12-31"]


def test_a_number_put_right_is_stated_and_the_wrong_one_retracted(read_page):
    text = "更正：上期通报中苍南县新冠疫苗全程接种人数误为62.7万人，应为61.7万人。"
    rows = read_page(text, published="2021-12-17").claims
    assert [(row["indicator"], row["status"]) for row in rows] == [
        ("people_fully_vaccinated", "retracted"), ("people_fully_vaccinated", "stated"),
    ]


def test_steps_between_thresholds_are_two_numbers_wherever_their_time_is_told(read_page):
    text = "新冠疫苗接种从4000万剂次到5000万剂次，广东仅用了8天。"
    rows = read_page(text, published="2021-06-05", outlet="南方日报").claims
    assert [row["quote"] for row in rows] == ["4000万剂次", "5000万剂次", "8天"]


def test_a_report_on_the_year_tells_of_covid_vaccines_beside_the_others(read_page):
    text = "2021年，全市累计接种新冠疫苗856.3万剂次，接种流感疫苗5万剂次，免疫规划疫苗接种率保持在95%以上。"
    rows = read_page(text, published="2022-01-25", title="2021年工作总结", outlet="连云港市卫健委").claims
    assert [row["quote"] for row in rows] == ["856.3万剂次"]
    flu = "流感疫苗已接种5万剂次，接种率3%。打了新冠疫苗的也可以打。"
    assert not read_page(flu, published="2021-10-25", title="流感疫苗开打", outlet="连云港市卫健委").claims


def test_a_hong_kong_title_that_names_a_site_is_of_all_that_the_page_counts(read_page):
    text = "全港昨日接種新冠疫苗約6.1萬劑，黃大仙接種中心下周重開。\n政府目標是下月底前將整體第一針接種率推高至九成。"
    rows = read_page(text, published="2022-02-18", title="單日打6.1萬針 黃大仙接種中心下周重開", outlet="港島日報").claims
    assert {row["place"] for row in rows} == {"香港特别行政区"}


def test_a_college_is_not_of_the_district_that_is_called_like_it(read_page):
    text = "永川区卫健委派来28名医护人员，为师生接种新冠疫苗。"
    rows = read_page(text, published="2021-04-29", title="师生“苗”速集结", outlet="江州职院").claims
    assert [row["place"] for row in rows] == ["重庆市/永川区"]
