"""The device catalogue: what the counter finds as it types "ip14pm", "s21u", "SM-G991B" or a Chinese name.

Some 29,000 devices, shipped in ``resources/catalogue`` and never written to. Every device is one line of
words and one of the same without spaces; a fragment is found by scanning those lines, in one or two ms.
"""

from __future__ import annotations

import gzip
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from shopdesk.config import resource

_KINDS = {"p": "phone", "t": "tablet", "w": "watch", "l": "laptop", "o": "other"}
KIND_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
"""How a row begins, by kind of device."""
_LONGEST_QUERY = 60
_SHORT = 2
_MOST_DROPPED = 3
_MOST_SCORED = 300
_LONGEST_ABBREVIATION = 14
_LATIN = re.compile(r"[0-9a-z+]+")
_NUMBER = re.compile(r"\d+")

# ASCII signs become spaces in the line of words and vanish from the one without spaces.
_SIGNS = [sign for sign in map(chr, range(0x20, 0x7F)) if not sign.isalnum() and sign not in "|+"]
_TO_WORDS = str.maketrans(dict.fromkeys([*_SIGNS, "|", "\t"], " "))
_TO_COMPACT = str.maketrans(dict.fromkeys([*_SIGNS, "\t"], ""))


@dataclass(frozen=True, slots=True)
class CatalogueDevice:
    """One device on the market; `codes` are model numbers as printed on it (A2896, SM-G991B)."""

    kind: str
    brand: str
    name: str
    codes: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    storages: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.name if self.brand.lower() in self.name.lower() else f"{self.brand} {self.name}".strip()

    def brand_in(self, language: str) -> str:
        return _sayings().names.get(self.brand, self.brand) if language == "zh_CN" else self.brand


@dataclass(frozen=True, slots=True)
class _Sayings:
    """How people say brands, series and kinds."""

    names: dict[str, str]
    words: dict[str, str]
    kinds: dict[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    said: re.Pattern[str]


@lru_cache(maxsize=1)
def _sayings() -> _Sayings:
    written = tomllib.loads(resource("catalogue", "brands.toml").read_text(encoding="utf-8"))
    words = {chinese: brand.lower() for brand, chinese in written["names"].items()} | written["words"]
    longest_first = sorted([*words, *written["kinds"]], key=len, reverse=True)
    return _Sayings(
        written["names"],
        words,
        written["kinds"],
        tuple((re.compile(pattern), meaning) for pattern, meaning in written["patterns"].items()),
        re.compile("|".join(map(re.escape, longest_first))),
    )


class DeviceCatalogue:
    """All devices, in the order in which equal hits are shown. Finding changes nothing: any thread may."""

    def __init__(self, rows: list[str], known: int, details: Iterable[str] = ()) -> None:
        """`known` rows at the beginning are of well-known brands."""
        self._rows = rows
        self._known = known
        text = "\n".join(row[1:] for row in rows).lower()
        words = text.translate(_TO_WORDS).split("\n")
        compact = text.translate(_TO_COMPACT).split("\n")
        self._lines = [f"{spaced}\t{joined}" for spaced, joined in zip(words, compact, strict=True)]
        self._kinds = "".join(row[0] for row in rows)
        self._details = {line.partition("\t")[0]: line for line in details}

    @classmethod
    def load(cls) -> DeviceCatalogue:
        """Read the shipped file: some 50 ms, so not on the window's thread."""
        text = gzip.decompress(resource("catalogue", "devices.tsv.gz").read_bytes()).decode()
        head, *lines = text.split("\n")
        count, known = map(int, head.split())
        return cls(lines[:count], known, lines[count:])

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, text: str, limit: int = 12, *, whole: bool = False) -> tuple[CatalogueDevice, ...]:
        """The best `limit` devices for what was typed: fragments in any order, abbreviations, model codes.

        `whole` wants every word of it; else what was said beside the name may be left out.
        """
        fragments, kind = _fragments(text)
        # What stands last is most often said beside the name: a colour, a storage, an edition.
        for dropped in range(1 if whole else min(_MOST_DROPPED + 1, len(fragments))):
            if not fragments:
                break
            if rows := self._best(fragments[: len(fragments) - dropped], kind, limit):
                return tuple(self._device(row) for row in rows)
        return ()

    def _best(self, fragments: list[str], kind: str | None, limit: int) -> list[int]:
        found = self._holding(fragments, kind)
        whole = "".join(fragments)
        if len(fragments) > 1 and len(whole) > _SHORT:
            # Written in one where the maker does: "z fold 5" is the Z Fold5, "reno 10" the Reno10.
            found = list(dict.fromkeys([*found, *self._holding([whole], kind)]))
        ranked = self._ranked(found, fragments)[:limit]
        if len(ranked) < limit:
            known = set(ranked)
            spelled = [row for row in self._abbreviated("".join(fragments), kind) if row not in known]
            # A well-known name spelled short goes before odd ones that hold the letters by chance.
            by_chance = all(row >= self._known for row in ranked)
            ranked = (spelled + ranked if by_chance else ranked + spelled)[:limit]
        return ranked

    def _holding(self, fragments: list[str], kind: str | None) -> list[int]:
        """Rows that hold every fragment; the longest, rarest one is looked for first.

        Two signs stand somewhere in nearly every line, so the short ones have to begin a word.
        """
        first, *others = (
            part if len(part) > _SHORT else f" {part}" for part in sorted(fragments, key=len, reverse=True)
        )
        lines = self._lines
        rows = [row for row, line in enumerate(lines) if first in line]
        for other in others:
            rows = [row for row in rows if other in lines[row]]
        return [row for row in rows if self._kinds[row] == kind] if kind else rows

    def _ranked(self, rows: list[int], fragments: list[str]) -> list[int]:
        """Whole names and codes first, then words that begin so, then anything; well-known and new first."""
        starts = [f" {fragment}" for fragment in fragments]
        lines = self._lines
        if len(rows) > _MOST_SCORED:
            begin = [row for row in rows if all(start in lines[row] for start in starts)]
            rows = (begin or rows)[:_MOST_SCORED]
        whole = "".join(fragments)

        def sideline(row: int) -> int:
            return (self._kinds[row] == "o") + (row >= self._known)

        def score(row: int) -> tuple[int, int, int]:
            words, _, joined = lines[row].partition("\t")
            title, *codes = joined.split("|")
            if title == whole or whole in codes:
                return 0, 0, row
            name = self._rows[row].split("\t")[2].lower().translate(_TO_COMPACT)
            if name == whole:
                return 1 if row < self._known else 3, 0, row
            if name.endswith(whole) and (name[-len(whole) - 1].isalpha() or not whole[0].isdigit()):
                return 2, sideline(row), row
            spaced = f" {words[: -len(' '.join(codes)) - 1] if codes else words} "
            missing = sum(f"{start} " not in spaced for start in starts)
            in_words = sum(start not in spaced for start in starts)
            prefix = not (title.startswith(whole) or name.startswith(whole))
            return 2 + in_words, missing + prefix + sideline(row), row

        return sorted(rows, key=score)

    def _abbreviated(self, typed: str, kind: str | None) -> list[int]:
        """Well-known rows whose words begin one after another with pieces of `typed`: ``s21u``, ``rn13p``."""
        if not 2 <= len(typed) <= _LONGEST_ABBREVIATION or not _LATIN.fullmatch(typed):
            return []
        numbers = _NUMBER.findall(typed)
        if not numbers:
            return []
        lines = self._lines
        rows = [row for row in range(self._known) if numbers[0] in lines[row]]
        for number in numbers[1:]:
            rows = [row for row in rows if number in lines[row]]
        pattern = re.compile(r" " + r"(?:[^ \t]* (?:[^ \t]+ )?)?".join(_units(typed)))
        hits: list[tuple[int, int, int]] = []
        for row in rows:
            title = lines[row].partition("\t")[0]
            if (match := pattern.search(title)) and (not kind or self._kinds[row] == kind):
                rest = title[match.end() :].partition(" ")[2]
                hits.append((len(rest) + len(match.group()), len(title), row))
            if len(hits) >= _MOST_SCORED:
                break
        return [row for _, _, row in sorted(hits)]

    def _device(self, row: int) -> CatalogueDevice:
        kind, brand, name, codes = self._rows[row].split("\t")
        _, _, detail = self._details.get(f"{brand} {name}", "").partition("\t")
        colours, _, storages = detail.partition("\t")
        return CatalogueDevice(
            _KINDS[kind], brand, name, _split(codes.lstrip("|")), _split(colours), _split(storages)
        )


def _split(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("|")) if joined else ()


def _units(typed: str) -> list[str]:
    """Letters one by one, numbers whole: 1 and 4 of 14 never come from two words; p+ is a word's end too."""
    return [
        unit if len(unit) == 1 or unit.isdigit() else rf"{unit[0]}[^ \t]*\+"
        for unit in re.findall(r"\d+|[a-z]\+?", typed)
    ]


def _fragments(text: str) -> tuple[list[str], str | None]:
    """What was typed as fragments to look for, in small Latin letters, and the kind it names, if any."""
    sayings = _sayings()
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_QUERY]).lower()
    kinds = [kind[0] for word, kind in sayings.kinds.items() if word in plain]
    said = plain
    for pattern, meaning in sayings.patterns:
        said = pattern.sub(f"{meaning} ", said)
    said = sayings.said.sub(lambda found: f" {sayings.words.get(found.group(), '')} ", said)
    fragments = [fragment.strip("-_.") for fragment in said.translate(_TO_WORDS).split()]
    return [fragment for fragment in dict.fromkeys(fragments) if fragment], kinds[0] if kinds else None


def asked_words(text: str) -> str:
    """A name in the words that a search for it looks for: nicknames of brands and series told apart."""
    return " ".join(_fragments(text)[0])


@lru_cache(maxsize=1)
def device_catalogue() -> DeviceCatalogue:
    """The shipped catalogue, loaded at the first call."""
    return DeviceCatalogue.load()
