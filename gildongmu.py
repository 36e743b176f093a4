"""`python -m gildongmu`: the command line, as `gildongmu` is once the package is installed."""

import sys

from cli.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
