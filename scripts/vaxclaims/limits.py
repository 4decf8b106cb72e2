"""A bound on the time that one document may take."""

import ctypes
import signal
import threading
import time
from contextlib import contextmanager

SECONDS = 60  # some thousand times what a long article takes


class TooSlow(BaseException):
    """Raised inside the work that goes on for too long; no `except Exception` on the way takes it for a fault of
    its own."""


def too_slow(doing: str) -> str:
    """The reason by which a document is set aside."""
    return f"took longer than {SECONDS} s to {doing}"


@contextmanager
def time_limit(seconds: float | None = None):
    """Raises TooSlow in the calling thread once the block has run for `seconds` (SECONDS).

    On a main thread on POSIX a signal does it, also in the midst of a regular expression. In other threads and on
    Windows Python can only be reached between two of its own steps.
    """
    seconds = SECONDS if seconds is None else seconds
    main = threading.current_thread() is threading.main_thread()
    free = main and hasattr(signal, "setitimer") and not any(signal.getitimer(signal.ITIMER_REAL))
    with _alarm(seconds) if free else _watched(seconds):
        yield


@contextmanager
def _alarm(seconds: float):
    def ring(number, frame):
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:
            signal.signal(signal.SIGALRM, before)


@contextmanager
def _watched(seconds: float):
    watch, arrived = _Watch(threading.get_ident(), seconds), False
    watch.start()
    try:
        yield
    except TooSlow:
        arrived = True
        raise
    finally:
        fired = watch.stop()
        while fired and not arrived:  # it was sent in the block's last moment; here it does no harm
            time.sleep(0.001)


class _Watch:
    def __init__(self, thread: int, seconds: float):
        self._thread, self._lock, self._over, self._fired = thread, threading.Lock(), False, False
        self._timer = threading.Timer(seconds, self._fire)
        self._timer.daemon = True

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> bool:
        self._timer.cancel()
        with self._lock:
            self._over = True
            return self._fired

    def _fire(self) -> None:
        with self._lock:
            if not self._over:
                self._fired = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(TooSlow))
