"""The front end: modules that fit together, joined into one that a browser runs and that fetches nothing."""

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from sgdlab.labs.stage.joined import FRONT_END, joined
from sgdlab.labs.stage.view import pack

MODULES = sorted(FRONT_END.rglob("*.js"))
NODE = pytest.mark.skipif(shutil.which("node") is None, reason="node, to run the front end in, is not installed")


def node(script: str) -> str:
    command = ["node", "--input-type=module", "-e", script]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()


def test_the_joined_module_is_small_and_fetches_nothing() -> None:
    """All six kinds of panel, with the star and the saved page: a seventh of a second at 5 Mbit/s, once a lab."""
    source = joined()
    assert len(source.encode()) < 90_000
    assert re.findall(r"\w+://[^\"'`\s]*", source) == ["http://www.w3.org/2000/svg"]
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "import ", "import(", "fetch(", "eval(", "XMLHttp"):
        assert word not in source
    assert re.findall("^export .*", source, re.MULTILINE) == ["export { decode, mount };", "export default { render };"]


def test_every_module_is_joined_once_and_after_what_it_imports() -> None:
    source = joined()
    heads = [path.read_text("utf-8").split("\n", 1)[0] for path in MODULES]
    assert [source.count(f"{head}\n") for head in heads] == [1] * len(heads)
    assert source.index("const clamp") < source.index("class Plot") < source.index("function mount")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_what_a_module_imports_is_exported_there_and_used_here(path: Path) -> None:
    source = path.read_text("utf-8")
    for names, name in re.findall(r'^import \{ (.*) \} from "(.*)";$', source, re.MULTILINE):
        other = (path.parent / name).resolve().read_text("utf-8")
        for word in names.split(", "):
            assert re.search(rf"^export (const|function|class) {word}\b", other, re.MULTILINE), f"{name} has no {word}"
            assert len(re.findall(rf"(?<![\w.]){word}\b", source)) > 1, f"{path.name} does not use {word}"


@NODE
def test_every_module_loads_alone_and_all_of_them_joined(tmp_path: Path) -> None:
    shutil.copytree(FRONT_END, tmp_path / "front_end")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    (tmp_path / "joined.js").write_text(joined(), "utf-8")
    copies = [tmp_path / "joined.js", *sorted((tmp_path / "front_end").rglob("*.js"))]
    script = "".join(f"await import({copy.as_uri()!r});" for copy in copies)
    assert node(f"{script} console.log('loaded')") == "loaded"


@NODE
def test_the_joined_module_decodes_a_message(tmp_path: Path) -> None:
    module = tmp_path / "joined.mjs"
    module.write_text(joined(), "utf-8")
    packed = pack(np.array([[1.5, -2.0, 3.0]]))
    script = f"""
        import {{ decode }} from {module.as_uri()!r};
        const bytes = new Uint8Array([9, ...{list(packed["f32"])}]); // not aligned, as in a message
        const a = {{ shape: [1, 3], f32: new DataView(bytes.buffer, 1) }};
        const state = decode({{ request: 3, a, words: ["x", null] }});
        console.log(state.request, state.words[0], state.words[1], state.a.shape.join(), [...state.a].join());
    """
    assert node(script) == "3 x null 1,3 1.5,-2,3"
