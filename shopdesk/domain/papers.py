"""What the printed documents say: frozen when issued, in the words and language of the customer.

A paper holds everything its page needs, texts already worded, so that drawing it again years
later gives the same page. Times are aware and in the shop's zone. Nothing here can hold a
passcode or what a part cost the shop.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shopdesk.domain.label_sheet import LabelSheet
from shopdesk.domain.money import Money
from shopdesk.domain.paper_amendment import PaperAmendment
from shopdesk.domain.receipt_layout import ReceiptLayout
from shopdesk.domain.signature import Signature


class PaperKind(StrEnum):
    RECEIPT = "receipt"
    TAG = "tag"
    QUOTE = "quote"
    SALE = "sale"
    WARRANTY = "warranty"
    REFUND = "refund"
    DAY = "day"
    CASH = "cash"
    ACCESSORY = "accessory"
    SHEET = "sheet"
    AMENDMENT = "amendment"
    TEST = "test"


class Copy(StrEnum):
    """Parts of the three-part receipt."""

    SHOP = "shop"
    CUSTOMER = "customer"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Letterhead:
    shop_name: str
    address: str = ""
    phone: str = ""
    hours: str = ""
    complaint_phone: str = ""
    licence: str = ""
    licences: tuple[str, ...] = ()
    """Further numbers, each with what it is: ``营业执照 91310000…``."""
    logo: str = ""
    """Content hash of the shop's mark."""

    @property
    def every_licence(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.licence, *self.licences)))


@dataclass(frozen=True, slots=True)
class PaperDevice:
    kind: str
    """phone, tablet, laptop, watch or other: chooses the outline."""
    model: str
    imei: str = ""
    serial: str = ""
    colour: str = ""
    storage: str = ""


@dataclass(frozen=True, slots=True)
class PaperMark:
    """A mark with its words; `surface` is a face of the outline or the hash of a photo in `photos`."""

    number: int
    surface: str
    shape: str
    points: tuple[tuple[int, int], ...]
    words: str
    """Kind and place in the paper's language: ``碎裂　右上角``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer as printed, and whether it is a yes, a no, or neither."""

    question: str
    answer: str
    agreed: bool | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """The three-part receipt. The copies differ in what they show (see printing.documents.receipt)."""

    language: str
    head: Letterhead
    number: str
    tag_code: str
    slip_code: str
    received_at: datetime
    received_by: str
    desk: str
    customer_name: str
    customer_phone: str
    device: PaperDevice
    accessories: tuple[str, ...]
    fault: str
    history: tuple[Answer, ...]
    """Earlier repair, drop, liquid, when and how, reproduced together, warranty, purchase date."""
    checks: tuple[Answer, ...]
    """Functional check at intake."""
    marks: tuple[PaperMark, ...]
    photos: tuple[str, ...]
    """Content hashes, in the order shown."""
    consents: tuple[Answer, ...]
    estimate_low: Money | None
    estimate_high: Money | None
    deposit: Money | None
    deposit_tender: str
    promised_at: datetime | None
    terms: tuple[str, ...]
    integrity: str
    """Short code of the intake's hash: ``7K4Q-92MD``; empty on a preview."""
    bin: str = ""
    old_parts: str = ""
    signature: Signature | None = None
    visit: str = ""
    """Place among the devices of one visit, worded: ``1/3 · signed together with 26-000102, 26-000103``."""
    layout: ReceiptLayout | None = None
    """How the shop wanted its copies; None on papers of before it could be chosen."""
    amendment: PaperAmendment | None = None


@dataclass(frozen=True, slots=True)
class TagPaper:
    """The label that travels with the device. Never a phone number, a name in full, or a passcode."""

    language: str
    number: str
    tag_code: str
    model: str
    imei_tail: str
    bin: str
    piece: str = ""
    """``1/2`` on the tags of accessories."""


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """Tags on sheets of labels: in order from label number `first` on, counted from 1 row by row.

    `reprints` says for each tag whether it is the original (0) or the n-th copy.
    """

    language: str
    number: str
    sheet: LabelSheet
    tags: tuple[TagPaper, ...]
    reprints: tuple[int, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a quote, sale or refund."""

    name: str
    quantity: int
    amount: Money
    """For the whole line, as the customer reads prices (tax inside or not, as the country does)."""
    grade: str = ""
    warranty: str = ""
    serial: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperTax:
    name: str
    base: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class PaperTender:
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class QuoteOption:
    """One way to mend it; a quote may offer several, the recommended first."""

    title: str
    lines: tuple[PaperLine, ...]
    taxes: tuple[PaperTax, ...]
    total: Money
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuotePaper:
    language: str
    head: Letterhead
    number: str
    """Of the quote: ``26-004183/2``."""
    slip_code: str
    issued_at: datetime
    valid_until: datetime
    issued_by: str
    customer_name: str
    device: PaperDevice
    fault: str
    cause: str
    parts_concerned: str
    plan: str
    options: tuple[QuoteOption, ...]
    tax_included: bool
    time_needed: str
    notes: tuple[str, ...]
    approval: str = ""
    """How it was answered, in words; empty while open."""
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class SalePaper:
    """The charge receipt."""

    language: str
    head: Letterhead
    number: str
    ticket_number: str
    slip_code: str
    issued_at: datetime
    issued_by: str
    customer_name: str
    device: PaperDevice
    work_done: str
    lines: tuple[PaperLine, ...]
    taxes: tuple[PaperTax, ...]
    tax_included: bool
    total: Money
    deposit_used: Money
    tenders: tuple[PaperTender, ...]
    change: Money
    old_parts: tuple[str, ...]
    """Fate of each replaced part, worded."""
    notes: tuple[str, ...] = ()
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class WarrantyTerm:
    """What is covered, how long, and what is not."""

    item: str
    term: str
    until: datetime | None
    scope: str
    serial: str = ""


@dataclass(frozen=True, slots=True)
class WarrantyPaper:
    language: str
    head: Letterhead
    number: str
    ticket_number: str
    slip_code: str
    issued_at: datetime
    customer_name: str
    device: PaperDevice
    terms: tuple[WarrantyTerm, ...]
    cautions: tuple[str, ...]
    repair_record: tuple[Answer, ...]
    """Dates in and tested, fault, cause, handling, technician."""


@dataclass(frozen=True, slots=True)
class RefundPaper:
    """The mirror of a sale: same lines, amounts negated."""

    language: str
    head: Letterhead
    number: str
    mirrors: str
    ticket_number: str
    issued_at: datetime
    issued_by: str
    customer_name: str
    reason: str
    lines: tuple[PaperLine, ...]
    taxes: tuple[PaperTax, ...]
    tax_included: bool
    total: Money
    tenders: tuple[PaperTender, ...]
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class CountedTender:
    name: str
    expected: Money
    counted: Money


@dataclass(frozen=True, slots=True)
class DayPaper:
    """Z close, or an X report (`z_number` 0: only looks)."""

    language: str
    head: Letterhead
    z_number: int
    desk: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime
    closed_by: str
    first_entry: int
    last_entry: int
    """Ledger entries covered."""
    sales: tuple[PaperTender, ...]
    """By kind of line: labour, parts, fees."""
    sales_total: Money
    refunds_total: Money
    net_total: Money
    taxes: tuple[PaperTax, ...]
    tenders: tuple[CountedTender, ...]
    denominations: tuple[tuple[Money, int], ...]
    """Each note or coin and how many were counted."""
    opening_float: Money
    cash_moved: Money
    """Paid in less paid out by hand."""
    over_short: Money
    deposits_taken: Money
    deposits_used: Money
    deposits_held: Money
    tickets_in: int
    tickets_out: int
    tickets_open: int
    sales_count: int
    refunds_count: int
    drawer_opened: int
    running_total: Money
    """Net of all days; never reset."""
    chain_head: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CashPaper:
    """Money that moves without a sale: a deposit taken later, the opening float, cash put in or taken out."""

    language: str
    head: Letterhead
    number: str
    issued_at: datetime
    issued_by: str
    desk: str
    what: str
    """In words: deposit, opening float, paid in, paid out."""
    amount: Money
    """Negative when it leaves the drawer."""
    tender: str
    reason: str = ""
    ticket_number: str = ""
    slip_code: str = ""
    customer_name: str = ""


@dataclass(frozen=True, slots=True)
class TestPaper:
    """A page to try a printer with, and to measure with a ruler how far it prints beside the mark."""

    language: str
    printer: str
    printed_at: datetime
    document: str = ""
    """In words: the document that is printed on this printer."""
    right: int = 0
    """Shift in tenths of a millimetre that the page was printed with."""
    down: int = 0


Paper = (
    ReceiptPaper
    | TagPaper
    | QuotePaper
    | SalePaper
    | WarrantyPaper
    | RefundPaper
    | DayPaper
    | CashPaper
    | SheetPaper
    | TestPaper
)
