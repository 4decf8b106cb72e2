"""How a batch is seen while it goes on: a live line in a terminal, plain lines anywhere else."""

import sys

from vaxclaims.publishing.batch.records import FAILED


def for_terminal(stream=None):
    """The display that suits `stream`, standard error unless given."""
    return Bar() if (stream or sys.stderr).isatty() else Lines()


class Lines:
    """A line per finished run."""

    def begin(self, found: dict[str, dict], done: set[str]) -> None:
        self.total, self.over, self.failed = len(found), len(done), 0
        for name in (name for name in found if name in done):
            self.say(f"{name}: complete and unchanged, left as it is")

    def show(self, kind: str, run, told) -> None:
        """`kind`: 'start', 'line' (`told`: what the run said), 'end' (its record) or 'tick'."""
        if kind != "end":
            return
        self.over += 1
        self.failed += told["outcome"] == FAILED
        cost = f" in {told['seconds']:.1f} s" if "seconds" in told else ""
        self.say(f"[{self.over}/{self.total}] {run.name}: {told['outcome']}{cost}")
        if told.get("error"):
            self.say(f"    {told['error']}")

    def say(self, line: str) -> None:
        print(line, flush=True)

    def close(self) -> None:
        pass


class Bar(Lines):
    """The same lines above a bar that counts the runs and says what is going on now."""

    def begin(self, found: dict[str, dict], done: set[str]) -> None:
        from tqdm import tqdm

        self.going: dict[str, str] = {}
        self.bar = tqdm(total=len(found), initial=len(done), unit="run", dynamic_ncols=True)
        super().begin(found, done)

    def show(self, kind: str, run, told) -> None:
        super().show(kind, run, told)
        if kind == "start":
            self.going[run.name] = ""
        elif kind == "line":
            self.going[run.name] = told.split()[0].strip("[]")  # notebooks done of all, as 3/6
        elif kind == "end":
            self.going.pop(run.name, None)
            self.bar.update()
        failed = [f"{self.failed} failed"] if self.failed else []
        self.bar.set_postfix_str(
            " · ".join([*failed, *(f"{name} {step}".strip() for name, step in self.going.items())])
        )

    def say(self, line: str) -> None:
        self.bar.write(line)

    def close(self) -> None:
        self.bar.close()
