"""Which place a number is about, among several that a text names."""

import pytest


@pytest.fixture
def placed(read_page):
    """`placed(text)`: the place of every claim of a page, in order."""
    return lambda text, **given: [row["place"] for row in read_page(text, published="2021-06-20", **given).claims]


@pytest.mark.parametrize(
    "text, place",
    [
        ("在济南，历下区泉城广场的新冠疫苗接种点每天接种4000剂。", "山东省/济南市/历下区"),
        ("武侯区在四川省体育馆新设的接种点，昨日接种新冠疫苗3000剂。", "四川省/成都市/武侯区"),
        ("瑞丽市从昆明、大理等地抽调的新冠疫苗接种人员有583名。", "云南省/德宏傣族景颇族自治州/瑞丽市"),
        ("全市投入医护人员、公安、志愿者等1.4万余人服务新冠疫苗接种。", "全国"),
        ("昆明湖街道新冠疫苗接种点昨日接种550剂。", "全国"),
        ("榆次区新冠疫苗接种率高出晋中市平均水平7个百分点。", "山西省/晋中市/榆次区"),
        ("西宁市新冠疫苗接种量超过全省的一半。", "青海省/西宁市"),
        ("在亚拉巴马州的莫比尔县，四分之一的居民完全接种了新冠疫苗。", "美国/亚拉巴马州/莫比尔县"),
        ("顺德区和南海区合计接种新冠疫苗137.5万剂。", "广东省/佛山市"),
    ],
)
def test_names_of_halls_lenders_and_what_is_compared_with_are_not_the_place(placed, text, place):
    assert placed(text) == [place]


def test_the_whole_city_is_the_county_level_one_on_its_own_page(placed):
    text = "瑞丽市启动新冠疫苗全员接种，德宏州派出医疗队。全市设24个接种点，已接种1.8万余人。"
    assert set(placed(text, title="瑞丽市启动全员接种")) == {"云南省/德宏傣族景颇族自治州/瑞丽市"}


def test_what_stands_in_brackets_is_told_in_passing(placed):
    text = "兰州市共有新冠疫苗接种点152个（城关区48个、七里河区27个），接种人员2130名。"
    assert placed(text) == [
        "甘肃省/兰州市", "甘肃省/兰州市/城关区", "甘肃省/兰州市/七里河区", "甘肃省/兰州市",
    ]


@pytest.mark.parametrize(
    "text, place",
    [
        ("朝阳区累计接种新冠疫苗201.6万剂次。", "北京市/朝阳区"),
        ("长春市公布数据，朝阳区累计接种新冠疫苗60万剂次。", "吉林省/长春市/朝阳区"),
        ("铁西区共开放新冠疫苗接种点5个。", "辽宁省/沈阳市/铁西区"),
        ("福州市公布数据，连江县新冠疫苗接种率超过8成。", "福建省/福州市/连江县"),
        ("台湾省各县中，连江县新冠疫苗接种率超过8成。", "台湾省/连江县"),
    ],
)
def test_of_districts_so_called_the_one_whose_city_is_named_or_else_the_likelier_is_meant(placed, text, place):
    assert placed(text)[-1] == place


def test_a_place_that_only_told_of_one_inside_it_is_not_gone_on_with(placed):
    told = "记者从德宏州新闻发布会上获悉，瑞丽市新冠疫苗全员接种进展顺利。截至6日，已接种22.6万人。"
    assert placed(told) == ["云南省/德宏傣族景颇族自治州/瑞丽市"]
