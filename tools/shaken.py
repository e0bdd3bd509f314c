"""Compute every claim as other processors do, and show those that fail or hold by luck: `make shaken`.

    python -m tools.shaken Haswell Nehalem   # under these two kernels; without a name under all
    python -m tools.shaken Haswell --run python -m pytest --nbval notebooks   # a command, as such a processor runs it

Another processor adds in another order. So the last bits of a sum differ, and a chaotic training ends elsewhere. Here
OpenBLAS computes with the kernel of such a processor, and NumPy without the instructions that it lacks.

A claim may miss its prediction by its tolerance. It moves if what it misses (measured - predicted, number by number)
differs between two kernels by more than a tenth of the tolerance. A bound has none: what counts is the room between
the limit and the nearest number. With a tolerance of 0, and in words, nothing may move. The last bit is no move.
"""

import argparse
import os
import pickle
import re
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from sgdlab.course import Claim
from sgdlab.course.curriculum import claims_of, notebooks
from sgdlab.course.curriculum.claims import Bound

KERNELS = ("Prescott", "Nehalem", "Sandybridge", "Haswell", "SkylakeX")
NAMES = {"Katmai": "Prescott"}  # where OpenBLAS gives a kernel another name
OF_512_BITS = re.compile("AVX512|X86_V4")  # NumPy's names; only SkylakeX has these instructions
SHARE = 0.1


def surroundings(kernel: str) -> dict[str, str]:
    """Return an environment in which OpenBLAS and NumPy compute as on a processor of that kind."""
    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])  # beyond what this NumPy always uses
    lacking = {"SkylakeX": [], "Haswell": [name for name in found if OF_512_BITS.match(name)]}.get(kernel, found)
    switches = {"OPENBLAS_CORETYPE": kernel, "OPENBLAS_VERBOSE": "2", "OPENBLAS_NUM_THREADS": "1"}
    return {**os.environ, **switches, "NPY_DISABLE_CPU_FEATURES": " ".join(lacking)}


def claims_under(kernel: str, file: Path) -> tuple[list[Claim], str]:
    """Return the claims that a process of its own computes under a kernel, or none, and why."""
    words = [sys.executable, "-m", "tools.shaken", "--into", str(file)]
    done = subprocess.run(words, env=surroundings(kernel), stderr=subprocess.PIPE, text=True, check=False)
    core = re.search(r"^Core: (\w+)", done.stderr, re.MULTILINE)
    runs = NAMES.get(core[1], core[1]) if core else "no kernel of OpenBLAS"
    if done.returncode == -signal.SIGILL or runs != kernel:
        return [], f"{kernel}: skipped, because this processor lacks it ({runs} runs here)"
    if done.returncode:
        raise RuntimeError(f"under {kernel} a notebook ends in an error:\n{done.stderr}")
    claims = pickle.loads(file.read_bytes())
    return claims, f"{kernel}: {len(claims)} claims"


def faults(runs: dict[str, list[Claim]]) -> list[str]:
    """Return a line for every claim that fails under a kernel, or moves between two."""
    lines = []
    for claims in zip(*runs.values(), strict=True):
        fails = [kernel for kernel, one in zip(runs, claims, strict=True) if not one.holds]
        if fails or moves(claims):
            what = f"fails under {', '.join(fails)}" if fails else "moves"
            each = "".join(f"\n    {kernel:13}{one.evidence}" for kernel, one in zip(runs, claims, strict=True))
            lines.append(f"{what}: {claims[0].text}{each}")
    return lines


def moves(claims: tuple[Claim, ...]) -> bool:
    """Whether what one claim misses its prediction by differs too much from kernel to kernel.

    >>> from sgdlab.course import at_least
    >>> [moves(tuple(Claim("", "", 5.0, 5 + off, 0.5) for off in offs)) for offs in ((0.3, 0.34), (0.3, 0.4))]
    [False, True]
    >>> [moves(tuple(Claim("", "", at_least(5), found) for found in both)) for both in ((7, 7.1), (7, 5.5))]
    [False, True]
    """
    missed = [_missed(one) for one in claims]
    if any(one is None or one.shape != missed[0].shape for one in missed):
        return len({repr(one.measured) for one in claims}) > 1
    bound = isinstance(claims[0].predicted, Bound)
    allowed = max(np.abs(one).min() for one in missed) if bound else claims[0].tolerance
    last_bit = np.spacing(max(np.abs(one.measured).max() for one in claims))
    return bool(np.max(np.ptp(np.stack(missed), axis=0)) > max(SHARE * allowed, last_bit))


def _missed(claim: Claim) -> NDArray[np.float64] | None:
    """What a claim misses its prediction or its limit by; None where it is about words."""
    predicted = claim.predicted.limit if isinstance(claim.predicted, Bound) else claim.predicted
    both = [np.asarray(one) for one in (claim.measured, predicted)]
    return np.subtract(*both, dtype=float) if all(one.dtype.kind in "biuf" for one in both) else None


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.shaken", description=__doc__.splitlines()[0])
    parser.add_argument("kernels", nargs="*", choices=(*KERNELS, "all"), default="all")
    parser.add_argument("--run", nargs=argparse.REMAINDER, help="a command, instead of the claims")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)  # what each process does
    asked = parser.parse_args()
    kernels = KERNELS if "all" in asked.kernels else asked.kernels
    if asked.into:
        asked.into.write_bytes(pickle.dumps([one for path in notebooks() for one in claims_of(path)]))
        return 0
    if asked.run:
        return max(subprocess.call(asked.run, env=surroundings(kernel)) for kernel in kernels)
    runs = {}
    with TemporaryDirectory() as folder:
        for kernel in kernels:
            claims, line = claims_under(kernel, Path(folder) / kernel)
            print(line, flush=True)
            runs |= {kernel: claims} if claims else {}
    found = faults(runs)
    print(*found, f"{len(found) or 'no'} claim(s) fail or move", sep="\n")
    return int(bool(found) or not runs)


if __name__ == "__main__":
    sys.exit(main())
