"""A folder of raw texts: what is read, what is left out and why."""

import codecs
import hashlib

import pytest

from vaxclaims import limits, paths, tables
from vaxclaims.reading import decoding, read_seeds
from vaxclaims.reading import seeds as seeds_module

TEXT = "截至5月23日，全市累计接种新冠疫苗2379.84万剂次，各街道设立临时接种点，方便群众就近接种。\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with one good text."""
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def left_out(documents) -> dict[str, str]:
    return {entry["name"]: entry["reason"] for entry in documents.attrs["left_out"]}


def test_the_seeds_are_all_read_byte_for_byte(seeds):
    documents, zones = seeds
    assert len(documents) == 5 and documents.attrs["left_out"] == []
    for row in documents.itertuples():
        data = (paths.SEEDS / row.path).read_bytes()
        assert row.text.encode("utf-8") == data and row.sha256 == hashlib.sha256(data).hexdigest()
    assert list(documents.columns) == tables.COLUMNS["documents"] and list(zones.columns) == tables.COLUMNS["zones"]


def test_the_sources_table_describes_the_very_files_that_are_there():
    sources = tables.read_table(paths.SOURCES)
    digests = {row.file: row.sha256 for row in sources.itertuples()}
    assert digests == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths.SEEDS.glob("*.txt")}
    known = {"state-media", "party-press", "city-press", "aggregator", "content-farm", "unknown"}
    assert set(sources["kind"]) <= known


def test_the_seeds_read_twice_are_the_same(seeds):
    documents, zones = read_seeds(paths.SEEDS, paths.SOURCES)
    assert documents.equals(seeds[0]) and zones.equals(seeds[1])


def test_a_bare_folder_without_a_sources_table_is_read(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "page.html").write_text(f"<p>{TEXT}</p>", encoding="utf-8")
    (folder / "note.md").write_text(TEXT, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    documents, _ = read_seeds(folder, folder / "sources.csv")
    assert sorted(documents["path"]) == ["good.txt", "note.md", "sub/page.html"]
    assert documents.attrs["left_out"] == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no_such: no such folder of texts"):
        read_seeds(tmp_path / "no_such")


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(ValueError, match=f"{tmp_path.name}: no readable .txt, .md or .html file"):
        read_seeds(tmp_path)


def test_a_folder_in_which_nothing_can_be_read_says_what_and_why(tmp_path):
    (tmp_path / "nothing.txt").write_bytes(b"")
    with pytest.raises(ValueError, match="nothing.txt: empty"):
        read_seeds(tmp_path)


@pytest.mark.parametrize(
    "name, data, reason",
    [
        ("empty.txt", b"", "empty"),
        ("blank.md", b"\n \r\n", "empty"),
        ("binary.txt", b"PK\x03\x04\0\0\0\0", "binary"),
        ("damaged.txt", TEXT.encode("utf-8")[:-2] + b"\xff", "not valid utf-8"),
        ("cut.html", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "not valid utf-16"),
    ],
)
def test_a_bad_file_is_left_out_by_name_and_the_others_are_read(folder, name, data, reason):
    (folder / name).write_bytes(data)
    documents, zones = read_seeds(folder)
    assert list(documents["doc_id"]) == ["good"] and set(zones["doc_id"]) == {"good"}
    assert list(left_out(documents)) == [name] and reason in left_out(documents)[name]


def test_a_line_of_a_hundred_megabytes_is_left_out_before_it_is_read(folder):
    with (folder / "endless.txt").open("wb") as file:
        file.truncate(100 * 2**20)
    documents, _ = read_seeds(folder)
    assert left_out(documents) == {"endless.txt": "larger than 32 MiB (100 MiB)"}


def test_the_limit_is_one_for_the_file_and_its_bytes(folder, monkeypatch):
    (folder / "large.txt").write_text(TEXT * 40, encoding="utf-8")
    monkeypatch.setattr(decoding, "MAX_BYTES", 1024)
    documents, _ = read_seeds(folder)
    assert list(documents["doc_id"]) == ["good"] and "larger than" in left_out(documents)["large.txt"]


@pytest.mark.parametrize(
    "encoding, data",
    [
        ("utf-8", codecs.BOM_UTF8 + TEXT.encode("utf-8")),
        ("utf-16", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")),
        ("gb18030", TEXT.encode("gb18030")),
    ],
)
def test_a_file_in_another_encoding_is_read_and_its_encoding_told(folder, encoding, data):
    (folder / "other.txt").write_bytes(data)
    documents, _ = read_seeds(folder)
    row = documents.set_index("doc_id").loc["other"]
    assert (row["text"], row["encoding"]) == (TEXT, encoding)
    assert row["sha256"] == hashlib.sha256(data).hexdigest(), "the digest is the file's, not the text's"


def test_a_traditional_page_in_big5_is_read(folder):
    text = "截至五月二十三日，全港累計接種新冠疫苗約二百萬劑，佔合資格人口三成，各區設有接種中心，市民可於網上預約。"
    (folder / "hk.txt").write_bytes(text.encode("big5"))
    row = read_seeds(folder)[0].set_index("doc_id").loc["hk"]
    assert row["text"] == text and row["script"] == "traditional"


def test_broken_front_matter_is_told_and_the_page_read_all_the_same(folder):
    (folder / "broken.md").write_text(f"---\ntitle: '没有收住\n---\n{TEXT}", encoding="utf-8")
    documents, _ = read_seeds(folder)
    assert set(documents["doc_id"]) == {"good", "broken"}
    assert "front matter is not valid YAML" in left_out(documents)["broken.md"]


def test_a_file_that_takes_too_long_costs_only_itself(tmp_path, monkeypatch):
    real = seeds_module.read_document

    def never_ends(doc_id, *rest):
        while doc_id == "slow":
            pass
        return real(doc_id, *rest)

    monkeypatch.setattr(seeds_module, "read_document", never_ends)
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    for name in ("slow", "good"):
        (tmp_path / f"{name}.txt").write_text("全市累计接种新冠疫苗300万剂次。", encoding="utf-8")
    documents, _ = read_seeds(tmp_path)
    assert list(documents["doc_id"]) == ["good"]
    assert left_out(documents) == {"slow.txt": "took longer than 0.5 s to read"}


def test_two_files_of_one_name_are_one_document_and_the_second_is_named(folder):
    (folder / "good.html").write_text("<p>别的</p>", encoding="utf-8")
    documents, _ = read_seeds(folder)
    assert list(documents["path"]) == ["good.html"]
    assert left_out(documents) == {"good.txt": "its doc_id, good, is that of good.html; rename one of them"}


def sources(folder, *rows: str):
    path = folder / "sources.csv"
    path.write_text("\n".join(["file,sha256,title,outlet,host,kind,url,published", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_row_of_the_sources_table_is_used_where_the_file_is_the_one_described(folder):
    digest = hashlib.sha256((folder / "good.txt").read_bytes()).hexdigest()
    table = sources(folder, f"good.txt,{digest},题目,某报,,city-press,https://example.org/1,2021-05-25")
    row = read_seeds(folder, table)[0].iloc[0]
    assert (row["title"], row["outlet"], row["kind"], row["published"]) == ("题目", "某报", "city-press", "2021-05-25")


def test_a_row_whose_digest_differs_is_not_used_and_said_so(folder):
    documents, _ = read_seeds(folder, sources(folder, f"good.txt,{'0' * 64},题目,,,,,2021-05-25"))
    assert (documents["title"][0], documents["published"][0]) == ("", "")
    assert "sha256 differs" in left_out(documents)["good.txt"]


def test_a_row_that_names_a_missing_file_is_said(folder):
    documents, _ = read_seeds(folder, sources(folder, "gone.txt,,题目,,,,,"))
    assert left_out(documents) == {"gone.txt": "named in the sources table but not in the folder"}


@pytest.mark.parametrize("content", [b"title\nx\n", b"", b"\xff\xfe\x00", b'file,"title\n'])
def test_a_sources_table_that_is_none_is_said_and_the_texts_are_read(folder, content):
    (folder / "sources.csv").write_bytes(content)
    documents, _ = read_seeds(folder, folder / "sources.csv")
    assert list(documents["doc_id"]) == ["good"] and list(left_out(documents)) == ["sources.csv"]


def test_script_and_event_handlers_in_a_seed_stay_text(folder):
    html = f"<p>{TEXT}</p><script>alert(1)</script><img src=x onerror=alert(2)>"
    (folder / "hostile.html").write_text(html, encoding="utf-8")
    documents, _ = read_seeds(folder)
    assert documents.set_index("doc_id")["text"]["hostile"] == html
