"""`python -m sgdlab`, which is `sgdlab`."""

import sys

from sgdlab.command import main

sys.exit(main())
