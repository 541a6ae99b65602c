"""Printers and sizes as people call them."""

from __future__ import annotations

import re

from shopdesk.ui.common.texts import Texts

_LABEL = re.compile(r"label-(\d+)x(\d+)(-300dpi)?")
ESCPOS_PORT = "9100"


def printer_words(texts: Texts, address: str) -> str:
    """A printer's address in words."""
    way, _, where = address.partition(":")
    match way:
        case "" | "folder":
            return texts.tr("settings.printing.folder") + (f" {where}" if where else "")
        case "png":
            return f"{texts.tr('settings.printing.pictures')} {where}".strip()
        case "system":
            return where
        case "escpos":
            return texts.tr("settings.printing.receipt_printer_at", host=host_words(where))
        case _:
            return address


def host_words(where: str) -> str:
    """Host and port, the usual port left out."""
    host, _, port = where.rpartition(":")
    return host if host and port == ESCPOS_PORT else where


def size_words(texts: Texts, name: str) -> str:
    """A paper size in words."""
    label = _LABEL.fullmatch(name)
    if label is None:
        key = f"settings.size.{name}"
        return texts.tr(key) if texts.catalogue.has(key) else name
    key = "settings.size.label_300" if label[3] else "settings.size.label"
    return texts.tr(key, width=label[1], height=label[2])
