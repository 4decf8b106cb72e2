"""Which day each way of telling a date means, on its page and after what was told before."""

from vaxclaims.extraction import spoken_dates as spoken
from vaxclaims.extraction import written_dates as written
from vaxclaims.extraction.date_types import Form, Value

# What reads each form, by the group of the pattern (dates.py) that it fills.
_FORMS = {
    "iso": written.iso_day,
    "dA": written.day_range,
    "dB": written.one_day,
    "mD": written.month_range,
    "head": written.head_of_month,
    "nthweek": written.nth_week,
    "mC": written.one_month,
    "quarter": written.quarter,
    "y3": written.year_part,
    "near": spoken.near_month,
    "ym": spoken.named_part,
    "paren": spoken.bare_day,
    "bare": spoken.bare_day,
    "rel": spoken.relative,
    "week": spoken.period,
    "lastn": spoken.last_days,
    "came": spoken.days_up_to_now,
    "ran": spoken.first_days,
    "nextn": spoken.coming_days,
    "ago": spoken.ago,
    "weekdays": spoken.weekdays,
    "days": spoken.bare_days,
    "third": spoken.bare_third,
    "weekday": spoken.weekday,
    "span": spoken.holiday_span,
    "lately": spoken.holiday_past,
    "hol": spoken.holiday,
}


def date_value(form: Form) -> Value | None:
    """The value of a match, None where it is no date after all."""
    return next(read for group, read in _FORMS.items() if form.match[group])(form)
