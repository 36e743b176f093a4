"""Providers with keys behind loopback servers, and a trip to ask them for."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from agent.telemetry import watch
from agent.tools.transit.legs import Option, Taxi
from agent.tools.transit.plan import Planner
from agent.tools.transit.providers.keyed import Keyed
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.providers.refusal import Refusal
from agent.tools.transit.settings import TransitSettings
from agent.tools.transit.taxi import Meter
from data.opening import SEOUL
from data.place import Spot
from tests.fakes.journeys import KEY, WRONG
from tests.fakes.loopback import HANG, Loopback, Reply, Request, closed_port

GOOD, BAD = SecretStr(KEY), SecretStr(WRONG)
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=SEOUL)
"""A Monday."""
GANGNAM = Spot("강남역", 37.4979, 127.0276, "station:강남", "station")
PALACE = Spot("경복궁", 37.5796, 126.9770, "gyeongbokgung", "place")
AIRPORT = Spot("인천공항 1터미널", 37.4492, 126.4510, kind="location")
TRIP = Trip(GANGNAM, PALACE, NOON)
Answer = Callable[[Request], Reply]
KEYED = (
    "kakao_transit", "odsay", "tmap", "kakao_mobility", "naver_maps", "kakao_local", "vworld", "juso",
    "arrivals",
)  # fmt: skip
"""Settings of addresses, without `_url`."""


def always(answer: Reply) -> Answer:
    return lambda _: answer


hang = always(HANG)


async def refused(call: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call
    assert WRONG not in str(caught.value) + repr(caught.value)
    return caught.value


class Scene:
    """The providers of the settings, each behind a loopback server."""

    def __init__(self, client: httpx.AsyncClient, stack: AsyncExitStack, planner: Planner) -> None:
        self.client = client
        self.stack = stack
        self.planner = planner
        self.servers: dict[str, Loopback] = {}
        self.now = NOON

    async def keyed(self, answers: dict[str, Answer], **said: Any) -> Keyed:
        """`answers` by the setting of the address without `_url`."""
        nowhere = await closed_port()
        urls = {
            name.removesuffix("_url"): nowhere
            for name in TransitSettings.model_fields
            if name.endswith("_url")
        }
        for name, answer in answers.items():
            self.servers[name] = await self.stack.enter_async_context(Loopback(answer))
            urls[name] = self.servers[name].url + ("/api/subway" if name == "arrivals" else "")
        keys = {
            "kakao_key": ("kakao_transit", "kakao_mobility", "kakao_local"), "odsay_key": ("odsay",),
            "tmap_key": ("tmap",), "naver_maps_id": ("naver_maps",), "naver_maps_key": ("naver_maps",),
            "vworld_key": ("vworld",), "juso_key": ("juso",), "seoul_key": ("arrivals",),
        }  # fmt: skip
        given = {
            name: ("naver-id-1" if name.endswith("_id") else KEY)
            for name, needed in keys.items()
            if set(needed) & answers.keys()
        }
        addresses = {f"{name}_url": url for name, url in urls.items()}
        if "nominatim" in answers:
            said.setdefault("place_providers", ("kakao", "vworld", "juso", "nominatim"))
        chosen: dict[str, Any] = {**addresses, **given, **said}
        settings = TransitSettings(**chosen)
        return Keyed(settings, self.client, Meter.load(), watch=watch.tool, clock=lambda: self.now)

    async def ways(self, keyed: Keyed, trip: Trip = TRIP) -> tuple[Option, ...]:
        async def own() -> tuple[Option, ...]:
            return self.own(trip)

        return await keyed.public(own, trip)

    def own(self, trip: Trip = TRIP) -> tuple[Option, ...]:
        return self.planner.public(trip.origin, trip.destination, trip.depart)

    def taxi(self, trip: Trip = TRIP) -> Taxi:
        own = self.planner.taxi(trip.origin, trip.destination, trip.depart)
        assert own
        return own

    def asked(self, name: str) -> int:
        return len(self.servers[name].seen)
