"""What the service costs, beside the bare model or a naive service; each command prints tables.

`--save` keeps a report under bench/reports, from which `python -m bench --docs` writes docs/performance.md.
"""

from bench.commands import main

main()
