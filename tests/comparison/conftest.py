"""Small tables of claims, told as an analyst would tell them."""

import itertools
from decimal import Decimal

import pytest

from vaxclaims import tables
from vaxclaims.comparison import compare_places

PLACES = ["北京市", "上海市", "湖北省", "四川省"]
_COUNT = itertools.count()


def claim(
    place, indicator, value, as_of="", comparator="=", precision=1, unit="dose", doc="a", **cells
) -> dict:
    """A row of the claims table; what is not named has the commonest value."""
    start = next(_COUNT) * 10
    precise = "day" if as_of else "none"
    return {
        "claim_id": f"{doc}:{start}-{start + 5}#{indicator[:6]}",
        "quote_id": f"{doc}:{start}-{start + 5}",
        "doc_id": doc,
        "zone": "body",
        "start": start,
        "end": start + 5,
        "quote": f"{value}",
        "quote_view": f"{value}",
        "context": f"{place}{value}",
        "place": place,
        "indicator": indicator,
        "value": Decimal(str(value)),
        "comparator": comparator,
        "precision": Decimal(str(precision)),
        "unit": unit,
        "as_of": as_of,
        "as_of_precision": precise,
        "as_of_basis": "explicit",
        "status": "stated",
        "decision": "accepted",
        "origin": "rule",
        "coder": "one",
    } | cells


def seeds_claims() -> list[dict]:
    """What the seeds say, in short: the numbers that the project's issue pins."""
    total, people, nation = "total_vaccinations", "people_vaccinated", "全国"
    year = {"as_of_precision": "year", "as_of_basis": "event_year"}
    june = {"as_of_precision": "month"}
    shanghai = claim("上海市", total, 23798400, "2021-05-23", precision=100, doc="tv")
    rows = [
        claim("北京市", total, 13333900, "2021-03-25", precision=100, doc="press"),
        claim("北京市", people, 8324300, "2021-03-25", precision=100, unit="person", doc="press"),
        claim(
            "北京市",
            "people_fully_vaccinated",
            5009600,
            "2021-03-25",
            precision=100,
            unit="person",
            doc="press",
        ),
        claim(
            "北京市",
            "people_partly_vaccinated",
            3314700,
            "2021-03-25",
            precision=100,
            unit="person",
            doc="press",
        ),
        claim("北京市", people, 366000, "2021-03-25", unit="person", population="60+", doc="press"),
        claim("北京市", total, 29705900, "2021-05-23", precision=100, doc="tv"),
        claim("北京市", people, 16217800, "2021-05-23", precision=100, unit="person", doc="tv"),
        claim("北京市", total, 20000000, "2021-06-30", ">", 10000, doc="farm", **june),
        claim("北京市/海淀区", total, 1200000, "2021-03-01", ">", 10000, doc="press"),
        claim(
            "北京市", "coverage_first_dose", 80, "2021-05-23", ">", unit="percent", population="18+", doc="tv"
        ),
        claim(
            "北京市",
            "coverage_unspecified",
            "52.8",
            "2021-03-25",
            precision="0.1",
            unit="percent",
            population="18-59",
            doc="press",
        ),
        claim(
            "北京市/大兴区",
            "coverage_unspecified",
            80,
            "2021-03-25",
            ">",
            unit="percent",
            population="18-59",
            doc="press",
        ),
        claim(
            "北京市",
            "daily_capacity",
            300000,
            "2021-03-27",
            ">=",
            10000,
            doc="press",
            as_of_basis="published",
        ),
        claim("北京市", "daily_capacity", 200000, "2021-12-31", ">=", 10000, doc="farm", **year),
        claim("北京市/东城区", "daily_capacity", 1000, "2021-03-23", "~", doc="press", status="planned"),
        shanghai,
        claim(
            "上海市", total, 23798400, "2021-05-23", precision=100, doc="tv", restates=shanghai["claim_id"]
        ),
        claim("上海市", total, 30000000, "2021-06-30", ">", 10000, doc="farm", **june),
        claim(
            "上海市",
            "coverage_unspecified",
            90,
            "2021-06-30",
            "~",
            unit="percent",
            population="18+",
            doc="farm",
            **june,
        ),
        claim(
            "上海市",
            "coverage_unspecified",
            90,
            "2021-05-23",
            unit="percent",
            population="卫生系统",
            doc="tv",
        ),
        claim("湖北省", total, 30080000, "2021-05-24", ">", 10000, doc="tv"),
        claim(
            "湖北省",
            "dose_share",
            "68.6",
            "2021-05-24",
            precision="0.1",
            unit="percent",
            population="第一剂",
            doc="tv",
        ),
        claim(
            "湖北省",
            "dose_share",
            "31.4",
            "2021-05-24",
            precision="0.1",
            unit="percent",
            population="第二剂",
            doc="tv",
        ),
        claim(
            "湖北省", "daily_capacity", 1200000, "2021-05-25", "<=", 10000, doc="tv", as_of_basis="published"
        ),
        claim(
            "四川省",
            "daily_vaccinations",
            2000000,
            "2021-05-25",
            ">",
            10000,
            doc="tv",
            decision="pending",
            as_of_basis="published",
        ),
        claim(nation, total, 510858000, "2021-05-23", precision=1000, doc="tv"),
        claim(
            nation, total, 140000000, "XXXX-04-05", ">", doc="links", zone="related", as_of_basis="unresolved"
        ),
    ]
    days = ["2021-03-27", "2021-04-21", "2021-05-07", "2021-05-16", "2021-05-24"]
    for hundred, day in enumerate(days, start=1):
        rows.append(claim(nation, total, hundred * 10**8, day, ">", 10**8, doc="tv"))
    for printed, start, end in zip((25, 16, 9, 7), days, days[1:], strict=False):
        rows.append(
            claim(nation, "milestone_interval", printed, end, unit="day", as_of_start=start, doc="tv")
        )
    return rows


def seeds_documents() -> list[dict]:
    """Four pages: state television, the party's press, a content farm, and one of which little is known."""
    beijing = "北京市开设夜场，方便上班族接种。北京市的移动接种车开进社区，北京市严格标准规范。"
    shanghai = "上海市精细化服务，市民可选电子接种护照。上海市网格化推进，市民满意。上海市为市民安排车辆。"
    return [
        {
            "doc_id": "tv",
            "text": beijing + shanghai,
            "outlet": "央视网",
            "host": "ZAKER",
            "kind": "state-media",
            "published": "2021-05-25",
            "published_basis": "front_matter",
        },
        {
            "doc_id": "press",
            "text": beijing * 3,
            "outlet": "人民网",
            "kind": "party-press",
            "published": "2021-03-27",
        },
        {
            "doc_id": "farm",
            "text": shanghai * 3,
            "host": "那么多了技术",
            "kind": "content-farm",
            "published": "2025-08-27",
            "published_basis": "comment_no_later",
        },
        {"doc_id": "links", "text": "无关。", "kind": "content-farm"},
    ]


def seeds_measures() -> list[dict]:
    def line(place, measure, quote, **cells):
        return {
            "claim_id": f"m:{next(_COUNT)}",
            "doc_id": "tv",
            "zone": "body",
            "place": place,
            "measure": measure,
            "quote": quote,
            "quote_view": quote,
            "as_of": "2021-05-25",
            "as_of_precision": "day",
            "status": "stated",
            "decision": "accepted",
        } | cells

    return [
        line("北京市", "mobile_unit", "移动接种车"),
        line("上海市", "mobile_unit", "流动接种车"),
        line("北京市/大兴区", "night_session", "夜场"),
        line("北京市", "walk_in", "随到随打", status="planned"),
        line("四川省/成都市", "shuttle_bus", "新冠疫苗接种专线车", decision="pending"),
    ]


def seeds_findings(claims) -> list[dict]:
    by_value = {(row["indicator"], str(row["value"])): row["claim_id"] for row in claims}
    late = by_value["total_vaccinations", "500000000"]
    seven = by_value["milestone_interval", "7"]
    old, new = (by_value["total_vaccinations", value] for value in ("20000000", "29705900"))
    return [
        {
            "finding_id": "f1",
            "severity": "arithmetic",
            "check": "gap",
            "claims": f"{seven} {late}",
            "place": "全国",
            "suspect": late,
            "message_en": "7 days are printed, the dates give 8.",
            "message_zh": "写7天，按日期8天。",
        },
        {
            "finding_id": "f2",
            "severity": "stale",
            "check": "bound",
            "claims": f"{old} {new}",
            "place": "北京市",
            "suspect": old,
            "message_en": "True and out of date.",
            "message_zh": "属实但过时。",
        },
        {"finding_id": "f3", "severity": "consistent", "check": "sum", "place": "北京市"},
    ]


def seeds_bounds() -> list[dict]:
    ends = [
        ("北京市", "2021-03-25", "13333850", "13333950"),
        ("北京市", "2021-05-23", "29705850", "29705950"),
        ("湖北省", "2021-05-24", "30080000", ""),
    ]
    return [
        {
            "place": place,
            "indicator": "total_vaccinations",
            "as_of": day,
            "low": tables.decimal(low),
            "high": tables.decimal(high),
        }
        for place, day, low, high in ends
    ]


CENSUS = [
    ("全国", "1411778724"),
    ("北京市", "21893095"),
    ("上海市", "24870895"),
    ("湖北省", "57752557"),
    ("四川省", "83674866"),
]


def reference():
    import pandas as pd

    national = [("2021-03-25", "91346000"), ("2021-05-23", "510858000"), ("2021-06-30", "1244500000")]
    return {
        "census2020": pd.DataFrame([{"place": p, "age_band": "all", "population": n} for p, n in CENSUS]),
        "national_doses": pd.DataFrame(
            [{"date": d, "total_vaccinations": n, "basis": "owid"} for d, n in national]
        ),
    }


def seeds_inputs() -> dict:
    """Keyword arguments of `compare_places` for a corpus that says what the seeds say."""
    global _COUNT
    _COUNT = itertools.count()
    claims = seeds_claims()
    proposed = [row | {"decision": "pending"} for row in claims[:-1]]
    proposed[0] = proposed[0] | {"as_of": "2021-03-24"}
    return {
        "claims": tables.table("claims", claims),
        "findings": tables.table("findings", seeds_findings(claims)),
        "measures": tables.table("measures", seeds_measures()),
        "bounds": tables.table("bounds", seeds_bounds()),
        "documents": tables.table("documents", seeds_documents()),
        "zones": tables.table("zones", []),
        "proposed": tables.table("claims", proposed),
        "reference": reference(),
    }


@pytest.fixture(scope="session")
def seeds():
    """All comparison tables of the seeds-like corpus."""
    return compare_places(**seeds_inputs(), places=PLACES)


@pytest.fixture
def make_claims():
    """A claims table of rows made by `claim`."""
    return lambda *rows: tables.table("claims", rows)


@pytest.fixture
def make_findings():
    """A findings table of contradictions: (claims, the suspect or None) for each."""

    def row(claims, suspect):
        ids = " ".join(claim["claim_id"] for claim in claims)
        about = {"severity": "contradiction", "check": "cumulative", "place": claims[0]["place"]}
        return about | {"finding_id": ids, "claims": ids, "suspect": suspect["claim_id"] if suspect else ""}

    return lambda *told: tables.table("findings", [row(*one) for one in told])


@pytest.fixture
def new_claim():
    return claim


@pytest.fixture
def inputs():
    return seeds_inputs()


@pytest.fixture
def places():
    return list(PLACES)
