import os

import pytest

from vaxclaims.publishing import swap


@pytest.fixture
def staged(tmp_path):
    """Old outputs in two places and a stale page, new ones staged for both."""
    for place in ("tables", "figures"):
        for folder, words in ((tmp_path / place, "old"), (tmp_path / "stage" / place, "new")):
            folder.mkdir(parents=True)
            (folder / "file").write_text(words)
    (tmp_path / "stale").write_text("old")
    moves = [(tmp_path / "stage" / place, tmp_path / place) for place in ("tables", "figures")]
    return tmp_path, [*moves, (None, tmp_path / "stale")]


def state(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


NEW = {"figures/file": "new", "tables/file": "new"}


def test_everything_new_is_put_in_place_and_nothing_else_stays(staged):
    folder, moves = staged
    swap.commit(folder / "stage", moves)
    assert state(folder) == NEW


@pytest.mark.parametrize("moves_made", range(6))
def test_a_kill_between_any_two_moves_is_finished_by_the_next_run(staged, monkeypatch, moves_made):
    folder, moves = staged
    rename, left = os.rename, iter(range(moves_made))

    def killed(*paths):
        if next(left, None) is None:
            raise KeyboardInterrupt
        rename(*paths)

    monkeypatch.setattr(os, "rename", killed)
    try:
        swap.commit(folder / "stage", moves)
    except KeyboardInterrupt:
        monkeypatch.setattr(os, "rename", rename)
        swap.recover(folder / "stage")
    assert state(folder) == NEW


def test_what_was_not_complete_is_cleared_away(staged):
    folder, _ = staged
    swap.recover(folder / "stage")
    assert state(folder) == {"figures/file": "old", "stale": "old", "tables/file": "old"}
