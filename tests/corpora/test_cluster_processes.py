"""The Dask engine in real processes, as a user runs it: workers killed, runs broken off, an object store."""

import os
import signal
import socket
import subprocess
import sys
import time

import dask
import pandas as pd
import psutil
import pytest
import s3fs
from distributed import Client, LocalCluster, WorkerPlugin

from vaxclaims import tables
from vaxclaims.benchmarks.texts import resampled, write_corpus
from vaxclaims.comparison import load_inputs
from vaxclaims.corpora import cluster, extract_corpus
from vaxclaims.paths import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("dask")]
SCRIPT = str(ROOT / "scripts" / "extract.py")


def local_claims(tmp_path, inputs) -> pd.DataFrame:
    extract_corpus(inputs, tmp_path / "local.parquet")
    return tables.read_table(tmp_path / "local.parquet", "claims")


def assert_same_as_local(tmp_path, inputs) -> None:
    found = tables.normalise(pd.read_parquet(tmp_path / "dataset" / "claims"), "claims")
    pd.testing.assert_frame_equal(found, local_claims(tmp_path, inputs))


@pytest.fixture
def corpus(tmp_path):
    """Some files of resampled documents: enough parts to break something in their midst."""
    for number in range(8):
        rows = (row | {"text": f"{number} {row['text']}"} for row in resampled(250, number))
        write_corpus(tmp_path / f"texts{number}.jsonl", rows)
    return str(tmp_path / "texts*.jsonl")


@pytest.fixture
def start(tmp_path, corpus):
    """`start('--resume')`: the script at work on the corpus, with two workers."""
    started = []

    def run(*arguments: str) -> subprocess.Popen:
        command = [sys.executable, SCRIPT, corpus, "--out", "dataset", "--engine", "dask", "--workers", "2", *arguments]
        started.append(subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            start_new_session=os.name != "nt",
        ))
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()


def wait_for_parts(tmp_path, process: subprocess.Popen, count: int = 1) -> None:
    while len(list((tmp_path / "dataset" / "_state").glob("part-*.json"))) < count:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)


def workers_of(process: subprocess.Popen) -> list[psutil.Process]:
    children = psutil.Process(process.pid).children(recursive=True)
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def test_a_worker_killed_on_the_way_costs_nothing_but_time(tmp_path, corpus, start):
    process = start()
    wait_for_parts(tmp_path, process)
    victim = workers_of(process)[0]
    victim.kill()
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    assert "2000 documents read" in out and "0 duplicates not read; 0 more left out" in out
    assert_same_as_local(tmp_path, [corpus])
    assert not list((tmp_path / "dataset" / "_state").glob("trying-*"))


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent to another process group there")
def test_ctrl_c_keeps_what_is_finished_and_resume_goes_on_from_there(tmp_path, corpus, start):
    process = start()
    wait_for_parts(tmp_path, process, 2)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to the workers too
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130 and "--resume goes on from there" in err
    assert "Traceback" not in err, err
    finished = {path.name for path in (tmp_path / "dataset" / "_state").glob("part-*.json")}
    assert 2 <= len(finished) < 8 and pd.read_parquet(tmp_path / "dataset" / "claims").shape[0] > 0
    again = start("--resume")
    out, err = again.communicate(timeout=600)
    assert again.returncode == 0, err
    assert f"{len(finished)} of 8 parts are there already" in out and "2000 documents read" in out
    assert_same_as_local(tmp_path, [corpus])


def test_a_run_killed_outright_is_finished_by_the_next(tmp_path, corpus, start):
    process = start()
    wait_for_parts(tmp_path, process, 2)
    everyone = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    for one in everyone:
        one.kill()
    process.communicate(timeout=60)
    again = start("--resume")
    out, err = again.communicate(timeout=600)
    assert again.returncode == 0, err
    assert "parts are there already" in out
    assert_same_as_local(tmp_path, [corpus])


def test_a_document_that_kills_its_worker_is_set_aside_and_its_part_is_not_lost(tmp_path, make_corpus):
    class Deadly(WorkerPlugin):
        """Makes a document end the process that reads it, as running out of memory would."""

        name = "deadly"

        def setup(self, worker):
            import os

            from vaxclaims.extraction import claims

            extract = claims.extract_document

            def deadly(document, zones):
                if document["doc_id"] == "d3":
                    os._exit(1)
                return extract(document, zones)

            claims.extract_document = deadly

    with dask.config.set({"distributed.scheduler.allowed-failures": 10}), LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL", local_directory=tmp_path / "scratch"
    ) as here, Client(here) as client:
        client.register_plugin(Deadly())
        result = cluster.extract_dataset(
            [make_corpus(20)], tmp_path / "dataset", scheduler=here.scheduler_address, tell=lambda _: None
        )
    assert (result.documents, result.left_out, result.failed) == (19, 1, ())
    left_out = pd.read_parquet(tmp_path / "dataset" / "left_out")
    assert left_out.to_dict("records") == [{"name": "texts.jsonl, line 4", "reason": "its worker died on it 2 times"}]
    claims = pd.read_parquet(tmp_path / "dataset" / "claims")
    assert set(claims["doc_id"]) == {f"d{n}" for n in range(20)} - {"d3"}


@pytest.fixture
def bucket(monkeypatch):
    """A bucket of an S3-compatible server on this machine, as s3://bucket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for key, value in settings.items():
        monkeypatch.setenv(key, value)
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    s3fs.S3FileSystem.clear_instance_cache()
    for _ in range(100):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    s3fs.S3FileSystem().mkdir("bucket")
    yield "s3://bucket"
    s3fs.S3FileSystem.clear_instance_cache()
    server.kill()
    server.wait()


def test_an_object_store_is_source_and_target(tmp_path, make_corpus, extract_with_dask, bucket, write_warc):
    store = s3fs.S3FileSystem()
    for number in range(3):
        data = make_corpus(10, name=f"{number}.jsonl").read_text(encoding="utf-8")
        data = data.replace('": "d', f'": "{number}d').replace("截至", f"第{number}版：截至")
        store.pipe_file(f"bucket/in/{number}.jsonl", data.encode())
        (tmp_path / f"{number}.jsonl").write_text(data, encoding="utf-8")
    archive = write_warc("crawl.wet.gz", ("conversion", "截至6月1日，成都市累计接种新冠疫苗900万剂。", {}))
    store.put_file(str(archive), "bucket/in/crawl.wet.gz")
    inputs = [f"{bucket}/in/*.jsonl", f"{bucket}/in/crawl.wet.gz"]
    result = extract_with_dask(inputs, out=f"{bucket}/out", measures=True, part_bytes=1000)
    assert (result.documents, result.failed) == (31, ()) and result.parts > 4
    found = tables.normalise(pd.read_parquet(f"{bucket}/out/claims"), "claims")
    pd.testing.assert_frame_equal(found, local_claims(tmp_path, [str(tmp_path / "[012].jsonl"), archive]))
    local = extract_corpus(inputs, tmp_path / "from_store.csv")
    assert local.claims == len(found), "the local engine reads URLs too"
    store.rm_file("bucket/out/_state/part-000001.json")
    again = extract_with_dask(inputs, out=f"{bucket}/out", measures=True, part_bytes=1000, resume=True)
    assert again.resumed == result.parts - 1 and again.claims == result.claims
    assert len(load_inputs("", "data/reference", f"{bucket}/out", ["北京市", "四川省"])["claims"]) > 2
