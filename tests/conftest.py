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
    """Begin with what needs the package as it is released: one process builds and installs it for all of them."""
    items.sort(key=lambda item: "dist" not in getattr(item, "fixturenames", ()))


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
