"""JavaScript that tests run in Node: scripts with modules of the front end [in_the_page], programs [evaluated]."""

import base64
import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from sgdlab.labs.stage.arrays import exact

FRONT_END = Path(__file__).resolve().parents[1] / "front_end"
OLDEST = 20  # front_end/package.json

_RUN = """
import { factory } from "{source}/training/program.js";
const numbers = (results) => results.map((r) => (typeof r === "number" ? [Float64Array.of(r)] : r.slice()));
answer(asked.map(({ text, size, calls }) => {
  try {
    const run = factory(text)(size);
    return calls.map((args) => numbers(run(...args.map((a) => (Array.isArray(a) ? a[0][0] : a)))));
  } catch (error) {
    return String(error);
  }
}));
"""


class Job(NamedTuple):
    """The text of a factory, its number of examples, and the arguments of one or several calls."""

    factory: str
    size: int | None
    calls: Sequence[Sequence[Any]]


def evaluated(jobs: Sequence[Job]) -> list[Any]:
    """Return the results of every call of every job, flat arrays and numbers, or the error of a job as text."""
    given = [
        {"text": job.factory, "size": job.size, "calls": [[_argument(a) for a in call] for call in job.calls]}
        for job in jobs
    ]
    return [
        job if isinstance(job, str) else [[_result(r) for r in results] for results in job]
        for job in in_the_page(_RUN, given)
    ]


def in_the_page(script: str, asked: Any) -> Any:
    """Return what a script that knows `asked` gives to `answer`; {source} in it is the folder of the modules.

    Arrays come back flat, in float64, and numbers exactly, except that NaN and infinity become texts.
    """
    imports = f'import {{ asked, answer }} from "{(FRONT_END / "tests" / "exchange.js").as_uri()}";'
    program = imports + script.replace("{source}", (FRONT_END / "src").as_uri())
    return in_node(["--input-type=module", "--eval", program], asked)


def in_node(words: Sequence[str | Path], asked: Any) -> Any:
    """Return what a program answers by front_end/tests/exchange.js; where there is no Node the test is skipped."""
    node = _node()
    if node is None:
        pytest.skip(f"node of version {OLDEST} or newer, which runs the front end, is not installed")
    return json.loads(_run([node, *words], json.dumps(exact(asked), default=_text)), object_hook=_array)


@cache
def _node() -> str | None:
    """The program, if it is new enough."""
    node = shutil.which("node")
    return node if node and int(_run([node, "--version"]).lstrip("v").partition(".")[0]) >= OLDEST else None


def _run(words: Sequence[str | Path], given: str = "") -> str:
    done = subprocess.run(words, input=given, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _text(array: bytes) -> str:
    return base64.b64encode(array).decode()


def _array(found: dict[str, Any]) -> Any:
    return np.frombuffer(base64.b64decode(found["f64"]), "<f8") if found.keys() == {"f64"} else found


def _argument(a: Any) -> Any:
    """An array as it is, and a number in an array, in which it may be infinite."""
    return np.asarray(a, np.float64) if np.ndim(a) else [np.full(1, a, np.float64)]


def _result(found: Any) -> Any:
    return float(found[0][0]) if isinstance(found, list) else found
