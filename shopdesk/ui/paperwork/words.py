"""Printers, sizes and troubles as people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from shopdesk.i18n import catalogue
from shopdesk.services.desk_settings import DeskSettings
from shopdesk.ui.common.texts import Texts

_LABEL = re.compile(r"label-(\d+)x(\d+)(-300dpi)?")
_USUAL_PORT = "9100"
LABEL_LANGUAGES = ("zpl", "tspl", "brother")
LANGUAGES = ("escpos", *LABEL_LANGUAGES)


@dataclass(frozen=True)
class Said:
    """A message with its values as a value of another message."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str) -> str:
        return catalogue(language).text(self.key, **self.values)


def printer_words(texts: Texts, address: str, own: DeskSettings | None = None) -> str:
    """A printer in words: the name it was given at this desk, else what its address says."""
    named = own.name_of(address) if own is not None else ""
    if named:
        return named
    way, _, where = address.partition(":")
    language, _, wire = way.partition("+")
    if language in LANGUAGES:
        kind = "receipt_printer_at" if language == "escpos" else "label_printer_at"
        return texts.tr(f"settings.printing.{kind}", host=_place_words(wire, where.partition("?")[0]))
    match way:
        case "" | "folder":
            return texts.tr("settings.printing.folder") + (f" {where}" if where else "")
        case "png":
            return f"{texts.tr('settings.printing.pictures')} {where}".strip()
        case "system":
            return where
        case _:
            return address


def _place_words(wire: str, where: str) -> str:
    """Where a printer is; the usual port left out."""
    place = unquote(where)
    if wire:
        return place if wire == "queue" else f"{wire.upper()} {place}" if wire == "usb" else place
    host, _, port = place.rpartition(":")
    return host if host and port == _USUAL_PORT else place


def size_words(texts: Texts, name: str) -> str:
    """A paper size in words."""
    label = _LABEL.fullmatch(name)
    if label is None:
        key = f"settings.size.{name}"
        return texts.tr(key) if texts.catalogue.has(key) else name
    key = "settings.size.label_300" if label[3] else "settings.size.label"
    return texts.tr(key, width=label[1], height=label[2])


def size_for(address: str, formats: tuple[str, ...], wanted: str) -> str:
    """The size of `formats` that a printer can have in it, `wanted` if it can."""
    language = address.partition(":")[0].partition("+")[0]
    if language == "escpos":
        fitting = tuple(one for one in formats if one.startswith("roll-"))
    elif language in LABEL_LANGUAGES:
        fitting = tuple(one for one in formats if one.startswith("label-"))
    else:
        fitting = formats
    if wanted in fitting or not fitting:
        return wanted or formats[0]
    return fitting[0]
