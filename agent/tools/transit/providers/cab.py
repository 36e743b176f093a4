"""A taxi's fare on a road that a provider measured, checked by the meter."""

from dataclasses import replace

from agent.tools.transit.geo import crow
from agent.tools.transit.legs import Taxi
from agent.tools.transit.notes import extra
from agent.tools.transit.providers.provider import Drive, Trip
from agent.tools.transit.taxi import Meter, slow_share

LOW, HIGH = 0.95, 1.1
"""How far lights and traffic move a fare from what was foreseen."""
FASTEST = 120
"""km/h on a whole trip, above which a measured road is not believed."""
ASIDE = 5_000
"""Metres by which a road may miss the ends, or go round."""
ROUND = 4
"""Times the straight line beyond which a road is not believed."""
APART = 3
"""Times our fare on the same road that theirs may be, and the part of it."""
TOLLS = 30_000
"""Won."""


def taxi(drive: Drive, own: Taxi, trip: Trip, meter: Meter, provider: str) -> Taxi | None:
    """The range spans the provider's fare and our meter's on the same road: which of the two knows tonight's
    surcharge is not told. Tolls are in it. None where the road cannot be.
    """
    a, b = trip.ends
    straight = crow(a, b)
    if not straight - ASIDE <= drive.metres <= straight * ROUND + ASIDE:
        return None
    if drive.metres <= 0 or drive.seconds <= 0 or not 0 <= drive.toll <= TOLLS:
        return None
    kmh = drive.metres / drive.seconds * 3.6
    if kmh > FASTEST:
        return None
    ours = meter.fare(drive.metres, drive.seconds * slow_share(kmh), trip.depart, meter.outside(a, b))
    if not ours <= drive.fare * APART <= ours * APART**2:
        return None
    surcharge = own.surcharge
    if drive.toll:
        parts = [part for part in (surcharge or "").split(", ") if part and not part.startswith("통행료")]
        surcharge = ", ".join([*parts, extra("tolls_in", won=f"{drive.toll:,}")])
    low, high = sorted((drive.fare, ours))
    return replace(
        own,
        minutes=round(drive.seconds / 60),
        metres=drive.metres,
        fare=_hundreds(drive.fare) + drive.toll,
        low=_hundreds(low * LOW) + drive.toll,
        high=_hundreds(high * HIGH) + drive.toll,
        surcharge=surcharge,
        provider=provider,
    )


def _hundreds(won: float) -> int:
    return round(won / 100) * 100
