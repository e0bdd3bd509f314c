"""Check many programs, and print what is wrong: `python -m tests.generator --programs 1000000 --seed 7`."""

import argparse
import sys
import time
from collections import Counter

from .report import table
from .run import run

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description="Random programs, checked.")
    parser.add_argument("--programs", type=int, default=1000, help="how many")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--failures", type=int, default=20, help="stop after so many")
    given = parser.parse_args()
    start = time.perf_counter()
    found = run(given.seed, range(given.first, given.first + given.programs), given.failures)
    for failure in found.failures:
        print(failure)
    print(table(found.counts, Counter(failure.check for failure in found.failures)))
    print(f"{time.perf_counter() - start:.0f} s")
    sys.exit(bool(found.failures))
