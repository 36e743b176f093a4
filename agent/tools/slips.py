# ruff: noqa: E501, SIM905 (lists of words read best as one flowing text)
"""Typing slips: names that differ from what was typed by a letter or two, or by the keyboard's language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from agent.tools.fold import key, romanised
from agent.tools.hangul import jamo, typed
from agent.tools.particle import closes
from agent.tools.words import ELSEWHERE, GENERIC

LONGEST = 24
"""Characters of a written word that may still be a name with its particles."""
Guess = tuple[int, int, tuple[str, ...], float]
"""Start and end in the text, the folded names that it may be (best first), score."""

_EOJEOL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]+(?:[0-9]가[가-힣]*)?")
_HANGUL = re.compile(r"^[가-힣]+$")
_LATIN_NAME = re.compile(r"^[a-z]+$")
_LATIN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_OF_ELSEWHERE = re.compile(r"(?:역|시|공항|터미널)$")
_ROUTED = re.compile(r"^(?:에서|까지|부터|으로|로$|로\s|에\s?가|가는|근처|역)")
_KIND = re.compile(
    r"(?:한강공원|공원|시장|박물관|미술관|한옥마을|마을|거리|골목|타워|대공원|성당|교회|대학교|대학|광장|도서관|공항|백화점|궁|역|동|산|사|천|길)$"
)
_STEMS = re.compile(
    r"(?:습니다|어요|아요|해요|나요|까요|세요|려고|는데|지만|니까|다고|네요|군요|ㄴ가요|은데|싶어|했어|해줘|하는|하고|해서|어줘|아줘|줘)$"
)
_COMMON = frozenset(
    """언제 어디 여기 거기 저기 지금 오늘 내일 모레 아이 저녁 아침 주말 평일 처음 오전 오후 얼마 무엇 누구 어느 이제 정말 진짜 친구 가족 혼자 우리 사람 정도 시간
    방법 예약 가격 요금 위치 주소 역사 이름 정보 추천 소개 설명 영업 운영 관람 입장 전시 공연 행사 날씨 교통 환승 출발 도착 이동 여행 관광 구경 음식 점심 커피 외국 한국 일본
    중국 미국 영어 아이도 아이가 아이는 아이랑 어른 노인 학생 회사 학교 병원 은행 사진 촬영 매너 예절 에티켓 신발 담배 화장 주차 무료 할인 야간 실내 실외""".split()
)
"""Everyday words that lie near a name."""
_STOP = frozenset(
    """about there where which should would could please thanks hello tonight tomorrow morning evening
    ticket tickets closed opening closing station street market palace museum temple mountain nearby
    between around through recommend restaurant hours today price prices subway directions direction""".split()
)


class Slips:
    """Finds the near names. Candidates share a syllable in place, so that few distances are computed."""

    def __init__(self, names: Iterable[str], routed: Iterable[str] = ()) -> None:
        """`routed`: names so weak that a slip of them counts only before 에서, 까지 or 으로."""
        self._weak = set(routed)
        self._names = set(names) | self._weak
        self._jamo: dict[str, str] = {}
        self._by_syllable: dict[tuple[str, int], list[str]] = {}
        self._by_roman: dict[tuple[str, int], list[tuple[str, str]]] = {}
        for name in self._names:
            if _HANGUL.match(name):
                self._jamo[name] = jamo(name)
                for char in set(name):
                    self._by_syllable.setdefault((char, len(name)), []).append(name)
            elif _LATIN_NAME.match(name) and len(name) >= 6:  # noqa: PLR2004 (shorter Latin words are near to too much)
                folded = romanised(name)
                self._by_roman.setdefault((folded[0], len(folded)), []).append((folded, name))

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Guess]:
        free = [
            m
            for m in _EOJEOL.finditer(text)
            if m.end() - m.start() <= LONGEST and not _overlaps(m.span(), taken)
        ]
        done: list[tuple[int, int]] = []
        for first, second in pairwise(free):
            if text[first.end() : second.start()] == " ":
                yield from self._keep(self._korean(text, first.start(), second.end(), first.end()), done)
        for match in free:
            yield from self._keep(self._korean(text, match.start(), match.end(), match.start()), done)
        words = [
            m
            for m in _LATIN.finditer(text)
            if m.end() - m.start() <= LONGEST and not _overlaps(m.span(), taken)
        ]
        for size in (3, 2, 1):
            for index in range(len(words) - size + 1):
                start, end = words[index].start(), words[index + size - 1].end()
                yield from self._keep(self._latin(text, start, end), done)

    @staticmethod
    def _keep(guess: Guess | None, done: list[tuple[int, int]]) -> Iterator[Guess]:
        if guess and not _overlaps(guess[:2], done):
            done.append(guess[:2])
            yield guess

    def _korean(self, text: str, start: int, end: int, beyond: int) -> Guess | None:
        """The best near name that starts at `start` and ends after `beyond`, before particles."""
        best: Guess | None = None
        for stop in range(end, max(beyond, start + 1), -1):
            if text[stop - 1] == " ":
                continue
            typed_name = text[start:stop].replace(" ", "")
            size = len(typed_name)
            if size < 2 or size > 16 or not closes(text[stop:end], plainly=True):  # noqa: PLR2004
                continue
            if (
                typed_name in self._names
                or typed_name in _COMMON
                or typed_name in GENERIC
                or _OF_ELSEWHERE.sub("", typed_name) in ELSEWHERE
                or typed_name in ELSEWHERE
                or (stop == end and _STEMS.search(typed_name))
            ):
                continue
            guess = self._near(typed_name, routed=bool(_ROUTED.match(text[stop : end + 3])))
            if guess and (best is None or guess[1] > best[3]):
                best = (start, stop, guess[0], guess[1])
        return best

    def _near(self, word: str, *, routed: bool) -> tuple[tuple[str, ...], float] | None:
        spelled = jamo(word)
        limit = 1 if len(word) <= 3 else 2 if len(word) <= 6 else 3  # noqa: PLR2004
        shared: dict[str, int] = {}
        for size in range(max(2, len(word) - 1), len(word) + 2):
            for char in set(word):
                for name in self._by_syllable.get((char, size), ()):
                    shared[name] = shared.get(name, 0) + 1
        near: list[tuple[int, str]] = []
        for name, count in shared.items():
            if count * 2 < min(len(name), len(word)) - 1:
                continue
            distance = OSA.distance(spelled, self._jamo[name], score_cutoff=limit)
            if name in self._weak and not routed:
                continue
            if distance <= limit and _plausible(word, name, distance, routed=routed):
                near.append((distance, name))
        if not near:
            return None
        near.sort()
        return tuple(name for _, name in near), 0.9 - 0.08 * near[0][0] - (0.05 if len(word) < 3 else 0.0)  # noqa: PLR2004

    def _latin(self, text: str, start: int, end: int) -> Guess | None:
        word = key(text[start:end])
        if len(word) < 5 or word in GENERIC or word in _STOP or word in ELSEWHERE or word in self._names:  # noqa: PLR2004
            return None
        korean = typed(text[start:end])
        if korean and korean in self._names:
            return start, end, (korean,), 0.85
        folded = romanised(word)
        limit = 1 if len(folded) < 9 else 2  # noqa: PLR2004
        near = [
            (OSA.distance(folded, other, score_cutoff=limit), name)
            for size in range(len(folded) - limit, len(folded) + limit + 1)
            for other, name in self._by_roman.get((folded[0], size), ())
        ]
        close = sorted(pair for pair in near if pair[0] <= limit)
        if not close or (len(folded) < 6 and close[0][0]):  # noqa: PLR2004
            return None
        return start, end, tuple(name for _, name in close), 0.88 - 0.08 * close[0][0]


def _plausible(word: str, name: str, distance: int, *, routed: bool) -> bool:
    """Whether so short a name may be meant: two syllables, or two before 역 or 공원, are near to many words."""
    kind = _KIND.search(name)
    own = len(name) - len(kind.group()) if kind else len(name)
    if kind and len(name) > 3 and len(kind.group()) > 1:  # noqa: PLR2004
        tail = word[-len(kind.group()) :]
        if OSA.distance(jamo(tail), jamo(kind.group())) > 1:
            return False
    if own <= 1 and len(name) <= 2:  # noqa: PLR2004
        return routed and distance <= 1
    if own <= 2:  # noqa: PLR2004
        return distance <= 1 and (routed or len(name) > 2)  # noqa: PLR2004
    return distance <= 1 or own > 3  # noqa: PLR2004


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
