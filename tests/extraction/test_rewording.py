"""Metamorphic: an article that is printed or worded another way says the same. Whole development articles are rewritten
and read again; what a rewriting changes is named with its sentence."""

import html
import re
from functools import cache

import opencc
import pytest

from vaxclaims import paths
from vaxclaims.benchmarks.quality import load_articles
from vaxclaims.extraction.engine import extract_document
from vaxclaims.reading import read_document

FIELDS = ("indicator", "place", "value", "unit", "comparator", "population", "as_of", "status")
ARTICLES = [
    article
    for number in ("", "-2", "-3")
    for article in load_articles(paths.ROOT / f"tests/articles/development{number}.yml")
    if article["claims"]
]
NUMERALS = "零一二三四五六七八九"

# Printed another way. No claim may change.
PRINTED = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "empty lines": lambda text: re.sub(r"\n+", "\n\n", text),
    "full-width digits": lambda text: text if "<" in text else text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}),
    "tenths in words": lambda text: re.sub(r"(?<![\d.~至到—-])([1-9])0%(?![至到—~-])", lambda m: NUMERALS[int(m[1])] + "成", text),
    "half-width marks": lambda text: text.translate({ord(wide): narrow for wide, narrow in zip("，：；（）", ",:;()", strict=True)}),
    "剂（次）": lambda text: text.replace("剂次", "剂（次）"),
    "indented": lambda text: re.sub(r"(?m)^(?=.)", "\u3000\u3000", text),
    "signs without width": lambda text: text if "<" in text else re.sub(r"(?<=[一-龥])(?=\d)|(?<=\d)(?=[万亿人剂])", "\u200b", text),
    "no-break spaces in numbers": lambda text: text if "<" in text else re.sub(r"(\d)(?=[万亿%])", r"\1&nbsp;", text),
    "spaces before units": lambda text: re.sub(r"(\d)(万|亿|人|剂|%|个|名|家)", r"\1 \2", text),
    "spaces before numbers": lambda text: re.sub(r"(?<=[一-龥])(\d)", r" \1", text),
    "spaces in dates": lambda text: re.sub(r"(\d{1,2})月(\d{1,2})日", r"\1 月 \2 日", text),
    "bold figures": lambda text: text if "<" in text else re.sub(r"(?<![\d.亿])(\d[\d.]*)(万|%)", r"<strong>\1\2</strong>", text),
    "bold as in Markdown": lambda text: text if "<" in text else re.sub(r"(\d[\d.]*[万亿]?(?:剂次|%))", r"**\1**", text),
}
SPAN = '<span style="color: rgb(255, 76, 65); font-size: 16px;">'
# A page of markup, dressed another way. No claim may change.
DRESSED = {
    "numbers in colour": lambda line: "<p>" + re.sub(r"\d[\d,.]*", rf"{SPAN}\g<0></span>", line) + "</p>",
    "words in bold": lambda line: "<p>" + re.sub("接种|全市|[一-龥]{2}市", r"<b>\g<0></b>", line) + "</p>",
    "boxes in boxes": lambda line: f"<section><section><p><span>\u3000\u3000{line}</span></p></section></section>",
    "lines that br ends": lambda line: f"{line}<br/>",
    "divisions": lambda line: f"<div>&nbsp;&nbsp;{line}</div>",
}
# Worded another way, or printed as sloppily as pages are. At most one claim in fifty may change.
WORDED = {
    "号 for 日": lambda text: re.sub(r"(\d{1,2}月\d{1,2})日", r"\1号", text),
    "half-width commas and a blank": lambda text: text.replace("，", ", "),
    "figures in full": lambda text: re.sub(
        r"(?<![\d.,亿])(\d{1,3})(?:\.(\d{1,2}))?万(?=剂|人)", lambda m: m[1] + (m[2] or "").ljust(4, "0"), text
    ),
    **{
        f"{new} for {old}": lambda text, old=old, new=new: re.sub(old, new, text)
        for old, new in [
            ("累计接种(?!率|量)", "累计施打"), ("累计接种(?!率|量)", "累计打了"), ("完成全程接种(?!率)", "打满全程"),
            ("完成全程接种(?!率)", "完成全部剂次接种"), ("全程接种率", "两针接种率"), ("第一剂(?!次)", "首剂"), ("第一针", "第1针"),
            ("第二针", "第2针"), ("加强针", "加强剂"), ("至少接种一剂", "最少接种一剂"), ("截至(?!目前|当)", "截止到"),
            ("截至目前", "到目前为止"), ("超过(?=\\d)", "突破"), ("约(?=\\d)", "大约"), ("近(?=\\d)", "接近"), ("不足(?=\\d)", "不到"),
            ("接种点", "接种站"), ("接种点", "疫苗接种点"), ("接种台", "注射台"), ("流动接种车", "移动接种车"), ("接种率", "接种比例"),
            ("日接种量", "单日接种量"), ("新冠病毒疫苗", "新型冠状病毒疫苗"), ("昨天", "昨日"), ("分别为", "依次为"), ("力争", "争取"),
            ("全省", "全省各地"), ("全市", "全市上下"), ("(?<=\\d)岁以上", "周岁及以上"), ("60岁", "六十岁"), ("抽调", "选派"),
            ("志愿者", "志愿服务人员"), ("接种率(?:达|为|达到)(?=\\d)", "接种率："), ("上门接种", "入户接种"), ("每天", "每日"),
            ("接种(新冠病毒疫苗|新冠疫苗)(\\d[\\d.,]*[万亿]?剂次?)", "接种\\2\\1"),
        ]
    },
}  # fmt: skip


def read(article: dict, text: str) -> dict[tuple, str]:
    """Fields of each claim, in simplified characters → its sentence."""
    row, zones, _ = read_document(article["doc_id"], text, {key: str(article.get(key) or "") for key in ("title", "outlet", "published")})
    claims = extract_document(row, [(zone.zone, zone.start, zone.end) for zone in zones])
    return {tuple(simplified(str(claim[field])) for field in FIELDS): claim["context"] for claim in claims}


@cache
def simplified(text: str) -> str:
    return opencc.OpenCC("hk2s").convert(text)


@cache
def as_printed(number: int) -> dict[tuple, str]:
    return read(ARTICLES[number], ARTICLES[number]["text"])


def changed(rewrite) -> tuple[list[tuple], int]:
    """The claims that articles lose when they are rewritten, and how many those articles hold."""
    lost, held = [], 0
    for number, article in enumerate(ARTICLES):
        text = rewrite(article["text"])
        if text != article["text"]:
            before, after = as_printed(number), read(article, text)
            held += len(before)
            lost += [(claim, before[claim]) for claim in before.keys() - after.keys()]
    assert held, "no article is changed by this"
    return lost, held


@pytest.mark.parametrize("rewrite", PRINTED.values(), ids=PRINTED)
def test_how_it_is_printed_changes_nothing(rewrite):
    assert changed(rewrite)[0] == []


@cache
def as_marked_up(number: int) -> dict[tuple, str]:
    return read(ARTICLES[number], marked_up(ARTICLES[number]["text"]))


def marked_up(text: str, dress=lambda line: f"<p>{line}</p>") -> str:
    lines = (html.escape(line, quote=False) for line in text.split("\n") if line.strip())
    return "<html><body><div>\n" + "\n".join(map(dress, lines)) + "\n</div></body></html>"


@pytest.mark.parametrize("dress", DRESSED.values(), ids=DRESSED)
def test_how_a_page_is_dressed_changes_nothing(dress):
    plain = [number for number, article in enumerate(ARTICLES) if "<" not in article["text"] and "|" not in article["text"]]
    assert len(plain) > 50
    for number in plain:
        dressed = read(ARTICLES[number], marked_up(ARTICLES[number]["text"], dress))
        assert dressed.keys() == as_marked_up(number).keys(), ARTICLES[number]["doc_id"]


@pytest.mark.parametrize("rewrite", WORDED.values(), ids=WORDED)
def test_another_wording_says_the_same(rewrite):
    lost, held = changed(rewrite)
    assert len(lost) <= held / 50, lost


@pytest.mark.parametrize("variant", ["s2t", "s2hk", "s2tw"])
def test_in_traditional_characters_it_says_the_same(variant):
    lost, held = changed(opencc.OpenCC(variant).convert)
    assert len(lost) <= held / 100, lost
