"""A device at the counter: new, known and completed, or known under another customer's name.

A device is known by its IMEI, or by the serial of its kind. Nothing of it is overwritten in silence: a
changed IMEI and a new owner are asked about, and every correction stands on the ticket's timeline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select, update

from shopdesk.domain.ids import imei_is_valid
from shopdesk.errors import Conflict, NeedsConfirmation, UserError
from shopdesk.services.imei import checked_imei
from shopdesk.services.people import (
    DeviceBrief,
    DeviceEntry,
    add_device,
    customer,
    device,
    device_by_imei,
    reindex_tickets_of,
)
from shopdesk.services.texts import short_text
from shopdesk.services.work import Reading, Work
from shopdesk.store.records.people import devices
from shopdesk.store.records.tickets import tickets
from shopdesk.store.search import digits_reversed

SECOND_IMEI = "IMEI2 "
"""Before the second IMEI of a phone with two, kept where the serial stands when nobody noted that."""
_LEAST_SERIAL = 8
"""Shorter ones are no identity: every maker has counted to a thousand."""
_CORRECTED = ("imei", "serial", "model_code", "colour", "storage")
_BY_SERIAL = (
    select(devices.c.id)
    .where(devices.c.serial == bindparam("serial"), devices.c.kind == bindparam("kind"))
    .order_by(devices.c.id.desc())
    .limit(1)
)
_BY_SECOND = (
    select(devices.c.id).where(devices.c.serial == bindparam("serial")).order_by(devices.c.id.desc()).limit(1)
)


@dataclass(frozen=True, slots=True)
class OwnedDevice:
    """A device on file and whose it is; the name veiled, for whoever has its number in hand."""

    device: DeviceBrief
    owner: str


@dataclass(slots=True)
class Settled:
    """The device as it is kept now, and what is to stand on the ticket's timeline about it."""

    device: DeviceBrief
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    is_new: bool = False


def known_device(reading: Reading, kind: str, imei: str, serial: str = "") -> DeviceBrief | None:
    """The device with this identity, if it was here before. A second IMEI finds its phone too."""
    if imei:
        found = device_by_imei(reading, imei)
        if found is not None:
            return found
        second = reading.connection.execute(_BY_SECOND, {"serial": f"{SECOND_IMEI}{imei}"}).scalar()
        return device(reading, second) if second is not None else None
    if len(serial) < _LEAST_SERIAL:
        return None
    found_id = reading.connection.execute(_BY_SERIAL, {"serial": serial, "kind": kind}).scalar()
    return device(reading, found_id) if found_id is not None else None


def identified(reading: Reading, kind: str, imei: str, serial: str = "") -> OwnedDevice | None:
    """What the counter is told as soon as an identity is complete."""
    found = known_device(reading, kind, imei, serial) if imei_is_valid(imei) or not imei else None
    return OwnedDevice(found, _veiled(reading, found)) if found is not None else None


def _veiled(reading: Reading, found: DeviceBrief) -> str:
    """The first letter of the owner's name: enough to ask about, not to give somebody away."""
    return f"{customer(reading, found.customer_id).name[:1]}…"


def settle_device(work: Work, entry: DeviceEntry, customer_id: int, confirmed: frozenset[str]) -> Settled:
    """The device of `entry` for `customer_id`: added, or the known one completed and, once agreed, moved.

    Raises UserError, Conflict, or NeedsConfirmation for known_imei (it was another customer's) and
    imei_changed.
    """
    imei, serial = checked_imei(entry.imei), short_text(entry.serial, "device.serial")
    same = known_device(work.reading, entry.kind, imei, serial)
    if entry.id is None and same is None:
        return Settled(device(work.reading, add_device(work, entry, customer_id)), is_new=True)
    kept = device(work.reading, entry.id) if entry.id is not None else same
    assert kept is not None  # noqa: S101 - one of the two is there, told above
    if same is not None and same.id != kept.id:
        raise UserError(
            "visits.imei_taken", field="device.imei", device=same.title, owner=_veiled(work.reading, same)
        )
    moves = kept.customer_id != customer_id
    if moves and "known_imei" not in confirmed:
        raise NeedsConfirmation(
            "problems.imei_of_another",
            confirm="known_imei",
            device=kept.title,
            owner=_veiled(work.reading, kept),
        )
    changes = _corrections(entry, kept, imei, serial)
    if kept.imei and "imei" in changes and "imei_changed" not in confirmed:
        raise NeedsConfirmation(
            "visits.imei_changed", confirm="imei_changed", before=kept.imei[-4:], after=imei[-4:]
        )
    if changes and entry.seen_version and entry.seen_version != kept.version:
        raise Conflict("visits.device_changed", theirs=kept)
    if not changes and not moves:
        return Settled(kept)
    return _correct(work, kept, changes, customer_id if moves else None)


def _corrections(entry: DeviceEntry, kept: DeviceBrief, imei: str, serial: str) -> dict[str, str]:
    """What is filled in and differs from the file; what stands empty is left as it is."""
    said = {
        "imei": imei,
        "serial": serial,
        "model_code": short_text(entry.model_code, "device.model_code"),
        "colour": short_text(entry.colour, "device.colour"),
        "storage": short_text(entry.storage, "device.storage"),
    }
    if imei and kept.serial == f"{SECOND_IMEI}{imei}":
        # Known by its second number: the first stays the one it is found by.
        said["imei"] = ""
    return {name: said[name] for name in _CORRECTED if said[name] and said[name] != getattr(kept, name)}


def _reindex(work: Work, device_id: int) -> None:
    """A corrected serial or model code is what the device's tickets are found by."""
    owners = select(tickets.c.customer_id).where(tickets.c.device_id == device_id).distinct()
    for owner in list(work.connection.execute(owners).scalars()):
        reindex_tickets_of(work, owner)


def _correct(work: Work, kept: DeviceBrief, changes: dict[str, str], owner: int | None) -> Settled:
    values: dict[str, Any] = dict(changes)
    if "imei" in changes:
        values["imei_tail"] = digits_reversed(changes["imei"])
    if owner is not None:
        values["customer_id"] = owner
    moved = work.connection.execute(
        update(devices)
        .where(devices.c.id == kept.id, devices.c.version == kept.version)
        .values(version=kept.version + 1, **values)
    )
    if moved.rowcount != 1:
        raise Conflict("visits.device_changed", theirs=device(work.reading, kept.id))
    if {"serial", "model_code"} & changes.keys():
        _reindex(work, kept.id)
    settled = Settled(device(work.reading, kept.id))
    for name, new in changes.items():
        before = getattr(kept, name)
        told = {"field": name, "before": before, "after": new} if before else {"field": name, "after": new}
        settled.events.append(("device_corrected" if before else "device_completed", told))
    if owner is not None:
        settled.events.append(("device_moved", {"from_customer": kept.customer_id}))
    work.changed("device", kept.id)
    return settled
