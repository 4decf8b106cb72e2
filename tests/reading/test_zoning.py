"""Every character belongs to exactly one zone; nothing is removed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaxclaims.markup import find_tags
from vaxclaims.reading import read_document
from vaxclaims.shown import readable
from vaxclaims.tables import ZONES

PIECES = st.sampled_from(
    ["\n", "\r\n", "---\n", "title: 甲\n", "相关文章", "评论列表(4条)", "联系我们", "<aside>", "</aside>", "<h1>", "</h1>",
     "<div class='related'>", "</div>", "<nav", ">", "累计接种疫苗300万剂。", "全市设立300余...", "(17066)人阅读", "   ", "来源:某日报"]
)
PAGES = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


def assert_partition(text, zones):
    assert "".join(text[zone.start : zone.end] for zone in zones) == text
    assert all(before.end == after.start for before, after in zip(zones, zones[1:]))
    assert all(zone.start < zone.end and zone.zone in ZONES and zone.why for zone in zones)


@given(PAGES)
@settings(max_examples=300)
def test_the_zones_of_any_page_partition_its_text(text):
    row, zones, _ = read_document("page", text)
    assert row["text"] == text, "the document's text is the file's characters, nothing removed"
    assert_partition(text, zones)


@given(st.text())
def test_the_zones_of_any_text_partition_it(text):
    assert_partition(text, read_document("page", text)[1])


# ---- the seeds

def test_every_character_of_a_seed_is_in_exactly_one_zone(seed_documents, seed_zones):
    for number, row in seed_documents.items():
        zones = seed_zones[number]
        assert "".join(row["text"][zone["start"] : zone["end"]] for zone in zones) == row["text"], number
        assert {zone["zone"] for zone in zones} <= set(ZONES)


@pytest.fixture(scope="module")
def zone_at(seed_documents, seed_zones):
    """The zone of the nth occurrence of some words in a seed."""

    def find(number, words, nth=1):
        at = -1
        for _ in range(nth):
            at = seed_documents[number]["text"].index(words, at + 1)
        return next(zone["zone"] for zone in seed_zones[number] if zone["start"] <= at < zone["end"])

    return find


@pytest.mark.parametrize(
    "number, words, nth, zone",
    [
        ("000", "北京上海疫苗接种:北京上海打疫苗", 1, "headline"),
        ("000", "全市设立300余...", 1, "lead"),  # the teaser breaks off in the middle of a sentence
        ("000", "2021年初,中国启动", 1, "lead"),
        ("000", "2021年初,中国启动", 2, "body"),
        ("000", "全市设立300余个接种点", 1, "body"),
        ("000", "截至2021年6月,北京累计接种量", 1, "body"),
        ("000", "北京上海的疫苗接种经验为全国", 1, "body"),
        ("000", "本文来自作者[admin]投稿", 1, "boilerplate"),
        ("000", "文章推荐", 1, "related"),
        ("000", "2020年1月23日:武汉封城", 1, "related"),
        ("000", "9月14日,9月22...", 1, "related"),
        ("000", "发表回复", 1, "comment"),
        ("000", "希望本篇文章", 1, "comment"),
        ("000", "40度左右", 2, "comment"),
        ("000", "联系我们", 1, "boilerplate"),
        ("000", "88888@sina.com", 1, "boilerplate"),
        ("000", "关注我们", 1, "boilerplate"),
        ("001", "多地推进新冠疫苗接种服务举措", 1, "headline"),
        ("001", "categories", 1, "boilerplate"),
        ("001", "51085.8 万剂次", 1, "body"),
        ("001", "上海：截至 5 月 23 日", 1, "body"),  # a sub-heading
        ("001", "单日接种量已突破 200 万剂次", 1, "body"),
        ("002", "人民网北京3月27日电", 1, "body"),
        ("002", "逐步形成金融服务业免疫屏障", 1, "body"),
        ("002", "第三届细胞科学北京学术会议", 1, "related"),  # the run-on list begins with a link's title
        ("002", "2021中关村论坛", 1, "related"),
        ("002", "丰台区2021年重要民生实事项", 1, "related"),
        ("003", "admin5天前9", 1, "boilerplate"),
        ("003", "1月25日那天清晨6时", 1, "body"),
        ("003", "相关文章", 1, "related"),
        ("003", "全国新冠疫苗接种超1.4亿剂次", 1, "related"),
        ("003", "快递满意度首次冲破70分", 1, "related"),
        ("004", "网易首页", 1, "boilerplate"),
        ("004", "张淑云在督导检查新冠疫苗接种工作时强调", 1, "headline"),
        ("004", "4月11日,市委副书记", 1, "body"),
        ("004", "平稳、有序、高效推进", 1, "body"),
        ("004", "来源:秦皇岛日报", 1, "boilerplate"),
        ("004", "热点推荐", 1, "related"),
        ("004", "惹众怒!伊朗球星", 1, "related"),  # each headline of the hot list stands there twice
        ("004", "惹众怒!伊朗球星", 2, "related"),
        ("004", "美军一架F-35战机", 1, "related"),
        ("004", "李玫瑾:为什么性格比能力更重要?", 1, "related"),
    ],
)
def test_the_parts_of_the_seeds_are_in_their_zones(zone_at, number, words, nth, zone):
    assert zone_at(number, words, nth) == zone


def test_no_seeds_article_reaches_into_its_furniture(seed_documents, seed_zones):
    for number, last in [("000", "中国智慧。"), ("002", "免疫屏障。"), ("003", "以作支持。"), ("004", "接种工作。")]:
        body = [zone for zone in seed_zones[number] if zone["zone"] == "body"]
        assert seed_documents[number]["text"][: body[-1]["end"]].rstrip().endswith(last), number


# ---- small pages

def test_a_teaser_that_the_body_repeats_is_the_lead(read_page):
    page = read_page("某市接种进展\n全市累计接种新冠疫苗已有三百万剂，各区开...\n全市累计接种新冠疫苗已有三百万剂，各区开设夜场。\n街道也很忙。")
    assert [page.zone_of(words) for words in ("各区开...", "各区开设", "街道")] == ["lead", "body", "body"]


def test_a_title_repeated_in_the_text_is_a_headline_again(read_page):
    page = read_page("某市打疫苗\n全市推进疫苗接种工作，居民踊跃参与。\n某市打疫苗\n街道设点。")
    assert [(zone.zone, zone.why) for zone in page.zones if zone.zone == "headline"] == [("headline", "title"), ("headline", "title.repeated")]


def test_a_title_from_metadata_is_found_in_the_text(read_page):
    page = read_page("首页 > 新闻\n某市推进疫苗接种工作，进展怎样？\n全市接种三百万剂。", title="某市推进疫苗接种工作，进展怎样？")
    assert page.zone_of("进展怎样") == "headline"


def test_a_sections_heading_opens_a_zone_until_the_next(read_page):
    page = read_page("全市接种新冠疫苗三百万剂。\n相关阅读\n别市接种五百万剂\n网友评论\n打了两针\n联系我们\n电话")
    assert [page.zone_of(words) for words in ("全市", "别市", "打了", "电话")] == ["body", "related", "comment", "boilerplate"]


def test_words_of_a_section_inside_a_sentence_open_none(read_page):
    assert read_page("相关文章表明接种是安全的。\n全市接种三百万剂。").zone_of("全市") == "body"


@pytest.mark.parametrize(
    "element, zone",
    [('<div class="recommend-list">', "related"), ('<ul id="comments">', "comment"), ('<div class="footer">', "boilerplate"),
     ("<aside>", "related"), ("<nav>", "boilerplate"), ('<div class="sidebar hot">', "related")],
)
def test_html_furniture_is_known_by_its_element(read_page, element, zone):
    name = element.strip("<>").split()[0]
    page = read_page(f"<p>全市接种三百万剂。</p>{element}<div>别市接种五百万剂。</div></{name}><p>街道设点。</p>")
    assert [page.zone_of(words) for words in ("全市", "别市", "街道")] == ["body", zone, "body"]


def test_a_class_that_only_contains_such_a_word_is_no_furniture(read_page):
    assert read_page('<div class="sidewalk-content"><p>全市接种三百万剂。</p></div>').zone_of("全市") == "body"


@pytest.mark.parametrize(
    "html",
    [
        "<p>全市接种三百万剂。<div><span></p></b></td>乙",
        "<p>全市接种三百万剂。" + "<div>" * 3000 + "乙",
        "<aside><p>全市接种三百万剂。",
        "<table><tr><td>全市接种三百万剂。<tr>",
        "<<p>>全市接种三百万剂。<!--",
        "<p class='a\"b>全市接种三百万剂。</p>",
        "</p></div></html>全市接种三百万剂。",
        "&#x110000;&#0;&bogus;&amp全市接种三百万剂。",
        "<![CDATA[ ]]><?php ?><!DOCTYPE 全市接种三百万剂。",
    ],
)
def test_broken_html_is_zoned_all_the_same(read_page, html):
    page = read_page(html)
    assert_partition(html, page.zones)
    assert "全市接种三百万剂" in page.row["text"]


def test_a_script_and_an_event_handler_are_text_like_all_else(read_page):
    html = "<p>全市接种三百万剂。</p><script>alert('五百万剂')</script><img src=x onerror=\"alert('五百万剂')\">"
    page = read_page(html)
    assert page.row["text"] == html and page.zone_of("<script>") == "body"


# ---- an article goes on after furniture in its midst

PROSE = "记者从市卫生健康委员会获悉，截至昨日全市累计接种新冠疫苗三百万剂次，接种工作平稳有序，各点位运行正常。"


@pytest.mark.parametrize("furniture", ["版权声明", "关注我们", "扫一扫 分享到微信"])
def test_a_paragraph_of_prose_ends_a_section_of_furniture(read_page, furniture):
    page = read_page(f"某市新冠疫苗接种情况\n\n{furniture}\n\n{PROSE}\n")
    assert page.zone_of(PROSE) == "body"


def test_two_paragraphs_of_prose_end_a_list_of_links_and_one_does_not(read_page):
    links = "相关阅读\n甲市接种突破百万剂\n乙市加强针接种启动"
    other = PROSE.replace("三百万", "四百万")
    assert read_page(f"某市接种情况\n{PROSE}\n{links}\n{other}\n{PROSE}尾\n").zone_of(other) == "related"
    assert read_page(f"某市接种情况\n{PROSE}\n{links}\n{other}\n{other}\n").zone_of("甲市") == "related"
    page = read_page(f"某市接种情况\n{PROSE}\n{links}\n{other}\n{PROSE.replace('平稳', '稳妥')}\n")
    assert page.zone_of(other) == "body"


def test_the_answers_of_a_thread_are_comments(read_page):
    page = read_page(f"某市接种情况\n{PROSE}\n=== 沙发 ===\n我们班52个人打了50个\n")
    assert page.zone_of("52个人") == "comment"


def test_a_list_of_nothing_but_links_is_of_other_articles(read_page):
    links = "<li><a href='/1'>甲市接种门诊不打烊</a></li><li><a href='/2'>乙市破百万剂</a> <em>2022-05-16</em></li>"
    page = read_page(f"<p>{PROSE}</p><ul>{links}</ul>")
    assert page.zone_of("乙市") == "related" and page.zone_of(PROSE) == "body"


def test_a_list_that_says_more_beside_its_links_is_the_article(read_page):
    items = "<li><a href='/1'>甲市</a>累计接种新冠疫苗三百万剂次，比前一日增加两万剂次，接种有序</li>" * 2
    assert read_page(f"<p>{PROSE}</p><ul>{items}</ul>").zone_of("比前一日") == "body"


PAGE = (
    '<html><head><title>重庆接种</title></head><body><div class="nav">首页</div><h1>重庆接种</h1>'
    "<p>昨日，重庆市累计接种新冠疫苗300万剂次。</p>\n<p>近一周，全市接种5万剂次。</p>"
    '<div class="related"><ul><li>上海累计接种200万剂</li></ul></div></body></html>'
)


def test_no_zone_begins_or_ends_within_a_tag():
    _, zones, _ = read_document("page", PAGE)
    within = [offset for tag in find_tags(PAGE) for offset in range(tag.start + 1, tag.end)]
    assert {zone.start for zone in zones}.isdisjoint(within) and {zone.end for zone in zones}.isdisjoint(within)
    related = [PAGE[zone.start : zone.end] for zone in zones if zone.zone == "related"]
    assert len(related) == 1 and PAGE[PAGE.index('<div class="related') : PAGE.index("</body>")] in related[0]
    assert readable(related[0]) == "上海累计接种200万剂"
