"""Handing over: the right device to the right person, charged as approved, paid, papers printed, signed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import RowMapping, bindparam, select

from shopdesk.domain.ids import CodeKind, code_for, read_code
from shopdesk.domain.ledger import DEPOSITS, Posting, sales_account, tax_account, tender_account
from shopdesk.domain.papers import PaperKind, PaperTender, SalePaper
from shopdesk.domain.payment import CASH, Settlement, Tender, TenderProblem, settle
from shopdesk.domain.quote import QuoteLine, most_chargeable, taxed
from shopdesk.domain.roles import Permission
from shopdesk.domain.signature import Signature
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.tax import TaxedBasket, TaxMode
from shopdesk.domain.ticket import Outcome, Status, Step
from shopdesk.errors import UserError, Word
from shopdesk.i18n import catalogue
from shopdesk.services.bench import work_done
from shopdesk.services.bench_parts import approved_quote
from shopdesk.services.documents import DocumentLine, Serial, issue, next_serial, slip_numbers
from shopdesk.services.people import customer, device
from shopdesk.services.quotes import paper_lines, paper_taxes
from shopdesk.services.receipts import paper_device
from shopdesk.services.signatures import keep_signature
from shopdesk.services.steps import load_ticket, take_step
from shopdesk.services.stock_moves import free_reservations
from shopdesk.services.texts import short_text
from shopdesk.services.till import cash_in_drawer, deposit_held, open_session
from shopdesk.services.warranty import issue_warranty
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.stock import old_parts, parts
from shopdesk.store.records.tickets import tickets


@dataclass(frozen=True, slots=True)
class Charge:
    """What a ready ticket costs: the approved lines, the deposit against them, what is due or owed back."""

    ticket_id: int
    version: int
    outcome: Outcome
    lines: tuple[QuoteLine, ...]
    total: int
    tax: int
    deposit: int
    approved_total: int
    most: int
    """The largest total chargeable without asking the customer again."""

    @property
    def due(self) -> int:
        """Minor units still to pay; negative when deposit goes back."""
        return self.total - self.deposit


@dataclass(frozen=True, slots=True)
class LostSlip:
    """Why a device goes out without its slip: which document showed who it is."""

    identity: str
    reason: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    ticket_id: int
    sale_id: int | None
    sale_number: str
    warranty_id: int | None
    total: int
    change: int
    given_back: int
    """Deposit paid back, in minor units."""


@dataclass(frozen=True, kw_only=True)
class HandOver(Command[HandedOver]):
    """Take the money and give the device back, in one go.

    `slip_code` and `tag_code` are what was scanned; `lost_slip` stands in for a slip. `lines` are charged as
    confirmed with the customer; None charges the approved quote. `give_back` is how deposit goes back.
    """

    ticket_id: int
    seen_version: int
    tag_code: str
    slip_code: str = ""
    lost_slip: LostSlip | None = None
    lines: tuple[QuoteLine, ...] | None = None
    tenders: tuple[Tender, ...] = ()
    give_back: str = CASH
    signature: Signature | None = None
    signed_on_paper: bool = False
    notes: tuple[str, ...] = ()


def charge(reading: Reading, ticket_id: int) -> Charge:
    """What handing over a ticket will cost now."""
    row = reading.connection.execute(select(tickets).where(tickets.c.id == ticket_id)).mappings().first()
    if row is None:
        raise UserError("problems.no_such_ticket")
    return _charge(reading, row, None)


def _charge(reading: Reading, row: RowMapping, lines: tuple[QuoteLine, ...] | None) -> Charge:
    quote = approved_quote(reading, row["id"], row["approved_quote_id"])
    repaired = Outcome(row["outcome"]) is Outcome.REPAIRED
    approved = quote.approved_total or 0 if quote and repaired else 0
    charged = (quote.approved_lines if quote and repaired else ()) if lines is None else lines
    basket = taxed(charged, reading.settings.tax_mode)
    return Charge(
        ticket_id=row["id"],
        version=row["version"],
        outcome=Outcome(row["outcome"]),
        lines=charged,
        total=basket.total,
        tax=basket.tax,
        deposit=deposit_held(reading, row["id"]),
        approved_total=approved,
        most=most_chargeable(approved, reading.settings.pack.tolerance),
    )


@handles(HandOver, Permission.HAND_OVER)
def hand_over(work: Work, command: HandOver) -> HandedOver:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    if Status(row["status"]) is not Status.READY:
        raise UserError(
            "problems.not_ready", number=row["number"], status=Word(f"common.status.{row['status']}")
        )
    _match(row, command)
    _old_parts_settled(work, command.ticket_id)
    if any(line.unit_price < 0 or line.quantity < 1 for line in command.lines or ()):
        raise UserError("problems.amount_negative", field="lines")
    asked = _charge(work.reading, row, command.lines)
    if asked.total > asked.most:
        raise UserError(
            "problems.over_approval",
            field="total",
            total=work.settings.money(asked.total),
            approved=work.settings.money(asked.approved_total),
        )
    if command.signature is None and not command.signed_on_paper:
        raise UserError("problems.no_signature", field="signature")
    settlement = _settled(work, asked, command)
    signer = customer(work.reading, row["customer_id"]).name
    keep_signature(work, command.ticket_id, "handover", signer, command.signature)
    sale_id, number = None, ""
    if asked.total or asked.deposit:
        sale_id, number = _issue_sale(work, row, command, asked, settlement)
    warranty_id = issue_warranty(work, row, asked.lines) if asked.lines else None
    take_step(work, row, Step.COLLECT, collected_ms=work.now_ms)
    free_reservations(work, command.ticket_id)
    if command.lost_slip:
        work.record(
            "slip_lost",
            command.ticket_id,
            identity=short_text(command.lost_slip.identity, "identity", required=True),
            reason=short_text(command.lost_slip.reason, "reason", required=True),
        )
    work.record("collected", command.ticket_id, total=asked.total, sale=number)
    given_back = max(0, -asked.due)
    return HandedOver(
        command.ticket_id, sale_id, number, warranty_id, asked.total, settlement.change, given_back
    )


def _match(row: RowMapping, command: HandOver) -> None:
    """Both scans stand for this ticket, the slip as a slip and the tag as a tag."""
    tag = read_code(command.tag_code)
    if tag is None or tag.kind is not CodeKind.TAG:
        raise UserError("problems.tag_wanted", field="tag_code")
    if tag.serial != row["id"]:
        raise UserError("problems.tag_of_other", field="tag_code", number=row["number"])
    if command.lost_slip is not None:
        return
    slip = read_code(command.slip_code)
    if slip is None or slip.kind is not CodeKind.SLIP:
        raise UserError("problems.slip_wanted", field="slip_code")
    if slip.serial != row["id"]:
        raise UserError("problems.slip_of_other", field="slip_code", number=row["number"])


_OPEN_FATES = (
    select(parts.c.name)
    .join(old_parts, old_parts.c.part_id == parts.c.id)
    .where(old_parts.c.ticket_id == bindparam("ticket_id"), old_parts.c.fate == "")
)
_FATES = (
    select(parts.c.name, old_parts.c.fate)
    .join(old_parts, old_parts.c.part_id == parts.c.id)
    .where(old_parts.c.ticket_id == bindparam("ticket_id"))
    .order_by(old_parts.c.id)
)


def _old_parts_settled(work: Work, ticket_id: int) -> None:
    undecided = work.connection.execute(_OPEN_FATES, {"ticket_id": ticket_id}).first()
    if undecided is not None:
        raise UserError("problems.old_part_open", field="old_parts", part=undecided.name)


def _settled(work: Work, asked: Charge, command: HandOver) -> Settlement:
    known = {tender.id for tender in work.settings.pack.tenders}
    if not {tender.kind for tender in command.tenders} <= known or command.give_back not in known:
        raise UserError("problems.unknown_tender", field="tenders")
    try:
        return settle(max(0, asked.due), command.tenders)
    except TenderProblem as problem:
        raise UserError(
            f"problems.tender_{problem.reason}", field="tenders", amount=work.settings.money(problem.amount)
        ) from problem


def _postings(asked: Charge, basket: TaxedBasket, settlement: Settlement, give_back: str) -> list[Posting]:
    by_account: dict[str, int] = {}

    def post(account: str, amount: int) -> None:
        by_account[account] = by_account.get(account, 0) + amount

    for tender in settlement.kept:
        post(tender_account(tender.kind), tender.amount)
    post(DEPOSITS, asked.deposit)
    if asked.due < 0:
        post(tender_account(give_back), asked.due)
    for line, sums in zip(asked.lines, basket.lines, strict=True):
        post(sales_account(line.kind.value), -sums.net)
        post(tax_account(sums.rate), -sums.tax)
    return [Posting(account, amount) for account, amount in by_account.items() if amount]


def _issue_sale(
    work: Work, row: RowMapping, command: HandOver, asked: Charge, settlement: Settlement
) -> tuple[int, str]:
    session_id = open_session(work)
    if asked.due < 0 and command.give_back == CASH and cash_in_drawer(work.reading, session_id) < -asked.due:
        raise UserError("problems.not_in_drawer", field="give_back")
    serial = next_serial(work, PaperKind.SALE)
    basket = taxed(asked.lines, work.settings.tax_mode)
    sale_id = issue(
        work,
        PaperKind.SALE,
        _sale_paper(work, row, command, asked, settlement, serial),
        serial,
        language=row["language"],
        ticket_id=row["id"],
        session_id=session_id,
        total=asked.total,
        lines=[
            DocumentLine(
                kind=line.kind.value,
                name=line.name,
                quantity=line.quantity,
                net=sums.net,
                tax=sums.tax,
                rate=sums.rate,
                grade=line.grade.value if line.grade else "",
                part_id=line.part_id,
                warranty_days=line.warranty_days,
            )
            for line, sums in zip(asked.lines, basket.lines, strict=True)
        ],
        posted=_postings(asked, basket, settlement, command.give_back),
        references=slip_numbers(command.tenders),
    )
    work.changed("till", session_id)
    return sale_id, serial.number


def _sale_paper(
    work: Work,
    row: RowMapping,
    command: HandOver,
    asked: Charge,
    settlement: Settlement,
    serial: Serial,
) -> SalePaper:
    settings = work.settings
    language = row["language"]
    say = catalogue(language)

    def tender(kind: str, amount: int) -> PaperTender:
        return PaperTender(settings.pack.tender(kind).name.text(language), settings.money(amount))

    tenders = [tender(one.kind, one.amount) for one in command.tenders]
    if asked.due < 0:
        tenders.append(tender(command.give_back, asked.due))
    fates = work.connection.execute(_FATES, {"ticket_id": row["id"]})
    return SalePaper(
        language=language,
        head=settings.letterhead,
        number=serial.number,
        ticket_number=row["number"],
        slip_code=code_for(CodeKind.SLIP, row["id"]),
        issued_at=settings.local(work.now),
        issued_by=work.person.name,
        customer_name=customer(work.reading, row["customer_id"]).name,
        device=paper_device(device(work.reading, row["device_id"])),
        work_done=work_done(work.reading, row["id"]),
        lines=paper_lines(settings, asked.lines, language),
        taxes=paper_taxes(settings, asked.lines, language),
        tax_included=settings.tax_mode is TaxMode.INCLUDED,
        total=settings.money(asked.total),
        deposit_used=settings.money(asked.deposit),
        tenders=tuple(tenders),
        change=settings.money(settlement.change),
        old_parts=tuple(f"{fate.name}: {say.text(f'words.fate.{OldPartFate(fate.fate)}')}" for fate in fates),
        notes=tuple(short_text(note, "notes") for note in command.notes),
        signature=command.signature,
    )
