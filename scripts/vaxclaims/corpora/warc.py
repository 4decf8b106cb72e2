"""Pages out of web archives: the texts of WET files (conversion records) and the HTML of WARC files (responses)."""

import codecs
import re
import zlib
from collections.abc import Iterator

from vaxclaims.corpora.locations import opened
from vaxclaims.reading import decoding

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "big5-hkscs": "big5hkscs"}


def read_warc(location: str) -> Iterator[tuple[str, dict | None, str]]:
    """The pages of a WARC or WET file, plain or gzip, as rows with doc_id (the record's id), text and url.

    Records that are no page (requests, metadata, failed responses, pictures), and pages that their archive says
    are in other languages than Chinese, are counted and not read.
    """
    from warcio import ArchiveIterator

    other, foreign = 0, 0
    with opened(location) as file:
        try:
            for number, record in enumerate(ArchiveIterator(file), start=1):
                if not _is_page(record):
                    other += 1
                elif not _may_be_chinese(record):
                    foreign += 1
                else:
                    yield f"record {number}", *_read(record, number)
        except OSError:
            raise
        except Exception as error:  # a damaged record trips the parser anywhere
            raise ValueError(f"not a web archive, or damaged ({type(error).__name__}: {error})") from None
    for count, what in ((other, "records that are no page"), (foreign, "pages in other languages")):
        if count:
            yield "", None, f"{count} {what} were not read"


def _is_page(record) -> bool:
    if record.rec_type == "conversion":
        return True
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "text/html").partition(";")[0].strip().lower()
    return record.http_headers.get_statuscode() == "200" and kind in _PAGES


def _may_be_chinese(record) -> bool:
    languages = record.rec_headers.get_header("WARC-Identified-Content-Language")
    return not languages or "zho" in languages.split(",")


def _read(record, number: int) -> tuple[dict | None, str]:
    declared = record.http_headers.get_header("Content-Type") or "" if record.http_headers else ""
    try:
        decoded = decode_page(record.content_stream().read(decoding.MAX_BYTES + 1), declared)
    except (ValueError, zlib.error) as error:
        return None, str(error)
    headers = record.rec_headers
    record_id = (headers.get_header("WARC-Record-ID") or str(number)).strip("<>").removeprefix("urn:uuid:")
    url = headers.get_header("WARC-Target-URI") or ""
    return {"doc_id": record_id, "text": decoded.text, "url": url, "encoding": decoded.encoding}, ""


def decode_page(data: bytes, content_type: str) -> decoding.Decoded:
    """The text of a page whose server says in `content_type` how it is encoded. UTF-8 that is valid is UTF-8
    whatever a server says; after that its word on a Chinese encoding goes before the page's own."""
    decoding.check_size(len(data))
    declared = _CHARSET.search(content_type)
    encoding = _CHINESE.get(declared[1].lower()) if declared else None
    if encoding and not data.startswith(codecs.BOM_UTF8) and b"\0" not in data[:65536]:
        for candidate in ("utf-8", encoding):
            try:
                text = data.decode(candidate)
            except UnicodeDecodeError:
                continue
            if text.strip():
                return decoding.Decoded(text, candidate)
    return decoding.decode(data)
