"""Fixtures shared by the unit tests: where the repository's files lie, and the package as it is released."""

import gc
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.processes import ROOT, environment, run

# The same examples in every run, and no test fails because the machine is busy.
settings.register_profile("sgdlab", derandomize=True, deadline=None, database=None)
settings.load_profile("sgdlab")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count lines in one case of each test, and in none that is slow: counting takes as long as the tests themselves.

    The other cases of a test, which it takes with other parameters, reach hardly a line that no test has reached.

    What needs the package as it is released comes first, so that one process builds and installs it for all of them.
    """
    items.sort(key=lambda item: "dist" not in getattr(item, "fixturenames", ()))
    counted = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        if test in counted or item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.no_cover)
        counted.add(test)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop a second counter, which pytest-cov starts in each process of xdist and forgets.

    As long as it runs, `no_cover` pauses only the other one, and what should not be counted takes twice as long.
    """
    plugin = session.config.pluginmanager.get_plugin("_cov")
    if plugin is not None and plugin.cov_controller is not None and hasattr(session.config, "workerinput"):
        plugin.cov_controller.pause()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Count no lines either while a test that is not counted gets its fixtures: pytest-cov pauses for its call only."""
    plugin = item.config.pluginmanager.get_plugin("_cov")
    if plugin is None or item.get_closest_marker("no_cover") is None:
        return (yield)
    plugin.cov_controller.pause()
    try:
        return (yield)
    finally:
        plugin.cov_controller.resume()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Fail a test in which something caught a skip, such as the check of an exercise."""
    raised, begin = [], pytest.skip.Exception.__init__

    def noted(self: BaseException, *given: Any, **named: Any) -> None:
        raised.append(self)
        begin(self, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pytest.skip.Exception, "__init__", noted)
        yield
    assert not raised, f"a skip was caught: {raised}. Ask for what is missing before the call that catches it"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None]:
    """Spare the garbage collector the thousands of tests, and the modules, which stay until the end anyway."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and with the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    """The wheel."""
    (path,) = dist.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The programs of a new environment in which nothing but the wheel, with its extra `lab`, was installed."""
    folder = tmp_path_factory.mktemp("installed")
    yield environment(folder, f"{wheel}[lab]")
    shutil.rmtree(folder)  # half a gigabyte


@pytest.fixture
def full_disk() -> Callable[[], AbstractContextManager[None]]:
    """A `with` in which no file may grow beyond 20 bytes: the system refuses the rest, as it does on a full disk."""
    resource = pytest.importorskip("resource", reason="this system sets no limit for files")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)

    @contextmanager
    def full() -> Iterator[None]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, usual[1]))
        try:
            with pytest.raises(OSError, match="too large"):
                yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    return full
