"""What is typed on the parts page: kept while one looks elsewhere, and over a restart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import msgspec

from shopdesk.domain.quote import Grade
from shopdesk.services.drafts import Draft, drafts_of, drop_draft, keep_draft
from shopdesk.services.stock import PartRow
from shopdesk.ui.desk import Desk

KIND = "parts"
LABELS = {
    "sku": "parts.field.sku",
    "name": "parts.field.name",
    "grade": "parts.field.grade",
    "price": "parts.field.price",
    "barcode": "parts.field.barcode",
    "low_level": "parts.field.low_level",
    "bin": "parts.field.bin",
    "warranty_days": "parts.field.warranty",
    "active": "parts.field.active",
}


@dataclass(frozen=True, slots=True)
class PartEntered:
    """A part as typed; `price` in minor units, None while there is none."""

    sku: str = ""
    name: str = ""
    grade: Grade = Grade.CERTIFIED
    price: int | None = None
    barcode: str = ""
    low_level: int = 0
    bin: str = ""
    warranty_days: int = 0
    active: bool = True

    @classmethod
    def of(cls, part: PartRow) -> PartEntered:
        return cls(
            part.sku,
            part.name,
            part.grade,
            part.price,
            part.barcode,
            part.low_level,
            part.bin,
            part.warranty_days,
            part.active,
        )

    def with_theirs(self, theirs: PartEntered, taken: frozenset[str]) -> PartEntered:
        """The fields in `taken` as they have them."""
        return replace(self, **{name: getattr(theirs, name) for name in taken})


@dataclass(frozen=True, slots=True)
class LotEntered:
    """A delivery's line as typed."""

    part_id: int | None = None
    quantity: int = 1
    unit_cost: int | None = None
    number: str = ""
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Forms left without saving; key 0 is the new part."""

    parts: dict[int, PartEntered] = field(default_factory=dict)
    lot: LotEntered | None = None


class Shelf:
    """Keeps unsaved forms in the shop's drafts of this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.unsaved = Unsaved()

    def load(self) -> None:
        self._desk.ask(self._loaded, drafts_of, self._desk.actor.desk, KIND)

    def _loaded(self, drafts: tuple[Draft, ...]) -> None:
        if drafts and self.unsaved == Unsaved():
            self.unsaved = msgspec.json.decode(drafts[0].body, type=Unsaved)

    def keep_part(self, part_id: int, entered: PartEntered | None) -> None:
        parts = {one: held for one, held in self.unsaved.parts.items() if one != part_id}
        if entered is not None:
            parts[part_id] = entered
        self._keep(replace(self.unsaved, parts=parts))

    def keep_lot(self, entered: LotEntered | None) -> None:
        self._keep(replace(self.unsaved, lot=entered))

    def _keep(self, unsaved: Unsaved) -> None:
        if unsaved == self.unsaved:
            return
        self.unsaved = unsaved
        shop, desk_name = self._desk.shop, self._desk.actor.desk
        draft_id = f"{KIND}-{desk_name}"
        if unsaved == Unsaved():
            self._desk.tasks.run(lambda: shop.run(desk_name, drop_draft, draft_id))
            return
        body = msgspec.json.encode(unsaved).decode()
        self._desk.tasks.run(lambda: shop.run(desk_name, keep_draft, draft_id, KIND, "", body))
