#!/usr/bin/env bash
# Writes requirements/pins.txt anew: the newest versions that fit pyproject.toml together, for every Python from 3.11.
set -euo pipefail
command -v uv >/dev/null || { echo "make pins needs uv on the PATH (pip install uv)." >&2; exit 1; }
{
    echo "# One tested version of everything; written by \`make pins\`, read by pip and uv as constraints."
    # scikit-learn (an oracle in some tests) is pinned too; PyTorch is not: its builds differ from machine to machine.
    echo "scikit-learn" | uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --upgrade \
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
        --extra lab --extra test --extra lite --extra docs pyproject.toml -
} > requirements/pins.new
mv requirements/pins.new requirements/pins.txt
