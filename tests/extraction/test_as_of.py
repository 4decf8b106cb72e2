"""As of which day a figure is true where its own sentence does not say: what a passage's date reaches."""

import pytest

DAY = "2021-06-15"
PROVINCE = "截至6月13日24时，河南省累计接种新冠疫苗5000万剂次。\n"
CITY = "问：接种情况如何？\n答：截至6月13日，武汉市累计接种新冠疫苗900万剂次。\n问：下一步怎么做？\n"
TOLD, PUBLISHED = "2021-06-13", DAY


@pytest.fixture
def dates(read_page):
    """(quote, as_of, status) of a text's claims."""

    def read(text, published=DAY):
        return [(c["quote"], c["as_of"], c["status"]) for c in read_page(text, published=published).claims]

    return read


@pytest.mark.parametrize("paragraph, as_of", [
    ("全省第一剂接种率达60%。", TOLD),
    ("郑州市、洛阳市接种率均超过70%。", TOLD),
    ("郑州市累计接种新冠疫苗1200万剂次。", TOLD),
    ("目前，洛阳市已接种新冠疫苗300万剂次。", PUBLISHED),
    ("在河南洛阳，18岁以上人群第一剂接种率已达到75%。", TOLD),
    ("洛阳市疾控中心主任介绍，该市接种率已达七成。", PUBLISHED),
    ("郑州市有500名教师接种了新冠疫苗。", PUBLISHED),
    ("湖北省接种率达到70%。", PUBLISHED),
    ("洛阳市每天约有两万人前来接种新冠疫苗。", PUBLISHED),
])
def test_a_passages_date_reaches_into_the_next_paragraph_but_not_what_somebody_says_of_a_part(dates, paragraph, as_of):
    assert dates(PROVINCE + paragraph)[-1][1] == as_of


@pytest.mark.parametrize("answer", ["答：目前全市已完成第一剂接种，接种率达到了总人口的60%。", "答：江夏区负责人介绍，该区新冠疫苗接种率达到70%。"])
def test_an_answer_about_the_present_or_in_another_voice_is_another_passage(dates, answer):
    assert dates(CITY + answer)[-1][1] == PUBLISHED


def test_a_paragraph_further_on_is_another_passage(dates):
    assert dates(PROVINCE + "接种点照常开放。\n请市民提前预约接种。\n全省第一剂接种率达60%。")[-1][1] == PUBLISHED


def test_short_entries_of_a_list_go_on_with_its_date(dates):
    listed = PROVINCE + "".join(f"{city}接种率达{share}%。\n" for city, share in (("郑州市", 70), ("洛阳市", 65), ("开封市", 61)))
    assert {as_of for _, as_of, _ in dates(listed)[1:]} == {TOLD}


def test_a_place_beside_that_of_the_figures_has_none_of_their_date(dates):
    listed = "◆拉萨：截至6月11日，累计接种新冠疫苗53万剂次\n◆大连：甘井子区累计接种新冠疫苗116.7万剂次\n"
    assert [as_of for _, as_of, _ in dates(listed)] == ["2021-06-11", PUBLISHED]


def test_a_report_ends_where_another_source_is_named(dates):
    text = "据美国媒体14日报道，美国新冠疫苗接种率仅为40%。另据卫生部数据，美国新冠疫苗接种率为50%。"
    assert [as_of for _, as_of, _ in dates(text)] == ["2021-06-14", PUBLISHED]


@pytest.mark.parametrize("text, told", [
    ("昨天方舱接种点启用，全市新冠疫苗日接种能力从4万剂次提升至6万剂次。",
     [("4万剂次", "2021-06-14", "stated"), ("6万剂次", "2021-06-14", "stated")]),
    ("下周起，新冠疫苗接种点由12个增至20个。", [("12个", DAY, "stated"), ("20个", "2021-06-21", "planned")]),
    ("6月1日起重新开放新冠疫苗接种门诊，首批开放30家，目前已增至50家。",
     [("30家", "2021-06-01", "stated"), ("50家", DAY, "stated")]),
    ("首批500名医务人员6月3日已完成新冠疫苗接种。", [("500名医务人员", "2021-06-03", "stated")]),
])
def test_what_was_raised_opened_or_finished_has_the_day_on_which_it_was(dates, text, told):
    assert dates(text) == told


def test_the_day_that_another_is_compared_to_is_that_of_its_own_figure(dates):
    text = "6月10日，上海市接种新冠疫苗5万剂次，继6月5日突破4万剂次后再创新高。截至当日，累计接种100万剂次。"
    assert [as_of for _, as_of, _ in dates(text)] == ["2021-06-10", "2021-06-05", "2021-06-10"]


def test_a_correction_has_the_day_of_what_it_corrects(dates):
    text = ("截至6月10日，上海市累计接种新冠疫苗36.7万剂次。\n"
            "勘误：文中累计接种新冠疫苗“37.6万剂次”，应为“36.7万剂次”，特此说明。")
    assert {as_of for _, as_of, _ in dates(text)} == {"2021-06-10"}


def test_a_notices_day_is_that_of_what_it_lists(dates):
    text = "6月16日新冠疫苗接种安排\n6月16日，各接种点安排如下：\n1.西街卫生院：每天可接种新冠疫苗300人；"
    assert dates(text) == [("300人", "2021-06-16", "planned")]


def test_a_group_told_with_its_share_has_the_shares_day(dates):
    text = "上海市有60岁以上老年人14.3万人，截至6月10日，其中12.1万人接种了第一剂新冠疫苗。"
    assert {as_of for _, as_of, _ in dates(text)} == {"2021-06-10"}


def test_an_undated_page_is_of_the_day_from_which_it_tells(dates):
    text = "铁西区自2021年9月6日起调整新冠疫苗接种点，全区共开放接种点5个。"
    assert dates(text, published="") == [("5个", "2021-09-06", "stated")]


ASKED = "日报记者：进展如何？\n答：昨天全市接种新冠疫苗3.1万剂次。\n晚报记者：够用吗？\n答：够用。"


@pytest.mark.parametrize("head, as_of", [
    ("时间：6月14日 10:00\n", "2021-06-13"),
    ("6月14日下午，市政府召开疫情防控新闻发布会。\n", "2021-06-13"),
    ("2021年6月13日，省政府新闻办举行第50场新闻发布会。\n", "2021-06-12"),
    ("（6月14日上午，根据现场录音整理）\n", "2021-06-13"),
    ("发布会由市委宣传部主持。\n", "2021-06-14"),
])
def test_yesterday_in_questions_and_answers_is_counted_from_the_conference(dates, head, as_of):
    assert dates("新冠疫苗接种新闻发布会实录\n" + head + ASKED)[0][1] == as_of


@pytest.mark.parametrize("text, as_of", [
    ("五月下旬以来，全市日均接种新冠疫苗12万剂次。", TOLD),
    ("6月以来平均每天接种新冠疫苗9万剂次。", TOLD),
    ("五月下旬以来，全市新增接种新冠疫苗120万剂次。", PUBLISHED),
])
def test_an_average_up_to_now_ends_with_the_passages_figures(dates, text, as_of):
    assert dates("截至6月13日，全市累计接种新冠疫苗900万剂次。" + text)[-1][1] == as_of


def test_a_total_told_with_a_range_of_days_was_reached_by_its_last(dates):
    assert dates("6月1日至10日，累计接种新冠疫苗20.8万人。")[0][1] == "2021-06-10"


def test_how_many_a_plan_is_for_is_true_now(dates):
    assert dates("印度政府提出，年底前为全部9.44亿成年人完成新冠疫苗接种。") == [("9.44亿成年人", DAY, "stated")]


def test_what_was_so_before_dates_nothing_behind_it(dates):
    told = dates("全市新冠疫苗加强针接种率由上月底的9%升至21.5%。")
    assert [day for _, day, _ in told] == ["2021-05-31", DAY]


@pytest.mark.parametrize("text, as_of", [
    ("新冠疫苗日均接种量由原来的8000剂次提高到1.5万剂次。", ""),
    ("6月8日，新冠疫苗运抵老挝万象。这批疫苗共100万剂。", "2021-06-08"),
    ("中方将再向非洲国家提供10亿剂新冠疫苗。", ""),
    ("合肥市将在6月20日前新增新冠疫苗接种点15个，力争到6月30日累计接种180万剂次。", "2021-06-30"),
    (PROVINCE + "目前，医疗队已上门为1100名老人接种。", PUBLISHED),
    ("本月全市新增26个新冠疫苗接种点。", PUBLISHED),
])
def test_what_has_no_day_or_a_day_of_its_own(dates, text, as_of):
    found = dates(text)
    assert (found[0] if as_of == "" else found[-1])[1] == as_of


@pytest.mark.parametrize("text, told", [
    ("6月1日至3日已到货新冠疫苗3万剂，下旬预计还能到12万剂。", [("3万剂", "2021-06-03"), ("12万剂", "2021-06-30")]),
    ("余杭区累计接种新冠疫苗139万剂次；临平区（今年4月从余杭析出）117万剂次，截至6月9日。",
     [("139万剂次", "2021-06-09"), ("117万剂次", "2021-06-09")]),
    ("全市目前累计接种新冠疫苗超过90万剂次。\n另外，6月3日全市接种了5.6万针。", [("90万剂次", PUBLISHED), ("5.6万针", "2021-06-03")]),
    ("截至6月13日，全市累计接种新冠疫苗90万剂次。在中心城区中，江汉区接种率超过85%。",
     [("90万剂次", TOLD), ("85%", TOLD)]),
])
def test_days_beside_the_figures_are_not_theirs(dates, text, told):
    assert [(quote, as_of) for quote, as_of, _ in dates(text)] == told


def test_what_a_page_told_before_its_sections_dates_each_of_them(dates):
    text = ("截至6月13日，重庆市累计接种新冠疫苗5326万剂次。\n【万州区】\n截至5月底，全区接种新冠疫苗82万剂次。\n"
            "【彭水县】\n全县累计接种新冠疫苗40万剂次。")
    assert [as_of for _, as_of, _ in dates(text)] == [TOLD, "2021-05-31", TOLD]


def test_a_part_of_what_was_given_in_a_stretch_was_given_in_it(read_page):
    text = "五月以来，接种队为牧民接种新冠疫苗4260剂次，其中老人打了385剂次。"
    found = [(c["indicator"], c["as_of_start"]) for c in read_page(text, published=DAY).claims]
    assert found == [("new_vaccinations_period", "2021-05-01")] * 2


@pytest.mark.parametrize("text, indicator", [
    ("昨天，一幢楼就有612名白领打上新冠疫苗。", "daily_vaccinations"),
    ("到昨天，已有612名白领打上新冠疫苗。", "people_vaccinated"),
])
def test_people_with_a_day_and_no_word_of_a_total_are_those_of_the_day(read_page, text, indicator):
    assert [c["indicator"] for c in read_page(text, published=DAY).claims] == [indicator]


def test_days_from_a_start_told_behind_end_with_the_threshold(read_page):
    text = "3月27日，全国接种新冠疫苗首次突破1亿剂次，距离去年12月15日启动用了102天。"
    days = read_page(text, published=DAY).claims[-1]
    assert (days["as_of_start"], days["as_of"]) == ("2020-12-15", "2021-03-27")


@pytest.mark.parametrize("opening", [
    "截至6月13日24时，各区接种进度如下：",
    "市卫健委通报了截至6月13日的接种情况。",
    "三个区的统计时间均为6月13日。",
    "以下数字均截至6月13日。",
])
def test_a_line_without_figures_gives_those_below_it_their_day(dates, opening):
    entries = "".join(f"\n●天河区：累计接种新冠疫苗{n}7.05万剂次，全程接种{n}0.22万人；" for n in range(3, 7))
    assert {as_of for _, as_of, _ in dates(f"广州新冠疫苗接种提速。\n{opening}{entries}")} == {TOLD}


def test_the_figures_of_the_same_point_of_time_have_its_day(dates):
    text = "截至6月13日，全市累计接种新冠疫苗706万剂次。\n通报同时列出部分县区同一时点的数字。青秀区接种158万剂次。\n\n若看首剂接种率，青秀区为88.4%。"
    assert {as_of for _, as_of, _ in dates(text)} == {TOLD}


def test_a_threshold_has_the_day_told_behind_it(dates):
    told = dates("截至6月13日，全国累计接种新冠疫苗9亿剂次。接种总量突破8亿剂次是在6月8日。")
    assert [as_of for _, as_of, _ in told] == [TOLD, "2021-06-08"]


def test_what_was_given_after_a_day_was_not_given_on_it(dates):
    told = dates("截至6月13日，全市累计接种新冠疫苗200万剂次，差不多有三分之二是在4月10日之后打的。")
    assert [as_of for _, as_of, _ in told] == [TOLD, TOLD]


def test_a_notice_lists_what_there_is_on_its_day(dates):
    told = dates("明日（6月16日）新冠疫苗接种安排👇\n✅科兴：480支\n✅流动接种车2辆")
    assert [as_of for _, as_of, _ in told] == ["2021-06-16"] * 2


def test_next_month_ends_with_its_last_day_and_begins_with_its_first(dates):
    assert dates("新冠疫苗接种中心现有18间，下月将增至21间。")[-1][1:] == ("2021-07-31", "planned")
    assert dates("下月起派出4辆新冠疫苗外展接种车。")[0][1] == "2021-07-01"


def test_a_targets_day_may_stand_behind_it(dates):
    told = dates("让全市18岁以上人群的新冠疫苗接种率达到八成以上，力争10月底实现。")
    assert [(as_of, status) for _, as_of, status in told] == [("2021-10-31", "planned")]


def test_a_rumour_has_no_day_of_the_figures_that_refute_it(dates):
    text = "网传全市新冠疫苗接种率只有30%？\n这是谣言。截至3月20日，全市累计接种新冠疫苗500万剂次，接种率62%。"
    assert dates(text, "2022-03-25")[0] == ("30%", "2022-03-25", "denied")


@pytest.mark.parametrize("text, told", [
    ("郑州市最近一批到货的是60万剂新冠疫苗，7月15日运抵后已分送各接种点。", "2021-07-15"),
    ("首批调拨瑞丽的15.9万份新冠疫苗7月3日连夜运抵。", "2021-07-03"),
    ("全市新冠疫苗接种单位由3月初的零星试点增至532家。", "2021-07-16"),
    ("7月14日起，全市在方舱外增设了15台新冠疫苗流动接种车。", "2021-07-14"),
    ("2021年春天开始动员，到当年6月中旬，全市新冠疫苗第一剂接种率达到八成。", "2021-06-20"),
])
def test_the_day_that_a_number_leans_on(dates, text, told):
    assert [as_of for _, as_of, _ in dates(text, "2021-07-16")] == [told]


@pytest.mark.parametrize("text, as_of, status", [
    ("市卫健委提醒，7月23日至25日，全市不少于150个新冠疫苗接种点照常开放。", "2021-07-25", "planned"),
    ("四辆新冠疫苗流动接种车下月起派往企业。", "2021-08-01", "planned"),
    ("预计到7月底前，已打首针新冠疫苗的人当中有三分之二可以打完全程。", "2021-07-31", "planned"),
    ("预计到7月底需完成第二针新冠疫苗的有126万人。", "2021-07-31", "planned"),
])
def test_what_is_still_to_come_is_a_plan_of_its_day(read_page, text, as_of, status):
    claims = read_page(text, published="2021-07-16").claims
    assert [(claim["as_of"], claim["status"]) for claim in claims] == [(as_of, status)]


def test_days_between_thresholds_end_with_the_day_told_behind_them(read_page):
    text = "3月27日，全国新冠疫苗接种越过1亿剂次。25天后的4月21日，2亿剂次关口被突破。又过了16天，即5月7日，突破3亿剂次。"
    days = [c for c in read_page(text, published="2021-05-25").claims if c["indicator"] == "milestone_interval"]
    assert [(c["as_of_start"], c["as_of"]) for c in days] == [("2021-03-27", "2021-04-21"), ("2021-04-21", "2021-05-07")]


def test_all_places_of_a_sentence_share_the_passages_day(dates):
    text = "截至9月18日，广东省累计接种新冠疫苗13256.8万剂次。\n\n广东省共设接种点3186个。\n\n分地市看，深圳市累计接种2480.6万剂次，广州市累计接种2366.75万剂次；东莞市、佛山市分别接种1420.3万剂次和1305.9万剂次。"
    told = [day for _, day, _ in dates(text, "2021-09-20")]
    assert told[0] == "2021-09-18" and told[2:] == ["2021-09-18"] * 4


def test_a_question_for_a_part_goes_on_with_the_answers_day(dates):
    text = "问：老年人接种情况怎么样？\n答：截至9月18日，江西省60岁以上老年人新冠疫苗第一剂接种率为90.6%。\n问：其中80岁以上的呢？\n答：80岁以上老年人要低一些，第一剂接种率为72.8%。"
    assert [day for _, day, _ in dates(text, "2021-09-20")] == ["2021-09-18"] * 2


def test_two_parts_of_a_city_told_with_one_day_share_it_in_the_next_sentence(dates):
    text = "截至9月18日，重庆市渝中区累计接种新冠疫苗68.3万剂次，江北区累计接种92.1万剂次。再看18岁及以上人群第一剂接种率，渝中区为77.4%，江北区为75.8%。"
    assert [day for _, day, _ in dates(text, "2021-09-20")] == ["2021-09-18"] * 4


def test_a_heading_that_is_a_year_gives_it_to_the_days_below(read_page):
    text = (
        "新加坡新冠疫苗接种计划于2020年12月30日启动。\n\n2021年\n\n1月27日，全国已有11.3万人打过首剂。\n\n8月29日，完成两剂者占人口80%。"
        "\n\n2022年\n\n1月9日，完成两剂者占人口87%。"
    )
    assert [row["as_of"] for row in read_page(text).claims] == ["2021-01-27", "2021-08-29", "2022-01-09"]


def test_a_line_of_days_at_the_head_of_a_bulletin_is_the_week_it_tells_of(read_page):
    text = "东湖区新冠疫苗接种周报\n（3月14日—3月20日）\n\n本周全区共接种2.14万剂次，启动以来累计接种118.6万剂次。"
    told = [(row["as_of_start"], row["as_of"]) for row in read_page(text, published="2022-03-21").claims]
    assert told == [("2022-03-14", "2022-03-20"), ("", "2022-03-20")]


def test_what_a_part_was_given_on_dates_nothing_behind_it(read_page):
    text = "截至5月23日，全市累计接种新冠疫苗2.4万剂次，其中21日单日接种4210剂次，为最高；学生首针接种率91%。"
    days = [row["as_of"] for row in read_page(text, published="2021-05-24").claims]
    assert days == ["2021-05-23", "2021-05-21", "2021-05-23"]


def test_the_day_that_a_drive_began_makes_a_page_no_repost(read_page):
    text = "自2020年12月23日启动新冠疫苗接种以来，截至5月26日，全市累计接种500万剂次。"
    assert [row["as_of"] for row in read_page(text, published="2021-06-24").claims] == ["2021-05-26"]


def test_what_a_site_has_given_since_it_opened_is_a_stretch(read_page):
    text = "3月28日新冠疫苗接种大巴上路以来，已接种2640剂次。"
    (row,) = read_page(text, published="2022-04-07").claims
    assert (row["indicator"], row["as_of_start"], row["as_of"]) == ("new_vaccinations_period", "2022-03-28", "2022-04-07")


def test_targets_told_in_turn_share_their_deadline(read_page):
    text = "确保7月底前60岁以上人群新冠疫苗第一剂接种率达90%，80岁以上人群加强免疫接种率达75%，目前全市接种率为70%。"
    told = [(row["value"], row["status"], row["as_of"]) for row in read_page(text, published="2022-06-24").claims]
    assert [(str(value), status, day) for value, status, day in told] == [
        ("90", "planned", "2022-07-31"), ("75", "planned", "2022-07-31"), ("70", "stated", "2022-06-24"),
    ]


def test_the_day_that_a_day_is_compared_with_dates_its_own_figure_alone(dates):
    text = "9月15日，长沙市接种新冠疫苗12万剂次，比8月的日均1万剂次高出许多，比7月日均水平高得更多，接种点增至230个。"
    assert [as_of for _, as_of, _ in dates(text, "2021-09-20")] == ["2021-09-15", "2021-08-31", "2021-09-15"]


def test_the_day_on_which_a_page_went_out_may_stand_at_its_end(read_page):
    text = "青岛市累计接种新冠疫苗812万剂次，接种点186个。（11月9号播出）"
    assert [c["as_of"] for c in read_page(text, published="").claims] == ["XXXX-11-09"] * 2


def test_what_is_arranged_for_a_day_is_had_on_it(read_page):
    text = "7月12日新冠疫苗接种安排如下：稠城街道接种点投放疫苗3000剂，北苑街道接种点投放疫苗2500剂。"
    assert [c["as_of"] for c in read_page(text, published="2021-07-11").claims] == ["2021-07-12"] * 2


def test_after_a_threshold_comes_the_next_step(read_page):
    text = "6月19日，全国新冠疫苗接种突破10亿剂次，此后68天，又有10亿剂次打到了群众身上。"
    told = [c["indicator"] for c in read_page(text, published="2021-09-20").claims]
    assert told == ["total_vaccinations", "milestone_interval", "new_vaccinations_period"]


def test_a_part_has_the_day_of_what_it_is_a_part_of(dates):
    text = "自8月23日起，郑州市恢复新冠疫苗接种，首批开放接种点183个，其中金水区34个。"
    assert [as_of for _, as_of, _ in dates(text, "2021-08-24")] == ["2021-08-23"] * 2


def test_the_highest_of_several_days_is_one_of_them(read_page):
    text = "截至6月23日，深圳市累计接种新冠疫苗1500万剂。6月份以来，日均接种超过40万剂，单日最高为68.3万剂。"
    average, highest = read_page(text, published="2021-06-25").claims[1:]
    assert (average["as_of_start"], highest["as_of_start"]) == ("2021-06-01", "")
    assert average["as_of"] == highest["as_of"] == "2021-06-23"


def test_a_closing_line_may_tell_its_hour_in_words(dates):
    text = "全市新冠疫苗第一剂接种率为81%，全程接种率为59.9%。以上数据由市卫健委公布，统计至10月5日下午四时；接种仍在进行。"
    assert [as_of for _, as_of, _ in dates(text, "2021-10-06")] == ["2021-10-05"] * 2


@pytest.mark.parametrize("text", ["沙河口区这个月已经打了38万剂次新冠疫苗。", "沙河口区本月接种新冠疫苗38万剂次。"])
def test_what_has_been_given_in_a_month_that_still_runs_was_given_up_to_now(read_page, text):
    (claim,) = read_page(text, published="2021-06-23").claims
    assert claim["indicator"] == "new_vaccinations_period"
    assert (claim["as_of_start"], claim["as_of"]) == ("2021-06-01", "2021-06-23")


def test_a_quarter_without_a_year_is_the_last_that_has_begun(dates):
    text = "四季度甘肃全省共接种新冠疫苗912.6万剂次。"
    assert [as_of for _, as_of, _ in dates(text, "2022-01-05")] == ["2021-12-31"]


def test_a_lot_came_on_the_day_whose_hour_is_told(dates):
    assert [as_of for _, as_of, _ in dates("一批88.9万剂的新冠疫苗14日清晨抵达桃园机场。")] == ["2021-06-14"]


def test_a_lot_to_come_has_the_day_told_behind_it(dates):
    text = "6月8日至10日全市以第二剂接种为主，预计新一批新冠疫苗12万剂将于11日到货。"
    assert [as_of for _, as_of, _ in dates(text, "2021-06-07")] == ["2021-06-11"]


@pytest.mark.parametrize("text, as_of", [("全年建成新冠疫苗接种点17个。", "2021-12-31"), ("全年计划建成新冠疫苗接种点17个。", "2022-12-31")])
def test_in_january_the_whole_year_is_the_one_that_is_over_unless_it_is_planned(dates, text, as_of):
    assert [day for _, day, _ in dates(text, "2022-01-18")] == [as_of]


def test_what_a_report_looks_back_on_was_so_at_the_end_of_that_year(dates):
    text = "一、2021年工作回顾\n新冠疫苗累计接种76.9万剂次，建成接种单位26家。\n二、2022年工作安排\n年内60岁以上老年人新冠疫苗全程接种率达95%以上。"
    told = dates(text, "2022-01-18")
    assert [as_of for _, as_of, _ in told] == ["2021-12-31", "2021-12-31", "2022-12-31"]


def test_the_time_in_which_something_begins_is_not_dated_by_what_follows(dates):
    text = "在全国新冠疫苗接种量已超过4.4亿剂次之际，我省提速。截至5月20日18时，全国累计接种新冠疫苗4.6亿剂次。"
    assert [as_of for _, as_of, _ in dates(text, "2021-05-22")] == ["2021-05-22", "2021-05-20"]


@pytest.mark.parametrize("text, as_of", [
    ("下一车新冠疫苗预计本周六到，大约3万支。", "2021-05-29"),
    ("上周五到了2万支新冠疫苗。", "2021-05-21"),
    ("今明两天还有新冠疫苗143万支到货。", "2021-05-28"),
])
def test_a_lot_comes_on_a_day_of_the_week(dates, text, as_of):
    assert [day for _, day, _ in dates(text, "2021-05-27")] == [as_of]


def test_since_a_plan_came_out_is_a_period(read_page):
    text = "11月29日国家方案出台以来，三周时间全省60岁以上共新增接种新冠疫苗6.83万剂次，其中80岁以上9120剂次。"
    claims = read_page(text, published="2022-12-21").claims
    assert {(claim["indicator"], claim["as_of_start"]) for claim in claims} == {("new_vaccinations_period", "2022-11-29")}


def test_a_bulletin_tells_all_its_figures_for_its_day(dates):
    text = (
        "黑龙江省新冠病毒疫苗接种情况周报\n一、总体情况\n截至4月17日24时，全省累计接种新冠疫苗7216.4万剂次。\n"
        "二、接种服务\n全省分区域推进。\n三、重点人群\n60岁以上老年人累计接种639.2万人，全程接种603.8万人。\n四、服务\n全省在用接种单位1834个。"
    )
    assert [as_of for _, as_of, _ in dates(text, "2022-04-18")] == ["2022-04-17"] * 3 + ["2022-04-18"]


def test_what_runs_on_to_now_ends_with_the_day_of_the_text_s_figures(dates):
    text = "济宁新冠疫苗接种破900万剂次 7月以来日均超10万剂\n2021-07-21 来源：济宁新闻网\n截至7月19日17时，济宁市累计接种新冠疫苗905.2万剂次。\n7月以来，全市日均接种10.6万剂次。"
    assert [as_of for _, as_of, _ in dates(text, "2021-07-21")] == ["2021-07-19"] * 4


def test_a_ranking_behind_a_week_is_of_the_week(read_page):
    text = "本周全省报告接种新冠疫苗21.7万剂次，日均3.1万剂次。报告接种量居前两位的是哈尔滨市（8.4万剂次）、绥化市（2.9万剂次）。"
    claims = read_page(text, published="2022-04-17").claims
    assert [claim["indicator"] for claim in claims[2:]] == ["new_vaccinations_period"] * 2
    assert {(claim["as_of_start"], claim["as_of"]) for claim in claims} == {("2022-04-11", "2022-04-17")}
    assert [claim["place"] for claim in claims[2:]] == ["黑龙江省/哈尔滨市", "黑龙江省/绥化市"]


def test_emoji_mark_the_entries_of_a_list(dates):
    text = "✅ 截至8月11日，全区累计接种新冠疫苗49.8万剂次\n✅ 18岁以上人群新冠疫苗第一剂接种率92.6%\n✅ 18岁以上人群全程接种率71.3%"
    assert [as_of for _, as_of, _ in dates(text, "2021-08-12")] == ["2021-08-11"] * 3


def test_a_step_from_a_dated_threshold_ends_so_many_days_later(read_page):
    text = "6月4日，甘肃新冠疫苗接种突破1000万剂次；从1000万剂次到1500万剂次，仅用了13天。"
    *_, reached, days = read_page(text, published="2021-06-18").claims
    assert (days["indicator"], days["as_of_start"], days["as_of"]) == ("milestone_interval", "2021-06-04", "2021-06-17")
    assert (reached["quote"], reached["as_of"]) == ("1500万剂次", "2021-06-17")


def test_a_step_that_nothing_dates_ends_with_the_figures_that_have_just_crossed_it(read_page):
    text = "截至6月19日，全国累计接种新冠疫苗{}万剂次。从9亿到10亿，只用了5天。"
    near, far = (read_page(text.format(total), published="2021-06-20").claims[-1]["as_of"] for total in ("101048.9", "121048.9"))
    assert (near, far) == ("2021-06-19", "")


@pytest.mark.parametrize("line", ["更新时间：2022-05-08 10:00　数据截止：5月7日24:00", "数据截止：5月7日24:00"])
def test_the_day_that_a_page_s_head_gives_its_data_dates_its_table(read_page, line):
    table = "<table><tr><th>地区</th><th>新冠疫苗全程接种率</th></tr><tr><td>涪城区</td><td>86.7%</td></tr><tr><td>三台县</td><td>77.4%</td></tr></table>"
    claims = read_page(f"<html><body><h2>绵阳疫苗接种数据看板</h2><p>{line}</p>{table}</body></html>", published="2022-05-08", title="绵阳疫苗接种数据看板").claims
    assert [claim["as_of"] for claim in claims] == ["2022-05-07"] * 2


def test_a_third_of_a_month_that_still_runs_ends_with_its_last_day_where_it_is_planned(dates):
    text = "6月上旬我省到苗890万支新冠疫苗，中旬还将到1200万支左右。"
    assert [as_of for _, as_of, _ in dates(text, "2021-06-17")] == ["2021-06-10", "2021-06-20"]
    assert [as_of for _, as_of, _ in dates("7月上旬还将到货新冠疫苗26万支。", "2021-07-06")] == ["2021-07-10"]


def test_a_title_s_month_of_the_latest_data_is_not_what_they_are_told_for(read_page):
    title = "2021年9月新冠疫苗接种最新数据：全国已打21亿剂"
    text = f"{title}\n截至9月13日，全国累计接种新冠疫苗21.5亿剂次。"
    heading, told = read_page(text, published="2021-09-15", title=title).claims
    assert heading["indicator"] == told["indicator"] == "total_vaccinations"
    assert heading["as_of"] == told["as_of"] == "2021-09-13"


@pytest.mark.parametrize("text", [
    "截至6月10日，全县累计接种新冠疫苗137.26万剂次；按常住人口68.4万人计，总接种覆盖率90.27%。",
    "以常住人口6.6万人为分母，至10日止新冠疫苗第1剂涵盖率83.68%。",
])
def test_the_people_that_a_share_is_counted_by_are_of_its_day(dates, text):
    assert {as_of for _, as_of, _ in dates(text, "2021-06-12")} == {"2021-06-10"}


def test_the_day_after_tomorrow_is_two_days_ahead(dates):
    assert [as_of for _, as_of, _ in dates("第二批新冠疫苗3万份预计后天到。", "2021-06-12")] == ["2021-06-14"]


def test_up_to_that_day_is_the_lines_own_where_it_tells_one(dates):
    text = "截至7月28日，长沙市累计接种新冠疫苗800万剂次。\n7月27日，接种车开到君山区，一天接种620剂。截至当日，岳阳市已有302.7万人至少接种一剂。"
    assert [as_of for _, as_of, _ in dates(text, "2021-07-30")] == ["2021-07-28", "2021-07-27", "2021-07-27"]


def test_with_that_the_day_told_before_goes_on(dates):
    text = "5月25日，最后一批倒班员工打完了第一剂新冠疫苗。至此，公司已有10702人接种第一剂。"
    assert [as_of for _, as_of, _ in dates(text, "2021-05-27")] == ["2021-05-25"]


def test_what_medicine_asks_for_between_doses_is_of_no_week(dates):
    text = "东兴市1120名搬运工上周完成了新冠疫苗第一针接种，两针之间至少间隔14天。"
    assert [as_of for _, as_of, _ in dates(text, "2021-01-29")] == ["2021-01-24", "2021-01-29"]


def test_steps_from_one_threshold_to_the_next_begin_with_the_first_also_behind_from(read_page):
    text = "从3月27日新冠疫苗接种量超过1亿剂次，到4月21日超过2亿剂次，这个增加的1亿剂次用了25天。"
    days = read_page(text, published="2021-05-25").claims[-1]
    assert (days["indicator"], days["as_of_start"], days["as_of"]) == ("milestone_interval", "2021-03-27", "2021-04-21")


@pytest.mark.parametrize("days", ["99999999999天", "1e9天", "零天"])
def test_a_step_of_absurd_length_dates_nothing(dates, days):
    text = f"6月4日突破1000万剂次新冠疫苗；从1000万剂次到1500.5.5万剂次，用了{days}。从1000万剂次到1500万剂次，用了{days}。"
    assert {as_of for _, as_of, _ in dates(text, "2021-06-18")} <= {"2021-06-04", ""}


def test_what_goes_on_from_a_quotation_has_its_day_and_not_that_of_the_conference(dates):
    text = "“截至3月21日，全国累计接种新冠疫苗32亿剂次。”在3月22日举行的发布会上，专家介绍，完成全程接种12.4亿人，占全国总人口的88%。"
    assert {as_of for _, as_of, _ in dates(text, "2022-03-23")} == {"2022-03-21"}


def test_the_day_of_the_people_that_a_share_is_counted_by_dates_nothing(dates):
    text = "我国60岁以上老年人接种新冠疫苗2.4亿人，以2021年底全国老年人口数为基数统计，接种覆盖率达到96.1%。"
    assert [as_of for _, as_of, _ in dates(text, "2022-02-23")] == ["2022-02-23"] * 2


def test_what_runs_up_to_now_ends_with_the_pages_figures_where_no_day_of_publication_is_known(read_page):
    text = "截至2021年6月19日，全国累计接种新冠疫苗101048.9万剂次。\n5月以来，日均接种新冠疫苗超过1000万剂次。"
    daily = read_page(text).claims[-1]
    assert (daily["as_of_start"], daily["as_of"]) == ("2021-05-01", "2021-06-19")


def test_a_paragraph_that_opens_among_them_goes_on_with_the_figures_above(dates):
    text = "截至7月3日24时，全省累计接种新冠疫苗13053万剂次。\n全人群至少1剂接种率56.76%。\n其中，18-59岁人群累计接种12904.63万剂次。"
    assert {as_of for _, as_of, _ in dates(text, "2021-07-05")} == {"2021-07-03"}


def test_the_next_city_of_a_paragraph_has_the_day_of_the_one_before_it(dates):
    text = "截至6月13日，海口市累计接种新冠疫苗390.7万剂次，第二剂接种率83%。三亚也不甘落后，新冠疫苗接种率已过九成。"
    assert [as_of for _, as_of, _ in dates(text)] == [TOLD] * 3
    apart = text.replace("三亚也", "据三亚市介绍，三亚也")
    assert dates(apart)[-1][1] == PUBLISHED


def test_what_a_sentence_goes_on_to_count_is_there_on_the_day_that_it_opens_with(dates):
    text = "截至6月13日，单县已开放新冠疫苗接种台214个；抽调到一线服务的，有1260名医护人员。"
    assert [as_of for _, as_of, _ in dates(text)] == [TOLD] * 2
    now = text.replace("抽调到", "目前抽调到")
    assert dates(now)[-1][1] == PUBLISHED


def test_a_count_of_the_worlds_doses_dates_the_countries_it_goes_on_to_tell(dates):
    text = (
        "据统计，截至6月13日，全球已接种新冠疫苗至少10亿剂。\n半数由三国包办。\n"
        "以色列居冠，近六成人口完成新冠疫苗接种；英国、智利的接种率分别为49%和41%。\n{}共接种新冠疫苗1.28亿剂。"
    )
    assert {as_of for _, as_of, _ in dates(text.format("欧盟"))} == {TOLD}
    assert dates(text.format("在印度，迄今"))[-1][1] == PUBLISHED


@pytest.mark.parametrize("feast", ["春节前", "春节到来之前"])
def test_what_is_to_be_done_by_a_feast_is_done_by_its_day(dates, feast):
    assert dates(f"全市力争{feast}新冠疫苗加强针接种率达到80%。", published="2021-08-19") == [("80%", "2022-02-01", "planned")]


def test_a_stretch_of_days_is_no_day(dates):
    assert dates("一连3日的新冠疫苗接种活动今日结束，接种了935人。")[-1][1] == PUBLISHED


def test_the_day_on_which_a_group_began_or_a_site_opened_is_not_that_of_its_figures(dates):
    text = "截至6月13日，全县新冠疫苗全程接种率88.1%；5月26日才开打的12至17岁人群，首剂接种率过六成。"
    assert [as_of for _, as_of, _ in dates(text)] == [TOLD, TOLD]
    assert dates("临时接种点从6月10日开到月底，设新冠疫苗接种台4个。")[-1][1] == PUBLISHED
