"""What a browser loads: the built front end, run here by node, reads what Python packs."""

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from sgdlab.labs.stage.arrays import pack
from sgdlab.labs.stage.view import FRONT_END

NODE = pytest.mark.skipif(shutil.which("node") is None, reason="node, to run the front end in, is not installed")


def test_a_widget_finds_what_it_renders_with() -> None:
    (names,) = re.findall(r"export\{(.*)\};", (FRONT_END / "lab.js").read_text("utf-8"))
    assert {name.split(" as ")[-1] for name in names.split(",")} == {"default", "decode", "mount", "unpackRay"}


def test_it_fetches_nothing_and_reads_no_markup() -> None:
    source = (FRONT_END / "lab.js").read_text("utf-8")
    assert re.findall(r"\w+://[^\"'`\s]*", source) == ["http://www.w3.org/2000/svg"]
    assert re.findall(r"\b(?:import\b|fetch\(|eval\(|XMLHttp|(?:inner|outer)HTML|insertAdjacentHTML)", source) == []


def test_a_browser_keeps_it_in_one_byte_a_letter() -> None:
    """A single letter beyond Latin doubles a text in the memory of a page, which keeps it for each view."""
    assert max(map(ord, (FRONT_END / "lab.js").read_text("utf-8"))) < 256


@NODE
def test_the_built_module_decodes_a_message(tmp_path: Path) -> None:
    module = tmp_path / "lab.mjs"
    module.write_bytes((FRONT_END / "lab.js").read_bytes())
    packed = pack(np.array([[1.5, -2.0, 3.0]]))
    script = f"""
        import {{ decode }} from {module.as_uri()!r};
        const bytes = new Uint8Array([9, ...{list(packed["f32"])}]); // not aligned, as in a message
        const a = {{ shape: [1, 3], f32: new DataView(bytes.buffer, 1) }};
        const state = decode({{ request: 3, a, words: ["x", null] }});
        console.log(state.request, state.words[0], state.words[1], state.a.shape.join(), [...state.a].join());
    """
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "3 x null 1,3 1.5,-2,3"


@NODE
def test_a_page_that_loads_it_again_runs_it_once(tmp_path: Path) -> None:
    """Each lab of a notebook, and each run of its cell, loads the text anew; another text is another front end."""
    source = (FRONT_END / "lab.js").read_text("utf-8")
    other = re.sub(r"(?<=sgdlab )\w{6}", "another", source, count=1)
    for name, text in {"first": source, "again": source, "other": other}.items():
        (tmp_path / f"{name}.mjs").write_text(text, "utf-8")
    script = f"""
        const load = (name) => import({tmp_path.as_uri()!r} + `/${{name}}.mjs`);
        const [first, again, other] = await Promise.all(["first", "again", "other"].map(load));
        const same = (one) => ["decode", "default", "mount", "unpackRay"].map((name) => one[name] === first[name]);
        console.log(same(again).join(), same(other).join());
    """
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "true,true,true,true false,false,false,false"
