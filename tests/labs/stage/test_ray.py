"""Rays: what the browser unpacks (run here by node) is what was packed, as far as anyone sees, and it is small."""

import base64
import json
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sgdlab.labs.stage.ray import FEW, pack_ray
from sgdlab.labs.stage.view import FRONT_END

STORED = Path(__file__).resolve().parents[3] / "front_end" / "tests" / "frames" / "ray.txt"  # ray.test.js unpacks it
node = pytest.mark.skipif(shutil.which("node") is None, reason="node, to unpack with, is not installed")


def frames() -> list[dict[str, Any] | None]:
    """Three places and a missing one: runs of different length, one that leaves the frame, and one place without."""
    made: list[dict[str, Any] | None] = []
    for k, rows in enumerate((50, 90, 2)):
        t = np.arange(float(rows))
        path = np.stack([0.3 * t * (-1.0) ** (np.arange(rows) * k), 0.02 * 1.2**t], axis=-1)
        loss = 10.0 ** (2 - t / 3)
        made.append(
            {
                "path": path,
                "loss": loss,
                "low": None if k == 0 else loss / 2,
                "high": None if k == 0 else np.where(t == 1, np.nan, 2 * loss),
                "counts": np.array([1.5, 1e-7, np.inf, 123_457]) * (k + 1),
                "cube": np.arange(24.0).reshape(2, 3, 4) + k,
                "columns": np.arange(6.0 + 2 * k).reshape(2, -1).T,  # column after column in memory
                "none": np.zeros((0, 2)),
                "lines": [f"{rows} rows", "and «words»"],
                "bill": {"columns": ["", "SGD"], "rows": [["updates", np.int64(rows)]]},
                "budget": 1230,
            }
        )
    return [made[0], made[1], None, made[2]]


def unpacked(packed: bytes, tmp_path: Path) -> list[Any]:
    """What the front end makes of a ray, by node, with its arrays as NumPy's."""
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
    found: list[Any] = json.loads(done.stdout, object_hook=_array)
    return found


def _array(found: dict[str, Any]) -> Any:
    if found.keys() != {"shape", "values"}:
        return found
    return np.array([float(text.replace("Infinity", "inf")) for text in found["values"]]).reshape(found["shape"])


def at_a_slider(array: Any, tmp_path: Path) -> Any:
    """What the front end draws of an array that is another one at the next place."""
    with np.errstate(all="raise"):
        packed = pack_ray([{"line": array}, {"line": np.append(array, array[:1], axis=0)}])
    return unpacked(packed, tmp_path)[0]["line"]


@node
def test_the_browser_unpacks_what_was_packed(tmp_path: Path) -> None:
    given = frames()
    found = unpacked(pack_ray(given), tmp_path)
    assert found[2] is found[4] is None
    for k in (0, 1, 3):
        frame, shown = given[k], found[k]
        assert frame is not None
        assert shown.keys() == frame.keys()
        assert (shown["lines"], shown["budget"]) == (frame["lines"], 1230)
        assert shown["bill"]["rows"] == [["updates", len(frame["loss"])]]
        for name in ("path", "loss", "low", "high", "cube", "none"):
            if frame[name] is None:
                assert shown[name] is None
            else:
                np.testing.assert_allclose(shown[name], frame[name], rtol=2.0**-13)
        np.testing.assert_array_equal(shown["counts"], frame["counts"].astype(np.float32))  # few: as they are
    assert np.isnan(found[1]["high"][1])


def test_what_the_front_end_s_own_test_unpacks_is_what_is_packed() -> None:
    first = {"path": np.array([[0, 1], [1, 10], [2, 0.1]]), "counts": np.array([[1.5, -2], [3, 1e-7]])}
    third = {"path": np.array([[3, 100], [np.nan, 1]]), "counts": np.array([[7, np.inf]])}
    same, line = {"budget": 12, "same": np.array([0.1])}, np.linspace(1000, 1000.5, FEW + 1)
    packed = pack_ray([{**first, **same, "words": ["a"], "line": line}, None, {**third, **same, "words": ["b"]}])
    assert zlib.decompress(packed) == zlib.decompress(base64.b64decode(STORED.read_text()))


@node
def test_what_is_the_same_at_all_places_is_sent_once_and_exactly(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).random(1000)
    given = [{"loss": 1 + noise, "counts": noise, "spent": noise * (k != 3)} for k in range(5)]
    packed = pack_ray(given)
    assert len(packed) < 4 * 7 * 1000
    for one, shown in zip(given, unpacked(packed, tmp_path), strict=True):
        for name in ("loss", "counts"):
            np.testing.assert_array_equal(shown[name], one[name].astype(np.float32))
        np.testing.assert_allclose(shown["spent"], one["spent"], atol=2.0**-14)


@node
@pytest.mark.parametrize(
    "values",
    [
        pytest.param(np.linspace(1000.0, 1000.5, 400), id="a line far from 0"),
        pytest.param(np.logspace(-30, 30, 400), id="a line on a logarithmic axis"),
        pytest.param(-np.linspace(1, 1.0001, 400) * 1e9, id="below 0"),
        pytest.param(np.full(400, 1.00001), id="a line that does not change"),
        pytest.param(np.array([1.0, np.nan, -np.inf, np.inf, 0.0, 2.0] * 20), id="no numbers"),
        pytest.param(np.full(400, np.nan), id="nothing else"),
        pytest.param(np.stack([np.linspace(1000, 1000.5, 400), np.linspace(0, 1e6, 400)], axis=-1), id="points"),
    ],
)
def test_rounding_is_finer_than_the_eye_on_every_axis(values: Any, tmp_path: Path) -> None:
    exact, shown = values.astype(np.float32), at_a_slider(values, tmp_path)
    finite = np.isfinite(exact)
    np.testing.assert_array_equal(shown[~finite], exact[~finite])
    for line, drawn in zip(np.atleast_2d(exact.T), np.atleast_2d(shown.T), strict=True):
        line, drawn = (one[np.isfinite(line)].astype(float) for one in (line, drawn))
        spread = np.ptp(line) if line.size else 0.0
        float32 = np.abs(line) / 2**24 * (spread > 0)
        assert np.all(np.abs(drawn - line) <= np.minimum(np.abs(line), spread) / 2**14 + float32)


@node
def test_a_number_beyond_float32_is_the_largest_one_and_not_infinite(tmp_path: Path) -> None:
    shown = at_a_slider(np.array([1e60, -1e60, 1.0, 1e-44] * 10), tmp_path)
    largest = float(np.finfo(np.float32).max)
    assert shown[:3].tolist() == [largest, -largest, 1.0]
    assert shown[3] == np.float32(1e-44)
