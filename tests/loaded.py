"""What takes seconds to load, for the process that others are forked from; it runs no loop."""

import langchain_openai  # noqa: F401 - loaded for who comes after
import qdrant_edge  # noqa: F401

import tests.test_crash  # noqa: F401
from agent.parts import linked
from data.place import read
from rag.korean import Korean
from rag.passage import dictionary

PLACES = list(read())
Korean(dictionary(PLACES)).warm()
linked(PLACES)
