"""Who wrote a page, where nobody has written that down."""

import pytest

from vaxclaims.reading import read_document

ARTICLE = "截至5月23日，全市累计接种新冠疫苗300万剂次，各街道设立临时接种点，方便群众就近接种。\n"


@pytest.mark.parametrize(
    "text, outlet",
    [
        (f"---\ntitle: 接种\nsource: 深圳特区报\n---\n{ARTICLE}", "深圳特区报"),
        (f'<html><head><meta name="source" content="南方日报"></head><body><p>{ARTICLE}</p></body></html>', "南方日报"),
        (f"接种进展\n2021-05-24 10:00 来源：西安晚报 作者：甲\n{ARTICLE}", "西安晚报"),
        (f"接种进展\n来源：湄潭县融媒体中心\n{ARTICLE}", "湄潭县融媒体中心"),
        (f"新华社北京5月24日电（记者甲）{ARTICLE}", "新华社"),
        (f"（抗击疫情）人民网成都5月24日电 {ARTICLE}", "人民网"),
        (f"本报讯 {ARTICLE}", ""),
        (f"来源：本报\n{ARTICLE}", ""),
        (f"来源：网络\n{ARTICLE}", ""),
        (f"来源：市卫健委\n{ARTICLE}", ""),
        (f"疫苗来源：国家统一调配\n{ARTICLE}", ""),
        (ARTICLE, ""),
    ],
)
def test_a_page_names_its_outlet_or_nobody_does(text, outlet):
    assert read_document("page", text)[0]["outlet"] == outlet


def test_what_a_person_has_written_down_goes_before_what_the_page_says():
    row, _, _ = read_document("page", f"来源：西安晚报\n{ARTICLE}", {"outlet": "华商报"})
    assert row["outlet"] == "华商报"
