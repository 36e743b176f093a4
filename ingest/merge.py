"""Records of several sources made one set: one entry a real place.

What is held goes before what is found: a field that is there stays, a missing one is filled, and the source
says which fields it stands for. The rules of sameness are in `data.same`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from data.place import Place, SourceNote
from data.same import Seen, fold, known
from ingest.roman import romanize

FILLED = ("address", "hours", "closed", "season", "fee", "fee_note", "phone", "homepage", "access")
"""What a source may fill. Structures come with the wording that they stand for."""
_WITH = {"hours": ("opening",), "closed": ("closing",), "fee": ("fees",)}
_HANGUL = re.compile(r"[가-힣]")
_OTHER = re.compile(r"[^a-z0-9]+")
_QUOTE = re.compile(r"['’]")
_LENGTH = 44
"""Letters of an id: enough to read, few enough for an address."""


@dataclass(frozen=True, slots=True)
class Merged:
    """`places` in the order of their ids. `added` are new ids, `filled` held ones that learned something."""

    places: tuple[Place, ...]
    added: tuple[str, ...]
    filled: tuple[str, ...]


def merge(held: Sequence[Place], found: Iterable[Place]) -> Merged:
    """`held` with what `found` adds. A found place keeps its id unless it is a place that is held.

    Running it twice changes nothing the second time.
    """
    seen: Seen[str] = Seen()
    places: dict[str, Place] = {}
    for place in held:
        places[place.id] = place
        seen.add(place.id, known(place))
    added, filled = [], []
    for place in found:
        same = _same(place, places, seen)
        if same is None:
            places[place.id] = place
            seen.add(place.id, known(place))
            added.append(place.id)
            continue
        joined = join(places[same], place)
        if joined != places[same]:
            places[same] = joined
            filled.append(same)
    settled = settle(places[key] for key in sorted(places))
    return Merged(settled, tuple(added), tuple(key for key in dict.fromkeys(filled) if key not in added))


def _same(place: Place, places: dict[str, Place], seen: Seen[str]) -> str | None:
    """The id of the place that this one is; a place that bears its very name before one that is like it."""
    if place.id in places:
        return place.id
    like = seen.like(known(place))
    return next(
        (key for key in like if fold(places[key].names.ko) == fold(place.names.ko)), next(iter(like), None)
    )


def join(held: Place, found: Place) -> Place:
    """`held`, with the fields that it lacks from `found`, and its other Korean names as aliases."""
    changes: dict[str, object] = {}
    for field in FILLED:
        if getattr(held, field) is None and (value := getattr(found, field)) is not None:
            changes[field] = value
            changes |= {name: getattr(found, name) for name in _WITH.get(field, ())}
    names = {key: value for key, value in found.names if getattr(held.names, key) is None and value}
    if names:
        changes["names"] = held.names.model_copy(update=names)
    aliases = _aliases(held, found)
    if aliases != held.aliases:
        changes["aliases"] = aliases
    if not changes:
        return held
    fields = tuple(sorted(key for key in changes if key in FILLED or key in {"names", "aliases"}))
    return held.model_copy(update=changes | {"sources": _sources(held, found, fields)})


def _aliases(held: Place, found: Place) -> tuple[str, ...]:
    mine = {fold(name) for name in (held.names.ko, *held.aliases)}
    others = (name for name in (found.names.ko, *found.aliases) if _HANGUL.search(name))
    return (*held.aliases, *(name for name in dict.fromkeys(others) if fold(name) not in mine))


def _sources(held: Place, found: Place, fields: tuple[str, ...]) -> tuple[SourceNote, ...]:
    """The notes of both, the found ones with the fields that came from them."""
    notes = {note.name: note for note in held.sources}
    for note in found.sources:
        old = notes.get(note.name)
        told = tuple(sorted({*(old.fields if old else ()), *(note.fields or fields)}))
        notes[note.name] = note.model_copy(update={"fields": told})
    return tuple(notes.values())


def settle(places: Iterable[Place]) -> tuple[Place, ...]:
    """Without the aliases that would lead to two places.

    A name goes before an alias; of two places that claim an alias, the one that more people ask for keeps it,
    and none where they are equal.
    """
    rows = list(places)
    owners = {fold(name): place.id for place in rows for _, name in place.names if name}
    claims: defaultdict[str, list[Place]] = defaultdict(list)
    for place in rows:
        for alias in place.aliases:
            claims[fold(alias)].append(place)
    return tuple(_settled(place, owners, claims) for place in rows)


def _settled(place: Place, owners: dict[str, str], claims: dict[str, list[Place]]) -> Place:
    kept = tuple(
        alias
        for alias in place.aliases
        if owners.get(fold(alias), place.id) == place.id and _keeps(place, claims[fold(alias)])
    )
    return place if kept == place.aliases else place.model_copy(update={"aliases": kept})


def _keeps(place: Place, claimants: list[Place]) -> bool:
    others = [each.popularity for each in claimants if each.id != place.id]
    return not others or place.popularity > max(others)


def identity(name: str, english: str | None, district: str | None, taken: Collection[str]) -> str:
    """An id of lower-case letters, digits and hyphens that none of `taken` is. It must not change later."""
    slug = _slug(english or "") or _slug(romanize(name)) or "place"
    if slug in taken and district:
        slug = f"{slug}-{_slug(romanize(district.removesuffix('구')))}"
    return next(made for made in _numbered(slug) if made not in taken)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _QUOTE.sub("", text)).encode("ascii", "ignore").decode().lower()
    slug = _OTHER.sub("-", plain).strip("-")
    return slug if len(slug) <= _LENGTH else slug[:_LENGTH].rsplit("-", 1)[0]


def _numbered(slug: str) -> Iterable[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in range(2, 10_000))
