"""The `nationality` claim of a token → the money to show. Others get none: the language decides."""

from typing import Final

NATIONS: Final[dict[str, tuple[str, str]]] = {
    "KRW": ("KR KOR", "Korea|South Korea|Republic of Korea|대한민국|한국"),
    "USD": ("US USA", "United States|United States of America|America|미국"),
    "JPY": ("JP JPN", "Japan|일본|日本"),
    "CNY": ("CN CHN", "China|중국|中国"),
    "GBP": ("GB GBR UK", "United Kingdom|Britain|영국"),
    "SGD": ("SG SGP", "Singapore|싱가포르"),
    "HKD": ("HK HKG", "Hong Kong|홍콩|香港"),
    "PHP": ("PH PHL", "Philippines|필리핀"),
    "INR": ("IN IND", "India|인도"),
    "EUR": (
        """AT AUT BE BEL CY CYP DE DEU EE EST ES ESP FI FIN FR FRA GR GRC HR HRV IE IRL IT ITA LT LTU LU LUX
        LV LVA MT MLT NL NLD PT PRT SI SVN SK SVK""",
        "Austria|Belgium|Finland|France|Germany|Greece|Ireland|Italy|Netherlands|Portugal|Spain|독일|프랑스|스페인",
    ),
}
"""ISO 3166 codes and names by currency: those alone whose rate is in data/rates.json."""

BY_NATION: Final = {
    name.casefold(): currency
    for currency, (codes, names) in NATIONS.items()
    for name in (*codes.split(), *names.split("|"))
}


def currency_of(nation: object) -> str | None:
    """ISO 4217 code for a nation's code or name, in any case; None when it is not known."""
    return BY_NATION.get(nation.strip().casefold()) if isinstance(nation, str) else None
