"""Quality, measured over HTTP only: suites of cases, judged by what a running service answers.

`quality(url)` gives the figures of a service to whoever compares several; `python -m evals` is the command.
"""

from evals.run import quality

__all__ = ["quality"]
