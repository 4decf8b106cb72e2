"""A bound on the time that one document may take."""

import ctypes
import threading
import time
from contextlib import contextmanager

SECONDS = 120


class TooSlow(BaseException):
    """Raised inside the work that goes on for too long; no `except Exception` on the way takes it for a fault of
    its own."""


@contextmanager
def time_limit(seconds: float):
    """Raises TooSlow in the calling thread once the block has run for `seconds`.

    A signal would do on a main thread alone and on POSIX alone; this is Python's own way to reach any thread.
    """
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
