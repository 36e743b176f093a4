"""Adapters: fitting them to examples, letting a model answer, and scoring what it answered."""
