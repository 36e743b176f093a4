"""The last wish once more: with a condition, for something else, or in another part of town."""

import re
from dataclasses import replace

from agent.tools.decision import Decision, Focus, Narrowing
from agent.tools.reading import cues
from agent.tools.reading.read import Reading
from agent.tools.reading.themes import theme
from data.place import Spot


def rewished(reading: Reading, out: Decision) -> Decision | None:
    """The last wish with one thing changed."""
    focus = reading.focus
    wished = reading.wish or reading.near
    if focus.wish and not reading.spots and not reading.excluded and cues.OTHER.search(reading.text):
        return replace(out, wish=f"{focus.wish} {reading.text}", excluded=focus.places)
    if focus.wish and not reading.spots and not wished and cues.PREFER.search(reading.text):
        return _narrowed(reading, replace(out, wish=f"{reading.text} {focus.wish}"))
    if another_wish(reading):
        return _another(reading, out)
    if wished_there(reading):
        return replace(out, wish=_elsewhere(focus), places=reading.named)
    if kind_too(reading) and focus.wish == focus.question:
        return replace(out, wish=reading.text, places=_anchor(reading))
    return None


_KIND_TOO = re.compile(
    r"^(?:그럼|그러면|그리고|근데)?\s?(?P<kind>\S{2,8}?)(?:은|는|도)(?:요)?\s?[?？]*\s*$|^(?:그럼|그러면)?\s?(?P<other>\S{2,8}?)(?:은요|는요|도요)[\s?？]*$"
)


def kind_too(reading: Reading) -> bool:
    """동물원도요? after a place, 찜질방은? after a list of them."""
    match = _KIND_TOO.match(reading.text)
    if match is None or reading.focus.route != "place" or reading.focus.place is None:
        return False
    said = match["kind"] or match["other"]
    return not (reading.spots or reading.elsewhere) and (theme(said) == "kind" or bool(_PART.match(said)))


_PART = re.compile(
    r"^(?:동물원|식물원|수족관|아쿠아리움|놀이공원|놀이터|수영장|물놀이장|눈썰매장|스케이트장|케이블카|전망대|찜질방|사우나|온천|온실|카페|식당|맛집|술집|매점|전시관|체험관|키즈카페|영화관|기념품점|서점|캠핑장)$"
)


def another_wish(reading: Reading) -> bool:
    """The last wish with a condition more, or for something else: 무료인 데는?, 아니 바 말고 밥집."""
    focus = reading.focus
    if focus.route != "place" or not focus.wish or reading.named or reading.elsewhere or reading.manners:
        return False
    if len(reading.pointed) > 1 or (reading.pointed and reading.excluded):  # one of those shown
        return False
    if len(reading.text) > BRIEF or reading.ends.roles & {"from", "to"}:
        return False
    changes = (cues.NARROWER.search, _SUCH_ONE.fullmatch, cues.WITHOUT.match, cues.SWAPPED.match)
    return any(change(reading.text) for change in changes)


_SUCH_ONE = re.compile(
    r"(?:(?:그럼|그러면|음|좀|혹시|이왕이면|되도록|아니면)\s)*(?:(?:더|덜|제일|안|사람|줄|웨이팅|주차|입장료|분위기|경치|뷰)\s?)?"
    r"(?!다른|딴|같은|싶은|어떤|만한|많은)\S{0,4}(?:[은인운한린]|없는|있는|되는)\s?(?:데|곳)(?:요|좀|만)?(?:\s?(?:없|있|추천|찾|알려|부탁)\S{0,5})?[\s?？.!~ㅋㅎ]*"
    r"|(?:那|那么)?(?:有没有|有)?更?(?:免费|便宜|安静|人少|近|大|小|室内|室外)(?:一?点)?的(?:地方)?(?:吗|呢|嘛)?[\s?？。]*"
)
"""조용한 데, 주차되는 데 있어?: what kind is said by the last wish."""
_THERE = re.compile(
    r"(?:(?:그럼|그러면|아니|음|아|이왕이면|되도록)[\s,]*)?■(?:구|동)?\s?(?:쪽|근처|주변|부근|방면|근방)?"
    r"(?:으로|로|에서는|에선|에서|에|은|는|도|이면|면|에는|엔|에도|이|가)?(?:요|는요|만)?\s?(?:(?:더\s?)?(?:없|있|좋|찾|추천|부탁|알려|ㄱ)\S{0,5}(?:\s?(?:줘|주세요))?)?[\s?？.!~ㅋㅎ]*"
    r"|(?:(?:and|any|anything|something|one|what\sabout|how\sabout)\s)*(?:in|around|near)\s■(?:\sinstead)?[\s?.!]*"
    r"|(?:では|じゃあ)?■(?:駅)?(?:の)?(?:方|ほう|あたり|周辺|近く|エリア)?(?:で|だと|なら|には|にも)(?:は|も)?(?:ある|ない|お願い)?\S{0,4}[\s?？。]*"
    r"|(?:那)?在?■(?:那边|附近|一带|那里)?(?:有|的|呢)+(?:吗)?[\s?？。]*"
)
_SIDE = re.compile(
    r"\b(?:in|around|near)\b|で|だと|なら|に[はも]|在|附近|那边|有|쪽|근처|주변|부근|방면|근방|으로|에서는|에는|에도|에선"
)


def _elsewhere(focus: Focus) -> str | None:
    """The last wish without the part of town that it named: 강남 조용한 카페 → 조용한 카페."""
    words = (focus.wish or "").split()
    other = [word for word in words if not any(spot.name[:2] == word[:2] for spot in focus.recent)]
    return " ".join(other) or focus.wish


def wished_there(reading: Reading) -> bool:
    """The last wish in another part of town: 강남 쪽으로, 성수에는 없어?"""
    focus, rest = reading.focus, reading.unnamed
    if focus.route != "place" or not focus.wish or len(reading.named) != 1 or reading.excluded:
        return False
    rest = re.sub("■+", "■", rest)
    return bool(_THERE.fullmatch(rest) and (_SIDE.search(rest) or _other_quarter(reading)))


def _other_quarter(reading: Reading) -> bool:
    """홍대는? after 성수동 카페 추천: one part of town for another, where the last wish named one."""
    focus = reading.focus
    quarter = reading.named[0].kind == "station" or reading.place_category == "neighbourhood"
    asked = focus.question == focus.wish or focus.place not in focus.places  # not of one of them since
    where = any(spot.name[:2] in (focus.wish or "") for spot in focus.recent if spot not in focus.places)
    return quarter and where and asked


BRIEF = 24
"""Characters of a message that only changes the last wish."""


def _another(reading: Reading, out: Decision) -> Decision:
    focus = reading.focus
    swapped = cues.SWAPPED.match(reading.text)
    thing = swapped["thing"].strip() if swapped else ""
    if cues.WITHOUT.match(reading.text):
        return replace(out, wish=focus.wish, places=_anchor(reading), excluded=focus.places)
    if swapped is None:
        narrower = replace(out, wish=f"{reading.text} {focus.wish}", places=_anchor(reading))
        return _narrowed(reading, narrower)
    wish = focus.wish if len(thing) < 2 or _OTHER_ONE.match(thing) else thing  # noqa: PLR2004
    return replace(out, wish=wish, places=_anchor(reading), excluded=focus.places)


def _narrowed(reading: Reading, out: Decision) -> Decision:
    """With the places that the last wish was granted with, where they were the last answer."""
    shown = reading.focus.places
    return replace(out, narrowing=Narrowing(reading.text, shown)) if shown else out


_OTHER_ONE = re.compile(r"^(?:다른|딴)\s?(?:거|것|데|곳|걸)?")


def _anchor(reading: Reading) -> tuple[Spot, ...]:
    """The place that the last wish was around, where there was one."""
    place = reading.focus.place
    return (place,) if place and place not in reading.focus.places else ()
