"""What one desk chooses for itself: the printer and paper of each document, and what hangs on its wires.

A desk that chose nothing prints as the shop does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from shopdesk.domain.papers import PaperKind
from shopdesk.domain.roles import Permission
from shopdesk.domain.scanners import BAUDS, LONGEST_PREFIX, ScannerSettings
from shopdesk.errors import Conflict, UserError
from shopdesk.services.printer_address import checked_address
from shopdesk.services.settings import Route, ShopSettings
from shopdesk.services.texts import long_text, short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.office import settings

FARTHEST_SHIFT = 200
"""Tenths of a millimetre: a page that is off by more lies wrong in its tray."""
_NAME_ROOM = 64
_MOST_PRINTERS = 40


@dataclass(frozen=True, slots=True)
class DeskRoute:
    """How this desk prints one kind of paper; an empty printer or format is the shop's.

    `right` and `down` shift the page on its paper, in tenths of a millimetre.
    """

    printer: str = ""
    format: str = ""
    right: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class KnownPrinter:
    """A printer that somebody added at this desk, with the name it is called by here."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """One desk's own settings; every field has a default, so that older rows decode."""

    routes: dict[str, DeskRoute] = field(default_factory=dict)
    printers: tuple[KnownPrinter, ...] = ()
    scanner: ScannerSettings = field(default_factory=ScannerSettings)
    customer_screen: str = ""
    """Name of the screen that is turned to the customer, ``window`` for a plain window, empty for none."""
    photo_folder: str = ""
    """Where a phone's photos arrive; empty watches nothing."""

    def own(self, kind: str) -> DeskRoute:
        return self.routes.get(kind, DeskRoute())

    def name_of(self, address: str) -> str:
        """What the printer at `address` is called here; empty for one that nobody named."""
        return next((one.name for one in self.printers if one.address == address), "")


@dataclass(frozen=True, slots=True)
class SavedDeskSettings:
    value: DeskSettings
    version: int
    """0 while the desk never saved any."""


@dataclass(frozen=True, kw_only=True)
class SaveDeskSettings(Command[int]):
    """Save the settings of the desk that asks, as edited from `seen_version`; gives the new version."""

    value: DeskSettings
    seen_version: int


_ROW = select(settings.c.value, settings.c.version).where(settings.c.name == bindparam("name"))


def row_name(desk: str) -> str:
    """The row a desk's settings live in; the name of a desk may be longer than that of a row."""
    name = f"desk:{desk}"
    if len(name) <= _NAME_ROOM:
        return name
    return f"desk:#{hashlib.sha256(desk.encode()).hexdigest()[: _NAME_ROOM - 6]}"


def load_desk_settings(connection: Connection, desk: str) -> SavedDeskSettings:
    """A desk's settings as kept now, with the version that SaveDeskSettings compares."""
    row = connection.execute(_ROW, {"name": row_name(desk)}).first()
    if row is None:
        return SavedDeskSettings(DeskSettings(), 0)
    return SavedDeskSettings(msgspec.json.decode(row.value, type=DeskSettings), row.version)


def saved_desk_settings(reading: Reading, desk: str) -> SavedDeskSettings:
    return load_desk_settings(reading.connection, desk)


def desk_settings(reading: Reading, desk: str) -> DeskSettings:
    return load_desk_settings(reading.connection, desk).value


def route_at(shop: ShopSettings, own: DeskSettings, kind: str) -> Route:
    """Where a kind of paper goes at a desk: its own choice, else the shop's."""
    chosen, common = own.own(kind), shop.route(kind)
    if chosen.printer:
        return Route(chosen.printer, chosen.format)
    return Route(common.printer, chosen.format or common.format)


def desk_route(reading: Reading, desk: str, kind: str) -> Route:
    """Where a kind of paper goes at `desk`."""
    return route_at(reading.settings, desk_settings(reading, desk), kind)


def shift_at(shop: ShopSettings, own: DeskSettings, kind: str, route: Route) -> tuple[int, int]:
    """How far a page of `kind` is moved on this printer and size: measured there, or not at all.

    What is sent to another printer takes the measure of a kind that goes there by itself.
    """
    for one in dict.fromkeys((kind, *own.routes)):
        if route_at(shop, own, one) == route:
            chosen = own.own(one)
            return chosen.right, chosen.down
    return 0, 0


def desk_shift(reading: Reading, desk: str, kind: str, route: Route) -> tuple[int, int]:
    """`shift_at` as `desk` measured it."""
    return shift_at(reading.settings, desk_settings(reading, desk), kind, route)


@handles(SaveDeskSettings, Permission.KEEP_DESK)
def save_desk_settings(work: Work, command: SaveDeskSettings) -> int:
    kept = load_desk_settings(work.connection, work.desk)
    if kept.version != command.seen_version:
        raise Conflict("problems.settings_changed", theirs=kept)
    value, version = msgspec.json.encode(_checked(command.value)).decode(), kept.version + 1
    name = row_name(work.desk)
    if kept.version == 0:
        work.insert(settings, name=name, value=value, version=version)
    else:
        work.connection.execute(
            update(settings).where(settings.c.name == name).values(value=value, version=version)
        )
    work.record("desk_settings_saved", version=version)
    work.changed("desk_settings", 0)
    return version


def _checked(value: DeskSettings) -> DeskSettings:
    if len(value.printers) > _MOST_PRINTERS:
        raise UserError("problems.printers_many", field="printers", most=_MOST_PRINTERS)
    printers = tuple(
        KnownPrinter(
            short_text(one.name, f"printers.{place}", required=True),
            checked_address(one.address, f"printers.{place}"),
        )
        for place, one in enumerate(value.printers)
    )
    if len({one.address for one in printers}) < len(printers):
        raise UserError("problems.printer_twice", field="printers")
    known = {kind.value for kind in PaperKind}
    return replace(
        value,
        printers=printers,
        scanner=_checked_scanner(value.scanner),
        customer_screen=short_text(value.customer_screen, "customer_screen"),
        photo_folder=_checked_folder(value.photo_folder),
        routes={
            kind: _checked_route(kind, route)
            for kind, route in value.routes.items()
            if kind in known and route != DeskRoute()
        },
    )


def _checked_route(kind: str, route: DeskRoute) -> DeskRoute:
    if max(abs(route.right), abs(route.down)) > FARTHEST_SHIFT:
        raise UserError("problems.shift_far", field=f"shift.{kind}", most=FARTHEST_SHIFT // 10)
    if not route.printer:
        return route
    return replace(route, printer=checked_address(route.printer, f"routes.{kind}"))


def _checked_folder(folder: str) -> str:
    cleaned = long_text(folder, "photo_folder")
    # It may be away just now: whether it is there is seen when it is looked into.
    if cleaned and ("\n" in cleaned or not Path(cleaned).is_absolute()):
        raise UserError("photos.folder.not_whole", field="photo_folder")
    return cleaned


def _checked_scanner(value: ScannerSettings) -> ScannerSettings:
    for name in ("prefix", "suffix"):
        text: str = getattr(value, name)
        if len(text) > LONGEST_PREFIX or not text.isascii() or not (text.isprintable() or not text):
            raise UserError("scanner.problem.frame", field=f"scanner.{name}", most=LONGEST_PREFIX)
    if value.baud not in BAUDS:
        raise UserError("scanner.problem.baud", field="scanner.baud")
    return replace(value, port=short_text(value.port, "scanner.port"))
