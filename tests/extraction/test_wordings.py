"""One figure told in every usual wording: numbers, comparators, dates, groups and what is counted, each crossed with
the sentences that it stands in. A wording that is read wrong anywhere is named by the sentence."""

import itertools

import pytest

from vaxclaims.extraction.engine import extract_document
from vaxclaims.reading import read_document

DAY, PLACE = "2021-07-20", "安徽省/合肥市"  # a Tuesday


def claims(text: str) -> list[dict]:
    row, zones, _ = read_document("page", text, {"title": "", "outlet": "", "published": DAY})
    return extract_document(row, [(zone.zone, zone.start, zone.end) for zone in zones])


def wrong(sentences: list[tuple[str, dict]]) -> list[str]:
    """The sentences that do not hold just one claim with these fields."""
    bad = []
    for text, wanted in sentences:
        found = [{field: str(claim[field]) for field in wanted} for claim in claims(text)]
        if found != [wanted]:
            bad.append(f"{text} {found}")
    return bad


SHARES = {"七成": "70", "近九成": "90", "超过三成": "30", "80%": "80", "六成半": "65", "约四分之三": "75", "一半": "50",
          "超半数": "50", "百分之七十": "70"}
SHARERS = "居民 市民 学生 人口 人 职工 员工 老年人 师生 成年人 群众 民众 医护人员 的居民 的18岁以上人群 教师 选民".split()


def test_a_share_of_any_group():
    told = itertools.product(SHARES.items(), SHARERS)
    assert not wrong([
        (f"合肥市已有{share}{group}接种新冠疫苗。", {"value": value, "unit": "percent", "place": PLACE})
        for (share, value), group in told
    ])


NUMBERS = {"10万": "100000", "1.2亿": "120000000", "3千万": "30000000", "一千二百万": "12000000", "8,215.6万": "82156000",
           "12 345": "12345", "2亿3千万": "230000000", "2亿3000余万": "230000000", "近百万": "1000000", "10余万": "100000",
           "七八十万": "700000"}
COUNTED = {"dose": ("剂", "剂次", "针", "人次"), "person": ("人", "名居民", "位老人", "名60岁以上老人")}


def test_a_number_with_any_unit():
    assert not wrong([
        (f"合肥市累计为市民接种新冠疫苗{number}{word}。" if unit == "dose" else f"合肥市累计为{number}{word}接种新冠疫苗。",
         {"value": value, "unit": unit, "place": PLACE})
        for number, value in NUMBERS.items() for unit, words in COUNTED.items() for word in words
    ])


BEFORE = {">": "超 超过 突破 逾 过 已超 已突破 首次突破 均超过 略高于 迈过 冲破", "=": "达 达到 为 已达 高达 仅 只有",
          "~": "约 大约", "<~": "近 将近 接近 逼近 已近", "<": "不足 不到 尚不足 略低于 未达",
          ">=": "至少 不少于 不低于", "<=": "最多 不超过"}
AFTER = {">=": "以上", "~": "左右 上下", "<=": "以内", ">": "有余", "<": "以下"}


@pytest.mark.parametrize("amount", ["率{}80%{}。", "量{}80万剂次{}。"])
def test_a_comparator_before_or_behind(amount):
    told = [(word, "", sign) for sign, words in BEFORE.items() for word in words.split()]
    told += [("达", word, sign) for sign, words in AFTER.items() for word in words.split()]
    assert not wrong([
        ("合肥市新冠疫苗接种" + amount.format(before, after), {"comparator": sign}) for before, after, sign in told
    ])


def on_each_day(sentence: str, days: dict[str, tuple[str, ...]], indicator: str) -> list[tuple[str, dict]]:
    """`sentence` with each wording of each day, and what its claim must tell."""
    return [
        (sentence.format(words), {"as_of": day, "indicator": indicator})
        for day, forms in days.items() for words in forms
    ]


UNTIL = {
    "2021-07-18": ("截至7月18日", "截至7月18日24时", "截止到7月18日", "截至18日", "截至2021年7月18日12点", "截至2021-07-18",
                   "截至2021.7.18", "截至当地时间18日", "截至前天", "截至上周日", "截至上周末", "至7月18日24时", "到7月18日",
                   "截至二〇二一年七月十八日", "截至本月18日", "截至7月18日（周日）", "据省卫健委19日通报，截至18日24时"),
    "2021-07-19": ("截至昨日24时", "截至昨晚", "到昨天为止"),
    "2021-06-30": ("截至6月底", "截至6月30日", "截至上月底", "到6月底"),
    "2020-12-31": ("截至去年底", "截至去年12月31日"),
    DAY: ("截至今天上午10时", "截至目前", "目前", "迄今"),
}


@pytest.mark.parametrize("sentence", [
    "{}，合肥市累计接种新冠疫苗100万剂次。", "{}合肥市已累计接种新冠疫苗100万剂次。", "合肥市{}累计接种新冠疫苗100万剂次。",
])
def test_a_total_s_day(sentence):
    assert not wrong(on_each_day(sentence, UNTIL, "total_vaccinations"))


ON = {"2021-07-19": ("昨日", "昨天", "19日一天", "本周一"), "2021-07-18": ("7月18日", "18日", "7月18日当天", "前天", "周日"),
      "2021-06-14": ("端午节当天",), "2021-05-01": ("五一当天",)}


@pytest.mark.parametrize("sentence", [
    "{}，合肥市接种新冠疫苗3万剂次。", "合肥市{}接种新冠疫苗3万剂次。", "合肥市{}单日接种新冠疫苗3万剂次。",
])
def test_a_day_s_figure(sentence):
    assert not wrong(on_each_day(sentence, ON, "daily_vaccinations"))


STRETCHES = {"7月1日至18日": ("2021-07-01", "2021-07-18"), "6月28日至7月4日": ("2021-06-28", "2021-07-04"),
             "上周": ("2021-07-12", "2021-07-18"), "过去一周": ("2021-07-14", DAY), "6月份": ("2021-06-01", "2021-06-30"),
             "上个月": ("2021-06-01", "2021-06-30"), "本月以来": ("2021-07-01", DAY), "7月以来": ("2021-07-01", DAY),
             "今年以来": ("2021-01-01", DAY), "最近三天": ("2021-07-18", DAY), "端午假期": ("2021-06-12", "2021-06-14")}


@pytest.mark.parametrize("sentence", ["{}，合肥市共接种新冠疫苗30万剂次。", "合肥市{}新增接种新冠疫苗30万剂次。"])
def test_a_stretch_of_days(sentence):
    assert not wrong([
        (sentence.format(words), {"as_of_start": first, "as_of": last, "indicator": "new_vaccinations_period"})
        for words, (first, last) in STRETCHES.items()
    ])


TARGETS = {"2021-07-31": ("7月底前", "月底前", "7月31日前"), "2021-08-31": ("8月底前", "到8月底", "下月底前"),
           "2021-12-31": ("年底前", "到年底", "2021年底前", "年内"), "2021-10-01": ("国庆节前", "10月1日前"),
           "2022-06-30": ("明年6月底",), "2021-09-30": ("9月",)}


@pytest.mark.parametrize("sentence", ["合肥市{}{}新冠疫苗接种率达到80%。", "{}{}，合肥市新冠疫苗接种量突破800万剂次。"])
def test_a_target_s_day(sentence):
    plans = ("力争", "预计", "计划", "确保", "争取", "目标是", "将")
    assert not wrong([
        (sentence.format(plan, words), {"as_of": day, "status": "planned"})
        for day, forms in TARGETS.items() for words in forms for plan in plans
    ])


GROUPS = {"18+": "18岁以上人群 18岁及以上人群 十八岁以上人群 成年人", "60+": "60岁以上老年人 60岁及以上老人",
          "12-17": "12-17岁人群 12至17岁人群 12—17周岁人群", "3-11": "3-11岁儿童 3岁至11岁儿童", "80+": "80岁以上高龄老人",
          "医务人员": "医务人员", "在校大学生": "在校大学生", "外籍人士": "外籍人士", "卫生系统": "卫生系统",
          "冷链从业人员": "冷链从业人员", "民航系统": "民航系统", "缅籍人员": "缅籍人员", "边境居民": "边境居民"}


@pytest.mark.parametrize("sentence", [
    "合肥市{}新冠疫苗接种率达80%。", "合肥市{}已接种新冠疫苗10万人。", "合肥市累计为{}接种新冠疫苗10万剂次。",
    "合肥市{}中，80%已接种新冠疫苗。", "合肥市80%的{}接种了新冠疫苗。",
])
def test_a_group_s_figure(sentence):
    assert not wrong([
        (sentence.format(group), {"population": label, "place": PLACE})
        for label, groups in GROUPS.items() for group in groups.split()
    ])


INDICATORS = {
    "total_vaccinations": ("累计接种新冠疫苗100万剂", "新冠疫苗接种总量达100万剂", "新冠疫苗累计接种剂次达100万", "已打新冠疫苗100万针"),
    "people_vaccinated": ("已有100万人接种新冠疫苗", "新冠疫苗接种人数达100万", "至少接种一剂新冠疫苗的人数为100万"),
    "people_fully_vaccinated": ("新冠疫苗全程接种100万人", "100万人打完新冠疫苗", "完成新冠疫苗全程接种人数突破100万"),
    "total_boosters": ("新冠疫苗加强免疫接种100万人", "已有100万人打了新冠疫苗加强针", "新冠疫苗第三针接种100万剂次"),
    "daily_vaccinations": ("新冠疫苗日接种量达10万剂次", "日均接种新冠疫苗10万剂", "新冠疫苗单日最高接种量10万剂次"),
    "daily_capacity": ("新冠疫苗日接种能力10万剂", "每天最多可接种新冠疫苗10万人", "新冠疫苗接种能力为10万剂次/日"),
    "coverage_first_dose": ("新冠疫苗首针接种率为80%", "80%的人至少接种一剂新冠疫苗"),
    "coverage_full": ("新冠疫苗全程接种率为80%", "80%市民已打完两针新冠疫苗"),
    "coverage_booster": ("新冠疫苗加强免疫接种率为80%", "80%的人打了新冠疫苗加强针"),
    "coverage_unspecified": ("新冠疫苗接种率为80%", "新冠疫苗接种覆盖率为80%"),
    "vaccination_sites": ("共有新冠疫苗接种单位100家", "新冠疫苗接种点增至100个", "启用大型新冠疫苗接种点10处"),
    "mobile_units": ("派出10支新冠疫苗上门接种小分队", "配备10辆新冠疫苗移动接种方舱车"),
    "stations": ("新冠疫苗接种点有接种台100张", "开设100个新冠疫苗接种台"),
    "staff": ("投入新冠疫苗接种医务人员1000名", "1000名志愿者服务新冠疫苗接种"),
    "supply": ("到货新冠疫苗10万剂", "新冠疫苗库存10万剂", "现有新冠疫苗10万剂"),
    "population": ("新冠疫苗接种目标人群100万人", "还有100万人未接种新冠疫苗"),
    "other_vaccination": ("接种新冠疫苗后留观30分钟", "新冠疫苗接种率提高5个百分点", "新冠疫苗有效率79%"),
}


@pytest.mark.parametrize("end", ["。", "，进展顺利。"])
def test_what_a_number_is_about(end):
    assert not wrong([
        (f"合肥市{words}{end}", {"indicator": indicator, "place": PLACE})
        for indicator, wordings in INDICATORS.items() for words in wordings
    ])
