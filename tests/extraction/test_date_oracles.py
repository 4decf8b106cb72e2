"""Dates as others read them: written forms, the day they are read on, and the days they name.

Forms and values are facts, most of them taken from JioNLP's tests of its time parser (base 14 June 2021, a
Monday), the rest from the texts' own ways of speaking. Each is read in a sentence about the drive on a page of the
base day. At least 95 in 100 of those in scope must come out; the rest are named.
"""

import re

import pytest

BASE = "2021-06-14"

# 截至…: the last day that the words name.
DAYS = {
    "2021年5月23日": "2021-05-23", "2021年5月23日20时": "2021-05-23", "2021-06-09": "2021-06-09", "2020年12月15号": "2020-12-15",
    "5月23日": "2021-05-23", "5 月 23 日": "2021-05-23", "5月23日24时": "2021-05-23", "4月26日20时": "2021-04-26",
    "4月26日下午5时30分": "2021-04-26", "6月1日早上10点": "2021-06-01", "12月31日": "2020-12-31", "十二月20号": "2020-12-20",
    "去年3月3号": "2020-03-03", "去年12月30日": "2020-12-30", "前年9月2号": "2019-09-02", "今年5月8日": "2021-05-08",
    "上个月15号": "2021-05-15", "上月15日": "2021-05-15", "本月9日": "2021-06-09", "9日": "2021-06-09",
    "今天": "2021-06-14", "今日": "2021-06-14", "昨天": "2021-06-13", "昨日24时": "2021-06-13", "昨晚8时35分": "2021-06-13",
    "前天": "2021-06-12", "今天十一点半": "2021-06-14", "今日16时": "2021-06-14", "昨天（6月13日）": "2021-06-13",
    "上周五": "2021-06-11", "上周日": "2021-06-13", "5月底": "2021-05-31", "2020年10月底": "2020-10-31", "去年底": "2020-12-31",
    "2020年底": "2020-12-31", "去年年底": "2020-12-31", "上月底": "2021-05-31", "5月31日零时": "2021-05-31",
}
# 截至…: some day of it, told by its last.
MONTHS = {
    "2021年5月": "2021-05-31", "2020年12月": "2020-12-31", "今年5月": "2021-05-31", "去年12月": "2020-12-31", "5月份": "2021-05-31",
    "2020年3月": "2020-03-31", "二〇二〇年十二月": "2020-12-31", "二零二一年三月": "2021-03-31",
}
# …接种…万剂次: given from the first day to the last.
PERIODS = {
    "5月3日至5月29日": ("2021-05-03", "2021-05-29"), "3月1日至29日": ("2021-03-01", "2021-03-29"),
    "2021年4月12日至19日": ("2021-04-12", "2021-04-19"), "2021年4月12-19日": ("2021-04-12", "2021-04-19"),
    "2020年12月15日至2021年3月29日": ("2020-12-15", "2021-03-29"), "上周": ("2021-06-07", "2021-06-13"),
    "上一周": ("2021-06-07", "2021-06-13"), "今年以来": ("2021-01-01", "2021-06-14"), "上个月": ("2021-05-01", "2021-05-31"),
    "上月": ("2021-05-01", "2021-05-31"), "5月": ("2021-05-01", "2021-05-31"), "近7天": ("2021-06-08", "2021-06-14"),
    "最近30天": ("2021-05-16", "2021-06-14"), "过去一周": ("2021-06-08", "2021-06-14"), "5月1日以来": ("2021-05-01", "2021-06-14"),
}
# 力争…完成: the target's day.
DEADLINES = {
    "6月底前": "2021-06-30", "年底前": "2021-12-31", "2021年底前": "2021-12-31", "9月30日前": "2021-09-30", "今年年底前": "2021-12-31",
    "明年6月底前": "2022-06-30", "国庆节前": "2021-10-01", "本月底前": "2021-06-30", "10月底前": "2021-10-31",
}

OUT_OF_SCOPE = {
    "a day without a year that is still to come: a claim is not later than its page, so the last such day counts": "9月30日 12月30号 8月28日",
    "years of two digits and other centuries": "15年3月2日 零七年八月二十九号 九零年9月十号 三三年 18世纪 上世纪80年代",
    "digits run together or with dots alone, which are also figures": "20240307 2022 11 23 2019.9.6 6·30 09-01",
    "seasons, school holidays, solar terms": "2021年春 冬季 去年暑假 芒种 冬至那天",
    "days of the lunar calendar, save festivals": "农历八月廿三 五月廿二 闰四月 腊月初十",
    "times of the day alone": "晚上8点许 9~12点半 白天 凌晨6、7点",
    "stretches counted from now into the future, which date no figure": "20天后 未来两个月 15个工作日内 过两天 3年后",
    "lengths of time, which are quantities": "270天 两年半 17个多月 35,000个钟头",
    "weeks of a month or year by number": "本月第2周 20年第52周 八月份的第一个周二",
    "what comes again and again": "每周三 每月4号 每年9月",
    "other people's feasts": "感恩节 愚人节 母亲节",
    "quarters and halves, rough by nature": "一季度 今年前三季度 上个季度 1993年上半年 6月上旬 本月初",
}


def first_claim(page, **cells):
    found = [claim for claim in page.claims if all(claim[key] == value for key, value in cells.items())]
    return found[0] if found else None


def assert_most(missed: list[str], tried: int) -> None:
    assert len(missed) <= 0.05 * tried, f"{len(missed)} of {tried}: " + "; ".join(missed)


def test_days_in_scope_are_read_as_others_read_them(read_page):
    missed = []
    for forms, precision in ((DAYS, "day"), (MONTHS, "month")):
        for form, day in forms.items():
            claim = first_claim(read_page(f"截至{form}，全市累计接种新冠疫苗300万剂次。", published=BASE))
            if claim is None or (claim["as_of"], claim["as_of_precision"]) != (day, precision):
                missed.append(f"{form} → {day} ({precision}), not {claim and (claim['as_of'], claim['as_of_precision'])}")
    assert_most(missed, len(DAYS) + len(MONTHS))


def test_periods_in_scope_are_read_as_others_read_them(read_page):
    missed = []
    for form, days in PERIODS.items():
        claim = first_claim(read_page(f"{form}全市接种新冠疫苗300万剂次。", published=BASE))
        if claim is None or (claim["as_of_start"], claim["as_of"]) != days:
            missed.append(f"{form} → {days}, not {claim and (claim['as_of_start'], claim['as_of'])}")
    assert_most(missed, len(PERIODS))


def test_deadlines_in_scope_are_read_as_others_read_them(read_page):
    missed = []
    for form, day in DEADLINES.items():
        claim = first_claim(read_page(f"全市力争{form}完成300万剂次新冠疫苗接种。", published=BASE), status="planned")
        if claim is None or claim["as_of"] != day:
            missed.append(f"{form} → {day}, not {claim and claim['as_of']}")
    assert_most(missed, len(DEADLINES))


@pytest.mark.parametrize("why", OUT_OF_SCOPE)
def test_a_form_out_of_scope_breaks_nothing(read_page, why):
    for form in OUT_OF_SCOPE[why].split():
        text = f"{form}，全市累计接种新冠疫苗300万剂次。"
        claims = read_page(text, published=BASE).claims
        assert all(text[claim["start"] : claim["end"]] == claim["quote"] for claim in claims)


# ---- through the discourse

@pytest.mark.parametrize(
    "published, text, days",
    [
        ("2021-05-25", "昨天（5月24日）发布会召开，截至当天10时，全省累计接种新冠疫苗3008万剂次。", ["2021-05-24"]),
        ("2021-03-27", "3月25日，全市累计接种疫苗1333.39万剂。其中，新冠疫苗全程接种500.96万人。", ["2021-03-25", "2021-03-25"]),
        ("2022-01-05", "截至12月31日，全市累计接种新冠疫苗300万剂次。", ["2021-12-31"]),
        ("2021-06-01", "截至5月底，全市累计接种新冠疫苗300万剂次。", ["2021-05-31"]),
        ("", "截至4月11日，全市累计接种新冠疫苗300万剂次。", ["XXXX-04-11"]),
        ("", "全市累计接种新冠疫苗300万剂次。", [""]),
        ("2021-05-25", "目前，全市累计接种新冠疫苗300万剂次。", ["2021-05-25"]),
        ("2021-05-25", "1月25日设立接种点。2021年全市推进接种。2月30日，全市累计接种新冠疫苗300万剂次。", None),
    ],
)
def test_a_date_is_resolved_through_what_stands_around_it(read_page, published, text, days):
    found = [claim["as_of"] for claim in read_page(text, published=published).claims]
    assert days is None or found == days


def test_a_date_says_how_it_is_known(read_page):
    def bases(text, published="2021-05-25"):
        return [(claim["as_of_basis"], claim["as_of_precision"]) for claim in read_page(text, published=published).claims]

    assert bases("截至5月23日，全市累计接种新冠疫苗300万剂次。") == [("explicit", "day")]
    assert bases("截至昨天，全市累计接种新冠疫苗300万剂次。") == [("relative", "day")]
    assert bases("全市新冠疫苗日接种能力达30万剂次。") == [("published", "day")]
    assert bases("截至4月11日，全市累计接种新冠疫苗300万剂次。", "") == [("unresolved", "day")]
    assert bases("全市累计接种新冠疫苗300万剂次。", "") == [("unresolved", "none")]


def test_every_date_of_a_claim_is_one_or_says_that_it_is_unknown(seed_claims):
    for cell in [*seed_claims["as_of"], *seed_claims["as_of_start"]]:
        assert re.fullmatch(r"(\d{4}|XXXX)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|", cell), cell
    unresolved = seed_claims["as_of_basis"] == "unresolved"
    assert (seed_claims["as_of"].str.startswith("XXXX") | (seed_claims["as_of"] == ""))[unresolved].all()


# ---- which date of several

SAME_FIGURES = "全市累计接种新冠疫苗300万剂次，接种率达62%。"


def days(read_page, text, published="2021-05-25", **cells):
    claims = read_page(text, published=published).claims
    return [claim["as_of"] for claim in claims if all(claim[key] == value for key, value in cells.items())]


@pytest.mark.parametrize(
    "announcement",
    ["截至5月23日，各区新冠疫苗接种情况如下：", "新冠疫苗接种数据（截至5月23日24时）", "统计时间：5月23日24时", "（数据截至2021年5月23日24时）"],
)
def test_a_line_that_announces_a_day_dates_the_figures_below_it(read_page, announcement):
    items = "北京市\n" + announcement + "\n大兴区：累计接种210.5万剂次\n顺义区：累计接种168.2万剂次\n推进新冠疫苗接种工作。"
    assert days(read_page, items) == ["2021-05-23"] * 2


def test_a_days_figure_ends_with_the_figures_of_its_passage(read_page):
    for stretch in ("过去24小时", "过去一日", "过去二十四小时"):
        assert days(read_page, f"截至5月23日，全市累计接种新冠疫苗300万剂次。{stretch}接种2万剂次。")[-1] == "2021-05-23"
    found = read_page("截至5月23日，全市累计接种新冠疫苗300万剂次，近五天每天接种2万剂次以上。", published="2021-05-25").claims[-1]
    assert (found["as_of_start"], found["as_of"]) == ("2021-05-19", "2021-05-23")


@pytest.mark.parametrize("now", ["眼下，全市平均", "近一段时间，全市", "目前，全市", "这几天，全市"])
def test_what_is_given_a_day_at_present_is_true_of_the_pages_day(read_page, now):
    assert days(read_page, f"截至5月23日，{SAME_FIGURES}\n{now}每天接种新冠疫苗2万剂次。") == ["2021-05-23", "2021-05-23", "2021-05-25"]


@pytest.mark.parametrize("held", ["目前，全市设有接种点300个", "全市现有接种台1200个", "全市日接种能力达20万剂次"])
def test_what_is_there_is_true_of_the_pages_day(read_page, held):
    assert days(read_page, f"截至5月23日，{SAME_FIGURES}\n{held}。")[-1] == "2021-05-25"


def test_a_stretch_without_a_day_goes_on_from_none(read_page):
    told = "截至5月23日，全市累计接种新冠疫苗300万剂次。\n三天里共为老人接种新冠疫苗412剂。"
    assert days(read_page, told) == ["2021-05-23", "2021-05-25"]


def test_a_day_behind_the_number_is_its_own(read_page):
    assert days(read_page, "首批5万剂新冠疫苗已于5月20日送达。") == ["2021-05-20"]
    assert days(read_page, "第一批2万剂新冠疫苗5月20日到货。") == ["2021-05-20"]
    assert days(read_page, "本报昨日刊发的一文中，“全市累计接种新冠疫苗136万剂次”有误，应为63.1万剂次，统计截至5月22日。") == ["2021-05-22"] * 2
    assert days(read_page, "新冠疫苗10万剂将于5月28日运抵我市。", status="planned") == ["2021-05-28"]


def test_days_told_together_are_shared_out(read_page):
    text = "5月22日、23日全市分别接种新冠疫苗12.1万剂次和13.5万剂次。"
    assert days(read_page, text, indicator="daily_vaccinations") == ["2021-05-22", "2021-05-23"]


def test_the_first_day_is_the_one_on_which_something_began(read_page):
    assert days(read_page, "从5月20日起，全市启动新冠疫苗加强针接种，首日接种1.2万剂次。") == ["2021-05-20"]
    assert days(read_page, "5月20日，全市启动新冠疫苗加强针接种。首日接种新冠疫苗1.2万剂次。") == ["2021-05-20"]


def test_当日_is_no_day_still_to_come(read_page):
    text = "5月24日，全市收到新冠疫苗18万剂。预计5月28日还将到货10万剂。截至当日17时，全市累计接种新冠疫苗263.4万剂次。"
    assert days(read_page, text)[-1] == "2021-05-24"


@pytest.mark.parametrize(
    "text, day",
    [
        ("市教育局表示，全市高校将于6月5日前全部完成首剂接种，首剂接种率要达到95%。", "2021-06-05"),
        ("6月30日前，全市新冠疫苗累计接种不少于14万人。", "2021-06-30"),
        ("6月4日前再开20个临时接种点，单日新冠疫苗接种能力从8万剂提高到10万剂。", "2021-06-04"),
    ],
)
def test_a_targets_day_reaches_over_its_sentence(read_page, text, day):
    claim = read_page(text, published="2021-05-25").claims[-1]
    assert (claim["status"], claim["as_of"]) == ("planned", day)


def test_a_target_has_no_day_that_is_over(read_page):
    text = "首批新冠疫苗已于5月24日晚运抵，拟接种居民约20万人。"
    assert days(read_page, text, status="planned") in ([], ["2021-05-25"])


def test_a_line_that_breaks_off_goes_on_in_the_next(read_page):
    text = "<p>记者获悉，截至5月23日24时，全市累计报告接种<br/>新冠疫苗658.4万剂次，其中255.8万人已完成全程接种。</p>"
    assert days(read_page, text) == ["2021-05-23"] * 2


def test_a_tables_note_below_gives_its_day_but_the_next_sentence_does_not(read_page):
    table = "<p>各街道新冠疫苗接种一览</p><table><tr><td>区</td><td>累计接种（剂）</td></tr><tr><td>大兴区</td><td>58311</td></tr></table>"
    assert days(read_page, table + "<p>数据截至：5月23日18:00</p>")[0] == "2021-05-23"
    assert days(read_page, table + "<p>截至5月23日，全市累计接种新冠疫苗300万剂次。</p>")[0] == "2021-05-25"


def test_a_headline_that_rounds_has_the_day_of_what_it_rounds(read_page):
    text = "“五一”不打烊 渝北3天接种超9万剂\n5月1日至3日，渝北区共接种新冠疫苗9.27万剂次。"
    claims = read_page(text, published="2021-05-08").claims
    assert [(c["indicator"], c["as_of_start"], c["as_of"]) for c in claims] == [("new_vaccinations_period", "2021-05-01", "2021-05-03")] * 2


def test_a_page_without_a_day_is_true_of_its_latest_figures(read_page):
    text = "海港设立新冠疫苗接种点9个。截至2021年8月8日，全市累计接种新冠疫苗300万剂次。"
    assert days(read_page, text, published="") == ["2021-08-08", "2021-08-08"]


def test_in_speech_a_day_is_counted_from_the_day_of_speaking(read_page):
    text = "“昨天一天就打了新冠疫苗3000多针！”6月8日，接种点负责人李某告诉记者。"
    assert days(read_page, text, published="2021-06-10") == ["2021-06-07"]


@pytest.mark.parametrize("form, day", [("从3月底的", "2021-03-31"), ("从4月底的", "2021-04-30"), ("从5月1日的", "2021-05-01")])
def test_a_months_end_that_is_just_over_is_no_target(read_page, form, day):
    text = f"全市新冠疫苗累计接种量{form}20万剂次增加到6月9日的600万剂次。"
    claims = read_page(text, published="2021-06-10").claims
    assert [(c["as_of"], c["status"]) for c in claims] == [(day, "stated"), ("2021-06-09", "stated")]


@pytest.mark.parametrize("form", ["6月底，首剂接种率70%；8月底", "本月底，首剂接种率70%；8月底"])
def test_a_clause_that_is_only_a_day_to_come_makes_a_target(read_page, form):
    claims = read_page(f"县里的目标很明确：{form}，新冠疫苗全程接种率70%。", published="2021-06-10").claims
    assert [(c["as_of"], c["status"]) for c in claims] == [("2021-06-30", "planned"), ("2021-08-31", "planned")]
