"""What a message wants, by rule: always a best guess, with how sure it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from agent.tools import cues
from agent.tools.clauses import clauses
from agent.tools.decision import Decision, Focus, Language, Route, Talk
from agent.tools.etiquette import Etiquette
from agent.tools.follow import alone, next_focus
from agent.tools.places import Gazetteer
from agent.tools.reading import Reading, read
from agent.tools.slots import Ends
from data.place import Spot


@dataclass(frozen=True, slots=True)
class Guess:
    route: Route
    confidence: float
    talk: Talk | None = None
    rivals: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the rules know: names, manners, and the category of each place by id."""

    gazetteer: Gazetteer
    etiquette: Etiquette
    categories: Mapping[str, str]


def rule(
    message: str,
    knowledge: Knowledge,
    *,
    focus: Focus | None = None,
    location: Spot | None = None,
    language: Language | None = None,
) -> Decision:
    """Never fails and never waits: names, patterns and the focus, within 3 ms.

    `location`: where the asker is. `language`: the one to answer in, where it is known beforehand.
    """
    reading = understand(message, knowledge, focus=focus, location=location, language=language)
    return compound(reading, knowledge) or decision(reading, guess(reading), knowledge.etiquette)


def compound(reading: Reading, knowledge: Knowledge) -> Decision | None:
    """Several intents of one message, each with its route: the first asked, with the others in `then`.

    None when the message is one question, or when any part alone is not plain.
    """
    parts = clauses(reading.text, reading.mentions)
    if len(parts) == 1 or guess(reading).talk == "injection":
        return None
    focus, found = reading.focus, list[Decision]()
    for part in parts:
        read_part = understand(
            part, knowledge, focus=focus, location=reading.location, language=reading.language
        )
        best = guess(read_part)
        if best.route == "chat" and best.talk in ("greeting", "thanks", "bye"):
            continue
        if best.confidence < PLAIN or best.route == "chat" or not read_part.asks:
            return None
        found.append(decision(read_part, best, knowledge.etiquette))
        focus = next_focus(found[-1], focus)
    if len({each.route for each in found}) < 2:  # noqa: PLR2004 (one route answers both at once)
        return None
    return replace(found[0], then=tuple(found[1:]))


PLAIN = 0.82
"""How sure each part of a message must be to be answered by itself."""


def understand(
    message: str,
    knowledge: Knowledge,
    *,
    focus: Focus | None = None,
    location: Spot | None = None,
    language: Language | None = None,
) -> Reading:
    return read(
        " ".join(message.split()),
        gazetteer=knowledge.gazetteer,
        etiquette=knowledge.etiquette,
        categories=knowledge.categories,
        focus=focus or Focus(),
        location=location,
        language=language,
    )


def guess(reading: Reading) -> Guess:
    """The route that the signs speak for. The order of the questions is the order of their strength."""
    for ask in (
        _attack,
        _small_talk,
        _pending,
        _varied,
        _manners,
        _outside,
        _transit,
        _daily,
        _known,
        _wished,
        _about_focus,
        _unknown,
    ):
        found = ask(reading)
        if found:
            return found
    rest = residue(reading)
    if len(rest) > 1 and not _VERBAL.search(reading.text):
        return Guess("search", 0.5, rivals=("chat",))
    return Guess("chat", 0.45, "outside", ("search",))


_VERBAL = re.compile(
    r"(?:다|야|어|아|해|줘|지|네|파|고|래|자|니|냐|까|음|함|요|죠|군|데|라|ㅋ|ㅎ|ㅠ|か|ね|よ|吗|呢|吧)[\s.!?~ㅋㅎㅠ？。]*$"
)
"""Said to someone, rather than the name of something."""


def _attack(reading: Reading) -> Guess | None:
    return Guess("chat", 0.97, "injection") if cues.INJECTION.search(reading.text) else None


def _small_talk(reading: Reading) -> Guess | None:
    text = reading.text
    rest = text
    kinds: list[Talk] = []
    for kind, pattern in _TALKS:
        if pattern.search(rest):
            kinds.append(kind)
            rest = pattern.sub(" ", rest)
    if kinds and not cues.LINK_ONLY.sub("", cues.FILLER.sub("", rest)):
        return Guess("chat", 0.98, kinds[0])
    if cues.NEVER_MIND.match(text):
        return Guess("chat", 0.9, "thanks")
    if not reading.mentions and not reading.ends.named and cues.NONSENSE.match(text):
        return Guess("chat", 0.95, "nonsense")
    if (
        cues.ABOUT.search(text)
        and not reading.spots
        and not (reading.way or reading.ride or cues.THERE.search(text))
    ):
        return Guess("chat", 0.93, "about")
    return None


_TALKS: tuple[tuple[Talk, re.Pattern[str]], ...] = (
    ("bye", cues.BYE),
    ("thanks", cues.THANKS),
    ("greeting", cues.GREETING),
)


def _pending(reading: Reading) -> Guess | None:
    """An answer to 어디에서 출발하세요?, unless the message changes the subject."""
    if reading.focus.pending is None or reading.manners or reading.daily or reading.wish or reading.elsewhere:
        return None
    if reading.named and (reading.fact or reading.tell) and not reading.ends.roles and not reading.way:
        return None
    if reading.ends.named:
        return Guess("transit", 0.95)
    if _HOME.match(reading.text):
        return Guess("transit", 0.85)
    return Guess("transit", 0.85) if answer(reading) else None


def answer(reading: Reading) -> Spot | None:
    """A short reply to the pending question as a name that nobody here knows (까치마을 아파트요)."""
    if _HOME.match(reading.text):
        return None
    if (
        reading.fact
        or reading.tell
        or reading.way
        or "?" in reading.text
        or cues.OUTSIDE.search(reading.text)
    ):
        return None
    name = _REPLY.sub("", reading.text.strip(" .!~"))
    return Spot(name) if 2 <= len(name) <= 24 and len(name.split()) <= 4 else None  # noqa: PLR2004


_HOME = re.compile(
    r"^(?:우리|제|내|저희)?\s*(?:집|회사|학교|숙소|호텔)(?:이요|요|에서요?|입니다|이에요)?[.!]?$|^(?:my\s+)?(?:home|hotel|place)\.?$",
    re.IGNORECASE,
)
"""A start that only the asker knows: the question stays open."""
_REPLY = re.compile(
    r"(?:에서\s*)?(?:출발(?:해요?|할게요?|합니다|이요)?|갈게요?|가요|가려고요?)?(?:이에요|예요|입니다|이요|에서요|에서|이야|요|에\s*있어요?)?$|^(?:from|at|i'?m\s+(?:at|in))\s+|(?:から|です)$|^从"
)


def _varied(reading: Reading) -> Guess | None:
    """The last question once more with one thing changed: 내일은?, 그럼 택시는?, 두 번째 거."""
    focus = reading.focus
    if focus.route in ("place", "search") and cues.TOMORROW.match(reading.text):
        return Guess(focus.route, 0.9)
    if focus.route == "transit" and focus.destination and cues.TOMORROW.match(reading.text):
        return Guess("transit", 0.85)
    if reading.ends.named or reading.named or not focus.destination:
        return None
    if len(reading.text) <= 40 and (
        reading.taxi or (focus.route == "transit" and (reading.ride or reading.way) and not reading.manners)
    ):  # noqa: PLR2004
        return Guess("transit", 0.93)
    if (
        focus.route == "transit"
        and cues.VARY.search(reading.text)
        and len(reading.text) <= 40
        and not reading.manners
    ):  # noqa: PLR2004
        return Guess("transit", 0.85)
    if focus.route == "transit" and reading.fare and not residue(reading):
        return Guess("transit", 0.75, rivals=("place",))
    return None


def _manners(reading: Reading) -> Guess | None:
    kind = reading.category or (reading.place_category if reading.spots else None)
    if reading.manners:
        return Guess("etiquette", 0.95 if kind else 0.85)
    if reading.allowed and reading.category and not (reading.way or reading.spots or reading.act):
        return Guess("etiquette", 0.75, rivals=("search",))
    if reading.allowed and reading.act and not reading.way:
        if reading.category:
            return Guess("etiquette", 0.88)
        if kind:
            return Guess("etiquette", 0.72, rivals=("place",))
        return Guess("etiquette", 0.6, rivals=("chat",))
    return None


def _outside(reading: Reading) -> Guess | None:
    if cues.TASTE.search(reading.text):
        return Guess("chat", 0.9, "outside")
    if reading.spots or reading.way or reading.wish or not cues.OUTSIDE.search(reading.text):
        return None
    return Guess("chat", 0.9, "outside")


def _transit(reading: Reading) -> Guess | None:
    ends = reading.ends
    both = ends.origin is not None and ends.destination is not None
    routed = {"from", "to"} <= ends.roles
    if reading.way and cues.VISIT.search(reading.text) and not routed and not reading.taxi:
        return None
    if reading.way:
        return Guess("transit", 0.95 if ends.named else 0.85)
    if routed and both:
        return Guess("transit", 0.93)
    if (reading.go or reading.taxi or reading.ride) and both and ends.named:
        return Guess("transit", 0.88)
    if reading.taxi and ends.named:
        return Guess("transit", 0.85)
    if reading.go and ends.named and ends.roles & {"from", "at", "to"} and not (reading.fact or reading.wish):
        return Guess("transit", 0.72, rivals=("place",))
    if (
        reading.focus.route == "transit"
        and ends.named
        and both
        and ends.roles
        and not (reading.fact or reading.wish)
    ):
        return Guess("transit", 0.85)
    if reading.fare and routed:
        return Guess("transit", 0.85)
    quiet = not (reading.fact or reading.tell or reading.wish or reading.near) and not residue(reading)
    if quiet and both and ends.named > 1 and "from" in ends.roles:
        return Guess("transit", 0.8)
    if quiet and "to" in ends.roles:
        return Guess("transit", 0.7)
    return None


def _daily(reading: Reading) -> Guess | None:
    if not reading.daily:
        return None
    event = cues.EVENT.search(reading.text)
    if reading.spots and cues.OPENING.search(reading.text) and not event:
        return None
    if reading.wish and not event:
        return None
    return Guess("search", 0.92 if event else 0.75)


def _known(reading: Reading) -> Guess | None:
    if not reading.spots:
        return None
    sure = 1.0 if all(m.how != "fuzzy" for m in reading.mentions) else 0.93
    rest = residue(reading)
    if cues.TRADE.search(reading.text):
        return Guess("search", 0.75, rivals=("place",))
    if reading.near and not reading.wish and rest and cues.WHERE.search(reading.text):
        return Guess("search", 0.62, rivals=("place",))
    if reading.wish or reading.near:
        return Guess("place", 0.9 * sure)
    if all(spot.kind != "place" for spot in reading.spots):
        if not rest and not reading.fact and not reading.tell:
            return Guess("transit", 0.5, rivals=("place",))
        return Guess("search", 0.65, rivals=("place",))
    area = (
        reading.place_category in ("neighbourhood", "shopping", "food") or reading.spots[0].kind == "station"
    )
    if area and rest and reading.fact and not reading.pointed:
        return Guess("search", 0.65, rivals=("place",))
    if reading.fact or reading.tell or not rest:
        return Guess("place", 0.95 * sure)
    return Guess("place", 0.78 * sure, rivals=("search",))


def _wished(reading: Reading) -> Guess | None:
    if not (reading.wish or (reading.excluded and reading.focus.wish)):
        return None
    if reading.elsewhere or cues.TRADE.search(reading.text):
        return Guess("search", 0.8, rivals=("place",))
    return Guess("place", 0.88)


def _about_focus(reading: Reading) -> Guess | None:
    """입장료는 얼마야? after a place was told of: about that place when nothing else is named."""
    if reading.focus.place is None or reading.elsewhere or not (reading.fact or reading.tell or reading.near):
        return None
    rest = residue(reading)
    if cues.TRADE.search(reading.text) and not reading.near:
        return None
    return Guess("place", 0.9) if len(rest) <= 1 else Guess("place", 0.6, rivals=("search",))


def _unknown(reading: Reading) -> Guess | None:
    """Something that we do not hold, or a question about nothing in particular."""
    rest = residue(reading)
    if reading.elsewhere:
        return Guess("search", 0.85)
    if cues.TRADE.search(reading.text):
        return Guess("search", 0.8)
    if reading.category and not reading.fact and len(rest) <= 1:
        return Guess("etiquette", 0.5, rivals=("chat",))
    if reading.fact or reading.tell:
        return Guess("search", 0.8 if rest else 0.4, rivals=() if rest else ("chat",))
    if reading.near:
        return Guess("place", 0.6, rivals=("search",))
    if cues.THEME.search(reading.text) and not cues.OUTSIDE.search(reading.text):
        return Guess("place", 0.6, rivals=("search",))
    if (
        len(rest) == 1
        and len(reading.text) <= 20
        and not _VERBAL.search(reading.text)
        and not rest[0].islower()
    ):  # noqa: PLR2004
        return Guess("search", 0.55, rivals=("chat",))
    return None


_PIECES = re.compile(r"[가-힣A-Za-z0-9一-鿿ァ-ヺー々]+")
_CUES = (
    cues.FACT,
    cues.TELL,
    cues.WISH,
    cues.TIME,
    cues.GO,
    cues.FARE,
    cues.THERE,
    cues.HERE,
    cues.IT,
    cues.NEAR,
    cues.GREETING,
)
_ENGLISH_STOP = frozenset(
    """the a an is are was do does did can could would should will i me my we us our you your it its in on at of for to
    and or if so as by with from any some be been have has had not no please there here this that hi hello then
    what when who why which how one ok okay also just really much many seoul korea""".split()  # noqa: SIM905 (a list of words)
)


def residue(reading: Reading) -> list[str]:
    """Words that neither name a known place nor carry a cue: perhaps the name of something else."""
    text = reading.bare
    for pattern in _CUES:
        text = pattern.sub(" ", text)
    text = cues.RESIDUE.sub(" ", text)
    words = []
    for match in _PIECES.finditer(text):
        word = match.group()
        if word.isascii():
            if len(word) > 1 and word.lower() not in _ENGLISH_STOP and not word.isdigit():
                words.append(word)
        elif len(_TRIMMED.sub("", word)) > 1:
            words.append(word)
    return words


_TRIMMED = re.compile(
    r"(?:은|는|이|가|을|를|에|의|도|만|요|야|에서|까지|으로|로|이야|인데|하는|해|어|아|지|니|나|까|죠|고|면|서|려고|습니다|세요|네|들|던|던데|될까|되나)+$"
)


def decision(reading: Reading, found: Guess, etiquette: Etiquette) -> Decision:
    """The slots of `found.route` from the reading: also when another judge chose the route."""
    out = Decision(
        found.route, corrected(reading), reading.language, found.confidence, "rule", rivals=found.rivals
    )
    if found.route == "chat":
        return replace(out, talk=found.talk or "outside")
    if found.route == "transit":
        ends = complete(reading)
        out = replace(out, origin=ends.origin, destination=ends.destination, missing=ends.missing)
    elif found.route == "etiquette":
        out = replace(out, category=_category(reading, etiquette), places=reading.spots)
    elif found.route == "search":
        out = replace(out, places=reading.spots)
    else:
        out = _place(reading, out)
    return replace(out, question=alone(out, reading.focus, _said(reading)))


def corrected(reading: Reading) -> str:
    """The text with slips of known names set right."""
    text = reading.text
    for mention in reversed(reading.mentions):
        if mention.how == "fuzzy":
            text = text[: mention.start] + mention.spot.name + text[mention.end :]
    return text


def _said(reading: Reading) -> tuple[Spot, ...]:
    """The spots that the message names, unknown ones among them."""
    ends = reading.ends
    unknown = tuple(
        spot for spot in (ends.origin, ends.destination) if spot and spot.kind in ("unknown", "location")
    )
    return (*reading.named, *(spot for spot in unknown if spot.name in reading.text))


def _category(reading: Reading, etiquette: Etiquette) -> str | None:
    kind = reading.place_category
    found = reading.category or (etiquette.match("", kind) if kind else None)
    if found is None and reading.focus.route == "etiquette":
        return reading.focus.category
    return found


def _place(reading: Reading, out: Decision) -> Decision:
    focus, places, excluded = reading.focus, reading.spots, reading.excluded
    wish = reading.text if reading.wish or reading.near else None
    if not places and not focus.place and not wish:
        wish = reading.text
    if excluded and not places and focus.wish:
        asked_anew = reading.wish and residue(reading)
        wish = wish if asked_anew else focus.wish
        excluded = tuple(dict.fromkeys((*excluded, *focus.places)))
    if not places and focus.place and not excluded and (reading.near or not wish):
        places = (focus.place,)
    if wish and places and not reading.near and reading.pointed and not reading.named:
        wish = None if (reading.fact or reading.tell) else wish
    return replace(out, places=places, wish=wish, excluded=excluded)


_MOVING = re.compile(r"어떻게|걸려|걸리|걸어|가려|갈\s|가는|get\s+there|go\s+there|how\s+long|怎么|行")


def complete(reading: Reading) -> Ends:
    """The ends of the route, with what the pending question and the place in focus give."""
    ends, focus = reading.ends, reading.focus
    origin, destination = ends.origin, ends.destination
    if focus.pending and ends.named <= 1:
        spot = origin or destination if ends.named else answer(reading)
        if ends.named and origin == reading.location:
            spot = destination
        if focus.pending == "origin" and "to" not in ends.roles:
            return replace(ends, origin=spot, destination=focus.destination)
        if focus.pending == "destination" and "from" not in ends.roles:
            return replace(ends, origin=focus.origin or reading.location, destination=spot)
    general = reading.ride and reading.fare and not ends.named and not _MOVING.search(reading.text)
    if (
        destination is None
        and focus.place
        and focus.place != origin
        and not general
        and not (ends.named and origin is None)
    ):
        destination = focus.place
        origin = origin or reading.location
    return replace(ends, origin=origin, destination=destination)
