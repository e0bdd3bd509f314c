"""`python -m sgdlab`, which is `sgdlab`."""

import sys

from sgdlab.command import main

if not sys.flags.safe_path:  # python -m looks for packages in this folder first: a random.py here would hide Python's
    del sys.path[0]
sys.exit(main())
