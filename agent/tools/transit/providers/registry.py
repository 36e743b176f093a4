"""Every provider by kind and name: a new one is its file and a line here. None where its key is not set."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from agent.tools.transit.providers.juso import Juso
from agent.tools.transit.providers.kakao import Kakao
from agent.tools.transit.providers.local import Local
from agent.tools.transit.providers.mobility import Mobility
from agent.tools.transit.providers.naver import Naver
from agent.tools.transit.providers.nominatim import Nominatim
from agent.tools.transit.providers.odsay import Odsay
from agent.tools.transit.providers.provider import Cab, Finder, Transit
from agent.tools.transit.providers.seoul import Seoul
from agent.tools.transit.providers.tmap import Tmap
from agent.tools.transit.providers.vworld import VWorld
from agent.tools.transit.settings import TransitSettings

S = TransitSettings
P = TypeVar("P")

TRANSIT: Final[Mapping[str, Callable[[S], Transit | None]]] = {
    "kakao": lambda s: Kakao(s.kakao_transit_url, s.kakao_key) if s.kakao_key else None,
    "odsay": lambda s: Odsay(s.odsay_url, s.odsay_key, s.odsay_referer) if s.odsay_key else None,
    "tmap": lambda s: Tmap(s.tmap_url, s.tmap_key) if s.tmap_key else None,
}
TAXI: Final[Mapping[str, Callable[[S], Cab | None]]] = {
    "kakao": lambda s: Mobility(s.kakao_mobility_url, s.kakao_key) if s.kakao_key else None,
    "naver": lambda s: (
        Naver(s.naver_maps_url, s.naver_maps_id, s.naver_maps_key)
        if s.naver_maps_id and s.naver_maps_key
        else None
    ),
}
PLACES: Final[Mapping[str, Callable[[S], Finder | None]]] = {
    "kakao": lambda s: Local(s.kakao_local_url, s.kakao_key) if s.kakao_key else None,
    "vworld": lambda s: VWorld(s.vworld_url, s.vworld_key) if s.vworld_key else None,
    "juso": lambda s: (
        Juso(s.juso_url, s.juso_key, VWorld(s.vworld_url, s.vworld_key))
        if s.juso_key and s.vworld_key
        else None
    ),
    "nominatim": lambda s: Nominatim(s.nominatim_url, s.nominatim_contact) if s.nominatim_url else None,
}
ARRIVALS: Final[Mapping[str, Callable[[S], Seoul | None]]] = {
    "seoul": lambda s: Seoul(s.arrivals_url, s.seoul_key) if s.seoul_key else None,
}
KEYLESS: Final = frozenset({"nominatim"})
FORBIDDEN: Final = frozenset({"kakao"})
"""Providers of ways whose terms forbid keeping what they told: no history, no checkpoint holds it."""

NAMES: Final = tuple(
    f"{kind}:{name}"
    for kind, known in (("transit", TRANSIT), ("taxi", TAXI), ("places", PLACES), ("arrivals", ARRIVALS))
    for name in known
)
"""`kind:provider` of all, for metrics and quotas."""


def built(
    setting: str, names: Sequence[str], known: Mapping[str, Callable[[S], P | None]], settings: S
) -> tuple[P, ...]:
    """Those that can be asked, in the order given. Raises ValueError for an unknown name."""
    if unknown := [name for name in names if name not in known]:
        raise ValueError(f"{setting}: {', '.join(unknown)} unknown. Known: {', '.join(known)}; or none.")
    made = (known[name](settings) for name in names)
    return tuple(provider for provider in made if provider is not None)
