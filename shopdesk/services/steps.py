"""Moving a ticket one step: who looked at which version, and what the table of statuses allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, bindparam, select, update

from shopdesk.domain.consent import blocking
from shopdesk.domain.ticket import WAYS_OUT, Outcome, Standing, Status, Step, WrongStep, after
from shopdesk.errors import Conflict, UserError, Word
from shopdesk.services.consents import consent_answers
from shopdesk.services.passcodes import shred_passcode
from shopdesk.services.work import Work
from shopdesk.store.records.tickets import tickets

_TICKET = select(tickets).where(tickets.c.id == bindparam("ticket_id"))


@dataclass(frozen=True, slots=True)
class TheirStatus:
    """What stands in the store when a step came from an old view."""

    status: Status
    version: int


def load_ticket(work: Work, ticket_id: int, seen_version: int | None = None) -> RowMapping:
    """The ticket's row. Raises UserError for none, Conflict where it has moved since `seen_version`."""
    row = work.connection.execute(_TICKET, {"ticket_id": ticket_id}).mappings().first()
    if row is None:
        raise UserError("problems.no_such_ticket")
    if seen_version is not None and row["version"] != seen_version:
        raise Conflict(
            "problems.ticket_changed",
            theirs=TheirStatus(Status(row["status"]), row["version"]),
            number=row["number"],
        )
    return row


def take_step(work: Work, row: RowMapping, step: Step, **values: Any) -> Standing:
    """Move the ticket of `row` by `step`, changing further columns in the same statement.

    Raises UserError where the step does not follow or a consent stands in its way.
    """
    standing = Standing(Status(row["status"]), Outcome(row["outcome"]))
    try:
        new = after(step, standing)
    except WrongStep as error:
        raise UserError(
            "problems.wrong_step",
            step=Word(f"words.step.{step}"),
            status=Word(f"common.status.{standing.status}"),
            number=row["number"],
        ) from error
    refused = blocking(step, consent_answers(work.connection, row["id"]))
    if refused is not None:
        raise UserError("problems.consent_refused", consent=work.settings.pack.consent(refused).title)
    save_ticket(work, row, status=new.status.value, outcome=new.outcome.value, **values)
    if new.status in WAYS_OUT:
        # Nothing will be tried on the device any more: what opens it has no purpose left.
        shred_passcode(work, row["id"])
    return new


def save_ticket(work: Work, row: RowMapping, **values: Any) -> None:
    """Change columns of the ticket as seen in `row`, moving its version. Raises Conflict."""
    moved = work.connection.execute(
        update(tickets)
        .where(tickets.c.id == row["id"], tickets.c.version == row["version"])
        .values(version=row["version"] + 1, changed_ms=work.now_ms, **values)
    )
    if moved.rowcount != 1:
        theirs = work.connection.execute(_TICKET, {"ticket_id": row["id"]}).mappings().one()
        raise Conflict(
            "problems.ticket_changed",
            theirs=TheirStatus(Status(theirs["status"]), theirs["version"]),
            number=row["number"],
        )
    work.changed("ticket", row["id"])


def worked_seconds(row: RowMapping, now_ms: int) -> int:
    """Seconds of work on a ticket's clock, the run under way included."""
    started = row["clock_started_ms"]
    before = int(row["worked_seconds"])
    return before + (max(0, now_ms - started) // 1000 if started is not None else 0)
