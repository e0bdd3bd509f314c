"""Change the code at random and see whether a test notices: python -m tools.mutants --number 200 --seed 1

    source -> every small change that can be made in it     [tools.mutations, tools.mutations_in_javascript]
    module -> the files of tests that have to do with it    [related]
    change -> killed, survived or timed out                 [Trial.of]

If a mutant survives, none of the tests that there was time for needs that line: take more `--seconds`, write the test,
delete the line, or say why both programs are the same.  Your checkout is not touched: the tests run in a copy, in one
process.  A test file that fails there before anything was changed does not count.
"""

import argparse
import ast
import importlib.util
import itertools
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools import mutations, mutations_in_javascript
from tools.mutations import Mutation

ROOT = Path(__file__).resolve().parent.parent
AREAS = {
    "engine": "autodiff/*.py autodiff/rules/*.py compiler/*.py",
    "programs": "programs/*.py compiler/javascript/*.py",
    "gradients": "gradients/*.py",
    "gradient-free": "gradient_free/*.py",
    "optimizers": "optimizers/*.py",
    "training": "training/*.py",
    "landscape": "landscape/*.py",
    "problems": "problems/*.py data/*.py",
    "run": "*.py sweep/*.py",
    "labs": "labs/*/compute.py",
    "pages": "labs/*/lab.py labs/*/live.py labs/*/words.py labs/*/code.py",
    "pictures": "scene/*.py scene/painter/*.py figures/*.py labs/*/picture.py",
    "stage": "labs/stage/*.py",
    "course": "course/*/*.py",
}
FRONT_END = "front end"
OF_THE_SOURCE = {"test_architecture", "test_circles", "test_mutants"}  # read the code, or would mutate again
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "lite", "site", "build", "dist")
MEMORY = 4 * 2**30  # bytes that a mutant may fill
LONGEST = 120  # seconds that a file of tests may take
LIMITED = """
import resource, sys, pytest
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_DATA, ({memory}, {memory}))
sys.exit(pytest.main(sys.argv[1:]))
"""  # what a process does that runs a file of tests


def related(module: Path, root: Path = ROOT) -> list[Path]:
    """Return what tests a module, the closest first: its own examples, then files of tests.

    A module of the front end is tested by the units of the front end, and by what computes in Node.  For the others,
    close is what lies at its place in tests/ and bears its name, imports it or its folder, or mentions what it defines.
    """
    if module.suffix == ".js":
        return _related_to_javascript(module, root)
    parts = module.with_suffix("").parts
    place = Path("tests", *parts[1:-1])
    homes = [re.compile(rf"\b{re.escape('.'.join(parts[:k]))}\b") for k in range(2, len(parts) + 1)]
    tree = ast.parse((root / module).read_bytes())
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    public = {name for name in defined if name[0] != "_"}
    closeness = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        imported = sum(home.search(text) is not None for home in homes)
        inside = path.relative_to(root)
        mirrors = inside.parent == place and parts[-1] in path.stem
        named = sum(part in path.stem or part in inside.parts for part in parts[1:])
        score = (mirrors, imported + named, len(public & set(re.findall(r"\w+", text))))
        if any(score) and path.stem not in OF_THE_SOURCE and "browser" not in inside.parts:
            closeness[inside] = score
    return [module, *sorted(closeness, key=lambda path: closeness[path], reverse=True)]


def _related_to_javascript(module: Path, root: Path) -> list[Path]:
    units = {path: path.read_text("utf-8") for path in sorted((root / "front_end" / "tests").rglob("*.test.js"))}
    closest = sorted(units, key=lambda path: (module.stem not in path.stem, f'/{module.name}"' not in units[path]))
    in_node = [path for path in sorted((root / "tests").rglob("test_*.py")) if "in_node" in path.read_text("utf-8")]
    return [path.relative_to(root) for path in (*closest, *in_node)]


class Trial:
    """A copy of the repository in which mutants are tried, each by tests that take about `seconds`.

    These are seconds of processor time, which are the same on a busy machine.
    """

    def __init__(self, root: Path, folder: Path, seconds: float) -> None:
        self.root, self.seconds = folder / "copy", seconds
        shutil.copytree(root, self.root, ignore=NOT_COPIED)
        self.passes: dict[Path, bool] = {}  # whether a file of tests passes as it is; asked when a mutant fails in it

    def of(self, mutation: Mutation) -> tuple[str, str]:
        """Return what happened to a mutant, and which test noticed it."""
        began, passed, tests = _processor_time(), 0, related(mutation.path, self.root)
        for test in tests:
            outcome, by = self._changed(mutation, test)
            if outcome != "survived" and self._passes(test):
                return outcome, by
            passed += outcome == "survived"
            if _processor_time() - began > self.seconds:
                break
        return "survived", f"{passed} of {len(tests)} files of tests"

    def _changed(self, mutation: Mutation, test: Path) -> tuple[str, str]:
        """Run a file of tests on a mutant."""
        path = self.root / mutation.path
        source, compiled = path.read_bytes(), Path(importlib.util.cache_from_source(path))
        try:
            path.write_bytes(mutation.mutated(source))
            compiled.unlink(missing_ok=True)  # Python takes two files of one size and one second for the same
            return self._run(test)
        finally:
            path.write_bytes(source)
            compiled.unlink(missing_ok=True)

    def _passes(self, test: Path) -> bool:
        if test not in self.passes:
            outcome, by = self._run(test)
            self.passes[test] = outcome == "survived"
            if not self.passes[test]:
                print(f"     not used, as it fails before anything was changed: {test} {by}", flush=True)
        return self.passes[test]

    def _run(self, test: Path) -> tuple[str, str]:
        # Of the plugins that are installed only the one whose marks are used: all of them take a second to load.
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "pytest_cov", "-m", "not slow", "--tb=no"]
        in_python = [sys.executable, "-c", LIMITED.format(seconds=LONGEST, memory=MEMORY), *options]
        with subprocess.Popen(
            [*(in_python if test.suffix == ".py" else ["node", "--test"]), test],
            cwd=self.root,
            env={
                **os.environ,
                "PYTHONPATH": str(self.root),
                "OPENBLAS_NUM_THREADS": "1",
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                said, _ = process.communicate(timeout=20 * LONGEST)  # for one that waits, and takes no time
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return "timed out", str(test)
        if process.returncode in (0, 5):  # 5: there is no test in this file
            return "survived", str(test)
        by = re.search(r"^(?:FAILED|ERROR) (\S+)|^not ok .*", said, re.MULTILINE)
        return "killed", by[1] or f"{test}: {by[0]}" if by else said[-300:].strip()


def _processor_time() -> float:
    """Return the seconds that the finished children of this process have taken."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def drawn(root: Path, areas: list[str], number: int, seed: int) -> list[tuple[str, Mutation]]:
    """Draw mutations, one from each area in turn; within an area all are equally likely."""
    rng = random.Random(seed)

    def shuffled(area: str) -> Iterator[tuple[str, Mutation]]:
        if area == FRONT_END:
            found, changes = (root / "front_end" / "src").rglob("*.js"), mutations_in_javascript.mutations
        else:
            found = itertools.chain.from_iterable((root / "sgdlab").glob(each) for each in AREAS[area].split())
            changes = mutations.mutations
        sources = {path: path.read_bytes() for path in found}
        every = [each for path in sorted(sources) for each in changes(path.relative_to(root), sources[path])]
        rng.shuffle(every)
        return ((area, each) for each in every if area == FRONT_END or each.is_another(sources[root / each.path]))

    in_turn = itertools.chain.from_iterable(itertools.zip_longest(*map(shuffled, areas)))
    return list(itertools.islice(filter(None, in_turn), number))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--number", type=int, default=20, help="how many mutants")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    parser.add_argument("--seconds", type=float, default=60.0, help="of tests for each mutant")
    parser.add_argument(
        "--only", nargs="+", choices=[*AREAS, FRONT_END], default=list(AREAS), help="the areas to change"
    )
    chosen = parser.parse_args()
    became: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(ROOT, Path(folder), chosen.seconds)
        for k, (area, mutation) in enumerate(drawn(trial.root, chosen.only, chosen.number, chosen.seed), 1):
            outcome, by = trial.of(mutation)
            became[area, outcome] += 1
            print(f"{k:4} {mutation.path}:{mutation.line} {outcome}: {by}", flush=True)
            if outcome != "killed":
                print(mutation.diff((trial.root / mutation.path).read_bytes()), flush=True)
    for (area, outcome), count in sorted(became.items()):
        print(f"{count:4} {outcome:10} {area}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
