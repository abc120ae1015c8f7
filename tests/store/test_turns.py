"""Writers take turns in the order in which they came."""

import time
from threading import Thread

import pytest

from quizapp.errors import DatabaseBusy
from quizapp.store.turns import Turns


def _line_up(turns: Turns, names: str, served: list[str]) -> list[Thread]:
    """One thread for each name, each in line before the next one starts."""

    def wait(name: str) -> None:
        try:
            with turns.one():
                served.append(name)
        except DatabaseBusy:
            served.append(f"{name} gave up")

    threads = [Thread(target=wait, args=(name,)) for name in names]
    for place, thread in enumerate(threads, start=1):
        thread.start()
        while len(turns._waiting) < place:
            time.sleep(0.001)
    return threads


def test_turns_are_taken_in_the_order_in_which_they_were_asked_for() -> None:
    turns, served = Turns(patience=10), list[str]()
    with turns.one():
        threads = _line_up(turns, "abcdefgh", served)
        assert served == []
    for thread in threads:
        thread.join()
    assert served == list("abcdefgh")


def test_who_waits_too_long_is_told_and_the_others_go_on() -> None:
    turns, served = Turns(patience=0.05), list[str]()
    with turns.one():
        for thread in _line_up(turns, "a", served):
            thread.join()
    with turns.one():
        served.append("next")
    assert served == ["a gave up", "next"]


def test_a_turn_that_fails_is_handed_on() -> None:
    turns = Turns(patience=0.05)
    with pytest.raises(ZeroDivisionError), turns.one():
        raise ZeroDivisionError
    with turns.one():
        pass


def test_a_unit_of_work_inside_another_of_the_same_thread_does_not_wait_for_ever() -> None:
    turns = Turns(patience=0.01)
    with turns.one(), pytest.raises(DatabaseBusy, match="Send the same form again"), turns.one():
        pytest.fail("two turns at once")
