"""Settings of the providers with keys. Without any of them journeys are planned by the embedded network."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from rag.environment import Address

Listed = Annotated[tuple[str, ...], NoDecode]
"""A comma-separated list."""

QUOTAS: Final = (
    "transit:kakao=1000", "transit:odsay=30", "transit:tmap=10", "taxi:kakao=10000", "taxi:naver=2000",
    "places:kakao=100000", "places:vworld=30000", "places:juso=30000", "places:nominatim=2000",
    "arrivals:seoul=1000",
)  # fmt: skip
SPACINGS: Final[Mapping[str, float]] = {"transit:odsay": 0.25, "places:nominatim": 1.0}
"""Least seconds between two calls: 14 at once gave ODsay's 429, and Nominatim's policy says one a second."""


class TransitSettings(BaseSettings):
    """Read from the environment (`GUIDE_…`). Addresses are settings: a proxy can stand in."""

    model_config = SettingsConfigDict(
        env_prefix="GUIDE_",
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
    )

    transit_providers: Listed = ("kakao", "odsay", "tmap")
    """Who is asked for public transport, in order; `none`: only the embedded network. Those without their key
    are passed over."""
    taxi_providers: Listed = ("kakao", "naver")
    """Who is asked for a taxi's road, in order; `none`: only the meter's formula."""
    place_providers: Listed = ("kakao", "vworld", "juso")
    """Who is asked where a place is that the guide does not know, in order; `none`: nobody. Those without
    their key are passed over. `nominatim` needs no key and is asked only where it is named here: what people
    type as their address leaves the house for it, its policy allows one call a second for all workers of a
    service together, and wants © OpenStreetMap contributors told. Not asked with GUIDE_SEARCH=false."""
    transit_timeout: float = Field(default=2.0, gt=0, le=10)
    """Seconds for one provider."""
    transit_budget: float = Field(default=4.0, gt=0, le=30)
    """Seconds for all providers of one question together."""
    provider_quotas: Listed = QUOTAS
    """Most calls a day (Korean time), as `name=number`; 0: never. Those not named keep their default. Of
    all workers together: counted in GUIDE_DATA_DIR, with GUIDE_REDIS_URL of all machines."""

    kakao_key: SecretStr = SecretStr("")
    """Kakao's REST key: transit, taxi and places. It may be the one of GUIDE_KAKAO_REST_API_KEY."""
    kakao_transit_url: Address = "https://dapi.kakao.com/v2/routing/publictraffic"
    kakao_mobility_url: Address = "https://apis-navi.kakaomobility.com/v1/directions"
    kakao_local_url: Address = "https://dapi.kakao.com/v2/local/search"
    """Base of Kakao's `/keyword.json` and `/address.json`: places."""
    odsay_key: SecretStr = SecretStr("")
    """ODsay's server key (bound to addresses), or a URI key with GUIDE_ODSAY_REFERER."""
    odsay_referer: str = ""
    """The web address that a URI key was given for."""
    odsay_url: Address = "https://api.odsay.com/v1/api/searchPubTransPathT"
    tmap_key: SecretStr = SecretStr("")
    """TMAP's app key, with the transit product added to it."""
    tmap_url: Address = "https://apis.openapi.sk.com/transit/routes"
    naver_maps_id: SecretStr = SecretStr("")
    """Naver Maps (NCP): the client's id."""
    naver_maps_key: SecretStr = SecretStr("")
    """Naver Maps (NCP): its key."""
    naver_maps_url: Address = "https://maps.apigw.ntruss.com/map-direction/v1/driving"
    vworld_key: SecretStr = SecretStr("")
    """VWorld: places and addresses, and the coordinates of Juso's addresses."""
    vworld_url: Address = "https://api.vworld.kr/req"
    """Base of `/search` and `/address`."""
    juso_key: SecretStr = SecretStr("")
    """Juso: addresses. It knows no coordinates, so GUIDE_VWORLD_KEY is needed with it."""
    juso_url: Address = "https://business.juso.go.kr/addrlink/addrLinkApi.do"
    nominatim_url: Address = "https://nominatim.openstreetmap.org/search"
    """OpenStreetMap's search; your own server has no limit."""
    nominatim_contact: str = "https://github.com/gildongmu/gildongmu"
    """Where its operators reach whoever runs this; their policy demands one."""
    seoul_key: SecretStr = SecretStr("")
    """Seoul's open data, real-time subway: next trains in the answer."""
    arrivals_url: Address = "http://swopenapi.seoul.go.kr/api/subway"
    """Seoul's real-time subway; the portal of places is GUIDE_SEOUL_URL."""

    @field_validator("transit_providers", "taxi_providers", "place_providers", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
        return () if names == ("none",) else names

    @field_validator("provider_quotas", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        pairs = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
        known = {pair.partition("=")[0] for pair in QUOTAS}
        for pair in pairs if isinstance(pairs, (list, tuple)) else ():
            name, _, number = str(pair).partition("=")
            if name not in known or not number.isdecimal():
                raise ValueError(f"name=number, where name is one of {', '.join(sorted(known))}")
        return pairs

    @field_validator(
        "kakao_key", "odsay_key", "tmap_key", "naver_maps_id", "naver_maps_key", "vworld_key", "juso_key",
        "seoul_key", mode="before",
    )  # fmt: skip
    @classmethod
    def _stripped(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    @property
    def quotas(self) -> dict[str, int]:
        """Most calls a day, by `kind:provider`."""
        pairs = (pair.partition("=") for pair in (*QUOTAS, *self.provider_quotas))
        return {name: int(number) for name, _, number in pairs}
