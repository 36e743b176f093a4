"""The subway network: the data, the router, and the names of stations."""

from collections import Counter, deque
from itertools import pairwise
from random import Random
from statistics import median

import pytest

from agent.tools.transit.__main__ import chains
from agent.tools.transit.geo import crow
from agent.tools.transit.locate import Gazetteer
from agent.tools.transit.network import Network, Station, load
from agent.tools.transit.path import Path
from agent.tools.transit.router import Router
from agent.tools.transit.tracks import DWELL


@pytest.fixture(scope="module")
def network() -> Network:
    return load()


@pytest.fixture(scope="module")
def router(network: Network) -> Router:
    return Router(network)


@pytest.fixture(scope="module")
def gazetteer(network: Network) -> Gazetteer:
    return Gazetteer(network)


def point(station: Station) -> tuple[float, float]:
    return station.lat, station.lon


def go(router: Router, a: str, b: str, *, few_changes: bool = False) -> Path:
    path = router.search({a: 0}, {b: 0}, few_changes=few_changes)
    assert path is not None
    return path


def test_every_platform_belongs_to_a_line_and_lies_in_the_region(network: Network) -> None:
    assert len(network.lines) == 24
    assert len(network.stations) == 799
    for station in network.stations.values():
        assert station.id == f"{network.lines[station.line].id}:{station.name.ko}"
        assert 36.7 < station.lat < 38.2
        assert 126.3 < station.lon < 127.8
        assert not station.name.ko.endswith("역")
        assert station.name.en


def test_one_physical_station_is_one_group_and_two_are_two(network: Network) -> None:
    assert {s.id for s in network.groups["이수역"]} == {"4:총신대입구", "7:이수"}
    assert len(network.groups["서울역"]) == 5
    for name in ("신촌", "양평"):
        groups = {s.station for s in network.stations.values() if s.name.ko == name}
        assert len(groups) == 2
    for stops in network.groups.values():
        spread = max(crow(point(a), point(b)) for a in stops for b in stops)
        assert spread < 700, stops


def test_edges_are_longer_than_the_crow_flies_and_trains_keep_to_the_speed_limit(network: Network) -> None:
    for edge in network.edges:
        straight = crow(point(network.stations[edge.a]), point(network.stations[edge.b]))
        assert edge.metres >= straight * 0.75 - 100, edge
        assert edge.metres <= straight * 2.4 + 200, edge
        assert 15 < edge.metres / edge.seconds * 3.6 < 125, edge
    sources = Counter(edge.metres_source for edge in network.edges)
    assert sources["official"] >= 660


@pytest.mark.parametrize(
    ("line", "km"),
    [("2호선", 60.2), ("공항철도", 63.8), ("신분당선", 33.4), ("우이신설선", 11.0), ("인천2호선", 29.1)],
)
def test_lines_are_as_long_as_published(network: Network, line: str, km: float) -> None:
    assert sum(e.metres for e in network.edges if e.line == line) / 1000 == pytest.approx(km, abs=0.3)


def test_every_station_is_reached_except_where_gtx_is_cut(network: Network) -> None:
    near: dict[str, set[str]] = {group: set() for group in network.groups}
    for edge in network.edges:
        a, b = (network.stations[p].station for p in (edge.a, edge.b))
        near[a].add(b)
        near[b].add(a)
    seen, queue = {"서울역"}, deque(["서울역"])
    while queue:
        for other in near[queue.popleft()] - seen:
            seen.add(other)
            queue.append(other)
    assert seen == set(network.groups)


def test_every_interchange_has_its_walks(network: Network) -> None:
    for group, stops in network.groups.items():
        for a in stops:
            for b in stops:
                if a is not b:
                    walk = network.transfers[group, a.line, b.line]
                    assert 0 < walk.seconds <= 600
    assert network.transfers["종로3가역", "1호선", "5호선"].seconds == 260


def test_services_cover_every_platform_and_run_on_edges(network: Network, router: Router) -> None:
    covered = {p for service in network.services for p in service.stations}
    assert covered == set(network.stations)
    for service in network.services:
        if service.seconds is None:
            assert all(router.edge(a, b) for a, b in pairwise(service.stations))


@pytest.mark.parametrize(
    ("a", "b", "changes", "headings"),
    [
        ("경복궁역", "명동역", 1, ["오금", "오이도"]),
        ("용답역", "강남역", 1, ["성수", "내선순환"]),
        ("마천역", "하남시청역", 1, ["방화", "하남검단산"]),
        ("광명역", "서동탄역", 1, ["연천", "서동탄"]),
        ("서울역", "수원역", 0, ["신창"]),
        ("신내역", "이태원역", 0, ["응암순환"]),
        ("이태원역", "불광역", None, None),
        ("구산역", "이태원역", 0, ["응암순환"]),
        ("강남역", "시청역", None, None),
    ],
)
def test_trains_run_through_only_where_they_do(
    router: Router, a: str, b: str, changes: int | None, headings: list[str] | None
) -> None:
    path = go(router, a, b)
    assert all(len(ride.platforms) > 1 for ride in path.rides)
    assert all(x.platforms[-1] != x.platforms[0] for x in path.rides)
    if changes is not None:
        assert len(path.changes) == changes
        assert [ride.heading for ride in path.rides] == headings


def test_the_loop_of_line_6_runs_one_way(router: Router) -> None:
    there = go(router, "응암역", "역촌역")
    back = go(router, "역촌역", "응암역")
    assert [len(r.platforms) for r in there.rides] == [2]
    assert back.seconds > there.seconds * 3


def test_doors_are_of_changes_that_exist(network: Network) -> None:
    assert len(network.doors) > 200
    for (group, left, boarded, toward), doors in network.doors.items():
        assert (group, left, boarded) in network.transfers
        assert doors
        for door in doors:
            car, number = map(int, door.split("-"))
            assert 1 <= car <= 10
            assert 1 <= number <= 4
        assert toward is None or any(station.name.ko == toward for station in network.stations.values())


def test_the_jinjeop_extension_runs_through_as_far_as_sadang(router: Router) -> None:
    path = go(router, "진접역", "명동역")
    assert not path.changes
    assert path.rides[0].heading == "사당"
    assert router.distance("진접역", "불암산역")[0] == 14_200


def test_trains_of_all_branches_are_waited_for_on_the_trunk(router: Router) -> None:
    trunk, branch = go(router, "광화문역", "왕십리역"), go(router, "광화문역", "마천역")
    assert router.headway(trunk.rides[0], peak=False) == pytest.approx(6)
    assert router.headway(branch.rides[0], peak=False) == pytest.approx(12)
    express = go(router, "김포공항역", "신논현역")
    assert router.headway(express.rides[0], peak=False) == pytest.approx(10)


def test_few_changes_is_never_more_changes(router: Router, network: Network) -> None:
    random = Random(7)
    groups = list(network.groups)
    for _ in range(60):
        a, b = random.sample(groups, 2)
        fast, few = go(router, a, b), go(router, a, b, few_changes=True)
        assert len(few.changes) <= len(fast.changes)


def test_no_way_has_fewer_changes_than_the_least(router: Router, network: Network) -> None:
    random = Random(8)
    groups = list(network.groups)
    met = 0
    for _ in range(60):
        a, b = random.sample(groups, 2)
        least = router.least_changes([a], [b])
        assert least is not None
        few = len(go(router, a, b, few_changes=True).changes)
        assert least <= few
        met += least == few
    assert met > 40
    assert router.least_changes(["신내역"], ["이태원역"]) == 0
    assert router.least_changes(["경복궁역"], ["명동역"]) == 1


@pytest.mark.parametrize(
    ("a", "b", "minutes"),
    [
        ("서울역", "인천공항1터미널역", 59),
        ("서울역", "인천공항2터미널역", 66),
        ("수서역", "동탄역", 20.5),
        ("운정중앙역", "서울역", 21.5),
        ("북한산우이역", "신설동역", 23),
        ("샛강역", "관악산역", 16),
        ("강남역", "광교역", 37),
        ("김포공항역", "신논현역", 30),
        ("양촌역", "김포공항역", 32),
        ("강남역", "잠실역", 11.5),
        ("진접역", "불암산역", 15),
        ("진접역", "서울역", 52),
    ],
)
def test_rides_take_as_long_as_published(router: Router, a: str, b: str, minutes: float) -> None:
    path = go(router, a, b, few_changes=True)
    assert not path.changes
    assert path.seconds / 60 == pytest.approx(minutes, rel=0.1)


def test_running_times_are_those_that_the_operator_publishes(network: Network) -> None:
    off = [abs(edge.seconds / edge.published - 1) for edge in network.edges if edge.published]
    assert len(off) > 260
    assert median(off) <= 0.1
    assert sum(each <= 0.1 for each in off) / len(off) > 0.9


def test_rides_take_as_long_as_first_and_last_trains_do(network: Network, router: Router) -> None:
    off = []
    for platforms, minutes in chains(network):
        edges = [edge for a, b in pairwise(platforms) if (edge := router.edge(a, b))]
        assert len(edges) == len(platforms) - 1
        off.append(abs(sum(edge.seconds + DWELL for edge in edges) / 60 / minutes - 1))
    assert len(off) > 100
    assert median(off) <= 0.05
    assert sum(each <= 0.1 for each in off) / len(off) > 0.9


@pytest.mark.parametrize(
    ("a", "b", "line", "minutes"),
    [
        ("문산역", "용문역", "경의중앙선", 160),
        ("상봉역", "춘천역", "경춘선", 82.5),
        ("판교역", "여주역", "경강선", 48),
        ("일산역", "원시역", "서해선", 68),
        ("서울역", "인천공항2터미널역", "공항철도", 66),
        ("신사역", "광교역", "신분당선", 42),
        ("북한산우이역", "신설동역", "우이신설선", 23),
        ("샛강역", "관악산역", "신림선", 16),
        ("귤현역", "동막역", "인천1호선", 43),
        ("검단오류역", "운연역", "인천2호선", 48),
        ("양촌역", "김포공항역", "김포골드라인", 32),
        ("운정중앙역", "서울역", "GTX-A", 21.5),
        ("수서역", "동탄역", "GTX-A", 20),
        ("별내역", "잠실역", "8호선", 27),
    ],
)
def test_lines_without_a_timetable_take_as_long_as_their_operators_say(
    router: Router, a: str, b: str, line: str, minutes: float
) -> None:
    others = [name for name in router.network.lines if name != line]
    path = router.search({a: 0}, {b: 0}, avoid=others)
    assert path is not None
    assert path.seconds / 60 == pytest.approx(minutes, rel=0.06)


def test_line_2_keeps_its_published_times(router: Router) -> None:
    """강남–시청 without a change; the loop is 87 minutes of 48.8 km."""
    path = go(router, "강남역", "시청역", few_changes=True)
    assert [ride.service.line for ride in path.rides] == ["2호선"]
    assert 36 <= path.seconds / 60 <= 43


@pytest.mark.parametrize(
    ("said", "station"),
    [
        ("강남", "강남역"),
        ("강남역", "강남역"),
        ("강남역 2번 출구", "강남역"),
        ("강남역 11번출구 앞", "강남역"),
        ("Gangnam Station", "강남역"),
        ("gangnam station exit 3", "강남역"),
        ("江南站", "강남역"),
        ("カンナム駅", "강남역"),
        ("서울", "서울역"),
        ("서울역", "서울역"),
        ("Seoul Station", "서울역"),
        ("ソウル駅", "서울역"),
        ("首爾站", "서울역"),
        ("홍대", "홍대입구역"),
        ("홍대 입구", "홍대입구역"),
        ("Hongik University", "홍대입구역"),
        ("弘大入口", "홍대입구역"),
        ("明洞駅", "명동역"),
        ("東大門", "동대문역"),
        ("景福宮", "경복궁역"),
        ("DMC역", "디지털미디어시티역"),
        ("이수", "이수역"),
        ("총신대입구", "이수역"),
        ("신촌", "신촌역(2호선)"),
        ("경의중앙선 신촌역", "신촌역(경의중앙선)"),
        ("신촌역(경의중앙선)", "신촌역(경의중앙선)"),
        ("양평역", "양평역(5호선)"),
        ("2호선 강남역", "강남역"),
        ("역삼역", "역삼역"),
        ("4.19 민주묘지", "4.19민주묘지역"),
        ("Incheon Airport Terminal 1", "인천공항1터미널역"),
        ("인천공항 제2터미널", "인천공항2터미널역"),
        ("동대문역사문화공원", "동대문역사문화공원역"),
        ("당고개역", "불암산역"),
        ("Byeollae Byeolgaram", "별내별가람역"),
        ("오남역", "오남역"),
        ("천호(풍납토성)", "천호역"),
        ("광교(경기대)역", "광교역"),
        ("한대앞", "한대앞역"),
        ("시청.용인대", "시청·용인대역"),
        ("Jongno 3(sam)-ga", "종로3가역"),
    ],
)
def test_stations_are_found_as_people_call_them(gazetteer: Gazetteer, said: str, station: str) -> None:
    spot = gazetteer.locate(said)
    assert spot is not None
    assert spot.name == station
    assert spot.kind == "station"
    assert spot.lat is not None


@pytest.mark.parametrize(
    "said", ["", "역", "없는역", "경복", "2번 출구", "성심당", "부산역", "Exit 3", "2호선"]
)
def test_other_words_are_no_stations(gazetteer: Gazetteer, said: str) -> None:
    assert gazetteer.locate(said) is None


def test_every_station_answers_to_its_own_names(gazetteer: Gazetteer, network: Network) -> None:
    for group, stops in network.groups.items():
        for stop in stops:
            assert group in gazetteer.matches(f"{stop.name.ko}역")
            for name in (stop.name.en, stop.name.ja, stop.name.zh):
                assert not name or group in gazetteer.matches(name)
