# ruff: noqa: E501 (a sentence reads best as one)
"""The words for journeys in four languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from agent.tools.decision import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    space: str
    dash: str
    """Of a range."""
    won: str
    about: str
    way: Mapping[str, str]
    """By mode."""
    direct: str
    one: str
    many: str
    walk: str
    to_station: str
    board: str
    stop_of: str
    """A bus stop by its name and the number on its sign."""
    bus: str
    also: str
    door: str
    """Car and door from which the change is short."""
    dated: str
    change: str
    toward: str
    leave: str
    on_foot: str
    exit: str
    stop: str
    taxi: str
    extra: str
    rate: str
    none: str
    same: str
    station: str
    express: str
    other: Mapping[str, str]
    """By what an option is best at, `closed` where its trains do not run; buses apart."""
    other_bus: str
    rare: str
    """Added where one may wait long."""
    terms: Mapping[str, str]
    """What the journey was asked with, told back."""
    advice: Mapping[str, str]


KOREAN: Final = Phrases(
    space=" ",
    dash="~",
    won="{won}원",
    about="{text}(약 {amount})",
    way={
        "subway": "지하철로 약 {minutes}분, {price}이에요({transfers}).",
        "bus": "버스로 약 {minutes}분, {price}이에요({transfers}).",
        "mixed": "버스와 지하철로 약 {minutes}분, {price}이에요({transfers}).",
        "closed": "첫차부터는 지하철로 약 {minutes}분, {price}이에요({transfers}).",
    },
    direct="환승 없음",
    one="환승 1회",
    many="환승 {count}회",
    walk="걸어서 약 {minutes}분({metres}m)이면 가요.",
    to_station="{station}{exit}까지 걸어서 {minutes}분",
    board="{station}에서 {line}",
    stop_of="{name} 정류장({number})",
    bus="{name}번",
    also="(또는 {names})",
    door="(빠른 환승 {door})",
    dated="{year}년 {month}월 노선 기준",
    change="{station}에서 {line} 환승",
    toward="{line} {end} 방면",
    leave="{station}{exit} 하차",
    on_foot=", 걸어서 {minutes}분",
    exit=" {exit}번 출구",
    stop=".",
    taxi="택시로는 약 {minutes}분, {price}쯤 나와요{{extra}}.",
    extra="({extra})",
    rate="(환율 {rate})",
    none="지하철로 갈 수 있는 길은 찾지 못했어요.",
    same="출발지와 도착지가 같은 곳이에요. 다른 곳을 알려 주시면 길을 찾아 드릴게요.",
    station="{name}",
    express=" 급행",
    other={
        "fastest": "지하철로는 약 {minutes}분, {won}원이에요({transfers}).",
        "fewest_transfers": "덜 갈아타려면 약 {minutes}분, {won}원이에요({transfers}).",
        "cheapest": "더 싸게는 약 {minutes}분, {won}원이에요({transfers}).",
        "other": "지하철로는 약 {minutes}분, {won}원이에요({transfers}).",
        "closed": "첫차부터는 지하철로 약 {minutes}분, {won}원이에요({transfers}).",
    },
    other_bus="버스로는 {line} 한 번에 약 {minutes}분, {won}원이에요({dated}).",
    rare="(배차 간격 약 {minutes}분)",
    terms={
        "arrive": "{when}까지 도착하는 길을 찾았어요.",
        "youth": "청소년은 {won}원",
        "child": "어린이는 {won}원",
        "senior": "65세 이상은 {won}원",
        "cash": "1회용 교통카드로는 {won}원(보증금 별도)",
        "riders": "{fares}.",
        "free": "65세 이상은 무료",
        "leave": "{when}까지 도착하려면 늦어도 {leave}에는 출발하세요.",
        "flight": "비행기를 타신다니 두 시간 전 도착을 기준으로 했어요.",
        "depart": "{when} 출발 기준이에요.",
        "cab": "택시라면 {leave}쯤 나서면 돼요.",
        "stay": "{via}에 들러서 가는 길이에요. 내려서 다시 타면 요금을 따로 내요.",
        "pass": "{via}에서 내리지 않고 지나가는 길이라 요금은 한 번만 내요.",
        "stage": "{number}) {start} → {end}: {route}",
        "last": "막차는 {station}에서 {time}쯤 떠나요. 2020~2023년 시각표 기준이라 역에서 한 번 더 확인해 주세요.",
        "first": "첫차는 {station}에서 {time}쯤 있어요. 2020~2023년 시각표 기준이라 역에서 한 번 더 확인해 주세요.",
        "last_unknown": "이 길의 막차 시각표는 갖고 있지 않아요. 보통 자정 무렵이면 끊기니 역이나 지도 앱에서 확인해 주세요.",
        "first_unknown": "이 길의 첫차 시각표는 갖고 있지 않아요. 보통 새벽 5시 반 무렵 시작하니 역이나 지도 앱에서 확인해 주세요.",
        "no_bus": "한 번에 가는 버스는 찾지 못했어요.",
        "no_subway": "지하철만으로 가는 길은 찾지 못했어요.",
        "no_walk": "걸어가기에는 먼 거리예요.",
    },
    advice={
        "party": "{people}명이면 택시는 한 사람에 {each}원쯤, 대중교통은 한 사람에 {fare}원이에요. 짐이 있거나 급하면 택시가 편해요.",
        "strolled": "걸어갈 만한 거리예요.",
        "far": "걷기에는 먼 길이라 대중교통을 추천해요.",
        "van": "{people}명이면 대형택시(약 {large}원)나 대중교통을 추천해요. 중형택시에는 네 명까지 타요.",
        "luggage": "짐이 있으면 갈아타고 걷는 일이 힘드니 택시가 편해요.",
        "same": "이미 그곳에 계신 것 같아요.",
        "none": "이 구간은 지도 앱에서 버스나 기차 편을 함께 확인해 보세요.",
        "closed": "지하철이 다니지 않는 시간이라 지금은 택시를 추천해요.",
        "walk": "가까우니 걸어가는 걸 추천해요.",
        "taxi": "지하철로 가기 번거로운 구간이라 짐이 있거나 급하면 택시가 편해요.",
        "share": "혼자라면 대중교통이 저렴하고, 세 명이면 택시도 한 사람에 {each}원쯤이라 괜찮아요.",
        "subway": "막힐 걱정이 없고 저렴한 지하철을 추천해요.",
        "night": "지하철이 다니지 않는 시간이라 한 번에 가는 버스가 저렴하고, 급하면 택시가 편해요.",
        "bus": "갈아타지 않고 한 번에 가는 버스를 추천해요.",
        "transit": "저렴한 대중교통을 추천해요.",
    },
)

ENGLISH: Final = Phrases(
    space=" ",
    dash="–",
    won="₩{won}",
    about="{text} (about {amount})",
    way={
        "subway": "By subway it takes about {minutes} min and costs {price} ({transfers}).",
        "bus": "By bus it takes about {minutes} min and costs {price} ({transfers}).",
        "mixed": "By bus and subway it takes about {minutes} min and costs {price} ({transfers}).",
        "closed": "From the first train on, by subway: about {minutes} min, {price} ({transfers}).",
    },
    direct="no transfer",
    one="1 transfer",
    many="{count} transfers",
    walk="It is about {minutes} min on foot ({metres} m).",
    to_station="Walk {minutes} min to {station}{exit}",
    board="take {line} at {station}",
    stop_of='the stop "{name}" (no. {number})',
    bus="bus {name}",
    also=" (or {names})",
    door=" (car-door {door})",
    dated="routes of {year}-{month:02d}",
    change="change to {line} at {station}",
    toward="{line} toward {end}",
    leave="get off at {station}{exit}",
    on_foot=" and walk {minutes} min",
    exit=" (Exit {exit})",
    stop=".",
    taxi="A taxi takes about {minutes} min and costs roughly {price}{{extra}}.",
    extra=" ({extra})",
    rate="(Rate: {rate})",
    none="I could not find a way by subway.",
    same="The origin and the destination are the same place. Tell me another one and I will find the way.",
    station="{name} Station",
    express=" Express",
    other={
        "fastest": "By subway: about {minutes} min, ₩{won} ({transfers}).",
        "fewest_transfers": "With fewer transfers: about {minutes} min, ₩{won} ({transfers}).",
        "cheapest": "Cheaper: about {minutes} min, ₩{won} ({transfers}).",
        "other": "By subway: about {minutes} min, ₩{won} ({transfers}).",
        "closed": "From the first train on, by subway: about {minutes} min, ₩{won} ({transfers}).",
    },
    other_bus="By {line}, direct: about {minutes} min, ₩{won} ({dated}).",
    rare="(Runs about every {minutes} min.)",
    terms={
        "arrive": "For an arrival by {when}.",
        "youth": "youth ₩{won}",
        "child": "child ₩{won}",
        "senior": "65 and over ₩{won}",
        "cash": "single-journey ticket ₩{won} (plus deposit)",
        "riders": "Fares: {fares}.",
        "free": "65 and over free",
        "leave": "To be there by {when}, leave by {leave} at the latest.",
        "flight": "As you have a flight, I counted on being there two hours before it.",
        "depart": "For a departure at {when}.",
        "cab": "By taxi, leaving around {leave} is enough.",
        "stay": "This is the way with a stop at {via}. If you leave the station there, the next ride is paid for anew.",
        "pass": "You pass {via} without leaving the station, so you pay once.",
        "stage": "{number}) {start} → {end}: {route}",
        "last": "The last train leaves {station} around {time} (by a timetable of 2020–2023: please check at the station).",
        "first": "The first train leaves {station} around {time} (by a timetable of 2020–2023: please check at the station).",
        "last_unknown": "I have no timetable of the last trains on this way. They usually end around midnight: please check at the station or in a map app.",
        "first_unknown": "I have no timetable of the first trains on this way. They usually begin around 5:30 a.m.: please check at the station or in a map app.",
        "no_bus": "I found no direct bus.",
        "no_subway": "I found no way by subway alone.",
        "no_walk": "It is too far to walk.",
    },
    advice={
        "party": "For {people} people, a taxi is about ₩{each} each and public transport ₩{fare} each. With luggage or in a hurry, a taxi is easier.",
        "strolled": "It is a walkable distance.",
        "far": "It is far to walk: I recommend public transport.",
        "van": "For {people} people, take a large taxi (about ₩{large}) or public transport; a standard taxi seats four.",
        "luggage": "With luggage, changing and walking is hard: a taxi is easier.",
        "same": "You seem to be there already.",
        "none": "Please check buses and trains for this route in a map app.",
        "closed": "The subway is not running at this hour, so I recommend a taxi.",
        "walk": "It is near, so I recommend walking.",
        "taxi": "The subway is roundabout here; with luggage or in a hurry, a taxi is easier.",
        "share": "Alone, public transport is cheaper; for three people a taxi is about ₩{each} each.",
        "subway": "I recommend the subway: cheap, and no traffic jams.",
        "night": "The subway is not running at this hour: the direct bus is cheap, a taxi is easier.",
        "bus": "I recommend the bus, which goes there without a transfer.",
        "transit": "I recommend public transport, which is cheap.",
    },
)

JAPANESE: Final = Phrases(
    space="",
    dash="〜",
    won="{won}ウォン",
    about="{text}（約{amount}）",
    way={
        "subway": "地下鉄で約{minutes}分、{price}です（{transfers}）。",
        "bus": "バスで約{minutes}分、{price}です（{transfers}）。",
        "mixed": "バスと地下鉄で約{minutes}分、{price}です（{transfers}）。",
        "closed": "始発からは地下鉄で約{minutes}分、{price}です（{transfers}）。",
    },
    direct="乗り換えなし",
    one="乗り換え1回",
    many="乗り換え{count}回",
    walk="徒歩で約{minutes}分（{metres}m）です。",
    to_station="{station}{exit}まで徒歩{minutes}分",
    board="{station}から{line}に乗車",
    stop_of="停留所「{name}」（{number}）",
    bus="{name}番バス",
    also="（または{names}）",
    door="（乗り換えは{door}番ドア）",
    dated="{year}年{month}月の路線",
    change="{station}で{line}に乗り換え",
    toward="{line}{end}方面",
    leave="{station}{exit}で下車",
    on_foot="、徒歩{minutes}分",
    exit="{exit}番出口",
    stop="。",
    taxi="タクシーなら約{minutes}分、{price}ほどです{{extra}}。",
    extra="（{extra}）",
    rate="（レート：{rate}）",
    none="地下鉄で行けるルートは見つかりませんでした。",
    same="出発地と目的地が同じ場所です。別の場所を教えていただければ、ルートをお調べします。",
    station="{name}駅",
    express="急行",
    other={
        "fastest": "地下鉄なら約{minutes}分、{won}ウォンです（{transfers}）。",
        "fewest_transfers": "乗り換えを減らすなら約{minutes}分、{won}ウォンです（{transfers}）。",
        "cheapest": "安く行くなら約{minutes}分、{won}ウォンです（{transfers}）。",
        "other": "地下鉄なら約{minutes}分、{won}ウォンです（{transfers}）。",
        "closed": "始発からは地下鉄で約{minutes}分、{won}ウォンです（{transfers}）。",
    },
    other_bus="バスなら{line}で乗り換えなし、約{minutes}分、{won}ウォンです（{dated}）。",
    rare="（約{minutes}分間隔）",
    terms={
        "arrive": "{when}までに着く場合です。",
        "youth": "青少年{won}ウォン",
        "child": "子ども{won}ウォン",
        "senior": "65歳以上{won}ウォン",
        "cash": "1回券{won}ウォン（保証金別）",
        "riders": "運賃は{fares}です。",
        "free": "65歳以上は無料",
        "leave": "{when}までに着くには、遅くとも{leave}に出発してください。",
        "flight": "飛行機とのことなので、2時間前の到着を基準にしました。",
        "depart": "{when}出発の場合です。",
        "cab": "タクシーなら{leave}ごろの出発で間に合います。",
        "stay": "{via}に立ち寄るルートです。改札を出ると、運賃は別にかかります。",
        "pass": "{via}では改札を出ずに通るので、運賃は一度だけです。",
        "stage": "{number}) {start} → {end}：{route}",
        "last": "終電は{station}を{time}ごろに出ます（2020〜2023年の時刻表によるので、駅でご確認ください）。",
        "first": "始発は{station}を{time}ごろに出ます（2020〜2023年の時刻表によるので、駅でご確認ください）。",
        "last_unknown": "このルートの終電の時刻表は持っていません。普通は0時ごろに終わるので、駅や地図アプリでご確認ください。",
        "first_unknown": "このルートの始発の時刻表は持っていません。普通は5時半ごろに始まるので、駅や地図アプリでご確認ください。",
        "no_bus": "乗り換えなしのバスは見つかりませんでした。",
        "no_subway": "地下鉄だけで行くルートは見つかりませんでした。",
        "no_walk": "歩くには遠い距離です。",
    },
    advice={
        "party": "{people}人ならタクシーは1人{each}ウォンほど、公共交通は1人{fare}ウォンです。荷物が多いときや急ぐときはタクシーが楽です。",
        "strolled": "歩ける距離です。",
        "far": "歩くには遠いので、公共交通がおすすめです。",
        "van": "{people}人なら大型タクシー（約{large}ウォン）か公共交通がおすすめです。普通のタクシーは4人までです。",
        "luggage": "荷物があると乗り換えや徒歩が大変なので、タクシーが楽です。",
        "same": "すでにその場所にいらっしゃるようです。",
        "none": "この区間は地図アプリでバスや列車もご確認ください。",
        "closed": "地下鉄が走っていない時間なので、今はタクシーがおすすめです。",
        "walk": "近いので徒歩がおすすめです。",
        "taxi": "地下鉄では遠回りになるので、荷物が多いときや急ぐときはタクシーが楽です。",
        "share": "お一人なら公共交通が安く、3人ならタクシーも1人{each}ウォンほどです。",
        "subway": "渋滞の心配がなく安い地下鉄がおすすめです。",
        "night": "地下鉄が走っていない時間です。乗り換えなしのバスが安く、急ぐならタクシーが楽です。",
        "bus": "乗り換えなしで行けるバスがおすすめです。",
        "transit": "安い公共交通がおすすめです。",
    },
)

CHINESE: Final = Phrases(
    space="",
    dash="–",
    won="{won}韩元",
    about="{text}（约{amount}）",
    way={
        "subway": "乘地铁约{minutes}分钟，{price}（{transfers}）。",
        "bus": "乘公交约{minutes}分钟，{price}（{transfers}）。",
        "mixed": "乘公交和地铁约{minutes}分钟，{price}（{transfers}）。",
        "closed": "首班车起乘地铁约{minutes}分钟，{price}（{transfers}）。",
    },
    direct="无需换乘",
    one="换乘1次",
    many="换乘{count}次",
    walk="步行约{minutes}分钟（{metres}米）。",
    to_station="步行{minutes}分钟到{station}{exit}",
    board="在{station}乘坐{line}",
    stop_of="“{name}”站（{number}）",
    bus="{name}路公交",
    also="（或{names}）",
    door="（换乘近门{door}）",
    dated="{year}年{month}月的线路",
    change="在{station}换乘{line}",
    toward="{line}（{end}方向）",
    leave="在{station}{exit}下车",
    on_foot="，步行{minutes}分钟",
    exit="{exit}号出口",
    stop="。",
    taxi="乘出租车约{minutes}分钟，{price}左右{{extra}}。",
    extra="（{extra}）",
    rate="（汇率：{rate}）",
    none="没有找到地铁路线。",
    same="出发地和目的地是同一个地方。请告诉我另一个地点，我来查路线。",
    station="{name}站",
    express="快车",
    other={
        "fastest": "乘地铁约{minutes}分钟，{won}韩元（{transfers}）。",
        "fewest_transfers": "想少换乘的话约{minutes}分钟，{won}韩元（{transfers}）。",
        "cheapest": "更便宜的路线约{minutes}分钟，{won}韩元（{transfers}）。",
        "other": "乘地铁约{minutes}分钟，{won}韩元（{transfers}）。",
        "closed": "首班车起乘地铁约{minutes}分钟，{won}韩元（{transfers}）。",
    },
    other_bus="乘{line}直达约{minutes}分钟，{won}韩元（{dated}）。",
    rare="（约{minutes}分钟一班）",
    terms={
        "arrive": "按{when}前到达计算。",
        "youth": "青少年{won}韩元",
        "child": "儿童{won}韩元",
        "senior": "65岁以上{won}韩元",
        "cash": "单程票{won}韩元（押金另计）",
        "riders": "票价：{fares}。",
        "free": "65岁以上免费",
        "leave": "要在{when}前到达，最晚{leave}出发。",
        "flight": "因为您要乘飞机，这里按提前两小时到达计算。",
        "depart": "按{when}出发计算。",
        "cab": "乘出租车的话，{leave}左右出发即可。",
        "stay": "这是中途去{via}的路线。出站后再乘车需另付车费。",
        "pass": "途经{via}时不出站，只付一次车费。",
        "stage": "{number}) {start} → {end}：{route}",
        "last": "末班车约{time}从{station}开出（依据2020–2023年时刻表，请在车站再确认）。",
        "first": "首班车约{time}从{station}开出（依据2020–2023年时刻表，请在车站再确认）。",
        "last_unknown": "没有这条路线的末班车时刻表。一般在零点左右结束，请在车站或地图应用中确认。",
        "first_unknown": "没有这条路线的首班车时刻表。一般在5点半左右开始，请在车站或地图应用中确认。",
        "no_bus": "没有找到直达的公交。",
        "no_subway": "没有找到只乘地铁的路线。",
        "no_walk": "步行太远了。",
    },
    advice={
        "party": "{people}个人的话，出租车每人约{each}韩元，公共交通每人{fare}韩元。行李多或赶时间的话出租车更方便。",
        "strolled": "步行可以到。",
        "far": "步行较远，建议乘公共交通。",
        "van": "{people}个人建议乘大型出租车（约{large}韩元）或公共交通，普通出租车最多坐四人。",
        "luggage": "带着行李换乘和步行比较累，乘出租车更方便。",
        "same": "您好像已经在那里了。",
        "none": "这段路请在地图应用里再查一下公交和火车。",
        "closed": "现在地铁已停运，建议乘出租车。",
        "walk": "距离很近，建议步行。",
        "taxi": "这段路坐地铁比较绕，行李多或赶时间的话出租车更方便。",
        "share": "一个人坐公共交通更便宜；三个人的话，出租车每人约{each}韩元，也不错。",
        "subway": "建议乘地铁，便宜又不堵车。",
        "night": "现在地铁停运，直达公交便宜，赶时间的话乘出租车更方便。",
        "bus": "建议乘直达的公交。",
        "transit": "建议乘坐便宜的公共交通。",
    },
)

LOOPS: Final[Mapping[str, Mapping[Language, str]]] = {
    "내선순환": {"ko": "내선순환", "en": "inner loop, clockwise", "ja": "内回り", "zh": "内环"},
    "외선순환": {"ko": "외선순환", "en": "outer loop, counterclockwise", "ja": "外回り", "zh": "外环"},
    "응암순환": {"ko": "응암순환", "en": "Eungam loop", "ja": "鷹岩循環", "zh": "鹰岩循环"},
}

_ALL: Final[Mapping[Language, Phrases]] = {"ko": KOREAN, "en": ENGLISH, "ja": JAPANESE, "zh": CHINESE}


def of(language: Language) -> Phrases:
    return _ALL[language]
