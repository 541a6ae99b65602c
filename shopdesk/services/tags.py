"""The tags of a ticket: the device's, and those of what came with it, each with its place among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from shopdesk.domain.papers import PaperKind, ReceiptPaper, TagPaper
from shopdesk.domain.roles import Permission
from shopdesk.errors import UserError
from shopdesk.services.documents import Serial, issue, next_serial
from shopdesk.services.print_jobs import queue_print
from shopdesk.services.settings import AccessoryTags
from shopdesk.services.tag_sheets import print_full_sheets
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.money import documents

MOST_TAGS = 30


@dataclass(frozen=True, slots=True)
class TicketTags:
    """What can be tagged on a ticket."""

    number: str
    model: str
    accessories: tuple[str, ...]
    """As the intake took them down."""
    issued: int
    """How many tags accessories carry already."""


@dataclass(frozen=True, kw_only=True)
class PrintTags(Command[int]):
    """Print tags for a ticket: of the device so often, and one for each of so many accessories.

    What was printed before is a marked copy. Gives how many tags were queued.
    """

    ticket_id: int
    device: int = 1
    accessories: int = 0


_OF_TICKET = (
    select(documents.c.id, documents.c.kind, documents.c.paper, documents.c.language)
    .where(
        documents.c.ticket_id == bindparam("ticket_id"),
        documents.c.kind.in_(
            [PaperKind.RECEIPT.value, PaperKind.TAG.value, PaperKind.ACCESSORY.value],
        ),
    )
    .order_by(documents.c.id)
)


def issue_tags(work: Work, ticket_id: int, tag: TagPaper, accessories: Sequence[str], serial: Serial) -> int:
    """Issue the tag of a device just taken in, and those of its accessories as the shop wants them."""
    tag_id = issue(work, PaperKind.TAG, tag, serial, language=tag.language, ticket_id=ticket_id)
    match work.settings.accessory_tags:
        case AccessoryTags.EACH:
            _issue_accessories(work, ticket_id, tag, accessories)
        case AccessoryTags.BAG if accessories:
            _issue_accessories(work, ticket_id, tag, [_joined(accessories, tag.language)])
        case _:
            pass
    print_full_sheets(work)
    return tag_id


def ticket_tags(reading: Reading, ticket_id: int) -> TicketTags:
    """What the tags of a ticket can be. Raises UserError."""
    rows = reading.connection.execute(_OF_TICKET, {"ticket_id": ticket_id}).all()
    tag = _device_tag(rows)
    last = _last_set(rows)
    return TicketTags(tag.number, tag.model, _accessories(rows), len(last))


@handles(PrintTags, Permission.REPRINT)
def print_tags(work: Work, command: PrintTags) -> int:
    for field, wanted in (("device", command.device), ("accessories", command.accessories)):
        if not 0 <= wanted <= MOST_TAGS:
            raise UserError("problems.tags_many", field=field, most=MOST_TAGS)
    if command.device + command.accessories == 0:
        raise UserError("problems.no_tags", field="device")
    rows = work.connection.execute(_OF_TICKET, {"ticket_id": command.ticket_id}).all()
    tag = _device_tag(rows)
    device_id = next(row.id for row in rows if row.kind == PaperKind.TAG)
    for _ in range(command.device):
        queue_print(work, device_id, PaperKind.TAG, again=True)
    last = _last_set(rows)
    if len(last) == command.accessories:
        for row in last:
            queue_print(work, row.id, PaperKind.ACCESSORY, again=True)
    elif command.accessories:
        names = _accessories(rows)
        if len(names) != command.accessories:
            # Bagged otherwise than they were taken down: the first tag says what there is in all.
            names = (_joined(names, tag.language), *[""] * (command.accessories - 1))
        _issue_accessories(work, command.ticket_id, tag, names)
    work.record("tags_printed", command.ticket_id, device=command.device, accessories=command.accessories)
    print_full_sheets(work)
    return command.device + command.accessories


def _issue_accessories(work: Work, ticket_id: int, tag: TagPaper, names: Sequence[str]) -> None:
    for place, name in enumerate(names, 1):
        model = " · ".join(filter(None, (name, tag.model)))
        paper = replace(tag, model=model, imei_tail="", piece=f"{place}/{len(names)}")
        serial = next_serial(work, PaperKind.ACCESSORY)
        issue(work, PaperKind.ACCESSORY, paper, serial, language=tag.language, ticket_id=ticket_id)


def _joined(names: Sequence[str], language: str) -> str:
    return ("、" if language == "zh_CN" else ", ").join(names)


def _device_tag(rows: Sequence[Any]) -> TagPaper:
    for row in rows:
        if row.kind == PaperKind.TAG:
            return msgspec.json.decode(row.paper, type=TagPaper)
    raise UserError("problems.no_such_document")


def _accessories(rows: Sequence[Any]) -> tuple[str, ...]:
    for row in rows:
        if row.kind == PaperKind.RECEIPT:
            return msgspec.json.decode(row.paper, type=ReceiptPaper).accessories
    return ()


def _last_set(rows: Sequence[Any]) -> list[Any]:
    """The newest tags of accessories that belong together: n of "1/n" to "n/n"."""
    tags = [row for row in rows if row.kind == PaperKind.ACCESSORY]
    if not tags:
        return []
    piece = msgspec.json.decode(tags[-1].paper, type=TagPaper).piece
    return tags[-int(piece.partition("/")[2]) :]
