"""The tool that computes claims as other processors do: what it calls a fault, and that NumPy computes otherwise."""

import re
import subprocess
import sys

import numpy as np
import pytest

from sgdlab.course import Claim, at_most
from tools.shaken import faults, surroundings


def test_a_claim_that_fails_or_moves_under_one_kernel_is_shown():
    def run(measured, word="no"):
        claims = [Claim("close", "", [1.0, 2.0], measured, 0.5), Claim("below", "", at_most(9), measured)]
        return [*claims, Claim("words", "", word, word), Claim("to the last bit", "", measured, measured)]

    steady, moved, failed = run([1.0, 2.3]), run([1.0, 2.4]), run([1.0, 2.6], "yes")
    assert faults({"Haswell": steady, "Nehalem": run(np.nextafter([1.0, 2.3], 9))}) == []
    (line,) = faults({"Haswell": steady, "Nehalem": moved})
    assert line.startswith("moves: close\n    Haswell")
    assert [one.partition("\n")[0] for one in faults({"Haswell": steady, "Nehalem": failed})] == [
        "fails under Nehalem: close",
        "moves: words",
    ]


def test_a_kernel_is_that_of_the_other_processor():
    code = "import numpy as np; print(np.show_config(mode='dicts')['SIMD Extensions'].get('found', []))"
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=surroundings("Prescott"), capture_output=True, text=True, check=True)
    if "Core: " not in done.stderr:
        pytest.skip("this NumPy has no OpenBLAS that can change its kernel")
    assert re.search("Core: (Katmai|Prescott)", done.stderr)
    assert done.stdout == "[]\n"
