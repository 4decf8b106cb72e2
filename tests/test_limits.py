"""A bound on the time that one document may take."""

import re
import signal
import threading
import time

import pytest

from vaxclaims.limits import TooSlow, time_limit


def endless():
    while True:
        time.sleep(0.001)


def test_work_that_goes_on_for_too_long_ends():
    with pytest.raises(TooSlow), time_limit(0.05):
        endless()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signal on Windows")
def test_one_regular_expression_that_never_ends_ends_too():
    with pytest.raises(TooSlow), time_limit(0.05):
        re.match(r"(?:a|aa)+$", "a" * 200 + "b")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signal on Windows")
def test_a_clock_that_somebody_else_has_set_goes_on():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(TooSlow), time_limit(0.05):
            endless()
        time.sleep(0.3)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert rung == [True]


def test_it_ends_in_any_thread_and_in_that_one_alone():
    ended = []

    def work():
        try:
            with time_limit(0.05):
                endless()
        except TooSlow:
            ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert ended == [True]


def test_work_that_catches_its_own_faults_does_not_catch_this():
    def careless():
        while True:
            try:
                endless()
            except Exception:
                pass

    with pytest.raises(TooSlow), time_limit(0.05):
        careless()


def test_a_limit_that_runs_out_at_the_last_moment_harms_nothing_later():
    for _ in range(300):
        try:
            with time_limit(0.0002):
                time.sleep(0.0002)
        except TooSlow:
            pass
        sum(range(100))
    time.sleep(0.01)


def test_a_fault_of_the_work_goes_through():
    with pytest.raises(KeyError), time_limit(5):
        raise KeyError("x")
