"""JioNLP and Recognizers-Text on the same sentences, in an environment of their own (`.venv-peers`)."""

import json
import os
import subprocess
import sys
import venv

from vaxclaims.benchmarks.engine import prepare
from vaxclaims.benchmarks.texts import best
from vaxclaims.extraction.engine import extract_document
from vaxclaims.paths import ROOT

PEERS = ROOT / ".venv-peers"
# Recognizers-Text was last released in 2019 and asks for an emoji package of its day.
PACKAGES = ["jionlp==1.5.31", "recognizers-text-suite==1.0.2a2", "emoji==1.7.0"]
# A few pages are enough to time what takes milliseconds per sentence.
PAGES = 12
_SCRIPT = """
import contextlib, io, json, sys, time
texts = json.load(sys.stdin)
quiet = io.StringIO()
with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
    import jionlp
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number
    from recognizers_text import Culture
work = {
    "JioNLP time": lambda text: jionlp.ner.extract_time(text, time_base=0),
    "Recognizers number": lambda text: recognize_number(text, Culture.Chinese),
    "Recognizers date-time": lambda text: recognize_datetime(text, Culture.Chinese),
}
seconds = {}
for name, run in work.items():
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        for text in texts[:1]:
            run(text)
        start = time.perf_counter()
        for text in texts:
            try:
                run(text)
            except Exception:
                pass
        seconds[name] = time.perf_counter() - start
print(json.dumps(seconds))
"""


def peers(texts: list[dict], repeat: int):
    """How many times faster the whole engine is than its peers' time or number recognition alone."""
    texts = texts[:PAGES]
    python = _environment()
    done = subprocess.run(
        [python, "-c", _SCRIPT], input=json.dumps([entry["text"] for entry in texts]), capture_output=True,
        text=True, encoding="utf-8", env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    if done.returncode:
        yield "not measured: " + done.stderr.strip().splitlines()[-1]
        return
    own = best(lambda: [extract_document(row, zones) for row, zones in prepare(texts)], repeat)
    targets = {"JioNLP time": 20, "Recognizers date-time": 200}
    for name, seconds in json.loads(done.stdout).items():
        target = f"; target {targets[name]}" if name in targets else ""
        yield f"{name:24s} takes {seconds / own:8.1f} times as long as the engine{target}"


def _environment() -> str:
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    python = PEERS / folder / name
    if not (PEERS / "ready").exists():
        print(f"making {PEERS.name} ...", file=sys.stderr)
        venv.create(PEERS, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True, stdout=sys.stderr)
        (PEERS / "ready").touch()
    return str(python)
