"""The exchange proved against a real Label Studio server: minutes long, run by `python3 scripts/test.py --all`.

Label Studio is installed from PyPI into an environment of its own; VAXCLAIMS_LABEL_STUDIO names one that has
it already.
"""

import json
import os
import socket
import subprocess
import time
import urllib.request
import venv
from pathlib import Path

import pytest

from tests.annotation.conftest import Coder, claim, decided, document, documents
from vaxclaims.annotation.decisions import unflatten
from vaxclaims.annotation.exchange import export_decisions, import_decisions

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("label-studio")]

TEXT = "💉疫苗速报\r\n截至５月２３日，甲市累计接种２９７０．５９万剂、\t1621.78万人，😷开设夜场。"
TIME = "2026-11-21T12:00:00+00:00"
MAIL, TOKEN = "anna@example.org", "0123456789abcdef" * 2 + "01234567"


class Server:
    def __init__(self, port: int):
        self.address = f"http://127.0.0.1:{port}"

    def ask(self, method: str, path: str, body=None):
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.loads(answer.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("label-studio")
    scripts = _installed(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "DJANGO_DB": "sqlite",
    }
    command = [
        scripts / "label-studio",
        "start",
        "--no-browser",
        "--internal-host",
        "127.0.0.1",
        "--port",
        port,
        "--data-dir",
        folder / "data",
        "--username",
        MAIL,
        "--password",
        "only-for-this-test",
        "--user-token",
        TOKEN,
    ]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [str(word) for word in command],
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield _wait_for(Server(port), process, folder / "server.log")
    finally:
        process.terminate()
        process.wait(60)


def _installed(folder: Path) -> Path:
    given = os.environ.get("VAXCLAIMS_LABEL_STUDIO")
    home = Path(given) if given else folder / "venv"
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    if not given:
        venv.create(home, with_pip=True)
        subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", "label-studio"], check=True)
    return scripts


def _wait_for(server: Server, process, log: Path) -> Server:
    for _ in range(300):
        try:
            server.ask("GET", "/api/projects")
            return server
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(1)
    raise AssertionError(log.read_text())


def test_project_import_annotate_export_and_back(server, tmp_path):
    pages = documents(document(text=TEXT))
    before = decided(
        Coder("bo", "blind", text=TEXT)("add", claim("２９７０．５９万剂", TEXT)),
        Coder("bo", "blind", text=TEXT)("add", claim("夜场", TEXT, measure="night_session")),
    )
    people = claim("1621.78万人", TEXT, indicator="people_vaccinated", unit="person")
    night = claim("夜场", TEXT, measure="night_session")
    tasks, config = export_decisions(before, pages, tmp_path / "out", "label-studio", [people, night])

    project = server.ask(
        "POST", "/api/projects", {"title": "vaxclaims", "label_config": config.read_text("utf-8")}
    )
    imported = server.ask(
        "POST", f"/api/projects/{project['id']}/import", json.loads(tasks.read_text("utf-8"))
    )
    assert (imported["task_count"], imported["annotation_count"], imported["prediction_count"]) == (1, 1, 1)

    (task,) = server.ask("GET", f"/api/tasks?project={project['id']}&fields=all")["tasks"]
    (prediction,) = server.ask("GET", f"/api/predictions?task={task['id']}")
    submitted = [result for result in prediction["result"] if result["id"] == people["claim_id"]]
    for result in submitted:
        if result["from_name"] == "comparator":
            result["value"]["choices"] = [">"]
    start = TEXT.index("甲市累计接种")
    submitted.append(
        {
            "id": "fresh",
            "from_name": "code",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": start + 2, "text": "甲市", "labels": ["supply"]},
        }
    )
    server.ask(
        "POST",
        f"/api/tasks/{task['id']}/annotations/",
        {"result": submitted, "parent_prediction": prediction["id"]},
    )

    exported = server.ask(
        "GET", f"/api/projects/{project['id']}/export?exportType=JSON&download_all_tasks=true"
    )
    back = tmp_path / "export.json"
    back.write_text(json.dumps(exported), encoding="utf-8")
    lines, problems = import_decisions(back, "label-studio", pages, TIME, known=before)

    assert problems == []
    theirs = [line for line in lines if line["coder"] == "bo"]
    assert theirs == [unflatten(row) for row in before.to_dict("records")]
    new = [line for line in lines if line["coder"] != "bo"]
    assert [(line["action"], line["target"]["selector"][0]["exact"]) for line in new] == [
        ("edit", "1621.78万人"),
        ("add", "甲市"),
        ("reject", "夜场"),
    ]
    assert new[0]["changes"] == {"comparator": {"old": "=", "new": ">"}}
    assert {line["coder"] for line in new} <= {MAIL, "label-studio-1"}
    print(
        "\n".join(
            f"{line['coder']} {line['time']} {line['action']} {line['target']['selector'][0]['exact']}"
            for line in lines
        )
    )
