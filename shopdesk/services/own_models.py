"""Devices that the shipped catalogue does not know, as the shop has added them: found like the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from shopdesk.domain.roles import Permission
from shopdesk.errors import UserError
from shopdesk.services.catalogue import KIND_LETTERS, CatalogueDevice, DeviceCatalogue, asked_words
from shopdesk.services.fault_book import DEVICE_KINDS
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Reading, Work, breaks_unique, handles
from shopdesk.store.records.knowledge import own_models as records

MOST = 12


@dataclass(frozen=True, slots=True)
class OwnModel:
    """`code` is the model number as printed on the device, where somebody noted it."""

    id: int
    kind: str
    brand: str
    name: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class AddOwnModel(Command[int]):
    """Put a model on the shop's list; gives its id, of the one there already too."""

    kind: str
    name: str
    brand: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class RenameOwnModel(Command[int]):
    """Correct a model of the shop's list; devices taken in under the old name keep it."""

    model_id: int
    kind: str
    name: str
    brand: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveOwnModel(Command[int]):
    model_id: int


def own_models(reading: Reading) -> tuple[OwnModel, ...]:
    """The shop's list by brand and name."""
    rows = reading.connection.execute(select(records).order_by(records.c.brand, records.c.name, records.c.id))
    return tuple(OwnModel(row.id, row.kind, row.brand, row.name, row.code) for row in rows)


def _values(kind: str, brand: str, name: str, code: str) -> dict[str, str]:
    if kind not in DEVICE_KINDS:
        raise ValueError(f"{kind} is no kind of device")
    return {
        "kind": kind,
        "brand": _plain(short_text(brand, "brand")),
        "name": _plain(short_text(name, "name", required=True)),
        "code": _plain(short_text(code, "code")),
    }


def _plain(text: str) -> str:
    """Without the sign that parts codes from each other in the lists that are searched."""
    return text.replace("|", " ").strip()


@handles(AddOwnModel, Permission.RECEIVE)
def add_own_model(work: Work, command: AddOwnModel) -> int:
    values = _values(command.kind, command.brand, command.name, command.code)
    there = work.connection.execute(
        select(records.c.id).where(*(records.c[name] == value for name, value in values.items()))
    ).scalar()
    if there is not None:
        return int(there)
    model_id = work.insert(records, **values, added_ms=work.now_ms)
    work.record("own_model_added", model=values["name"])
    work.changed("own_model", model_id)
    return model_id


@handles(RenameOwnModel, Permission.RECEIVE)
def rename_own_model(work: Work, command: RenameOwnModel) -> int:
    values = _values(command.kind, command.brand, command.name, command.code)
    try:
        changed = work.connection.execute(
            update(records).where(records.c.id == command.model_id).values(**values)
        )
    except IntegrityError as error:
        if breaks_unique(error, "own_models.kind"):
            raise UserError("visits.model_there", field="name", model=values["name"]) from error
        raise
    if not changed.rowcount:
        raise UserError("visits.no_such_model")
    work.record("own_model_renamed", model=values["name"])
    work.changed("own_model", command.model_id)
    return command.model_id


@handles(RemoveOwnModel, Permission.RECEIVE)
def remove_own_model(work: Work, command: RemoveOwnModel) -> int:
    """Gone from the search; devices taken in as this model keep their name. Removing twice is no error."""
    name = work.connection.execute(select(records.c.name).where(records.c.id == command.model_id)).scalar()
    if name is not None:
        work.connection.execute(delete(records).where(records.c.id == command.model_id))
        work.record("own_model_removed", model=name)
        work.changed("own_model", command.model_id)
    return command.model_id


class ModelSearch:
    """The shop's own models and the shipped ones as one list to search; finding changes nothing."""

    def __init__(self, own: Iterable[OwnModel], shipped: DeviceCatalogue) -> None:
        self._by_name = {(one.kind, one.brand, one.name): one for one in own}
        rows = [_row(one) for one in self._by_name.values()]
        self._own = DeviceCatalogue(rows, len(rows)) if rows else None
        self._shipped = shipped

    def find(self, text: str, limit: int = MOST) -> tuple[CatalogueDevice, ...]:
        """The shop's own that hold every word typed come first: somebody here missed them once."""
        found = self._own.find(text, limit, whole=True) if self._own is not None else ()
        own = (self._by_name[one.kind, one.brand, one.name] for one in found)
        mine = (
            CatalogueDevice(one.kind, one.brand, one.name, (one.code,) if one.code else ()) for one in own
        )
        return (*mine, *self._shipped.find(text, limit))[:limit]


def _row(one: OwnModel) -> str:
    """As the catalogue keeps its own; beside the code the name as it is asked for: 红米 as Redmi."""
    asked = asked_words(f"{one.brand} {one.name}")
    codes = "".join(f"|{code}" for code in (asked, one.code) if code)
    return "\t".join((KIND_LETTERS[one.kind], one.brand, one.name, codes))
