"""At the bench: the device confirmed, the clock running, the work noted, the test signed."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import RowMapping, bindparam, select

from shopdesk.domain.consent import Deed, blocking
from shopdesk.domain.ids import CodeKind, read_code
from shopdesk.domain.roles import Permission
from shopdesk.domain.signature import Signature
from shopdesk.domain.ticket import Status, Step
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.services.consents import consent_answers
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import CheckResult
from shopdesk.services.people import device
from shopdesk.services.signatures import keep_signature
from shopdesk.services.steps import load_ticket, save_ticket, take_step, worked_seconds
from shopdesk.services.stock import issued_to
from shopdesk.services.stock_moves import free_reservations
from shopdesk.services.texts import long_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.money import events
from shopdesk.store.records.tickets import tests


@dataclass(frozen=True, slots=True)
class TestResult:
    """One thing tried after the repair."""

    check_id: str
    result: CheckResult
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ConfirmDevice(Command[int]):
    """Before work: this is the device, this the fault. `scanned` is its tag or its IMEI."""

    ticket_id: int
    seen_version: int
    scanned: str


@dataclass(frozen=True, kw_only=True)
class StartRepair(Command[int]):
    """Start the clock. The first start needs the device confirmed; opening needs the customer's consent."""

    ticket_id: int
    seen_version: int


@dataclass(frozen=True, kw_only=True)
class PauseRepair(Command[int]):
    """Stop the clock; the ticket stays where it is. Gives the new version."""

    ticket_id: int
    seen_version: int


@dataclass(frozen=True, kw_only=True)
class WaitForParts(Command[int]):
    ticket_id: int
    seen_version: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AddNote(Command[int]):
    """A note on the timeline; gives the ticket."""

    ticket_id: int
    text: str


@dataclass(frozen=True, kw_only=True)
class FinishRepair(Command[int]):
    ticket_id: int
    seen_version: int
    work_done: str


@dataclass(frozen=True, kw_only=True)
class RecordTest(Command[int]):
    """The functional test, signed by the tester: passed makes the ticket ready, failed sends it back."""

    ticket_id: int
    seen_version: int
    results: tuple[TestResult, ...]
    passed: bool
    note: str = ""
    signature: Signature | None = None


@dataclass(frozen=True, kw_only=True)
class EndTicket(Command[int]):
    """Take a ticket off the way of repair: cancel it, or make an unrepaired device ready to go back."""

    ticket_id: int
    seen_version: int
    step: Step
    reason: str = ""


@handles(ConfirmDevice, Permission.WORK)
def confirm_device(work: Work, command: ConfirmDevice) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    code = read_code(command.scanned)
    imei = device(work.reading, row["device_id"]).imei
    by_tag = code is not None and code.kind is CodeKind.TAG and code.serial == command.ticket_id
    if not by_tag and (not imei or command.scanned.strip() != imei):
        raise UserError("problems.other_device", field="scanned", number=row["number"])
    save_ticket(work, row, confirmed_ms=work.now_ms)
    work.record("device_confirmed", command.ticket_id, by="tag" if by_tag else "imei")
    return int(row["version"]) + 1


@handles(StartRepair, Permission.WORK)
def start_repair(work: Work, command: StartRepair) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    if row["confirmed_ms"] is None:
        raise UserError("problems.confirm_first", number=row["number"])
    if row["clock_started_ms"] is not None:
        raise UserError("problems.clock_runs", number=row["number"])
    mine = {"technician_id": work.person.staff_id, "clock_started_ms": work.now_ms}
    if Status(row["status"]) is Status.REPAIRING:
        save_ticket(work, row, **mine)
        work.record("repair_resumed", command.ticket_id)
    else:
        take_step(work, row, Step.START_REPAIR, **mine)
        work.record("repair_started", command.ticket_id)
    return int(row["version"]) + 1


@handles(PauseRepair, Permission.WORK)
def pause_repair(work: Work, command: PauseRepair) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    if row["clock_started_ms"] is None:
        raise UserError("problems.clock_stands", number=row["number"])
    seconds = worked_seconds(row, work.now_ms)
    save_ticket(work, row, clock_started_ms=None, worked_seconds=seconds)
    work.record("repair_paused", command.ticket_id, minutes=seconds // 60)
    return int(row["version"]) + 1


@handles(WaitForParts, Permission.WORK)
def wait_for_parts(work: Work, command: WaitForParts) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    take_step(work, row, Step.WAIT_FOR_PARTS, **_stopped(row, work.now_ms))
    work.record("waiting_parts", command.ticket_id, note=long_text(command.note, "note"))
    return int(row["version"]) + 1


def _stopped(row: RowMapping, now_ms: int) -> dict[str, int | None]:
    return {"clock_started_ms": None, "worked_seconds": worked_seconds(row, now_ms)}


@handles(AddNote, Permission.LOOK)
def add_note(work: Work, command: AddNote) -> int:
    load_ticket(work, command.ticket_id)
    work.record("note", command.ticket_id, text=long_text(command.text, "note", required=True))
    work.changed("ticket", command.ticket_id)
    return command.ticket_id


@handles(FinishRepair, Permission.WORK)
def finish_repair(work: Work, command: FinishRepair) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    done = long_text(command.work_done, "work_done", required=True)
    take_step(work, row, Step.FINISH_REPAIR, **_stopped(row, work.now_ms))
    work.record(
        "repair_finished", command.ticket_id, text=done, minutes=worked_seconds(row, work.now_ms) // 60
    )
    return int(row["version"]) + 1


@handles(RecordTest, Permission.WORK)
def record_test(work: Work, command: RecordTest) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    if not command.results:
        raise UserError("problems.test_empty", field="results")
    _only_what_may_be_tried(work, command)
    failing = [one for one in command.results if one.result is CheckResult.FAILS]
    if command.passed and failing and "passed_with_faults" not in command.confirmed:
        raise NeedsConfirmation("problems.test_fails", confirm="passed_with_faults", n=len(failing))
    signature_id = None
    if command.signature is not None:
        signature_id = keep_signature(work, command.ticket_id, "test", work.person.name, command.signature)
    work.insert(
        tests,
        ticket_id=command.ticket_id,
        passed=command.passed,
        results=msgspec.json.encode(command.results).decode(),
        note=long_text(command.note, "note"),
        signature_id=signature_id,
        staff_id=work.person.staff_id,
        at_ms=work.now_ms,
    )
    take_step(work, row, Step.PASS_TEST if command.passed else Step.FAIL_TEST)
    work.record("test_passed" if command.passed else "test_failed", command.ticket_id, n=len(failing))
    return int(row["version"]) + 1


def _only_what_may_be_tried(work: Work, command: RecordTest) -> None:
    """Behind the lock screen nothing is tried where the customer refused it to be opened."""
    refused = blocking(Deed.UNLOCKED_TEST, consent_answers(work.connection, command.ticket_id))
    if refused is None:
        return
    behind = {check.id: check.name for check in fault_book().all_repair_checks if check.unlocked}
    for one in command.results:
        if one.check_id in behind and one.result is not CheckResult.UNTESTED:
            raise UserError(
                "consents.check_refused",
                field="results",
                check=behind[one.check_id],
                consent=work.settings.pack.consent(refused).title,
            )


_ENDS = {
    Step.CANCEL: Permission.CANCEL,
    Step.GIVE_UP: Permission.WORK,
    Step.GIVE_BACK: Permission.LOOK,
    Step.ABANDON: Permission.CANCEL,
}
_GIVES_PARTS_BACK = (Step.CANCEL, Step.GIVE_UP)


@handles(EndTicket, Permission.LOOK)
def end_ticket(work: Work, command: EndTicket) -> int:
    if command.step not in _ENDS:
        raise ValueError(f"{command.step} does not end a ticket")
    work.require(_ENDS[command.step])
    row = load_ticket(work, command.ticket_id, command.seen_version)
    reason = long_text(command.reason, "reason", required=command.step is not Step.GIVE_BACK)
    if command.step in _GIVES_PARTS_BACK and any(issued_to(work.reading, command.ticket_id).values()):
        raise UserError("problems.return_parts_first", number=row["number"])
    take_step(work, row, command.step, **_stopped(row, work.now_ms))
    free_reservations(work, command.ticket_id)
    work.record(command.step.value, command.ticket_id, reason=reason)
    return int(row["version"]) + 1


_DONE = (
    select(events.c.data)
    .where(events.c.ticket_id == bindparam("ticket_id"), events.c.kind == "repair_finished")
    .order_by(events.c.id.desc())
    .limit(1)
)


def work_done(reading: Reading, ticket_id: int) -> str:
    """What the technician wrote when the repair was finished; empty for an unrepaired device."""
    data = reading.connection.execute(_DONE, {"ticket_id": ticket_id}).scalar()
    return str(msgspec.json.decode(data)["text"]) if data else ""
