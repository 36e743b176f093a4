"""Stop sequences, over text that comes in pieces: nothing from the first one on is passed."""

from collections.abc import Sequence


class Cut:
    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = stops
        self._longest = max(map(len, stops), default=1) - 1
        self._held = ""
        """The end of the text, which may be the beginning of a stop sequence."""
        self.over = False
        """A stop sequence has come."""

    def feed(self, text: str) -> str:
        """What of the text so far may be passed now."""
        if not self._stops:
            return text
        if self.over:
            return ""
        text = self._held + text
        found = [at for stop in self._stops if (at := text.find(stop)) >= 0]
        if found:
            self.over, self._held = True, ""
            return text[: min(found)]
        kept = next(
            (
                size
                for size in range(min(self._longest, len(text)), 0, -1)
                if any(stop.startswith(text[-size:]) for stop in self._stops)
            ),
            0,
        )
        self._held = text[len(text) - kept :]
        return text[: len(text) - kept]

    def end(self) -> str:
        """What was held back, when no more text comes."""
        rest, self._held = self._held, ""
        return rest
