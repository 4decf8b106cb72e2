"""Pages out of web archives."""

import pytest

from vaxclaims.corpora import check_input, iterate_documents
from vaxclaims.corpora.warc import decode_page
from vaxclaims.reading import decoding

TEXT = "截至5月23日，上海市累计接种新冠疫苗2379.84万剂次。"
HTML = f"<html><head><title>接种</title></head><body><p>{TEXT}</p></body></html>"


def read(path):
    left_out: list[dict] = []
    check_input(path)
    rows = [row for row, _ in iterate_documents([path], {}, left_out)]
    return rows, {entry["name"]: entry["reason"] for entry in left_out}


def response(content, kind="text/html", status="200 OK", **headers):
    fields = [("Content-Type", kind), *headers.items()]
    return ("response", (status, fields, content), {})


@pytest.mark.parametrize("name", ["a.wet", "a.wet.gz", "CC-MAIN-1.warc.wet.gz"])
def test_the_texts_of_a_wet_file_are_documents(write_warc, name):
    rows, left_out = read(write_warc(name, ("warcinfo", "software: ours", {}), ("conversion", TEXT, {})))
    assert [(row["doc_id"], row["text"], row["url"]) for row in rows] == [("1", TEXT, "https://example.org/1")]
    assert left_out == {name: "1 records that are no page were not read"}


def test_pages_in_other_languages_are_counted_and_not_read(write_warc):
    language = "WARC-Identified-Content-Language"
    rows, left_out = read(write_warc(
        "a.wet.gz", ("conversion", "Good day.", {language: "eng"}), ("conversion", TEXT, {language: "eng,zho"}),
        ("conversion", "Guten Tag.", {language: "deu"}), ("conversion", TEXT + "。", {}),
    ))
    assert [row["doc_id"] for row in rows] == ["1", "3"]
    assert left_out == {"a.wet.gz": "2 pages in other languages were not read"}


def test_the_html_of_a_warc_file_is_read_and_nothing_else(write_warc):
    rows, left_out = read(write_warc(
        "a.warc.gz", ("request", "GET /", {}), response(HTML), response("gone", status="404 Not Found"),
        response(b"\x89PNG", kind="image/png"), response(TEXT, kind="text/plain; charset=utf-8"),
    ))
    assert [row["text"] for row in rows] == [HTML, TEXT]
    assert left_out == {"a.warc.gz": "3 records that are no page were not read"}


@pytest.mark.parametrize(
    "data, kind, encoding",
    [
        (HTML.encode("gbk"), "text/html; charset=gb2312", "gb18030"),
        (HTML.encode("gbk"), 'text/html; charset="GBK"', "gb18030"),
        ("臺灣接種疫苗".encode("big5"), "text/html;charset=Big5", "big5"),
        (HTML.encode(), "text/html; charset=gbk", "utf-8"),
        (HTML.replace("<head>", '<head><meta charset="gbk">').encode("gbk"), "text/html", "gb18030"),
        (HTML.encode("gbk"), "text/html; charset=iso-8859-1", "gb18030"),
        (HTML.encode("utf-8-sig"), "text/html", "utf-8"),
    ],
)
def test_a_page_is_decoded_as_its_bytes_its_server_and_itself_say_in_that_order(data, kind, encoding):
    decoded = decode_page(data, kind)
    assert decoded.encoding == encoding and ("接种" in decoded.text or "接種" in decoded.text)


def test_a_page_that_is_no_text_is_left_out_by_number(write_warc):
    rows, left_out = read(write_warc("a.warc", response(b"\x00\x01\x02"), response(HTML), response(b"  ")))
    assert len(rows) == 1
    assert left_out == {"a.warc, record 1": "binary, not a text", "a.warc, record 3": "empty"}


def test_a_page_that_unpacks_to_too_much_is_left_out_without_being_held(write_warc, monkeypatch):
    import gzip

    monkeypatch.setattr(decoding, "MAX_BYTES", 4096)
    packed = gzip.compress(b" " * 10_000_000)
    rows, left_out = read(write_warc("a.warc.gz", response(packed, **{"Content-Encoding": "gzip"}), response(HTML)))
    assert len(rows) == 1 and "larger than" in left_out["a.warc.gz, record 1"]


def test_an_archive_that_is_cut_off_gives_what_came_before_and_says_so(write_warc):
    path = write_warc("a.warc.gz", *[response(f"{HTML}{number}") for number in range(20)])
    path.write_bytes(path.read_bytes()[:-300])
    rows, left_out = read(path)
    assert 0 < len(rows) < 20 and left_out


def test_what_is_no_archive_says_so(tmp_path):
    (tmp_path / "a.warc").write_text(TEXT, encoding="utf-8")
    rows, left_out = read(tmp_path / "a.warc")
    assert rows == [] and "not a web archive" in left_out["a.warc"]
