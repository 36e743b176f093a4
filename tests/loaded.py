"""What takes seconds to load, for the process that others are forked from; it runs no loop."""

import langchain_openai  # noqa: F401 - loaded for who comes after
import qdrant_edge  # noqa: F401

import tests.test_crash  # noqa: F401
from data import ROOT, lines
from data.place import Place
from rag.korean import Korean
from rag.passage import dictionary

Korean(dictionary([Place.model_validate(row) for row in lines(ROOT / "places.jsonl")])).warm()
