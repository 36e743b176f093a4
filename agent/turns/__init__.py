"""Turns while they run: let in, followed, stopped and resumed, here and at other workers."""
