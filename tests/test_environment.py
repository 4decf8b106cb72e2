"""The environment is made once, kept while nothing changed, and free of what the machine has."""

import os
import subprocess
import sys

import pytest

from vaxclaims import environment
from vaxclaims.paths import ROOT


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project folder of which only what the module reads is there; installing is recorded, not done."""
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text("x")
    commands = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(environment, "_restart", lambda: commands.append("restart"))

    def run(command, quiet=False):
        commands.append(" ".join(str(word) for word in command))
        os.makedirs(os.path.dirname(environment.python()), exist_ok=True)
        open(environment.python(), "w").close()

    monkeypatch.setattr(environment, "_run", run)
    return commands


@pytest.mark.parametrize("uv", [None, "/opt/uv"])
def test_it_is_made_with_uv_where_there_is_one_and_else_with_pip(project, monkeypatch, uv):
    monkeypatch.setattr(environment.shutil, "which", lambda name: uv)
    environment.ensure()
    assert (
        ("pip install" in project[-2]) and ("-r requirements.txt" in project[-2]) and project[-1] == "restart"
    )
    assert all(line.startswith("/opt/uv") for line in project[:-1]) == bool(uv)


def test_a_second_start_installs_nothing(project):
    environment.ensure()
    first = len(project)
    environment.ensure()
    assert project[first:] == ["restart"]


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_a_changed_list_of_packages_is_installed_again(project, changed):
    environment.ensure()
    first = len(project)
    (environment.ROOT / changed).write_text("y")
    environment.ensure()
    assert any("install" in line for line in project[first:])


def test_a_failed_installation_is_told_plainly_and_tried_again(project, monkeypatch):
    def fail(command, quiet=False):
        raise subprocess.CalledProcessError(1, command)

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_run", fail)
        with pytest.raises(SystemExit, match="could not be made"):
            environment.ensure()
    environment.ensure()
    assert any("install" in line for line in project)


def test_an_unsupported_python_is_told_which_ones_are(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 10, 1))
    with pytest.raises(SystemExit, match=r"3\.11 to 3\.14"):
        environment.ensure()


def test_what_runs_before_the_environment_needs_nothing_but_python():
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r}); import vaxclaims.environment"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


def test_a_kernel_in_the_home_folder_does_not_win(tmp_path):
    kernel = tmp_path / ".local/share/jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(
        '{"argv": ["planted"], "display_name": "planted", "language": "python"}'
    )
    code = (
        "from vaxclaims import environment; environment._pin()\n"
        "from jupyter_client.kernelspec import KernelSpecManager\n"
        "print(KernelSpecManager().get_kernel_spec('python3').argv)"
    )
    home = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    home.pop("JUPYTER_PATH", None)
    told = subprocess.run(
        [sys.executable, "-c", code], env=home, check=True, capture_output=True, text=True
    ).stdout
    assert "planted" not in told and "ipykernel" in told


@pytest.mark.parametrize("door", ["report.py", "test.py", "lab.py"])
def test_a_door_asks_for_the_environment_before_it_needs_a_package(door):
    source = (ROOT / "scripts" / door).read_text(encoding="utf-8")
    head = source.partition("def main")[0]
    assert "environment.ensure()" in source.partition('if __name__ == "__main__":')[2]
    imports = [line for line in head.splitlines() if line.startswith(("import", "from"))]
    standard = {*sys.stdlib_module_names, "vaxclaims"}
    assert all(line.split()[1].split(".")[0] in standard for line in imports)


def test_a_browser_that_does_not_start_is_passed_over(tmp_path):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho not installed\nexit 1\n")
    stub.chmod(0o755)
    assert not environment._starts(str(stub)) and not environment._starts(str(tmp_path / "absent"))
