"""Check many programs, and print what is wrong: `python -m tests.generator --programs 1000000 --seed 7`."""

import argparse
import sys
import time
from collections import Counter
from contextlib import suppress

from .report import table
from .run import run

CHUNK = 1000  # programs; what is wrong in them is printed then

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description="Random programs, checked.")
    parser.add_argument("--programs", type=int, default=1000, help="how many")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--failures", type=int, default=20, help="stop after this many")
    given = parser.parse_args()
    numbers = range(given.first, given.first + given.programs)
    start, counts, wrong = time.perf_counter(), Counter(), Counter()
    with suppress(KeyboardInterrupt):  # then the counts so far are printed
        for k in range(0, given.programs, CHUNK):
            found = run(given.seed, numbers[k : k + CHUNK])
            counts += found.counts
            wrong += Counter(failure.check for failure in found.failures)
            for failure in found.failures:
                print(failure, flush=True)
            print(f"{counts['programs']:,} programs, {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
            if wrong.total() >= given.failures:
                break
    print(table(counts, wrong))
    sys.exit(bool(wrong))
