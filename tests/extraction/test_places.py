"""Every place of the gazetteer is read where a sentence names it, and a name inside another word is none."""

import re

import pytest
from vaxclaims import gazetteer
from vaxclaims.extraction.engine import extract_document
from vaxclaims.extraction.place_names import scan
from vaxclaims.reading import read_document

ALL = list(gazetteer.by_path().values())
DISTRICTS = [place for place in ALL if place.level == "district" and "/" in place.path]
ABOVE = [place for place in ALL if place.level in ("province", "city", "country")]
# Names that an official name of another place begins with or holds, or that two cities share.
SHARED = {"长白朝鲜族自治县", "元江哈尼族彝族傣族自治县", "河南蒙古族自治县", "长春经济技术开发区", "吉林市", "新北市"}
# 城区 is a word of its own: it is a district's name only behind its city's.
COMMON = {"城区"}


def found(text: str) -> list[str]:
    row, zones, _ = read_document("page", text, {"title": "", "outlet": "", "published": "2021-07-20"})
    return [claim["place"] for claim in extract_document(row, [(zone.zone, zone.start, zone.end) for zone in zones])]


def test_a_district_is_read_behind_its_city():
    for place in DISTRICTS:
        city = gazetteer.by_path()[gazetteer.parent(place.path)].name
        assert found(f"{city}{place.name}累计接种新冠疫苗10万剂次。") == [place.path]


def test_a_district_is_read_alone_where_its_city_was_named():
    for place in DISTRICTS:
        if place.name in SHARED | COMMON:
            continue
        city = gazetteer.by_path()[gazetteer.parent(place.path)].name
        assert found(f"{city}新冠疫苗接种提速。今天{place.name}接种新冠疫苗10万剂。") == [place.path]


@pytest.mark.parametrize("sentence", [
    "{}新冠疫苗累计接种10万剂。", "截至19日，{}已接种新冠疫苗10万剂次。", "{}18岁以上人群新冠疫苗接种率达80%。",
    "在{}，新冠疫苗接种已达10万剂次。", "记者了解到，{}累计接种新冠疫苗10万剂次。",
])
def test_a_city_or_country_is_read_by_its_short_name_too(sentence):
    for place in ABOVE:
        short = re.sub("(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$", "", place.name)
        for name in {place.name, short} if place.name not in SHARED else {place.name}:
            assert found(sentence.format(name)) == [place.path]


@pytest.mark.parametrize("text, names", [
    ("福州新冠疫苗接种提速", ["福州"]),  # not 福州新区
    ("今天津南区接种新冠疫苗", ["津南区"]),  # not 天津
    ("今天镇江市接种新冠疫苗", ["镇江市"]),  # not 天镇县
    ("徐州市丰县接种新冠疫苗", ["徐州市", "丰县"]),
    ("新冠县级接种点", []),
    ("西安高新区接种新冠疫苗", ["西安高新区"]),
    ("广东中山接种新冠疫苗", ["广东中山"]),
    ("孙中山故居开设新冠疫苗接种点", []),
])
def test_a_name_is_read_whole_and_not_out_of_another_word(text, names):
    assert [text[hit.start : hit.end] for hit in scan(text) if hit.kind == "name"] == names


def test_a_title_of_a_traditional_page_names_its_place_in_the_pages_script(read_page):
    text = "<p>另獲各國捐贈共689萬劑新冠疫苗，其中日本420萬劑。國內冷鏈中心可同時存放600萬劑。累計接種人數達八成，將繼續推進。</p>"
    claims = read_page(text, title="臺灣疫苗到貨及施打一覽", published="2021-10-31").claims
    assert {claim["place"] for claim in claims if claim["quote"] in ("689萬劑", "600萬劑")} == {"台湾省"}
