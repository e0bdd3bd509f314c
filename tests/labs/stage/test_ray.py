"""Rays: what the browser unpacks (run here by node) is what was packed, to a place on the screen, and it is small."""

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sgdlab.labs.stage.ray import NOTHING, REACH, pack_ray
from sgdlab.labs.stage.view import FRONT_END

SPEC = {
    "series": [{"key": "sgd", "spent": "spent"}],
    "panels": [
        {
            "kind": "surface",
            "x": {"label": "w", "range": [-1.0, 3.0]},
            "y": {"label": "b", "range": [0.0, 100.0]},
            "paths": [{"series": "sgd", "data": "path"}],
        },
        {
            "kind": "curves",
            "x": [{"key": "steps", "label": "steps"}, {"key": "examples", "label": "examples", "total": "budget"}],
            "y": {"label": "loss", "scale": "log"},
            "curves": [{"series": "sgd", "x": {"steps": "steps"}, "y": "loss", "low": "low", "high": "high"}],
        },
    ],
}
node = pytest.mark.skipif(shutil.which("node") is None, reason="node, to unpack with, is not installed")


def frames() -> list[dict[str, Any] | None]:
    """Three places and a missing one: runs of different length, one that leaves the frame, and one place without."""
    made: list[dict[str, Any] | None] = []
    for k, rows in enumerate((5, 9, 2)):
        t = np.arange(float(rows))
        path = np.stack([0.3 * t * (-1.0) ** (np.arange(rows) * k), 0.02 * 3.0**t], axis=-1)
        loss = 10.0 ** (2 - t)
        made.append(
            {
                "path": path,
                "loss": loss,
                "low": None if k == 0 else loss / 2,
                "high": None if k == 0 else np.where(t == 1, np.nan, 2 * loss),
                "steps": t,
                "spent": t / (rows - 1),
                "counts": np.array([1.5, 1e-7, np.inf]) * (k + 1),
                "lines": [f"{rows} rows", "and «words»"],
                "bill": {"columns": ["", "SGD"], "rows": [["updates", np.int64(rows)]]},
                "budget": 1230,
            }
        )
    return [made[0], made[1], None, made[2]]


def unpacked(packed: bytes, tmp_path: Path) -> list[Any]:
    """What the front end makes of a ray, by node; NaN and infinities as text."""
    module = tmp_path / "lab.mjs"
    module.write_bytes((FRONT_END / "lab.js").read_bytes())
    script = f"""
        import {{ unpackRay }} from {module.as_uri()!r};
        const at = await unpackRay({base64.b64encode(packed).decode()!r});
        const plain = (key, v) => v instanceof Float32Array ? {{ shape: v.shape, values: [...v].map(String) }} : v;
        console.log(JSON.stringify([0, 1, 2, 3, 4].map(at), plain));
    """
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    found: list[Any] = json.loads(done.stdout)
    return found


def numbers(column: dict[str, Any]) -> Any:
    return np.array([float(text.replace("Infinity", "inf")) for text in column["values"]]).reshape(column["shape"])


@node
def test_the_browser_unpacks_what_was_packed(tmp_path: Path) -> None:
    given = frames()
    found = unpacked(pack_ray(given, SPEC), tmp_path)
    assert found[2] is found[4] is None
    for k in (0, 1, 3):
        frame, shown = given[k], found[k]
        assert frame is not None
        assert (shown["lines"], shown["budget"]) == (frame["lines"], 1230)
        assert shown["bill"]["rows"] == [["updates", len(frame["loss"])]]
        np.testing.assert_allclose(numbers(shown["loss"]), frame["loss"], rtol=1.3e-3)  # of a column over ten powers
        np.testing.assert_allclose(numbers(shown["steps"]), frame["steps"], atol=8 / 9_362)
        np.testing.assert_allclose(numbers(shown["spent"]), frame["spent"], atol=1 / 9_362)
        np.testing.assert_allclose(numbers(shown["counts"]), frame["counts"], rtol=1e-6)
        assert numbers(shown["spent"])[-1] == 1
        path = numbers(shown["path"])
        assert np.all(np.abs(path - frame["path"]) <= np.array([2, 50]) * 2 * REACH / 65_534)
    assert found[0]["low"] is None
    assert np.isnan(numbers(found[1]["high"])[1])
    np.testing.assert_allclose(numbers(found[3]["low"]), given[3]["low"], rtol=1.3e-3)  # type: ignore[index]


@node
def test_what_is_the_same_at_all_places_is_sent_once_and_read_at_each(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).random(1000)
    given = [{"loss": 1 + noise, "counts": noise, "spent": noise * (k != 3)} for k in range(5)]
    packed = pack_ray(given, SPEC)
    assert len(packed) < 6 * 2 * 1000 + 4 * 1000  # two lines of 16 bits, one of them at five places; 32-bit counts
    for one, shown in zip(given, unpacked(packed, tmp_path), strict=True):
        for name, values in one.items():
            np.testing.assert_allclose(numbers(shown[name]), values, atol=1e-3)


@node
def test_what_runs_away_keeps_its_direction_from_the_middle(tmp_path: Path) -> None:
    spec = {"series": [], "panels": [{**SPEC["panels"][0], "y": {"label": "b", "range": [-1.0, 3.0]}}]}
    away = np.array([[1.0, 1.0], [1e9, 1.0], [1.0 + 3e9, 1.0 - 4e9], [np.nan, 0.0]])
    path = numbers(unpacked(pack_ray([{"path": away}] * 5, spec), tmp_path)[0]["path"])
    np.testing.assert_allclose(path[:3], [[1, 1], [1 + 2 * REACH, 1], [1 + 1.5 * REACH, 1 - 2 * REACH]], atol=1e-3)
    assert np.isnan(path[3, 0])


@node
def test_a_number_beyond_float32_is_the_largest_one_and_not_infinite(tmp_path: Path) -> None:
    given = [{"loss": np.ones(2), "counts": np.array([1e60 * k, -1e60, 1.0])} for k in range(1, 4)]
    with np.errstate(over="raise"):
        packed = pack_ray(given, SPEC)
    largest = float(np.finfo(np.float32).max)
    assert numbers(unpacked(packed, tmp_path)[1]["counts"]).tolist() == [largest, -largest, 1.0]


def test_zero_and_less_on_a_logarithmic_axis_is_no_number() -> None:
    assert NOTHING == 65_535
    packed = pack_ray([{"loss": np.array([0.0, -1.0, 1.0]), "low": None, "high": None}], SPEC)
    assert len(packed) < 250


def test_sixty_runs_that_settle_take_little(tmp_path: Path) -> None:
    t = np.arange(160.0)
    runs = [
        {"path": np.stack([np.exp(-t * rate), np.exp(-t * rate / 9) + 1], axis=-1), "loss": np.exp(-t * rate)}
        for rate in np.linspace(0.01, 0.5, 60)
    ]
    assert len(pack_ray(runs, SPEC)) < 60 * 160 * 3 * 2 / 2
