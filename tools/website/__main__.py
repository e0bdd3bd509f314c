"""python -m tools.website [FOLDER]: build the site."""

import argparse
from pathlib import Path

from tools.website.build import build

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.website", description="Build the course as a static site.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"), help="where to (default: site)")
    folder = parser.parse_args().folder
    print(f"{folder}: {len(build(folder))} pages")
