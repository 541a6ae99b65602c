"""Colours, sizes and radii: the only place that knows them."""

from __future__ import annotations

from types import MappingProxyType

_LIGHT = {
    "canvas": "#F5F6F8", "surface": "#FFFFFF", "sunken": "#ECEFF3",
    "line": "#DCE1E8",
    "text": "#17202B", "secondary": "#566273", "faint": "#8792A2",
    "accent": "#0F766E", "on_accent": "#FFFFFF", "accent_soft": "#DDF1EE",
    "info": "#1D5FD1", "info_soft": "#E3EDFD",
    "warn": "#A6550A", "warn_soft": "#FCEFDC",
    "bad": "#B3261E", "bad_soft": "#FBE6E4",
    "ok": "#1B7A3D", "ok_soft": "#E1F3E6",
    # Derived from the table above, for states it does not name.
    "accent_hover": "#0C655E", "accent_press": "#0A544E",
    "hover": "#F0F3F6", "press": "#E4E8ED",
    "line_strong": "#7E8A9A", "on_bad": "#FFFFFF", "bad_hover": "#9A2019",
    "ring": "#A7D6D1", "ring_bad": "#EFB4AF", "shade": "#17202B",
}  # fmt: skip

_DARK = {
    "canvas": "#11151B", "surface": "#191F28", "sunken": "#0D1116",
    "line": "#2A333F",
    "text": "#E9EDF2", "secondary": "#A9B4C2", "faint": "#748092",
    "accent": "#2CC7B4", "on_accent": "#04211E", "accent_soft": "#12332F",
    "info": "#7FB0FF", "info_soft": "#17294A",
    "warn": "#F2B36B", "warn_soft": "#3A2914",
    "bad": "#FF8A80", "bad_soft": "#421D1A",
    "ok": "#6FD394", "ok_soft": "#15331F",
    "accent_hover": "#4AD5C4", "accent_press": "#23AD9C",
    "hover": "#212936", "press": "#2A333F",
    "line_strong": "#6C7889", "on_bad": "#2B0906", "bad_hover": "#FFA69E",
    "ring": "#1B5F57", "ring_bad": "#7A3630", "shade": "#000000",
}  # fmt: skip

PALETTES = MappingProxyType({"light": MappingProxyType(_LIGHT), "dark": MappingProxyType(_DARK)})

TONES = ("info", "warn", "bad", "ok", "accent", "neutral")
"""What a coloured thing says; each has a text colour and a soft ground."""

GRID = 8
RADIUS_CARD = 10
RADIUS_CONTROL = 6
CONTROL = 36
CONTROL_MAIN = 46
TOUCH = 44
TOUCH_MAIN = 56
RING = 3
RAIL = 76
STRIP = 52
ROW = 40

TITLE_PX = 20.0
TEXT_PX = 13.0
LABEL_PX = 11.5
MAIN_PX = 15.0
FIGURE_PX = 28.0

FAMILY = "Noto Sans SC"


def ground_of(tone: str) -> str:
    """Token of the soft ground behind text of `tone`."""
    return "sunken" if tone == "neutral" else f"{tone}_soft"


def ink_of(tone: str) -> str:
    """Token of the text colour of `tone`."""
    return "secondary" if tone == "neutral" else tone
