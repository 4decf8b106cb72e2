"""Numbers as others read them: written forms and their values.

Forms and values are facts, taken from the Chinese number, percent and range specifications of Microsoft's
Recognizers-Text (Specs/Number/Chinese) and from the codebook. A form is read inside a sentence about the drive,
as a count of doses or a share. At least 95 in 100 of those in scope must come out; the rest are named.
"""

from decimal import Decimal

import pytest

COUNTS = {
    "十": "10", "十五": "15", "一百": "100", "一百五十二": "152", "九百九十九": "999", "二百五十": "250", "四百五十": "450",
    "两百": "200", "一千零一": "1001", "一千零三": "1003", "一千零五": "1005", "一千零五十": "1050", "一千三百": "1300",
    "两千零四十五": "2045", "三千零五": "3005", "三千八百九十六": "3896", "四十万": "400000", "四万": "40000",
    "一千两百三十四万": "12340000", "四千万": "40000000", "四千零五万": "40050000", "四千零四万": "40040000",
    "四亿": "400000000", "四千三百亿": "430000000000", "二十亿": "2000000000", "十余万": "100000", "十 余 万": "100000",
    "十多万": "100000", "五百 余万": "5000000", "一千多万": "10000000", "500余万": "5000000", "二百三十余万": "2300000",
    "500多亿": "50000000000", "4565": "4565", "5,236": "5236", "1,050,000,000": "1050000000", "1502222": "1502222",
    "199": "199", "４５６５": "4565", "１１.92亿": "1192000000", "２．２亿": "220000000", "1000  万": "10000000",
    "2.3万": "23000", "1,100万": "11000000", "1,100.9亿": "110090000000", "4.78万亿": "4780000000000", "20万亿": "20000000000000",
    "350万亿": "350000000000000", "3万4000": "34000", "25万6千": "256000", "1亿2000万": "120000000", "13亿722.2万": "1307222000",
    "5.1亿": "510000000", "3千万": "30000000", "1333.39万": "13333900", "51085.8 万": "510858000", "1,234.5万": "12345000",
    "四点五万": "45000", "二点五亿": "250000000",
    # Digits with written thousands and hundreds.
    "7万5千4百": "75400", "5亿1万4千6百": "500014600", "1千零20": "1020", "2千零30万": "20300000", "1亿1千2百万": "112000000", "3千2百5十6": "3256",
    # Written out beyond one 万 or 亿.
    "四万五千六百二十二": "45622", "一百零一万一千": "1011000", "四十五亿四千零四万": "4540040000", "十三亿七百万": "1307000000",
    "一百五十万五千二百四十五": "1505245", "一万零十二": "10012", "九百万零四百": "9000400",
}
SHARES = {
    "22%": "22", "２２％": "22", "5％": "5", "５．５％": "5.5", "32.5%": "32.5", "百分之五": "5", "百分之22": "22", "百分之二": "2",
    "百分之56.2": "56.2", "百分之３．２": "3.2", "百分之五十五点五七九": "55.579", "百分之一百": "100", "百分之百": "100", "百分之八十": "80",
    "９成": "90", "九成": "90", "三成": "30", "两成": "20", "十成": "100", "10成": "100", "7.2成": "72", "9.5成": "95", "三成半": "35",
    "２.５成": "25", "八点五成": "85", "六成五": "65", "二分之一": "50", "五分之一": "20", "三分之二": "66.666667", "16分之5": "31.25",
    "二十五分之四": "16", "一半": "50",
}
POINTS = {"六个百分点": "6", "12个百分点": "12", "12.56个百分点": "12.56", "２．４个百分点": "2.4", "75.2个百分点": "75.2", "二十个百分点": "20"}
RANGES = {
    "一千到一千五百": ("1000", "1500"), "20~100": ("20", "100"), "20-100": ("20", "100"), "20–100": ("20", "100"), "20 - 100": ("20", "100"),
    "10000至20000": ("10000", "20000"), "200万至220万": ("2000000", "2200000"), "200至220万": ("2000000", "2200000"), "数百": ("200", "900"),
    "数千万": ("20000000", "90000000"), "1.5万—2万": ("15000", "20000"),
}
SHARE_RANGES = {"3%-5%": ("3", "5"), "七至八成": ("70", "80"), "七成至八成": ("70", "80"), "80%到90%": ("80", "90"), "80-90%": ("80", "90")}
# Where Recognizers' 以上 leaves the number itself out, the codebook counts it in (>=).
BOUNDS = {
    "超过一千": ">", "超过了80": ">", "大于三十": ">", "三千四百五十余万": ">", "500多亿": ">", "五百以上": ">=", "至少10": ">=",
    "至少有10": ">=", "不少于100": ">=", "≥50": ">=", "不超过100": "<=", "最多100": "<=", "至多20": "<=", "低于100": "<", "不足一百": "<",
    "近四万": "<~", "接近一百": "<~", "约20": "~", "20左右": "~", "大约一百": "~",
}

OUT_OF_SCOPE = {
    "capital numerals of cheques": "壹佰伍拾 肆佰陸拾 拾万零五十六 十万柒仟捌佰伍拾肆 倆千两百贰拾二",
    "elided last place, which newspapers avoid": "两千四百五 四百五 一千陆 一万三 九万四 千三 百三 二百五",
    "万万, 兆 and other stacked or old magnitudes": "10万万 四万万 五十五兆一十二亿四万五千二 十几万多亿",
    "dozens, pairs, halves of a hundred": "一打 五十打 三双 一百对 半百",
    "below zero, which no count is": "负三十二 -10000 负6.6 -22.2%",
    "programmers' notation": "40k 2e5 2^5 1.1^+23 -2.5M 12k个百分点 .5",
    "mixed and slashed fractions": "三百五又三分之一 1 4/3 3/5 -3/2 3又一千分之23",
    "discounts": "九九折 75折 打对折 三八折",
    "a comma that is a full stop between thousands": "４，５６５ 1, 234, 567",
    "spaces between written characters": "一 百 五 十 二 百 分 之 一 百二 十点 五",
    "no unit: the engine reads quantities": "答案是四不是五 戒指一对八千 单销量排名前三",
    "a number of several tens at once": "二三十个百分点 百分之二三十",
    "几 in place of a digit": "二十几万 一百零几万 一百二十几亿",
}


@pytest.fixture(scope="module")
def number(read_page):
    """What a sentence's only number is read as."""

    def read(sentence: str) -> dict | None:
        claims = read_page(sentence, published="2021-05-25").claims
        return claims[0] if len(claims) == 1 else None

    return read


def cases():
    for form, value in COUNTS.items():
        yield f"全市累计接种新冠疫苗{form}剂。", form, (value, None)
    for form, value in SHARES.items():
        yield f"全市新冠疫苗接种率达{form}。", form, (value, None)
    for form, value in POINTS.items():
        yield f"全市新冠疫苗接种率提高{form}。", form, (value, None)
    for form, values in RANGES.items():
        yield f"全市接种新冠疫苗{form}剂。", form, values
    for form, values in SHARE_RANGES.items():
        yield f"全市新冠疫苗接种率达{form}。", form, values


def exact(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def test_numbers_in_scope_are_read_as_others_read_them(number):
    missed, tried = [], 0
    for sentence, form, (low, high) in cases():
        tried += 1
        claim = number(sentence)
        if claim is None or (claim["value"], claim["value_high"]) != (exact(low), exact(high)):
            missed.append(f"{form} → {low}{f' to {high}' if high else ''}, not {claim and claim['value']}")
    assert len(missed) <= 0.05 * tried, f"{len(missed)} of {tried}: " + "; ".join(missed)


def test_bounds_in_scope_are_read_as_others_read_them(number):
    missed = []
    for form, comparator in BOUNDS.items():
        after = next((word for word in ("以上", "左右") if form.endswith(word)), "")
        claim = number(f"全市累计接种新冠疫苗{form.removesuffix(after)}剂{after}。")
        if claim is None or claim["comparator"] != comparator:
            missed.append(f"{form} → {comparator}, not {claim and claim['comparator']}")
    assert len(missed) <= 0.05 * len(BOUNDS), "; ".join(missed)


@pytest.mark.parametrize("why", OUT_OF_SCOPE)
def test_a_form_out_of_scope_breaks_nothing(read_page, why):
    for form in OUT_OF_SCOPE[why].split():
        text = f"全市累计接种新冠疫苗{form}剂。"
        assert all(text[claim["start"] : claim["end"]] == claim["quote"] for claim in read_page(text).claims)
