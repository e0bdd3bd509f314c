"""All programs of a race in one text: it runs where there is NumPy alone, and takes the paths of `sl.train`."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.menu import MENU
from sgdlab.labs.race.runners import MOST
from tests.labs.alone import CALL, SAVING

RACING = (  # with each surface others begin
    "full batch",
    "SGD schedule=cosine",
    "momentum replace=yes",
    "Nesterov momentum=0.5",
    "AdaGrad schedule=1/t",
    "Adam learning_rate=0.01",
    "Newton",
    "RMSProp learning_rate=0.01 batch_size=1",
    "AdamW learning_rate=0.01 schedule=exponential",
)
YOURS = "def halving(gradient, params):\n    return -0.05 * gradient if gradient[0] > 0 else -0.01 * gradient\n"
ALONE = """
import sys
import numpy as np

sys.modules["sgdlab"] = None  # an import fails
for name in sys.argv[1:]:
    found = {"paths": []}
    with np.errstate(all="ignore"), open(name + ".py", encoding="utf-8") as text:
        exec(text.read(), found)
    np.savez(name, *found["paths"])
"""


def text_of(lab: sl.RaceLab) -> str:
    """What the page shows and copies (front_end/src/lab/code.js), with the calls, and with what is given to the lab."""
    (code,) = lab.programs().values()
    texts = {name: control.text() for name, control in lab.controls.items()}
    shown = "\n\n".join(code.filled({**texts, **one}) for one in lab.view.frame["each"])
    return YOURS + re.sub(r"^path = .*", r"\g<0>\npaths.append(path)", CALL.sub(r"\1", shown), flags=re.MULTILINE)


def races(surface: str) -> Iterator[tuple[str, sl.RaceLab]]:
    """Labs in which some runners race, two to five, and in which six do, each time others."""
    found: dict[str, Any] = {}
    exec(YOURS, found)
    left = [one for one in RACING if one != "Newton" or surface not in ("spirals", "digits")]  # it has no program there
    first = [*MENU].index(surface)
    for count in (2 + first % 4, MOST):
        lab = sl.RaceLab(surface, yours=found["halving"])
        runners = "; ".join(left[(first + count * 2 + k) % len(left)] for k in range(count))
        lab.apply({"runners": runners, "epochs": 1})
        yield f"text{count}", lab


SOME = ["penguins", "rosenbrock", "two weights", "moons"]
LATER = [pytest.param(name, marks=pytest.mark.slow) for name in MENU if name not in SOME]


@pytest.mark.parametrize("surface", [*SOME, *LATER])
def test_the_whole_text_takes_all_paths_without_sgdlab(
    surface: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    labs = dict(races(surface))
    for name, lab in labs.items():
        text = text_of(lab)
        Path(f"{name}.py").write_text(text, encoding="utf-8")
        shown = {"problem": lab.problem, "start": lab.result.runners["yours"].params[0]}
        (saving,) = SAVING.findall(text)  # said once, for all runners
        exec(saving, shown)
    subprocess.run([sys.executable, "-I", "-c", ALONE, *labs], check=True)
    for name, lab in labs.items():
        paths = list(np.load(tmp_path / f"{name}.npz").values())
        for path, (key, run) in zip(paths, lab.result.runners.items(), strict=True):
            np.testing.assert_allclose(path[run.steps], run.params, rtol=1e-9, atol=1e-12, err_msg=f"{name}: {key}")
