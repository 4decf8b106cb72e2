"""Corpora in words of our own, and a small Dask cluster that the tests share."""

import io
import json

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SENTENCE = "截至{month}月{day}日，{place}累计接种新冠疫苗{total}.59万剂，全市开设夜场，投用5辆移动接种车。"
PLACES = ("北京市", "上海市", "湖北省", "四川省")


def make_document(number: int) -> dict:
    text = SENTENCE.format(
        month=number % 6 + 1, day=number % 28 + 1, place=PLACES[number % len(PLACES)], total=2000 + number
    )
    return {"doc_id": f"d{number}", "text": text, "published": "2021-07-30"}


@pytest.fixture
def document():
    """`document(3)`: a row of such a corpus."""
    return make_document


@pytest.fixture
def make_corpus(tmp_path):
    """`make_corpus(20)`: a JSONL of as many documents; `extra` rows after them, `name` for the file."""

    def make(count: int, *extra: dict, name: str = "texts.jsonl"):
        path = tmp_path / name
        rows = [*map(make_document, range(count)), *extra]
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return path

    return make


@pytest.fixture
def write_warc(tmp_path):
    """`write_warc('a.wet.gz', ('conversion', text, {}))`: a web archive of records (type, content, headers); a
    response's content is (status line, HTTP headers, bytes)."""

    def write(name: str, *records):
        path = tmp_path / name
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=name.endswith(".gz"))
            for number, (kind, content, headers) in enumerate(records):
                http = None
                if kind == "response":
                    status, fields, content = content
                    http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
                data = content.encode() if isinstance(content, str) else content
                headers = {"WARC-Record-ID": f"<urn:uuid:{number}>"} | headers
                record = writer.create_warc_record(
                    f"https://example.org/{number}", kind, payload=io.BytesIO(data), http_headers=http,
                    warc_headers_dict=headers,
                )
                writer.write_record(record)
        return path

    return write


@pytest.fixture(scope="package")
def scheduler():
    """The address of a cluster of two threads in this process: what it runs can be watched and replaced."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, silence_logs="CRITICAL",
        protocol="tcp",
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def extract_with_dask(tmp_path, scheduler):
    """`extract_with_dask(inputs)`: its Result; the dataset is tmp_path/dataset, and lines told are in `.lines`."""
    from vaxclaims.corpora.cluster import extract_dataset

    def extract(inputs, **options):
        extract.lines = []
        settings = {"out": tmp_path / "dataset", "part_bytes": 2000, "scheduler": scheduler} | options
        return extract_dataset(inputs, **settings, tell=extract.lines.append)

    return extract
