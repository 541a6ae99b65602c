"""The stock as a table: what runs low on top."""

from __future__ import annotations

from collections.abc import Callable

from shopdesk.services.stock import PartRow
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.parts.wording import Wording, state_mark, state_of


def _tone(part: PartRow) -> str:
    return {"out": "bad", "low": "warn", "inactive": "faint"}.get(state_of(part), "text")


def stock_table(texts: Texts, wording: Callable[[], Wording]) -> Table[PartRow]:
    columns = [
        Column[PartRow]("parts.col.name", lambda part: part.name, stretch=True, strong=True),
        Column[PartRow]("parts.col.sku", lambda part: part.sku, width=100, tone=lambda _part: "secondary"),
        Column[PartRow]("parts.col.grade", lambda part: wording().grade(part), width=92),
        Column[PartRow]("parts.col.bin", lambda part: part.bin, width=54),
        Column[PartRow]("parts.col.on_hand", lambda part: str(part.on_hand), align="right", width=66),
        Column[PartRow]("parts.col.reserved", lambda part: str(part.reserved), align="right", width=74),
        Column[PartRow](
            "parts.col.available", lambda part: str(part.available), align="right", width=74, tone=_tone
        ),
        Column[PartRow]("parts.col.state", lambda part: wording().state(part), width=84, pill=state_mark),
        Column[PartRow](
            "parts.col.price", lambda part: wording().amount(part.price), align="right", width=84
        ),
    ]
    table = Table[PartRow](texts, columns, "stock_table", empty_key="parts.none", name_key="parts.title")
    table.setAlternatingRowColors(False)
    return table
