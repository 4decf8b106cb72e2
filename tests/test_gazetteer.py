"""Places: official full paths, codes, and what a name in a text may stand for."""

import pytest

from vaxclaims import gazetteer
from vaxclaims.paths import PLACES
from vaxclaims.tables import read_table

PROVINCES = 34


@pytest.mark.parametrize(
    "path, code, level",
    [
        ("北京市", "110000", "province"),
        ("北京市/大兴区", "110115", "district"),
        ("上海市/浦东新区", "310115", "district"),
        ("湖北省", "420000", "province"),
        ("湖北省/武汉市", "420100", "city"),
        ("湖北省/武汉市/武昌区", "420106", "district"),
        ("四川省/成都市", "510100", "city"),
        ("河北省/秦皇岛市/北戴河区", "130304", "district"),
        ("湖北省/仙桃市", "429004", "city"),
        ("香港特别行政区", "810000", "province"),
        ("全国", "CHN", "nation"),
        ("全球", "WORLD", "world"),
        ("美国", "USA", "country"),
    ],
)
def test_a_place_has_its_full_path_code_and_level(path, code, level):
    place = gazetteer.by_path()[path]
    assert (place.code, place.level) == (code, level)
    assert gazetteer.code_of(path) == code


def test_a_path_that_the_gazetteer_lacks_has_no_code():
    assert gazetteer.code_of("甲市/乙区") == ""


@pytest.mark.parametrize(
    "path, above",
    [("湖北省/武汉市/武昌区", "湖北省/武汉市"), ("北京市/大兴区", "北京市"), ("北京市", "全国"), ("全国", "全球"), ("美国", "全球")],
)
def test_a_place_lies_in_another(path, above):
    assert gazetteer.parent(path) == above


def test_every_row_has_a_code_of_its_own_and_a_parent_that_is_there():
    rows = read_table(PLACES)
    assert rows["code"].is_unique and set(rows["parent"]) - {""} <= set(rows["code"])
    assert (rows["name"] != "").all()


def test_no_two_places_share_a_path():
    assert len(gazetteer.by_path()) == len(gazetteer.places())


def test_all_provinces_are_there_with_codes_of_the_standard():
    provinces = [place for place in gazetteer.places().values()
                 if place.level == "province" and place.name != "新疆生产建设兵团"]
    assert len(provinces) == PROVINCES
    assert all(len(place.code) == 6 and place.code.endswith("0000") for place in provinces)


def test_a_part_of_china_begins_with_its_parents_digits():
    for place in gazetteer.places().values():
        if place.code.isdigit() and place.path.count("/") == 2:
            city = gazetteer.code_of(gazetteer.parent(place.path))
            assert not city.isdigit() or place.code[:2] == city[:2], place.path


def test_a_name_or_an_alias_gives_the_place_so_called():
    (place,), official = gazetteer.called()["北京市"]
    assert place.path == "北京市" and official
    (place, *_), official = gazetteer.called()["湖北"]
    assert place.path == "湖北省" and not official


def test_a_shared_name_gives_every_place_so_called():
    places, official = gazetteer.called()["朝阳区"]
    assert {place.path for place in places} >= {"北京市/朝阳区", "吉林省/长春市/朝阳区"} and official


@pytest.mark.parametrize(
    "path, english, chinese",
    [("北京市", "Beijing", "北京市"), ("北京市/大兴区", "Daxing, Beijing", "北京市大兴区"), ("湖北省/武汉市", "Wuhan, Hubei", "湖北省武汉市")],
)
def test_a_path_is_shown_in_the_readers_language(path, english, chinese):
    assert (gazetteer.label(path, "en"), gazetteer.label(path, "zh")) == (english, chinese)


@pytest.mark.parametrize(
    "name, told",
    [
        ("北京", "'北京市'"),
        ("武汉市", "'湖北省/武汉市'"),
        ("湖北省武汉市", "'湖北省/武汉市'"),
        ("朝阳区", "'北京市/朝阳区' or '吉林省/长春市/朝阳区'"),
        ("Atlantis", "give its full official name"),
    ],
)
def test_a_place_by_another_name_is_refused_with_the_nearest(name, told):
    with pytest.raises(ValueError) as refused:
        gazetteer.require_places(["四川省", name])
    assert f"has no '{name}'" in str(refused.value) and told in str(refused.value)
    gazetteer.require_places(["全国", "湖北省/武汉市", name], also=[name])


def test_河北_is_not_湖北():
    assert gazetteer.called()["河北"][0][0].path == "河北省"
