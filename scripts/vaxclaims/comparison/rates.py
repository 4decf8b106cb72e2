"""Numbers per residents: the 2020 census and what a claim's interval becomes when divided by it."""

from decimal import Decimal

from vaxclaims.comparison import words


def residents_of(census) -> dict[str, Decimal]:
    """Residents of all ages per place, from the census table."""
    if census is None:
        return {}
    everyone = census[census["age_band"] == "all"]
    return {
        row["place"]: Decimal(row["population"]) for row in everyone.to_dict("records") if row["population"]
    }


def per(row, residents: Decimal | None, base: int, name: str) -> dict:
    """`name`, `name`_low and `name`_high: a claim's value and ends per `base` residents, two digits after
    the point;
    None for an open end or where the census has no such place."""
    ends = {name: row["value"], f"{name}_low": row["low"], f"{name}_high": row["high"]}
    rate = {
        key: None if end is None or not residents else (base * end / residents).quantize(Decimal("0.01"))
        for key, end in ends.items()
    }
    return rate | {"residents": residents}


def signed(row, name: str) -> str:
    """A rate with the sign that its claim's comparator gives it: '135.7', '> 52.1'."""
    sign = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}.get(row["comparator"], "≈ ")
    return sign + words.rounded(row[name], 1)
