"""The one stylesheet (resources/style), filled in from the tokens.

Widgets ask for a look by their `kind` property.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shopdesk.config import resource
from shopdesk.ui.common import tokens


def stylesheet(
    colours: Mapping[str, str], images: Mapping[str, str], *, touch: bool, pt: Callable[[float], float]
) -> str:
    """The sheet for one palette; `images` are files of recoloured icons, `pt` turns pixels into points."""
    control = tokens.TOUCH if touch else tokens.CONTROL
    chip = 40 if touch else 30
    sizes = {
        "family": tokens.FAMILY,
        "text_pt": f"{pt(tokens.TEXT_PX):.3f}pt",
        "title_pt": f"{pt(tokens.TITLE_PX):.3f}pt",
        "label_pt": f"{pt(tokens.LABEL_PX):.3f}pt",
        "main_pt": f"{pt(tokens.MAIN_PX):.3f}pt",
        "figure_pt": f"{pt(tokens.FIGURE_PX):.3f}pt",
        "card": f"{tokens.RADIUS_CARD}px",
        "control": f"{tokens.RADIUS_CONTROL}px",
        # Heights in a stylesheet are without the border of 1 px on either side.
        "inner": f"{control - 2}px",
        "main_inner": f"{tokens.CONTROL_MAIN - 2}px",
        "segment_inner": f"{control - 8}px",
        "chip_inner": f"{chip - 2}px",
        # Where many small answers stand in rows; a finger gets its full target all the same.
        "compact_inner": f"{tokens.TOUCH - 2 if touch else 26}px",
        "compact_segment": f"{tokens.TOUCH - 12 if touch else 20}px",
        "chip_radius": f"{chip // 2}px",
        "touch_inner": f"{tokens.TOUCH - 2}px",
        "touch_main_inner": f"{tokens.TOUCH_MAIN - 2}px",
        "touch_radius": f"{tokens.TOUCH // 2}px",
        "check_row": f"{40 if touch else 28}px",
    }
    sheet = resource("style", "shopdesk.qss").read_text(encoding="utf-8")
    for marks, table in (("@", sizes), ("$", colours), ("%", images)):
        for name in sorted(table, key=len, reverse=True):
            sheet = sheet.replace(f"{marks}{name}", table[name])
    return sheet
