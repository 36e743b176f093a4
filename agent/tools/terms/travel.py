# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""How a journey is to be made, from sentences in four languages: when, by what, past where, with whom."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from agent.tools.terms import party, when
from agent.tools.terms.calendar import When
from data.place import Spot

Mode = Literal["subway", "bus", "taxi", "walk"]

_MODES: Final[tuple[tuple[Mode, re.Pattern[str]], ...]] = (
    ("taxi", re.compile(r"택시|할증|카카오\s?T|우버|\btaxi\b|\bcab\b|\buber\b|タクシー|出租车|出租車|打车|打車|打的(?!是)|的士|计程车|(?<![가-힣])(?:자가용|자동차|승용차|차)(?:로|를?\s?타고|를?\s?몰고)(?![가-힣])|\bby\scar\b|(?<![一-鿿])車(?:で|だと|なら)|开车|自驾", re.IGNORECASE)),
    ("bus", re.compile(r"버스(?!\s?(?:터미널|정류장|전용|킹))|\bbus(?:es)?\b(?!\s(?:terminal|stop))|(?<!高速)バス(?!ターミナル|停)|公交|公車|公车|巴士(?!客运站|站)|大巴", re.IGNORECASE)),
    ("subway", re.compile(r"지하철|전철|[1-9]호선(?!\s?[가-힣]{1,8}역)|[가-힣]{2,4}선(?=\s?[타으])|GTX|경전철|공항\s?철도|(?:신분당|경의중앙|수인분당)선(?!\s?[가-힣]{1,8}역)|\bsubway\b|\bmetro\b|\btube\b|\bline\s\d|\btrain\b|地下鉄|電車|号線|空港鉄道|机场铁路|機場鐵路|地铁|地鐵|捷运|号线|號線", re.IGNORECASE)),
    ("walk", re.compile(r"걸어|도보|걷(?:는|기|고|자|다|어)|걸(?:으면|을까|으로)|뚜벅|산책\s?삼아|\bwalk(?:ing)?\b|\bon\sfoot\b|歩い|徒歩|歩き|歩け|歩く|走路|徒步|步行|走着|走过去|(?<!怎么)走到", re.IGNORECASE)),
)  # fmt: skip
_REJECTED: Final = re.compile(
    r"(?:택시|버스|지하철|전철|도보|걷는\s?거|걸어서)(?:는|은|를|을|로)?\s?(?:말고|대신에?|빼고|아니고|싫)|\b(?:instead\sof|not|no|without|except)\s(?:by\s|the\s|a\s)?(?:taxi|cab|bus|subway|metro|train|walking)\b"
    r"|(?:タクシー|バス|地下鉄|電車|徒歩)(?:ではなく|じゃなくて?|以外|なし)|(?:不坐|不想坐|不打|不要|除了|而不是)(?:出租车|打车|公交车?|公车|地铁|巴士|车)",
    re.IGNORECASE,
)
"""A vehicle that is named to be left out: 지하철 말고 버스는."""
_LUGGAGE: Final = re.compile(
    r"(?<![가-힣])짐(?=\s|이|을|도|많|가방|$)|캐리어|(?:여행|이민|짐|큰|대형)\s?가방|배낭|트렁크|\bluggage\b|\bsuitcases?\b|\bbaggage\b|\bbags\b|荷物|スーツケース|行李|箱子",
    re.IGNORECASE,
)

_STORED: Final = re.compile(r"맡[기길겨]|보관|\b(?:stor|lockers?)|預け|ロッカー|寄存")
"""What is left behind, and rides with nobody."""
_STEP_FREE: Final = re.compile(
    r"휠체어|유모차|유아차|계단\s?(?:이\s?|을\s?|은\s?)?(?:없|피해|피하|안\s?(?:타|오르|쓰)|말고|싫)|엘리베이터|엘베|승강기|무장애|저상|거동이?\s?불편|다리가?\s?(?:불편|아프|안\s?좋)"
    r"|\bwheelchairs?\b|\bstrollers?\b|\bprams?\b|\bpushchairs?\b|\bstep[-\s]free\b|\b(?:no|without|avoid(?:ing)?)\s(?:any\s)?(?:stairs|steps)\b|\belevators?\b|\blifts?\b"
    r"|車椅子|車いす|ベビーカー|階段(?:なし|を(?:使わ|避け)|のない)|エレベーター|バリアフリー|轮椅|輪椅|婴儿车|嬰兒車|推车|无障碍|無障礙|电梯|電梯|不(?:走|爬|上下)楼梯",
    re.IGNORECASE,
)
"""A way without steps is needed or asked for."""

LARGE: Final = re.compile(
    r"(?:모범|대형|점보|고급)\s?택시|카카오\s?(?:블랙|벤티)|아이엠\s?택시|\b(?:deluxe|large|jumbo|black|van)\s(?:taxi|cab)|(?:模範|大型|ジャンボ)タクシー|(?:模范|豪华|大型|大)(?:出租|的士)|(?:模範|大型)計程",
    re.IGNORECASE,
)
"""A deluxe or a large taxi, of another meter."""

Prefer = Literal["fewest_transfers", "cheapest"]
_PREFERRED: Final[tuple[tuple[Prefer, re.Pattern[str]], ...]] = (
    ("fewest_transfers", re.compile(r"최소\s?환승|환승\s?(?:없|안\s?하|적|최소|덜)|환승(?:을|이)\s?(?:안|적|덜|최소)|(?:안|덜)\s?갈아\s?타|갈아\s?타지\s?않|한\s?번에\s?가|\b(?:fewest|least|no|fewer)\s(?:transfers?|changes)\b|\bwithout\s(?:a\s|any\s)?(?:chang|transfer)|乗り?換え(?:なし|ずに|が?(?:少な|ない))|不(?:用|想)?(?:换乘|轉乘|转车|換車)|少(?:换乘|轉乘)|直达", re.IGNORECASE)),
    ("cheapest", re.compile(r"(?:제일|가장|최대한|젤)\s?(?:싸|싼|저렴)|최저\s?(?:가|요금)|\bcheapest\b|(?:一番|最も)安|最安|最便宜|最省钱", re.IGNORECASE)),
)  # fmt: skip

Rider = Literal["youth", "child", "senior", "cash"]
_RIDERS: Final[tuple[tuple[Rider, re.Pattern[str]], ...]] = (
    ("youth", re.compile(r"청소년|중학생|고등학생|중고생|\bteen|\byouth\b|中高生|中学生|高校生|青少年", re.IGNORECASE)),
    ("child", re.compile(r"어린이(?!\s?대공원|집)|(?<![가-힣])애(?=\s?(?:하나|둘|셋|[1-9]|한\s?명|두\s?명))|초등학생|아이(?=\s?(?:요금|운임|는|도|랑|와|\s))|\bchild(?:ren)?\b|\bkids?\b|子供|子ども|小学生|小孩|儿童", re.IGNORECASE)),
    ("senior", re.compile(r"경로|어르신|노인|65세|\bseniors?\b|高齢者|シニア|老人", re.IGNORECASE)),
    ("cash", re.compile(r"현금|일회용|1회용|승차권|\bcash\b|single\s(?:ticket|journey)|現金|切符|现金|单程票", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Travel:
    """Terms of a journey, as far as the message names them."""

    when: When | None = None
    via: tuple[Spot, ...] = ()
    passing: bool = False
    """Whether the stops on the way are only passed through, inside the stations."""
    mode: Mode | None = None
    """The one that is asked for; None where none or several are."""
    people: int | None = None
    luggage: bool = False
    step_free: bool = False
    prefer: Prefer | None = None
    """What the way is to be best at."""
    large: bool = False
    """Whether a deluxe or large taxi is asked for."""
    riders: tuple[Rider, ...] = ()
    """Whose fare is asked for beside an adult's by card."""


def read(text: str, via: tuple[Spot, ...] = (), *, passing: bool = False) -> Travel:
    """`text`: the message; names in it may be blanked, so that 버스커피 is no bus."""
    wanted = _REJECTED.sub(" ", text)
    said = when.read(text)
    found = [mode for mode, pattern in _MODES if pattern.search(wanted)]
    return Travel(
        when=when.early(text, said) or said or when.whole(text),
        via=via,
        passing=passing,
        mode=found[0] if len(found) == 1 else None,
        people=party.people(text),
        luggage=bool(_LUGGAGE.search(text)) and not _STORED.search(text),
        step_free=bool(_STEP_FREE.search(text)),
        prefer=next((wish for wish, pattern in _PREFERRED if pattern.search(text)), None),
        large=bool(LARGE.search(text)),
        riders=_riders(text),
    )


def _riders(text: str) -> tuple[Rider, ...]:
    aged = {_of_age(int(match["age"])) for match in _AGE.finditer(text)}
    return tuple(rider for rider, pattern in _RIDERS if rider in aged or pattern.search(text))


_AGE: Final = re.compile(
    r"(?<![\d가-힣])(?:만\s?)?(?P<age>\d{1,2})\s?(?:(?:살|세)(?![가-힣]*기)|[-\s]?(?:years?|yrs?)[-\s]?olds?\b|\s?y/?o\b|歳|才(?!能)|岁)",
    re.IGNORECASE,
)
_CHILD, _YOUTH, _SENIOR = 6, 13, 65
"""Years from which fares of a child, of a youth and of the old are paid; a youth is under 19."""
_ADULT = 19


def _of_age(years: int) -> Rider | None:
    """Whose fare is paid at this age; below six with an adult none, which the child's note tells."""
    if years >= _SENIOR:
        return "senior"
    if years >= _ADULT:
        return None
    return "youth" if years >= _YOUTH else "child"


_SETTING: Final = re.compile(
    r"도착|출발|나가|나와|나설|떠나|가야|탈\s?(?:거|게|건)|갈\s?(?:거|게|건|래)|가면|가려|비행기|착륙|들를|들러|들렀|거쳐|경유|\b(?:land|arriv|leav|depart|there|flight|get|go|stop)|着|出発|出(?:たら|れば|る|て)|乗|寄|飛行機|便|到|出发|走|飞机|航班|落地|降落",
    re.IGNORECASE,
)
"""Words of setting out and arriving beside an hour."""


def termed(text: str) -> bool:
    """Whether a message without any place may set the terms of the journey before: 네 명이에요, 9시까지 도착해야 돼."""
    said = read(text)
    laden = said.luggage or said.step_free
    return bool(said.people or laden or said.riders or (said.when and _SETTING.search(text)))
