# ruff: noqa: E501 (tables of words read best by the line)
"""Rules of riding that are asked without a way: changing, who rides free, first and last trains, night buses,
the airport's express train, and where the Climate Card is taken. By `data/fares.json`, `data/bus/kinds.json`
and `data/subway/hours.jsonl`.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import orjson

from agent.tools.decision import Language, Text
from agent.tools.reading.riding import LINE, Rule, asked
from agent.tools.text.particle import with_particle
from agent.tools.text.punctuation import GAP
from agent.tools.transit.moment import clock
from agent.tools.transit.network import load
from data import ROOT

_SAID: Final[Mapping[Rule, Text]] = {
    "transfer": {
        "ko": "지하철과 시내·마을버스는 내린 뒤 {minutes}분 안에(밤 {from}시~아침 {to}시에는 {night_minutes}분) 갈아타면 환승 할인을 받아요. {changes}번까지 갈아탈 수 있고, 내릴 때도 카드를 대야 하며, 같은 번호 버스를 다시 타는 것은 환승이 아니에요. 현금이나 1회권은 할인이 없어요.",
        "en": "Between subway and city or village buses the transfer discount applies within {minutes} minutes of getting off ({night_minutes} minutes from {from}:00 to {to}:00), for up to {changes} transfers. Tap when you get off, too; boarding the same bus route again does not count, and cash and single-journey tickets get no discount.",
        "ja": "地下鉄と市内・マウルバスの間は、降りてから{minutes}分以内（夜{from}時〜朝{to}時は{night_minutes}分以内）なら乗り換え割引があり、{changes}回まで乗り換えられます。降りる時もカードをタッチしてください。同じ路線のバスに乗り直す場合や、現金・1回用切符には割引がありません。",
        "zh": "地铁与市内公交、社区公交之间，下车后{minutes}分钟内（晚{from}点至早{to}点为{night_minutes}分钟内）换乘可享优惠，最多换乘{changes}次。下车时也要刷卡；再次乘坐同一路公交不算换乘，现金和单程票没有优惠。",
    },
    "senior": {
        "ko": "만 {senior}세 이상은 우대용 교통카드(국내 거주자에게 발급)가 있으면 지하철이 무료예요. 버스는 요금을 내요.",
        "en": "People aged {senior} or over ride the subway free with a senior transit card, which is issued to residents of Korea. Buses are not free.",
        "ja": "満{senior}歳以上の方は、優待用交通カード（韓国在住者に発行）があれば地下鉄が無料です。バスは有料です。",
        "zh": "年满{senior}岁、持优待交通卡（发给韩国居民）的人乘地铁免费，公交仍需付费。",
    },
    "infant": {
        "ko": "{infant}세 미만은 보호자 한 명에 {infants}명까지 지하철과 버스가 무료예요.",
        "en": "Children under {infant} ride subway and buses free, up to {infants} with each adult.",
        "ja": "{infant}歳未満のお子さんは、保護者1人につき{infants}人まで地下鉄もバスも無料です。",
        "zh": "未满{infant}岁的儿童由大人陪同时，每位大人可免费带{infants}名乘坐地铁和公交。",
    },
    "hours": {
        "ko": "{line}은 평일에 {first}쯤 첫차가 나서고 {last}쯤 마지막 열차가 출발해요. 역과 방향에 따라 다르니, 타실 역과 내리실 역을 알려 주시면 그 길의 첫차와 막차를 찾아볼게요.",
        "en": "On weekdays {line} starts at about {first} and its last trains leave at about {last}. This differs by station and direction: tell me where you get on and off, and I'll find the first and last train of that way.",
        "ja": "{line}は平日、{first}ごろに始発、{last}ごろに最後の列車が出ます。駅や方面によって違うので、乗る駅と降りる駅を教えていただければ、その区間の始発と終電をお調べします。",
        "zh": "{line}平日首班车约{first}发车，末班车约{last}发车。各站、各方向不同，请告诉我上车站和下车站，我来查那一程的首末班车。",
    },
    "buses": {
        "ko": "시내버스는 노선마다 다르지만 대개 {first}쯤 첫차가 나서고 {last}쯤 막차가 떠나요(시간표가 아니라 어림이에요). 그 뒤에는 번호가 N으로 시작하는 심야버스가 {night_first}부터 {night_last}쯤까지 다녀요.",
        "en": "City buses differ by route, but mostly start at about {first} and last leave at about {last} (an estimate, not a timetable). After that, night buses with numbers that begin with N run from about {night_first} to {night_last}.",
        "ja": "市内バスは路線によって違いますが、だいたい{first}ごろに始発、{last}ごろに最終が出ます（時刻表ではなく目安です）。そのあとは番号がNで始まる深夜バスが{night_first}から{night_last}ごろまで走ります。",
        "zh": "市内公交因线路而异，大多{first}左右首班、{last}左右末班（估计，非时刻表）。之后有车号以N开头的深夜公交，约{night_first}至{night_last}运行。",
    },
    "night": {
        "ko": "심야버스(올빼미버스)는 번호가 N으로 시작하고({names}), 대략 {first}부터 {last}까지 다녀요(시간표가 아닌 어림). 요금은 교통카드로 어른 {won:,}원이고, 노선은 {year}년 자료예요.",
        "en": "Night buses (심야버스) have numbers that begin with N ({names}). They run from roughly {first} to {last} (an estimate, not a timetable) and cost ₩{won:,} with a transit card. The routes are of {year}.",
        "ja": "深夜バス（심야버스）は番号がNで始まり（{names}）、およそ{first}から{last}まで走ります（時刻表ではなく目安です）。運賃は交通カードで大人{won:,}ウォンです。路線は{year}年の資料です。",
        "zh": "深夜公交（심야버스）的车号以N开头（{names}），大约{first}至{last}运行（估计，非时刻表），成人刷卡{won:,}韩元。线路为{year}年的资料。",
    },
    "express": {
        "ko": "공항철도 직통열차는 서울역에서 인천공항 1터미널까지 {t1}분, 2터미널까지 {t2}분이고 어른 {won:,}원이에요({year}년 {month}월 기준). 일반열차보다 비싸지만 도중에 서지 않아요.",
        "en": "The AREX express train takes {t1} minutes from Seoul Station to Incheon Airport Terminal 1 and {t2} to Terminal 2, without a stop, and costs ₩{won:,} for adults (as of {year}-{month:02d}). All-stop trains are cheaper.",
        "ja": "空港鉄道の直通列車は、ソウル駅から仁川空港第1ターミナルまで{t1}分、第2ターミナルまで{t2}分で、途中停車なし、大人{won:,}ウォンです（{year}年{month}月現在）。各駅停車のほうが安くなります。",
        "zh": "机场铁路直达列车从首尔站到仁川机场1号航站楼{t1}分钟、2号航站楼{t2}分钟，中途不停，成人{won:,}韩元（{year}年{month}月）。普通列车更便宜。",
    },
    "scope": {
        "ko": "기후동행카드는 서울 지하철과 시내·마을·심야버스에서 쓰고, {without} 광역버스·공항버스에서는 쓸 수 없어요({year}년 {month}월 기준). 인천공항처럼 서울 밖에 있는 역은 되는 곳이 따로 정해져 있으니 다산콜 120에 확인해 주세요.",
        "en": "The Climate Card (기후동행카드) is taken on the subway in Seoul and on city, village and night buses, but not on the {without} lines, express buses or airport buses (as of {year}-{month:02d}). Some stations outside Seoul, such as the airport's, have rules of their own: please ask the Dasan call center, 120.",
        "ja": "気候同行カード（기후동행카드）はソウル市内の地下鉄と市内・マウル・深夜バスで使え、{without}、広域バス、空港バスでは使えません（{year}年{month}月現在）。仁川空港などソウル市外の駅は別に決まりがあるので、茶山コールセンター120でご確認ください。",
        "zh": "气候同行卡（기후동행카드）可用于首尔的地铁和市内、社区、深夜公交，不能用于{without}、广域公交和机场巴士（{year}年{month}月）。仁川机场等首尔以外的车站另有规定，请向茶山热线120确认。",
    },
}
_LINES: Final[tuple[Text, Text]] = (
    {"ko": "서울 지하철 1~8호선", "en": "the subway (lines 1 to 8)", "ja": "ソウルの地下鉄1〜8号線", "zh": "首尔地铁1至8号线"},
    {"ko": "{line}호선", "en": "line {line}", "ja": "{line}号線", "zh": "{line}号线"},
)  # fmt: skip
_NAMES: Final[Mapping[str, Text]] = {
    "신분당선": {"ko": "신분당선", "en": "Shinbundang", "ja": "新盆唐線", "zh": "新盆唐线"},
    "GTX-A": {"ko": "GTX-A", "en": "GTX-A", "ja": "GTX-A", "zh": "GTX-A"},
}
_AND: Final[Text] = {"ko": "·", "en": " and ", "ja": "・", "zh": "、"}


BESIDE: Final[frozenset[Rule]] = frozenset({"scope", "express", "night"})
"""Rules that are told where one end of a way is named, too."""
PRICED: Final[frozenset[Rule]] = frozenset({"senior", "infant", "scope"})
"""Rules beside which the prices are told that are asked for, too; the others tell their own."""


def told(question: str, language: Language, *, beside: bool = False) -> str | None:
    """The rules that a question asks for; None where it asks for none. `beside`: an end of a way is named."""
    rules = [rule for rule in asked(question) if rule in BESIDE or not beside]
    return GAP[language].join(_VALUES[rule](rule, question, language) for rule in rules) or None


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = orjson.loads((ROOT / "fares.json").read_bytes())
    return rules


@cache
def _ends() -> dict[str, tuple[int, int]]:
    """Of lines 1 to 8, the first and the last departure of a weekday, minutes of the service day."""
    found: dict[str, list[int]] = {}
    for (platform, weekday, _), span in load().hours.items():
        if weekday:
            found.setdefault(platform.partition(":")[0], []).extend(span)
    return {line: (min(times), max(times)) for line, times in found.items() if line in "12345678"}


@cache
def _kinds() -> dict[str, Any]:
    """What is known, or assumed, of each kind of bus."""
    told: dict[str, Any] = orjson.loads((ROOT / "bus" / "kinds.json").read_bytes())
    return told


@cache
def _owls() -> str:
    """The names of night buses."""
    rows = map(orjson.loads, (ROOT / "bus" / "routes.jsonl").read_bytes().splitlines())
    return ", ".join(sorted(row["name"] for row in rows if row["kind"] == "심야"))


def _transfer(rule: Rule, _: str, language: Language) -> str:
    values = _rules()["transfer"]
    start, end = (int(time[:2]) for time in values["night"])
    return _SAID[rule][language].format(
        **values, **{"from": start, "to": end, "changes": values["rides"] - 1}
    )


def _free(rule: Rule, _: str, language: Language) -> str:
    return _SAID[rule][language].format(**_rules()["free"])


def _hours(rule: Rule, question: str, language: Language) -> str:
    named = LINE.search(question)
    number = named and (named[1] or named[2])
    ends = [_ends()[number]] if number else list(_ends().values())
    first, last = min(end[0] for end in ends), max(end[1] for end in ends)
    line = _LINES[bool(number)][language].format(line=number)
    return _SAID[rule][language].format(line=line, first=clock(first), last=clock(last))


def _buses(rule: Rule, _: str, language: Language) -> str:
    day, night = _kinds()["kinds"]["간선"], _kinds()["kinds"]["심야"]
    return _SAID[rule][language].format(
        first=day["from"], last=day["to"], night_first=night["from"], night_last=night["to"]
    )


def _night(rule: Rule, _: str, language: Language) -> str:
    night, won = _kinds()["kinds"]["심야"], _rules()["bus"]["base"]["심야"]["adult"]
    return _SAID[rule][language].format(
        names=_owls(), first=night["from"], last=night["to"], won=won, year=_kinds()["routes_date"][:4]
    )


def _express(rule: Rule, _: str, language: Language) -> str:
    train = _rules()["arex"]["express"]
    year, month = map(int, train["date"].split("-"))
    return _SAID[rule][language].format(
        t1=train["minutes"]["인천공항1터미널"], t2=train["minutes"]["인천공항2터미널"],
        won=train["won"], year=year, month=month,
    )  # fmt: skip


def _scope(rule: Rule, _: str, language: Language) -> str:
    year, month, _day = map(int, _rules()["passes"]["date"].split("-"))
    without = _AND[language].join(_NAMES[line][language] for line in _rules()["passes"]["without"])
    if language == "ko":
        without = with_particle(without, "과/와")
    return _SAID[rule][language].format(without=without, year=year, month=month)


_VALUES: Final[Mapping[Rule, Callable[[Rule, str, Language], str]]] = {
    "transfer": _transfer, "senior": _free, "infant": _free, "hours": _hours, "buses": _buses, "night": _night,
    "express": _express, "scope": _scope,
}  # fmt: skip
