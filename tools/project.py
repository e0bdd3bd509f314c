"""What pyproject.toml says of the project: version, repository, and the address of its site [VERSION, SOURCE, SITE]."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION: str = PROJECT["version"]
SOURCE: str = PROJECT["urls"]["Source"]
OWNER, REPOSITORY = SOURCE.split("/")[-2:]
SITE = f"https://{OWNER}.github.io/{REPOSITORY}"  # where the workflow `pages` puts it
