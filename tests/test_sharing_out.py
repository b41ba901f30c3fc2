"""Every test goes to somebody once; who shares a house is with one worker; the long ones do not wait."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.sharing_out import SharingOut, long_ones_first

NAMES = [
    "tests/browser/test_axe.py::test_a_page_is_quiet[one@two]",
    "tests/browser/test_going.py::test_a",
    "tests/browser/test_going.py::test_b",
    "tests/browser/test_way.py::test_c",
    "tests/test_benchmark_pages.py::test_d",
    "tests/test_benchmark_pages.py::test_e",
    "tests/test_pages.py::test_f",
    *(f"src/naast/plan/tests/test_plan.py::test_{number}" for number in range(20)),
    "src/naast/listen/tests/test_rings_browser.py::test_g",
]


class Worker:
    """What the scheduler knows of a worker: the tests it was sent, and that it may stop."""

    def __init__(self):
        self.sent, self.shutting_down = [], False
        self.gateway = SimpleNamespace(id="worker")

    def send_runtest_some(self, indices):
        self.sent += indices

    def shutdown(self):
        self.shutting_down = True


@pytest.fixture
def shared_out():
    """What two workers were sent, in order; they finish their tests in turn."""
    two = SimpleNamespace(
        getvalue=lambda _name: ["2*popen"], option=SimpleNamespace(loadscopereorder=True), rootpath=Path()
    )
    scheduling = SharingOut(two)
    workers = [Worker(), Worker()]
    for worker in workers:
        scheduling.add_node(worker)
        scheduling.add_node_collection(worker, NAMES)
    scheduling.schedule()
    for turn in range(len(NAMES)):
        for worker in workers:
            if turn < len(worker.sent):
                scheduling.mark_test_complete(worker, worker.sent[turn])
    assert all(worker.shutting_down for worker in workers)
    return [[NAMES[index] for index in worker.sent] for worker in workers]


def test_every_test_runs_once(shared_out):
    assert sorted(shared_out[0] + shared_out[1]) == sorted(NAMES)


def test_one_worker_has_the_browser_from_the_start_and_the_other_the_benchmarks(shared_out):
    first, second = shared_out
    browser = [name for name in NAMES if "browser" in name]
    assert first[: len(browser)] == browser
    assert [name for name in second if "benchmark" in name] == second[:2] == NAMES[4:6]


def test_what_takes_long_begins_first_and_the_rest_keeps_its_order():
    class Found:
        def __init__(self, nodeid):
            self.nodeid = nodeid

    found = [Found(name) for name in reversed(NAMES)]
    long_ones_first(found)
    names = [each.nodeid for each in found]
    assert names[:7] == list(reversed(NAMES[:7]))
    assert names[7:] == list(reversed(NAMES[7:]))
