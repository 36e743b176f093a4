# ruff: noqa: E501 (tables of messages)
"""Names in messages: every spelling finds its place, and nothing else does."""

from random import Random

import pytest

from agent.tools.linking.gazetteer import WEAK, Gazetteer
from agent.tools.linking.measure import invented, report
from agent.tools.text.abroad import spellings
from agent.tools.text.fold import key
from agent.tools.text.hangul import heard, strokes, typed
from agent.tools.text.language import detect
from agent.tools.text.particle import closes, with_particle
from agent.tools.text.sound import kanas, katakana, latin
from data.place import Category, Names, Place, SourceNote
from tests.linked import Count, judge, linked
from tests.understanding import cases, router


@pytest.mark.parametrize(("half", "floor"), [("dev", 0.99), ("held", 0.97)])
def test_cases_of_every_kind_link_to_their_places(half: str, floor: float) -> None:
    count, misses = Count(), []
    for case in cases("linking", half):
        right, found, wanted, mentions = judge(case)
        count.add(right, found, wanted)
        if not right == found == wanted:
            misses.append(f"{case['text']}: {[(mention.text, mention.spot.name) for mention in mentions]}")
    assert min(count.precision, count.recall) >= floor, (str(count), misses)


def test_spans_cover_the_name_as_written_without_its_particles() -> None:
    text = "그럼 남산 서울 타워까지는 경복굼에서 얼마나 걸려?"
    tower, palace = router().gazetteer.link(text)
    assert (tower.text, tower.how) == ("남산 서울 타워", "exact")
    assert (palace.text, palace.how, palace.spot.name) == ("경복굼", "fuzzy", "경복궁")
    assert text[palace.start : palace.end] == "경복굼"
    assert [mention.text for mention in router().gazetteer.link("ソウルタワーはどこ")] == ["ソウルタワー"]


def test_a_slip_over_two_words_replaces_the_name_that_it_begins_with() -> None:
    for text, name in (
        ("남산 타웟 요금", "남산서울타워"),
        ("광화문 광쟝 분수", "광화문광장"),
        ("명동 성땅", "명동성당"),
    ):
        (mention,) = linked(text)
        assert (mention.spot.name, mention.how) == (name, "fuzzy"), text
    assert [mention.spot.name for mention in linked("인사동 쌈지낄")] == ["인사동", "쌈지길"]


def test_scores_say_how_a_name_was_found() -> None:
    exact, alias, slip, worse = (
        linked(text)[0] for text in ("경복궁", "국중박", "경복굼 한복", "롯데월두터워 표")
    )
    assert exact.score > alias.score > slip.score > worse.score > WEAK
    assert [mention.how for mention in (exact, alias, slip, worse)] == ["exact", "alias", "fuzzy", "fuzzy"]


def test_a_name_shared_by_two_stations_keeps_both() -> None:
    (mention,) = linked("신촌역에서 만나")
    assert {mention.spot.id, *(spot.id for spot in mention.alternatives)} >= {
        "신촌역(2호선)",
        "신촌역(경의중앙선)",
    }


def test_station_names_that_are_words_count_only_among_signs_of_a_journey() -> None:
    weak = router().gazetteer.link("대화하다가 국수를 먹었어")
    assert [mention.score < WEAK for mention in weak] == [True] * len(weak)
    for text in ("대화역에서 국수역까지", "대화에서 국수까지", "대화에서 국수 가는 전철"):
        assert [mention.spot.name for mention in linked(text)] == ["대화역", "국수역"], text
    for text in (
        "강남에서 시청 가면",
        "강남에서 시청 밤 11시",
        "강남에서 시청 오후 3시에",
        "강남에서 시청 11시",
    ):
        assert linked(text)[-1].spot.name == "시청역", text
    assert "시청역" not in [mention.spot.name for mention in linked("강남에서 시청 중인 드라마 얘기했어")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("명동에서 쇼핑", "명동"), ("명동에서 내려서", "명동역"), ("명동에서 4호선 타면", "명동역"),
        ("강남 맛집", "강남역 거리"), ("강남에서 잠실까지 지하철", "강남역"), ("올림픽공원 장미", "올림픽공원"),
        ("올림픽공원에서 5호선으로 갈아타기", "올림픽공원역"), ("경복궁 5번 출구", "경복궁역"),
    ],
)  # fmt: skip
def test_trains_behind_a_name_make_it_the_station(text: str, name: str) -> None:
    assert linked(text)[0].spot.name == name


@pytest.mark.parametrize(
    "text",
    [
        "museums in Yongsan-gu", "best parks in Gangnam District", "東大門区の市場", "江南区的公园", "hotels in Jung-gu",
        "강서구 가볼만한 곳", "서대문구 공원", "things to do in Songpa-gu",
    ],
)  # fmt: skip
def test_a_district_is_no_place_of_its_name(text: str) -> None:
    assert linked(text) == []
    journey = router().gazetteer.link("from Gangnam-gu to Seoul Station")
    assert [mention.text for mention in journey] == ["Gangnam", "Seoul Station"], (
        "the end of a journey may be"
    )
    assert [mention.spot.name for mention in linked("Gangnam-gu Office station, 江南区庁駅")] == [
        "강남구청역"
    ] * 2


def place(
    identity: str,
    ko: str,
    lat: float = 37.55,
    *,
    popularity: int = 0,
    common: bool = False,
    category: Category = "gallery",
) -> Place:
    note = SourceNote(name="test", date="2026-11")
    return Place(
        id=identity,
        names=Names(ko=ko),
        lat=lat,
        lon=127.0,
        popularity=popularity,
        common=common,
        category=category,
        district=None,
        sources=(note,),
    )


def test_names_that_are_words_need_their_neighbours() -> None:
    gazetteer = Gazetteer.build(
        [place("a", "공간", common=True), place("b", "토인"), place("c", "리움", popularity=3)]
    )

    def names(text: str) -> list[str]:
        return [mention.spot.name for mention in gazetteer.link(text) if mention.score >= WEAK]

    assert names("공간이 넓은 데서 토인처럼 놀자") == []
    assert names("공간 전시 보러") == ["공간"]
    assert names("토인 갤러리 어디야") == names("토인?") == ["토인"]
    assert names("리움이 좋더라") == ["리움"]


def test_equally_likely_places_far_apart_are_rivals_unless_one_is_known_or_near() -> None:
    north, south = (
        place("north", "푸른시장", 37.65, category="market"),
        place("south", "푸른시장", 37.48, category="market"),
    )
    (mention,) = Gazetteer.build([north, south]).link("푸른시장 몇 시까지 해")
    assert {mention.spot.id, *(spot.id for spot in mention.rivals)} == {"north", "south"}
    (known,) = Gazetteer.build([north, south.model_copy(update={"popularity": 2})]).link(
        "푸른시장 몇 시까지 해"
    )
    assert (known.spot.id, known.rivals) == ("south", ())
    beside = Gazetteer.build([north, south, place("park", "솔숲공원", 37.66, popularity=1, category="park")])
    market = next(
        mention for mention in beside.link("솔숲공원 들렀다가 푸른시장") if mention.text == "푸른시장"
    )
    assert (market.spot.id, market.rivals) == ("north", ())
    (slip,) = Gazetteer.build([place("x", "달빛정원길", 37.65), place("y", "달밭정원길", 37.48)]).link(
        "달벗정원길 입구"
    )
    assert {slip.spot.id, *(spot.id for spot in slip.rivals)} == {"x", "y"}


def test_ten_thousand_names_are_told_apart() -> None:
    places = list(
        invented(
            [
                "경복궁 돌담",
                "서울숲 공원",
                "남산 전망대",
                *(
                    f"{chr(0xAC00 + 311 * n)}{chr(0xB098 + 97 * n)}{chr(0xC0AC + 13 * n)}거리"
                    for n in range(90)
                ),
            ],
            3_000,
            Random(3),
        )
    )
    gazetteer = Gazetteer.build(places)
    assert len(gazetteer) > 10_000
    name, other = places[1234].names.ko, places[77].names.ko
    text = f"지금 {name}에서 출발하려고 하는데 {other}까지 어떻게 가나요?"
    assert [mention.spot.id for mention in gazetteer.link(text)] == [places[1234].id, places[77].id]


def test_the_cost_of_linking_is_measured_over_real_and_invented_names() -> None:
    head, messages, _, exact, slips = report(1)
    assert "names, built in" in head
    assert messages.endswith("milliseconds a message")
    assert exact.split()[0] == "exact"
    assert len(slips.split()) == 7


def test_a_bare_name_keeps_the_language_of_the_thread_and_begins_one_in_its_letters() -> None:
    assert [detect(name) for name in ("Insa-dong", "gwanghwamun sq", "DDP", "COEX")] == [
        "en",
        "en",
        "ko",
        "ko",
    ]
    assert (detect("Gyeongbokgung", "ja"), detect("Gyeongbokgung", "ko"), detect("景福宮", "ja")) == (
        "ja",
        "ko",
        "ja",
    )


@pytest.mark.parametrize(
    ("name", "letters", "plain", "kana"),
    [
        ("경복궁", "gyeongbokgung", "gyeongbokgung", "キョンボックン"), ("왕십리", "wangsimni", "wangsipri", "ワンシムニ"),
        ("종로", "jongno", "jongro", "チョンノ"), ("신림", "sillim", "sinrim", "シルリム"), ("독립문", "dongnimmun", "dokripmun", "トンニムムン"),
        ("이태원", "itaewon", "itaewon", "イテウォン"), ("북촌", "bukchon", "bukchon", "プクチョン"), ("을지로입구", "euljiroipgu", "euljiroipgu", "ウルジロイック"),
    ],
)  # fmt: skip
def test_names_are_spelled_by_their_sound(name: str, letters: str, plain: str, kana: str) -> None:
    assert (latin(name), latin(name, heard=False), katakana(name)) == (letters, plain, kana)


def test_katakana_varies_as_travellers_write_it() -> None:
    """Letter by letter, ㅁ as ン, ㅎ breathed away; what is left of the rest is folded: ジ and チ, クァ and カ."""
    for name, written in (("압구정", "アプクジョン"), ("남대문", "ナンデムン"), ("북한산", "プッカンサン")):
        assert written in kanas(name)
    for one, other in (
        ("ジョンミョ", "チョンミョ"),
        ("クァンジャン", "カンジャン"),
        ("プッカンサン", "ブカンサン"),
        ("子供", "子ども"),
    ):
        assert key(one) == key(other)


def test_foreign_spellings_put_sound_and_meaning_together() -> None:
    spelled = dict(spellings("인왕산"))
    assert {"inwangsan", "inwang Mountain", "inwangsan Mountain", "インワン山"} & set(spelled) >= {
        "inwangsan",
        "inwang Mountain",
    }
    assert spelled["inwang"] is False


def test_slips_of_the_keyboard_are_strokes() -> None:
    assert strokes("타우ㅓ") == strokes("타워")
    assert strokes("경보꿍") == strokes("경복궁")
    assert heard("롯대월드") == heard("롯데월드") != heard("롯도월드")
    assert typed("rudqhrrnddptj") == "경복궁에서"


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        ("에서부터는", True), ("이라는데", True), ("보다는", True), ("만큼은", True), ("이든", True), ("이었나요", True), ("치고는", True),
        ("근처맛집추천해줘", True), ("가는길에있는카페", True), ("입장료얼마", True), ("하다", False), ("갈비", False), ("스타일", False), ("구청", False),
        ("몇시까지해요", True), ("휴관일언제야", True), ("병원", False), ("역사문화공원", False), ("동", False), ("대교", False),
    ],
)  # fmt: skip
def test_what_may_follow_a_name(rest: str, whole: bool) -> None:
    assert closes(rest) is whole


@pytest.mark.parametrize(
    ("word", "pair", "out"),
    [
        ("경복궁", "을/를", "경복궁을"), ("홍대", "을/를", "홍대를"), ("서울", "으로/로", "서울로"), ("명동", "으로/로", "명동으로"),
        ("이태원", "이/가", "이태원이"), ("DDP", "은/는", "DDP는"), ("서울로7017", "을/를", "서울로7017을"), ("63", "이/가", "63이"),
        ("Seoul", "으로/로", "Seoul로"), ("KTX", "와/과", "KTX와"), ("롯데월드(잠실)", "은/는", "롯데월드(잠실)는"),
        ("2번 출구", "으로/로", "2번 출구로"), ("신촌역(2호선)", "으로/로", "신촌역(2호선)으로"), ("GTX-A", "으로/로", "GTX-A로"),
        ("카페 1", "은/는", "카페 1은"), ("65세 이상은 무료", "이에요/예요", "65세 이상은 무료예요"), ("", "을/를", "를"),
    ],
)  # fmt: skip
def test_particles_follow_the_sound(word: str, pair: str, out: str) -> None:
    assert with_particle(word, pair) == out
