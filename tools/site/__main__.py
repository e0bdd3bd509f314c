"""python -m tools.site [FOLDER]: build the site."""

import argparse
from pathlib import Path

from tools.site.build import build

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.site", description="Build the curriculum as a static site.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"), help="where to (default: site)")
    folder = parser.parse_args().folder
    print(f"{folder}: {len(build(folder))} pages")
