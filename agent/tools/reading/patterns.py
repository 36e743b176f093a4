"""Several patterns as one."""

from agent.tools.text.sieve import Sieve


def anyof(*parts: str) -> Sieve:
    """Hangul knows no case: to fold it nonetheless takes half of all the time that compiling takes."""
    return Sieve("|".join(parts).replace("[가-힣]", "(?-i:[가-힣])"))
