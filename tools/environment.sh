#!/usr/bin/env bash
# Creates or refreshes an environment, and installs into it within constraints.
#
#   tools/environment.sh .venv requirements/pins.txt --editable ".[lab,test]"
#   tools/environment.sh .cache/newest /dev/null .      # this folder as a wheel, with the newest versions of everything
#
# uv where it is on the PATH, else Python's own venv and pip. PYTHON=/path/to/python chooses the Python.
set -euo pipefail
venv=$1
constraints=$2
shift 2

say() { printf '%s\n' "$*" >&2; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
can_make_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        if is_new_enough "$candidate"; then printf '%s\n' "$candidate"; return; fi
    done
}

python=$(find_python)
if [[ -n ${PYTHON:-} && -z $python ]]; then
    say "PYTHON=$PYTHON is not a Python 3.11 or newer: name one that is, or leave PYTHON out."
    exit 1
fi

if ! is_new_enough "$venv/bin/python"; then # absent, or its Python was moved, removed or is too old
    if [[ -d $venv ]]; then say "$venv has no working Python: making it anew."; rm -rf "$venv"; fi
    if command -v uv >/dev/null; then
        say "Creating $venv with uv."
        uv venv --quiet --seed --python "${python:->=3.11}" "$venv"
    elif [[ -z $python ]]; then
        say "sgdlab needs Python 3.11 or newer: install one (Debian, Ubuntu: sudo apt-get install python3 python3-venv), or uv, and run make again."
        exit 1
    elif ! can_make_venvs "$python"; then
        say "This Python cannot create environments: sudo apt-get install python3-venv (Debian, Ubuntu), and run make again."
        exit 1
    else
        say "Creating $venv with $python -m venv (about a minute; with uv on the PATH: seconds)."
        "$python" -m venv "$venv"
    fi
fi

if command -v uv >/dev/null; then
    # otherwise uv takes the wheel that it built before, although the code has changed
    uv pip install --quiet --python "$venv/bin/python" --constraint "$constraints" --reinstall-package sgdlab "$@"
else
    # as with uv, what is imported is compiled then, and not all of the files now
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile --constraint "$constraints" "$@"
fi
say "The environment is ready: $venv, $("$venv/bin/python" --version)."
