"""Evaluations: cases are sound, judges judge, and the service holds its floors over HTTP."""

import json
from collections import Counter
from pathlib import Path

import httpx
import pytest

from evals import kobest
from evals.case import Answer, Expected, Journey, Linking, Page, Provenance, Retrieval, Said, Slots
from evals.judged import Miss, Result, Share, wilson
from evals.load import cases
from evals.page import PAGE, fresh, html
from evals.peer import Chat, Turn, events
from evals.report import Report, diff, falls, floors, read, text, withheld, write
from evals.run import chosen, one, peer, quality, run
from evals.service import pages, started
from evals.suites import SUITES, answers, directions, memory, places, routing
from evals.tongue import spoken
from evals.web import Web
from tests.fakes.loopback import Loopback, Reply, Request
