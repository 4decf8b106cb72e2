"""Who wrote a page, where the page itself says so."""

import re

from vaxclaims.markup import Tag
from vaxclaims.reading.meta import meta_contents

# In characters: how far into an article its dateline stands; with markup four times as far.
_HEAD = 600
_LONGEST = 40
_SOURCE = re.compile(r"(?:name|property)\s*=\s*[\"'](?:source|contentsource|mediaid|og:site_name)[\"']", re.IGNORECASE)
# 本报, 市卫健委 and 互联网 name nobody.
_NOBODY = "(?!本|各|全|综合|互联|网络|市|省|区|县)"
_KINDS = "报|网|通讯社|新华社|中新社|电视台|电台|广播|台|客户端|新闻|发布|融媒体中心|卫健委|卫生健康委员会|疾控中心"
_LINE = re.compile(rf"(?:来源|稿源|來源)\s*[:：]\s*({_NOBODY}[一-龥A-Za-z·]{{1,12}}(?:{_KINDS}))(?![一-龥])")
_DATELINE = re.compile(
    rf"^\s*(?:[(（【][^)）】\n]{{0,10}}[)）】])?\s*({_NOBODY}[一-龥]{{1,6}}?[社网报])"
    r"(?=[一-龥]{2,9}\s?\d{1,2}月\d{1,2}日\s?[电讯])",
    re.MULTILINE,
)


def find_outlet(fields: dict, tags: list[Tag], view: str, article: str) -> str:
    """The outlet that a page names: in its front matter (`fields`), in a meta tag, in a line 来源：… of its `view` or in
    the dateline of its `article`; empty where it names none."""
    for name in ("outlet", "source", "publisher", "来源"):
        if told := str(fields.get(name) or "").strip():
            return told[:_LONGEST]
    if told := next(meta_contents(tags, _SOURCE), ""):
        return told[:_LONGEST]
    found = _LINE.search(view[: 4 * _HEAD]) or _DATELINE.search(article[:_HEAD])
    return found[1] if found else ""
