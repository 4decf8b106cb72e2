"""When a page was published and which year it tells of, each with how that is known."""

from datetime import date, datetime, timezone

import pytest

from vaxclaims.reading.dating import parse_published


@pytest.mark.parametrize(
    "value, day",
    [
        ("Tue, 25 May 2021 01:42:10 GMT", "2021-05-25"),
        ("Mon, 24 May 2021 18:00:00 GMT", "2021-05-25"),  # two in the morning in Beijing
        ("2021-05-24T16:30:00Z", "2021-05-25"),
        ("2021-05-25T00:30:00+08:00", "2021-05-25"),
        ("2021-05-25 09:42:10", "2021-05-25"),
        ("2021-05-25", "2021-05-25"),
        ("2021/5/25", "2021-05-25"),
        ("2021年5月25日 09:42", "2021-05-25"),
        ("2021.05.25", "2021-05-25"),
        (date(2021, 5, 25), "2021-05-25"),
        (datetime(2021, 5, 24, 23, tzinfo=timezone.utc), "2021-05-25"),
        ("2021-02-30", ""),
        ("2021-13-01", ""),
        ("5月25日", ""),
        ("yesterday", ""),
        ("", ""),
        (None, ""),
        ("99999999999", ""),
    ],
)
def test_a_metadata_value_names_a_day_in_beijing_or_none(value, day):
    assert parse_published(value) == day


# ---- the seeds

@pytest.mark.parametrize(
    "number, published, event_year, event_basis",
    [
        ("000", "2025-08-27", "2021", "explicit"),
        ("001", "2021-05-25", "2021", "published"),
        ("002", "2021-03-27", "2021", "published"),
        ("003", "", "2022", "calendar"),
        ("004", "", "", "unresolved"),
    ],
)
def test_the_seeds_dates(seed_documents, number, published, event_year, event_basis):
    row = seed_documents[number]
    assert (row["published"], row["event_year"], row["event_year_basis"]) == (published, event_year, event_basis)


@pytest.mark.parametrize(
    "number, published, basis",
    [
        ("000", "2025-08-27", "comment_no_later"),
        ("001", "2021-05-25", "front_matter"),
        ("002", "2021-03-27", "page_dates"),
        ("003", "", "unresolved"),
        ("004", "", "unresolved"),
    ],
)
def test_the_seeds_dates_are_found_without_anybodys_help(seed_documents, read_page, number, published, basis):
    row = read_page(seed_documents[number]["text"]).row
    assert (row["published"], row["published_basis"]) == (published, basis)


# ---- small pages

def test_what_a_person_has_written_down_goes_first(read_page):
    row = read_page("2021-05-20\n全市累计接种新冠疫苗300万剂次。", published="2021-05-25").row
    assert (row["published"], row["published_basis"]) == ("2021-05-25", "sources")


@pytest.mark.parametrize(
    "line", ["2021-05-25 09:42", "发布时间：2021年5月25日", "时间: 2021/5/25 09:42:10", "2021-05-25 来源：某某日报"]
)
def test_a_line_that_is_a_date_dates_the_page(read_page, line):
    row = read_page(f"某市公布接种进展\n{line}\n全市累计接种新冠疫苗三百万剂次，接种点遍布各街道，群众有序排队。").row
    assert (row["published"], row["published_basis"]) == ("2021-05-25", "page_line")


def test_the_first_line_of_a_page_may_be_its_date(read_page):
    row = read_page("2021-05-28 来源：某某日报\n\n昨天，全市累计接种新冠疫苗三百万剂次，接种点遍布各街道。").row
    assert (row["published"], row["published_basis"]) == ("2021-05-28", "page_line")


@pytest.mark.parametrize("line", ["2021年5月25日", "（文字整理：林晓　2021-05-25）", "责任编辑：林晓 2021年5月25日"])
def test_a_page_may_end_with_its_date(read_page, line):
    asked = "\n\n".join(f"问：第{number}个问题是什么？\n答：这个我们还在研究，请大家再等一等。" for number in "一二三四五六七")
    row = read_page(f"某区疫苗接种答问\n\n{asked}\n\n全市累计接种新冠疫苗三百万剂次。\n\n{line}\n").row
    assert (row["published"], row["published_basis"]) == ("2021-05-25", "page_line")


def test_a_day_told_at_the_end_of_a_page_does_not_date_it(read_page):
    assert read_page("全市累计接种新冠疫苗三百万剂次。\n\n接种点开放到2021年5月25日\n").row["published"] == ""


def test_a_date_inside_a_sentence_does_not_date_the_page(read_page):
    assert read_page("2021年5月25日，全市累计接种新冠疫苗三百万剂次，比前一日多二十万剂次。").row["published"] == ""


def test_the_metadata_of_an_html_page_dates_it(read_page):
    row = read_page('<meta property="article:published_time" content="2021-05-24T20:00:00Z"><p>累计接种疫苗。</p>').row
    assert (row["published"], row["published_basis"]) == ("2021-05-25", "html_meta")


def test_a_dateline_takes_its_year_from_dates_of_the_page_within_a_week(read_page):
    page = "新华社广州6月6日电 全市累计接种新冠疫苗三百万剂次。\n相关新闻\n别处的消息 2021-06-05"
    assert read_page(page).row["published"] == "2021-06-06"
    assert read_page(page.replace("2021-06-05", "2021-06-25")).row["published"] == ""
    assert read_page(page + "\n又一条 2022-06-05").row["published"] == "", "two years fit: neither is taken"


def test_the_first_comment_is_a_day_on_or_before_which_the_page_was_posted(read_page):
    row = read_page("2021年全市接种新冠疫苗三百万剂次，进展顺利。\n评论列表(2条)\n张三 2025年08月29日\n李四 2025年08月27日").row
    assert (row["published"], row["published_basis"]) == ("2025-08-27", "comment_no_later")
    assert (row["event_year"], row["event_year_basis"]) == ("2021", "explicit")


def test_a_festival_and_a_date_that_fit_only_one_year_give_the_year_told_of(read_page):
    # 农历小年 fell on 25 January 2022, on 4 February 2021 and on 14 January 2023.
    row = read_page("1月25日，全区开展疫苗接种，当天正好是农历小年，志愿者坚守岗位。").row
    assert (row["event_year"], row["event_year_basis"], row["published"]) == ("2022", "calendar", "")
    row = read_page("4月2日，全区开展疫苗接种，当天正好是农历小年，志愿者坚守岗位。").row
    assert (row["event_year"], row["event_year_basis"]) == ("", "unresolved")


def test_dates_in_a_list_of_other_articles_give_an_article_no_year(read_page):
    row = read_page("4月11日，市领导督导检查疫苗接种工作，要求应接尽接。\n热点推荐\n某队夺冠\n2026-03-19 10:43:06").row
    assert (row["published"], row["event_year"]) == ("", "")


@pytest.mark.parametrize("line", ["某某县融媒体中心 2021-05-25 18:40", "某某疾控 2021-05-25 17:52 来自 微博网页版"])
def test_who_posted_a_page_and_when_stands_above_its_text(read_page, line):
    row = read_page(f"{line}\n\n全市累计接种新冠疫苗三百万剂次，接种点遍布各街道，群众有序排队。").row
    assert (row["published"], row["published_basis"]) == ("2021-05-25", "page_line")


def test_a_page_may_end_with_its_day_before_its_month(read_page):
    row = read_page("政府公布，全港累計接種疫苗三百萬劑，接種中心遍布各區。\n\n（25/5/2021）\n").row
    assert (row["published"], row["published_basis"]) == ("2021-05-25", "page_line")


@pytest.mark.parametrize("line", ["2021年05月25日 18:32 新闻广播", "某某市卫生健康委员会 二〇二一年五月二十五日", "2021-05-25 | 某某发布", "西安晚报 2021年5月25日 第03版"])
def test_a_short_line_that_is_no_sentence_stamps_a_page(read_page, line):
    text = "全市累计接种新冠疫苗三百万剂次，接种点遍布各街道，群众有序排队。"
    assert read_page(f"某市公布接种进展\n{line}\n{text}").row["published"] == "2021-05-25"
    assert read_page(f"某市公布接种进展\n{text}\n{line}\n").row["published"] == "2021-05-25"


@pytest.mark.parametrize("line", ["截至2021年5月25日", "2021年5月25日起恢复接种", "2021年5月25日接种3万剂", "2021-05-24 2021-05-25"])
def test_a_short_line_that_tells_of_a_day_stamps_none(read_page, line):
    assert read_page(f"某市公布接种进展\n{line}\n全市累计接种新冠疫苗三百万剂次，群众有序排队。").row["published"] == ""


@pytest.mark.parametrize(
    "published, told, year",
    [
        ("2022-11-04", "4月28日下午，发布会召开。截至4月27日，60岁以上老年人接种新冠疫苗2.3亿人。", ""),
        ("2024-01-13", "截至8月26日，全国累计接种新冠疫苗超过20亿剂次。", ""),
        ("2021-06-04", "6月2日上午，新冠疫苗接种启动。截至6月3日，全省累计接种6000万剂次。", "2021"),
        ("2021-05-28", "自2月9日开展接种以来，截至昨日全澳共接种新冠疫苗19.2万剂。", "2021"),
        ("2021-04-07", "从2020年12月15日起，我省陆续开打新冠疫苗。今年3月15日起转入全员接种。", "2021"),
    ],
)
def test_a_page_posted_long_after_what_it_is_dated_with_gives_it_no_year(read_page, published, told, year):
    assert read_page(told, published=published).row["event_year"] == year


def test_a_notice_of_the_day_before_is_no_repost(read_page):
    page = read_page("各位业主：6月9日上午8:30，流动接种车开进小区，接种新冠疫苗。", published="2021-06-08")
    assert (page.row["event_year"], page.row["event_year_basis"]) == ("2021", "published")


def test_what_is_counted_up_to_a_day_to_come_was_counted_the_year_before(read_page):
    page = read_page("截至6月20日，全市累计接种新冠疫苗300万剂次。", published="2022-06-01")
    assert (page.row["event_year"], page.row["event_year_basis"]) == ("", "unresolved")


def test_an_agencys_item_of_the_year_after_the_drive_is_of_its_own_year(read_page):
    text = "新华社北京2月23日电 截至目前，以2022年底的人口数为基数统计，老年人新冠疫苗接种覆盖率达到96.1%。"
    assert read_page(text, published="2023-02-23").row["event_year"] == "2023"
    assert read_page(text.replace("2月23日", "9月3日"), published="2023-02-23").row["event_year"] == "2022"


@pytest.mark.parametrize("line", ["September 20, 2021", "Posted by admin on Sep 20th, 2021", "SEPT. 20 2021"])
def test_a_line_in_english_stamps_a_page_too(read_page, line):
    text = "全市累计接种新冠疫苗三百万剂次，群众有序排队。"
    assert read_page(f"某市公布接种进展\n{line}\n{text}\n").row["published"] == "2021-09-20"


def test_a_line_with_the_day_first_stamps_a_page(read_page):
    text = "海南全省累计接种新冠疫苗已突破1000万针剂。"
    assert read_page(f"海南接种进展\n\n17.05.2021  21:31\n\n{text}").row["published"] == "2021-05-17"
