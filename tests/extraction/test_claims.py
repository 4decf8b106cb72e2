"""What a claim is and is not: families of wording, in sentences of our own around real figures."""

from decimal import Decimal

import pytest

DAY = "2021-05-25"


@pytest.fixture
def told(read_page):
    """`told(text, 'place', 'value')`: these cells of every claim of a page, in order."""

    def cells(text, *columns, published=DAY, **given):
        return [tuple(row[column] for column in columns) for row in read_page(text, published=published, **given).claims]

    return cells


# ---- what is no claim

@pytest.mark.parametrize(
    "text",
    [
        "截至5月23日，全市累计接种流感疫苗120万剂次，覆盖60岁以上老人。",
        "全省为12万名初中女生接种了HPV疫苗，首针接种率达85%。",
        "第二轮核酸检测共采样1196.8万人，结果均为阴性。",
        "截至北京时间5月23日16时，美国新增确诊病例17212例。",
        "新冠疫苗要打完两针，第三针是加强针。",
        "接种新冠疫苗请致电12345，地址为四川北路1800号。",
        "本报讯 新冠疫苗接种点每天8时至17时开放。",
        "疫苗板块走强，相关公司股价上涨7.6%，市值达1200亿元。",
        "县畜牧局开展秋防，累计免疫猪18.3万头，口蹄疫疫苗接种率98.5%，抽调防疫员126名，抗疫一线人员不减。",
        "受疫情影响菌包接种推迟，某县完成食用菌菌包接种120万袋，接种成活率达98%，带动农户300人就业。",
        "给经济打好“加强针”：我省发放消费券3亿元，覆盖2000万人，带动消费超20亿元，复工率98%。",
        "马拉松开跑，3万名选手参赛，医疗点36个，志愿者5000名，完成新冠疫苗接种者方可报名。",
        "乙肝疫苗查漏补种：全区在校学生补种8600剂次，补种率96.4%，接种单位54家，扎实做好疫情防控。",
        "街道很忙。",
        "",
    ],
)
def test_other_vaccines_topics_times_and_telephones_are_no_claims(told, text):
    assert told(text, "quote") == []


def test_furniture_is_no_claim_and_a_list_of_other_articles_keeps_its_zone(told):
    text = "截至5月23日，上海市累计接种新冠疫苗2379.84万剂次。\n相关新闻\n截至4月5日全国新冠疫苗接种超1.4亿剂次\n联系我们\n接种疫苗10万剂"
    assert told(text, "zone", "place", "value") == [
        ("body", "上海市", Decimal("23798400")), ("related", "全国", Decimal("140000000"))]


def test_a_comment_keeps_its_zone(told):
    text = "截至5月23日，上海市累计接种新冠疫苗2379.84万剂次。\n网友评论\n我们区接种新冠疫苗都超过90%了"
    assert [zone for zone, in told(text, "zone")] == ["body", "comment"]


# ---- where

@pytest.mark.parametrize(
    "text, places",
    [
        ("截至5月23日，上海市累计接种新冠疫苗2379.84万剂次。", ["上海市"]),
        ("四川北路商圈推进防疫。截至5月23日，上海市累计接种新冠疫苗2379.84万剂次。", ["上海市"]),
        ("据湖北日报，截至5月23日，四川省累计接种新冠疫苗2379.84万剂次。", ["四川省"]),
        ("截至5月23日，河北省累计接种新冠疫苗2900万剂次，湖北省累计接种3008万剂次。", ["河北省", "湖北省"]),
        ("湖北省武汉市武昌区累计接种新冠疫苗90万剂次。", ["湖北省/武汉市/武昌区"]),
        ("武汉市推进接种。全市累计接种新冠疫苗900万剂次。", ["湖北省/武汉市"]),
        ("武汉市推进接种。截至5月23日，全省累计接种新冠疫苗3008万剂次。", ["湖北省"]),
        ("北京市大兴区、顺义区、通州区新冠疫苗接种率均超过90%。", ["北京市/大兴区", "北京市/顺义区", "北京市/通州区"]),
        ("我国累计报告接种新冠疫苗51085.8万剂次。", ["全国"]),
        ("全球已接种新冠疫苗16亿剂次。", ["全球"]),
        ("北京和上海累计接种新冠疫苗分别为2970.59万剂和2379.84万剂。", ["北京市", "上海市"]),
    ],
)
def test_a_number_is_about_the_most_specific_place_that_the_words_give(told, text, places):
    assert [place for place, in told(text, "place")] == places


def test_a_heading_gives_its_place_to_what_stands_below(told):
    text = "各地推进新冠疫苗接种\n北京：夜场便民\n截至5月23日，累计接种2970.59万剂。\n上海：专车接送\n截至5月23日，累计接种2379.84万剂次。"
    assert told(text, "place", "value") == [("北京市", Decimal("29705900")), ("上海市", Decimal("23798400"))]


# ---- what

@pytest.mark.parametrize(
    "sentence, indicator, unit",
    [
        ("全市累计接种新冠疫苗2970.59万剂。", "total_vaccinations", "dose"),
        ("全市累计接种新冠疫苗1621.78万人。", "people_vaccinated", "person"),
        ("全市完成新冠疫苗全程接种500.96万人。", "people_fully_vaccinated", "person"),
        ("全市累计接种新冠疫苗加强针120.5万剂。", "total_boosters", "dose"),
        ("昨日全市接种新冠疫苗27.7万剂。", "daily_vaccinations", "dose"),
        ("全市新冠疫苗日接种能力达30万剂次以上。", "daily_capacity", "dose"),
        ("5月1日至10日，全市接种新冠疫苗60万剂。", "new_vaccinations_period", "dose"),
        ("全市新冠疫苗首针接种率达80%。", "coverage_first_dose", "percent"),
        ("全市新冠疫苗全程接种率达70%。", "coverage_full", "percent"),
        ("全市新冠疫苗加强针接种率达38.4%。", "coverage_booster", "percent"),
        ("全市新冠疫苗接种率达90%。", "coverage_unspecified", "percent"),
        ("全市新冠疫苗接种中，第一剂次占比68.6%。", "dose_share", "percent"),
        ("全市设立300余个新冠疫苗接种点。", "vaccination_sites", "site"),
        ("全市投用60余辆新冠疫苗移动接种车。", "mobile_units", "vehicle"),
        ("全市储存新冠疫苗260万支。", "supply", "dose"),
        ("两剂新冠疫苗接种间隔不少于3周。", "other_vaccination", "day"),
    ],
)
def test_an_indicator_by_its_unit_and_wording(told, sentence, indicator, unit):
    assert told(sentence, "indicator", "unit") == [(indicator, unit)]


def test_people_with_the_first_dose_are_those_with_one_only_where_the_pages_own_sum_says_so(told):
    sums = "截至3月25日，北京市累计接种疫苗1333.39万剂，累计接种832.43万人。其中，新冠疫苗第二针500.96万人，第一剂331.47万人。"
    assert told(sums, "indicator", published="2021-03-27")[3] == ("people_partly_vaccinated",)
    alone = "截至3月25日，全市新冠疫苗第一剂接种331.47万人。"
    assert told(alone, "indicator", published="2021-03-27") == [("people_vaccinated",)]


def test_one_number_may_carry_several_facts(told):
    found = told("全市新冠疫苗全程和加强接种率均超90%。", "indicator", "quote", "quote_id", "claim_id")
    assert {indicator for indicator, *_ in found} == {"coverage_full", "coverage_booster"}
    assert len({quote for _, quote, *_ in found}) == len({quote_id for _, _, quote_id, _ in found}) == 1
    assert len({claim_id for *_, claim_id in found}) == 2


def test_words_for_two_doses_that_come_to_one_fact_are_one_claim(read_page):
    text = "全市累计接种新冠疫苗300万剂次。\n银浪社区卫生服务中心：第一针、第二针均可接种，放号450个；"
    assert [row["quote"] for row in read_page(text).claims] == ["300万剂次", "450个"]


# ---- how much

@pytest.mark.parametrize(
    "words, value, precision, comparator",
    [
        ("1333.39万剂", "13333900", "100", "="), ("3008万剂", "30080000", "10000", "="), ("5.1亿剂", "510000000", "10000000", "="),
        ("1234567剂", "1234567", "1", "="), ("超3008万剂", "30080000", "10000", ">"), ("近四万剂", "40000", "10000", "<~"),
        ("300余万剂", "3000000", "1000000", ">"), ("约20万剂", "200000", "10000", "~"),
    ],
)
def test_a_number_asserts_an_interval(told, words, value, precision, comparator):
    found = told(f"全市累计接种新冠疫苗{words}。", "value", "comparator")
    assert found == [(Decimal(value), comparator)]
    if "余" not in words:
        assert told(f"全市累计接种新冠疫苗{words}。", "precision") == [(Decimal(precision),)]


# ---- for whom

@pytest.mark.parametrize(
    "sentence, population, vaccine",
    [
        ("全市18岁及以上人群新冠疫苗接种率达80%。", "18+", ""),
        ("全市60岁以上人群累计接种新冠疫苗36.6万人。", "60+", ""),
        ("全市12-17岁人群新冠疫苗接种率达90%。", "12-17", ""),
        ("全市3—11岁人群新冠疫苗接种率达90%。", "3-11", ""),
        ("全市80岁以上老年人新冠疫苗接种率达60%。", "80+", ""),
        ("全市卫生系统新冠疫苗接种率达到90%。", "卫生系统", ""),
        ("全市累计接种科兴新冠疫苗300万剂。", "", "科兴"),
        ("全市累计接种新冠疫苗300万剂。", "", ""),
    ],
)
def test_a_number_holds_for_a_group_or_a_product_or_for_all(told, sentence, population, vaccine):
    assert told(sentence, "population", "vaccine") == [(population, vaccine)]


# ---- whether it is so

def test_a_correction_retracts_the_one_and_states_the_other(told):
    text = "更正：此前发布的全市累计接种新冠疫苗7899.5万剂次有误，应为7489.5万剂次。"
    assert told(text, "value", "status") == [(Decimal("78995000"), "retracted"), (Decimal("74895000"), "stated")]


@pytest.mark.parametrize(
    "text, status",
    [("全市力争6月底前累计接种新冠疫苗2200万剂。", "planned"), ("预计6月底全市新冠疫苗接种量突破2200万剂。", "planned"),
     ("全市新冠疫苗接种并未达到4000万人。", "denied"), ("全市已累计接种新冠疫苗2200万剂。", "stated")],
)
def test_a_number_is_stated_planned_or_denied(told, text, status):
    assert told(text, "status") == [(status,)]


# ---- said again

def test_what_a_headline_says_again_restates_the_more_specific_claim(read_page):
    page = read_page("上海接种新冠疫苗超2300万剂\n截至5月23日，上海市累计接种新冠疫苗2379.84万剂次，各区有序推进接种工作。", published=DAY)
    headline, body = page.claims
    assert (headline["zone"], body["zone"]) == ("headline", "body")
    assert headline["restates"] == body["claim_id"] and body["restates"] == ""


def test_another_place_day_or_dose_is_another_fact(read_page):
    text = ("截至5月23日，上海市累计接种新冠疫苗2379.84万剂次。截至5月22日，上海市累计接种新冠疫苗2379.84万剂次。"
            "截至5月23日，北京市累计接种新冠疫苗2379.84万剂次。")
    assert [claim["restates"] for claim in read_page(text, published=DAY).claims] == ["", "", ""]


# ---- in tables

TABLE = """<p>全市推进新冠疫苗接种。</p>
<table><caption>截至5月23日各区新冠疫苗累计接种情况</caption>
<tr><th>区</th><th>接种量（万剂次）</th><th>接种人数（万人）</th><th>接种率</th></tr>
<tr><td>大兴区</td><td>210.5</td><td>120.3</td><td>81.2%</td></tr>
<tr><td>顺义区</td><td>１６８.２</td><td>95.1</td><td>79.9%</td></tr>
</table>"""


def test_a_cell_is_a_claim_of_its_header_row_and_caption(read_page):
    page = read_page(TABLE, published=DAY, title="北京市各区接种进展")
    found = {(claim["place"], claim["indicator"], claim["value"]) for claim in page.claims}
    assert found >= {
        ("北京市/大兴区", "total_vaccinations", Decimal("2105000")), ("北京市/大兴区", "people_vaccinated", Decimal("1203000")),
        ("北京市/顺义区", "total_vaccinations", Decimal("1682000")), ("北京市/顺义区", "people_vaccinated", Decimal("951000")),
    }
    assert {claim["as_of"] for claim in page.claims} == {"2021-05-23"}
    for claim in page.claims:
        assert TABLE[claim["start"] : claim["end"]] == claim["quote"], "the quote is the cell"
        assert "各区新冠疫苗累计接种情况" in claim["context"]


BY_AGE = """<div>香港新冠疫苗接種率</div><div>截至2022年5月15日</div>
<table><tr><th rowspan=2>年齡組別</th><th colspan=2>第一劑</th><th colspan=2>第二劑</th></tr>
<tr><td>人數</td><td>佔比</td><td>人數</td><td>佔比</td></tr>
<tr><td>12-19</td><td>441,560</td><td>&gt;99%</td><td>413,288</td><td>94.02%</td></tr>
<tr><td>80或以上</td><td>251,390</td><td>64.83%</td><td>189,466</td><td>不適用</td></tr></table>"""


def test_in_a_table_by_age_a_share_beside_people_is_the_ages_own(read_page):
    fields = ("quote", "indicator", "population", "comparator")
    assert [tuple(row[field] for field in fields) for row in read_page(BY_AGE).claims] == [
        ("441,560", "people_vaccinated", "12-19", "="), ("99%", "coverage_first_dose", "12-19", ">"),
        ("413,288", "people_fully_vaccinated", "12-19", "="), ("94.02%", "coverage_full", "12-19", "="),
        ("251,390", "people_vaccinated", "80+", "="), ("64.83%", "coverage_first_dose", "80+", "="),
        ("189,466", "people_fully_vaccinated", "80+", "="),
    ]


def test_a_doses_name_heads_a_column_and_what_was_given_is_no_supply(read_page):
    page = read_page(
        "<table><caption>新冠疫苗到貨及施打一覽（單位：萬劑）</caption><tr><th>廠牌</th><th>到貨</th><th colspan=2>已施打</th></tr>"
        "<tr><th></th><th></th><th>第1劑</th><th>第2劑</th></tr><tr><td>莫德納</td><td>441.2</td><td>287.3</td><td>121.8</td></tr></table>"
    )
    assert [(row["quote"], row["indicator"]) for row in page.claims] == [
        ("441.2", "supply"), ("287.3", "people_vaccinated"), ("121.8", "people_fully_vaccinated"),
    ]



# ---- in other scripts and clothes

def test_a_traditional_page_is_read_and_quoted_in_its_own_characters(read_page):
    text = "截至5月23日，全港累計接種新冠疫苗約211.5萬劑，至少接種一劑的人數佔合資格人口一成八，將繼續推進接種計劃。"
    claim = read_page(text, published=DAY).claims[0]
    assert (claim["quote"], claim["value"], claim["place"], claim["comparator"]) == ("211.5萬劑", Decimal("2115000"), "香港特别行政区", "~")


def test_markup_inside_a_quote_stays_in_the_quote_and_out_of_its_view(read_page):
    text = "<p>截至5月23日，上海市累计接种新冠疫苗<b>2379.84</b>&nbsp;万剂次。</p>"
    claim = read_page(text, published=DAY).claims[0]
    assert claim["value"] == Decimal("23798400") and text[claim["start"] : claim["end"]] == claim["quote"]
    assert claim["quote_view"] == "2379.84万剂次" and "<" not in claim["context"]


@pytest.mark.parametrize(
    "printed, value",
    [
        ('1,<span class="num">286</span>.4 万剂', "12864000"),
        ("<i>2</i>,<i>310</i>.6万剂", "23106000"),
        ('<font color="red">138836</font>.6万剂', "1388366000"),
        ("<em>1</em>6.8万剂", "168000"),
    ],
)
def test_markup_within_a_number_does_not_divide_it(read_page, printed, value):
    text = f"<p>截至7月4日，西安市累计接种新冠疫苗{printed}。</p>"
    (claim,) = read_page(text, published="2021-07-05").claims
    assert claim["value"] == Decimal(value) and text[claim["start"] : claim["end"]] == claim["quote"]
    assert claim["quote"].endswith("万剂") and claim["quote"][0].isdigit()


def test_a_sentence_is_shown_without_the_rest_of_the_tag_that_opens_it(read_page):
    page = read_page("<p>上海加快新冠疫苗接种。</p><p>近一周，全市流动接种车开进社区，接种5万剂次。</p><ul><li>累计接种300万剂。</li></ul>", published=DAY)
    assert [claim["context"] for claim in page.claims] == ["近一周，全市流动接种车开进社区，接种5万剂次。", "累计接种300万剂。"]
    assert page.measures[0]["context"] == page.claims[0]["context"]


def test_links_side_by_side_are_two_numbers(read_page):
    text = "<p>全市累计接种新冠疫苗<a>12</a><a>34</a>万剂。</p>"
    assert [claim["value"] for claim in read_page(text, published="2021-07-05").claims] == [Decimal("340000")]


@pytest.mark.parametrize(
    "table",
    ["<table></table>", "</table>", "<table><tr><td>接种点</td></tr></table>", "<table><tr><td>朝阳区</td><td>8万剂</td></tr></table>",
     "<table>" + "<tr><td>朝阳区</td><td>8</td></tr>" * 3000 + "</table>"],
    ids=["empty", "closed alone", "one cell", "one row", "too large"],
)
def test_a_table_that_cannot_be_read_costs_the_page_nothing(read_page, table):
    page = read_page(f"<p>截至5月23日，北京市累计接种新冠疫苗300万剂。</p>{table}", published=DAY)
    assert page.claims[0]["value"] == Decimal("3000000")


def test_what_compares_a_cells_number_is_no_part_of_its_quote(read_page):
    cells = "".join(f"<tr><td>{area}区</td><td>{told}</td></tr>" for area, told in (("大兴", "超过85%"), ("顺义", "80%以上"), ("通州", "约 9 成")))
    page = read_page(f"<table><caption>北京市各区新冠疫苗第一剂接种率</caption><tr><th>区</th><th>接种率</th></tr>{cells}</table>", published=DAY)
    assert [(claim["quote"], claim["comparator"]) for claim in page.claims][:2] == [("85%", ">"), ("80%", ">=")]


def test_a_note_gives_each_column_its_unit_and_all_their_day(read_page):
    rows = "<tr><td>绵阳市</td><td>486.7</td><td>182.4</td></tr><tr><td>宜宾市</td><td>401.2</td><td>150.9</td></tr>"
    note = "注：数据截至2021年7月15日；接种总量单位为万剂次，全程接种单位为万人。"
    text = f"<p>7月16日，四川省公布新冠疫苗接种数据。</p><table><tr><th>市州</th><th>接种总量</th><th>全程接种</th></tr>{rows}</table><p>{note}</p>"
    told = {(claim["indicator"], claim["value"], claim["unit"], claim["as_of"]) for claim in read_page(text, published="2021-07-16").claims}
    assert told == {
        ("total_vaccinations", Decimal("4867000"), "dose", "2021-07-15"), ("people_fully_vaccinated", Decimal("1824000"), "person", "2021-07-15"),
        ("total_vaccinations", Decimal("4012000"), "dose", "2021-07-15"), ("people_fully_vaccinated", Decimal("1509000"), "person", "2021-07-15"),
    }


@pytest.mark.parametrize("caption, indicator", [
    ("合肥市蜀山区每日新冠疫苗接种量", "daily_vaccinations"), ("合肥市蜀山区新冠疫苗接种情况", "total_vaccinations"), ("合肥市蜀山区新冠疫苗累计接种量", "total_vaccinations"),
])
def test_a_row_of_a_day_is_what_was_given_on_it_where_the_caption_says_so(read_page, caption, indicator):
    head = "累计接种量" if indicator == "total_vaccinations" else "接种量"
    rows = "<tr><td>2021年5月10日</td><td>8560</td></tr><tr><td>2021年5月11日</td><td>9125</td></tr>"
    page = read_page(f"<table><caption>{caption}（单位：剂次）</caption><tr><th>日期</th><th>{head}</th></tr>{rows}</table>", published="2021-05-13")
    assert [(claim["indicator"], claim["as_of"]) for claim in page.claims] == [(indicator, "2021-05-10"), (indicator, "2021-05-11")]


@pytest.mark.parametrize("hostile", ["<script>alert('接种新冠疫苗900万剂')</script>", "<img src=x onerror=\"alert('接种新冠疫苗900万剂')\">",
                                     "<!-- 接种新冠疫苗900万剂 -->", "<style>p{content:'接种新冠疫苗900万剂'}</style>"])
def test_what_a_page_hides_is_no_claim(told, hostile):
    text = f"<p>截至5月23日，上海市累计接种新冠疫苗2379.84万剂次。</p>{hostile}"
    assert told(text, "value") == [(Decimal("23798400"),)]


def test_every_claim_reads_back_why(read_page):
    claim = read_page("截至5月23日，上海市累计接种新冠疫苗超2379.84万剂次。", published=DAY).claims[0]
    kinds = {tag.split(".")[0] for tag in claim["rule"].split()}
    assert {"indicator", "place", "comparator", "date"} <= kinds
    assert all(tag.rpartition("@")[2].isdigit() for tag in claim["rule"].split()), "each with its version"


FLU = "流感疫苗开打啦！\n10月12日，盘龙区首批到货四价流感疫苗3.6万支。\n“去年一共打了5.2万剂，接种率不到两成。”\n流感疫苗和新冠疫苗能不能一起打？医生建议分开接种。\n"


def test_a_page_that_opens_with_another_vaccine_speaks_of_it_where_it_names_none(read_page):
    assert read_page(FLU + "新冠疫苗接种照常进行。", published="2022-10-13").claims == []


def test_what_such_a_page_says_of_the_covid_vaccine_by_name_is_read(read_page):
    page = read_page(FLU + "截至10月11日，全区累计接种新冠疫苗120.5万剂次。", published="2022-10-13")
    assert [claim["quote"] for claim in page.claims] == ["120.5万剂次"]


def test_an_html_page_in_traditional_characters_is_read(read_page):
    markup = '<div class="article-body-content" style="line-height:2em;text-indent:2em;font-family:sans-serif">'
    page = read_page(f"{markup}<p>截至8月25日，全市累計接種新冠疫苗1046.85萬劑次。</p></div>", published="2021-08-26")
    assert [claim["quote"] for claim in page.claims] == ["1046.85萬劑次"]


def test_who_is_not_vaccinated_is_not_counted_as_vaccinated(read_page):
    for told in ("近500名工作人员没有接种新冠疫苗", "500名教师还没打新冠疫苗", "尚有500名员工未接种新冠疫苗", "还差500人没有打完全程"):
        page = read_page(f"新冠疫苗接种：截至5月20日，{told}。", published="2021-05-21")
        assert page.claims and not {claim["indicator"] for claim in page.claims} & {"people_vaccinated", "people_fully_vaccinated"}


def _table(*rows, around="{}"):
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return around.format(f"<table>{body}</table>")


@pytest.mark.parametrize("page, told", [
    (_table(["镇", "应种数", "已种数"], ["虎门镇", "312000", "268320"],
            around="<p>新冠疫苗加强免疫进度（11月25日）</p>{}"),
     [("population", "person"), ("total_boosters", "person")]),
    (_table(["区", "累计（截至11月4日）剂次", "累计（截至11月4日）人数"], ["越城区", "812,345", "501,200"],
            around="<p>新冠疫苗接种周报</p>{}"),
     [("total_vaccinations", "dose"), ("people_vaccinated", "person")]),
    (_table(["接种门诊", "北京生物", "科兴"], ["河西街道社区卫生服务中心", "200", "150"],
            around="<p>今日新冠疫苗余量</p>{}<p>单位：支。</p>"),
     [("supply", "dose"), ("supply", "dose")]),
    (_table(["接种单位", "电话", "每日预约数"], ["首钢园新冠疫苗临时接种点", "68874321", "2000"]),
     [("daily_capacity", "person")]),
    (_table(["南山区", "82.3", "福田区", "71.5"], ["宝安区", "140.2", "龙岗区", "128.8"],
            around="<p>深圳市各区新冠疫苗加强针接种（单位：万人）</p>{}"),
     [("total_boosters", "person")] * 4),
    (_table(["国家", "9月30日", "11月5日"], ["柬埔寨", "67.1%", "80.4%"],
            around="<p>接种持续推进。</p>{}<p>东盟部分国家新冠疫苗全程接种率</p>"),
     [("coverage_full", "percent")] * 2),
    (_table(["日期", "第一针", "合计"], ["6.15", "3210", "12052"], around="{}<p>龙泉驿区新冠疫苗每日接种量</p>"),
     [("daily_vaccinations", "dose")] * 2),
    (_table(["只接种一剂", "34,210"], ["已接种三剂", "85,604"], around="<p>新冠疫苗接种统计</p>{}"),
     [("people_partly_vaccinated", "person"), ("total_boosters", "person")]),
    (_table(["机构", "护士", "救护车"], ["市第一医院", "120", "2"],
            around="<p>支援新冠疫苗接种力量</p>{}<p>单位：人</p>"),
     [("staff", "person"), ("other_vaccination", "vehicle")]),
    (_table(["泉州市新冠疫苗接种点一览"] * 3, ["县", "接种点", "接种台数"], ["晋江市", "国际会展中心", "48"]),
     [("stations", "station")]),
])
def test_what_a_tables_columns_count_may_be_told_above_below_or_in_their_heads(read_page, page, told):
    claims = read_page(page, published="2021-11-26").claims
    assert [(claim["indicator"], claim["unit"]) for claim in claims] == told


def test_numbers_side_by_side_share_the_noun_behind_the_last(read_page):
    claims = read_page("道里区、南岗区先后添了8辆和11辆新冠疫苗移动接种车。", published=DAY).claims
    assert [(claim["value"], claim["indicator"]) for claim in claims] == [(8, "mobile_units"), (11, "mobile_units")]


@pytest.mark.parametrize("text, values", [
    ("玄武、秦淮两区各有一个大型新冠疫苗接种点启用。", [1, 1]),
    ("街道设了一个新冠疫苗接种点。", []),
    ("这是全区唯一一个新冠疫苗接种点。", []),
])
def test_one_is_a_count_only_where_each_has_it(read_page, text, values):
    assert [claim["value"] for claim in read_page(text, published=DAY, title="南京接种").claims] == values


TELEPHONES = _table(["接种点", "接种台(个)", "电话"], ["东胜体育馆", "24", "0477-8120001"],
                    around="<p>东胜区新冠疫苗接种点一览</p><p>胜利路街道 2021-05-24</p>{}")


def test_a_table_with_telephones_is_no_furniture_and_has_the_heading_above_who_posted_it(read_page):
    (claim,) = read_page(TELEPHONES, published=DAY).claims
    assert (claim["indicator"], claim["place"], claim["as_of"]) == ("stations", "内蒙古自治区/鄂尔多斯市/东胜区", DAY)
    assert "接种点一览" in claim["context"]


@pytest.mark.parametrize("text, indicator", [
    ("当时的安排是8月底以前让32万人打上第一针新冠疫苗。", "people_vaccinated"),
    ("卫生院开了新冠疫苗接种夜场，一个晚上能接待四百多人。", "daily_capacity"),
    ("新冠疫苗供应充足，复必泰尚有180万剂在仓。", "supply"),
    ("科兴新冠疫苗占全部剂次的四分之三左右。", "other_vaccination"),
])
def test_what_is_planned_can_be_given_is_in_store_or_is_a_share_of_doses(read_page, text, indicator):
    assert [claim["indicator"] for claim in read_page(text, published=DAY).claims] == [indicator]


def test_abroad_doses_may_be_counted_in_times(read_page):
    text = "截至11日日本累计接种新冠疫苗2231万8406次，其中医务人员约899万次，老年人约1332万次。打完两次的老年人约164万人。"
    claims = read_page(text, published="2021-06-12", title="日本新冠疫苗接种").claims
    assert [(claim["indicator"], claim["unit"], claim["population"]) for claim in claims] == [
        ("total_vaccinations", "dose", ""), ("total_vaccinations", "dose", "医务人员"),
        ("total_vaccinations", "dose", "老年人"), ("people_fully_vaccinated", "person", "老年人"),
    ]


def test_abroad_those_who_have_completed_it_are_done(read_page):
    text = "截至昨天，全国2198万4471人或67.3%总人口已完成施打冠病疫苗，成年人口完成率报92.3%。"
    claims = read_page(text, published="2021-10-22", title="马来西亚疫苗接种").claims
    assert [claim["indicator"] for claim in claims] == ["people_fully_vaccinated", "coverage_full", "coverage_full"]
    text = "大马完成施打冠病疫苗的人数，到昨天为止增至1973万2118人，即60.4%总人口。"
    claims = read_page(text, published="2021-09-28", title="马来西亚疫苗接种").claims
    assert [claim["indicator"] for claim in claims] == ["people_fully_vaccinated", "coverage_full"]


@pytest.mark.parametrize("text, told", [
    ("截至今日下午8时的过去24小时，共有约1.27万人接种了新冠疫苗。", ["daily_vaccinations"]),
    ("6月7日至9日，学校共接种新冠疫苗1.62万剂次，单日最多接种7128剂次。", ["new_vaccinations_period", "daily_vaccinations"]),
    ("全县新冠疫苗实际配拨只有13800剂，第1批先到4700剂。", ["supply", "supply"]),
    ("医务人员打过一针新冠疫苗的约514万人。", ["people_vaccinated"]),
])
def test_what_was_given_within_a_day_or_handed_out_is_told_as_such(read_page, text, told):
    assert [claim["indicator"] for claim in read_page(text, published="2021-06-10").claims] == told


def test_two_vaccines_of_which_one_is_another_are_no_products_of_the_drive(told):
    assert not told("为1.27万名女生打上HPV疫苗第一针。\n流感疫苗和新冠疫苗不建议同一天打；打过的也别忘了，两种疫苗防的不是一种病。")


@pytest.mark.parametrize("text, told", [
    ("光19日一天就打了26.4万剂次新冠疫苗；接种过的有603.9万人。", ["daily_vaccinations", "people_vaccinated"]),
    ("新冠疫苗加强免疫接种率达到70%以上，其中重点岗位人员一个不落，做到100%。", ["coverage_booster", "coverage_booster"]),
    ("全球新冠疫苗接种总量超17亿剂，中美印三国占大头。", ["total_vaccinations"]),
])
def test_what_a_clause_goes_on_with(read_page, text, told):
    assert [claim["indicator"] for claim in read_page(text, published="2021-06-20").claims] == told


def test_a_gang_of_workers_is_no_number_of_them(told):
    assert not told("综采二队职工郝建国接种完第二剂新冠疫苗，在留观帐篷里对记者说。")


def test_on_a_page_about_the_drive_a_long_passage_without_its_words_is_about_it_too(told):
    passage = "（一）压实责任。成立由镇党委书记任组长的工作专班，实行日调度、周通报，全镇26个村（社区）划分网格312个，镇村干部包片到户，层层签订责任书，累计入户1.2万余户，发放宣传资料2.8万份，做到不漏一户。"
    text = f"全镇已接种第一剂新冠疫苗36215人。\n{passage}"
    assert told(text, "quote", title="棋梓镇新冠病毒疫苗接种工作总结") == [("36215人",), ("312个",), ("1.2万余户",), ("2.8万份",)]
    assert told(text, "quote", title="棋梓镇年度工作总结") == [("36215人",)]


def test_what_is_aimed_at_behind_a_share_is_that_share(told):
    text = "庐阳区60岁以上老人接种新冠疫苗7.2万人，约占63%。我们设了9个老年人专场。到6月底，力争达到75%。"
    assert told(text, "indicator", "place", "population", "status")[-1] == ("coverage_first_dose", "安徽省/合肥市/庐阳区", "60+", "planned")


def test_a_share_right_behind_a_count_is_of_those_counted(told):
    text = "至少打过一针新冠疫苗的有17.6万人，占到83%；加强针呢，9.8万人左右，还不到一半。"
    assert told(text, "indicator")[-1] == ("coverage_booster",)


def test_who_has_fallen_to_a_number_has_not_been_given_it(told):
    assert told("目前全国每天的新冠疫苗接种量已经跌到100万剂次以下。", "indicator") == [("daily_vaccinations",)]


def test_a_village_whose_name_begins_with_a_number_is_none(read_page):
    assert read_page("四家子镇村民说，大夫上门打新冠疫苗。", published="2021-06-10").claims == []
