"""How slow this machine is just now: what takes seconds is held to more of them where everything takes longer."""

import time

_USUAL = 0.009
"""Seconds of processor time that the piece of work takes on a machine that nothing holds back."""


def slowness() -> float:
    """Once or more: the best of several tries against the usual."""
    return max(1.0, min(_work() for _ in range(5)) / _USUAL)


def _work() -> float:
    began = time.thread_time()
    found: dict[int, str] = {}
    for number in range(120_000):
        found[number % 997] = str(number)
    return time.thread_time() - began
