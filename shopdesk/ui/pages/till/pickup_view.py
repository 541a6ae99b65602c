"""The pickup as it is seen: match, condition, amount at the left; payment and signature at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.money import Money
from shopdesk.domain.photo_stage import Verdict
from shopdesk.services.checkout import Charge
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.annotate.condition import ConditionView
from shopdesk.ui.common.kit import (
    Band,
    Bands,
    Banner,
    Button,
    Elided,
    IconButton,
    PrimaryButton,
    StatusPill,
    column,
    label,
    row,
    set_kind,
    set_state,
    text_label,
)
from shopdesk.ui.common.signature_pad import SignaturePad
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.till.amount_table import AmountTable
from shopdesk.ui.pages.till.old_parts import OldPartRows
from shopdesk.ui.pages.till.payment import PaymentState
from shopdesk.ui.pages.till.payment_panel import PaymentPanel
from shopdesk.ui.pages.till.pickup import Part, PickupData, Scan
from shopdesk.ui.pages.till.scan_tiles import ScanTiles

SIDE_WIDTH = 384


class PickupView(QWidget):
    """Passive: shows what it is given and says what the person did."""

    closed = Signal()
    completed = Signal()
    compare_wanted = Signal(str)
    """Look at the device beside its photos of intake; a side or photo to begin with, or nothing."""
    restated = Signal()
    """What is done and what is missing was looked at again."""

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("pickup")
        self._texts = texts
        self._money = money
        self.title = Elided(kind="title")
        self.note = Elided(kind="secondary")
        self.pill = StatusPill(texts, "ready")
        self.close_button = IconButton(texts, "x", "till.pickup.close")
        self.close_button.clicked.connect(lambda _on=False: self.closed.emit())
        self.banner = Banner(texts)
        self.tiles = ScanTiles(texts)
        self.condition = ConditionView(texts, most_photos=2)
        self.work = Elided()
        self.old_parts = OldPartRows(texts)
        self.amounts = AmountTable(texts, money)
        self.payment = PaymentPanel(texts, money)
        self.pad = SignaturePad(texts)
        self.go = PrimaryButton(texts, "till.pickup.complete", icon="package-check", key_hint="Ctrl ↵")
        self.go.clicked.connect(lambda _on=False: self.completed.emit())
        self._match_band, self._device_band, self._amount_band = self._make_bands()
        bands = Bands()
        bands.add(self._match_band)
        bands.add(self._device_band)
        bands.add(self._amount_band, 1)
        head = row(column(row(self.title, self.pill), self.note, spacing=2), self.close_button)
        head.setStretch(0, 1)
        left = QVBoxLayout()
        left.setContentsMargins(16, 14, 16, 16)
        left.setSpacing(10)
        left.addLayout(head)
        left.addWidget(self.banner)
        left.addWidget(bands, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self._make_side())

    def _make_bands(self) -> tuple[Band, Band, Band]:
        match = Band(self._texts, 1, "till.pickup.match")
        match.body.addWidget(self.tiles)
        device = Band(self._texts, 2, "till.pickup.condition")
        device.body.addWidget(self.condition)
        compare = Button(
            self._texts, "photos.compare.open_pickup", kind="quiet", icon="images", key_hint="F5"
        )
        set_state(compare, "compact", True)
        compare.clicked.connect(lambda _on=False: self.compare_wanted.emit(""))
        device.add_head(compare)
        self.condition.opened.connect(self.compare_wanted)
        work = row(text_label(self._texts, "till.pickup.work", "label"), self.work)
        work.setStretch(1, 1)
        device.body.addLayout(work)
        device.body.addWidget(self.old_parts)
        amount = Band(self._texts, 3, "till.pickup.amount")
        amount.body.addWidget(self.amounts, 1)
        return match, device, amount

    def _make_side(self) -> QFrame:
        side = QFrame()
        set_kind(side, "side")
        side.setFixedWidth(SIDE_WIDTH)
        box = QVBoxLayout(side)
        box.setContentsMargins(16, 14, 16, 16)
        box.setSpacing(10)
        box.addWidget(self.payment, 1)
        self._signed = label("note")
        box.addLayout(row(text_label(self._texts, "till.pickup.signature", "section"), 1, self._signed))
        self._texts.bind(self._signed.setText, "till.pickup.signature_note")
        self.pad.setFixedHeight(92)
        box.addWidget(self.pad)
        box.addWidget(self.go)
        return side

    # what is shown

    def show_pickup(self, data: PickupData) -> None:
        card = data.card
        self.title.setText(f"{card.device.title} · {card.device.storage}".rstrip(" ·"))
        parts = (card.number, card.customer.name, card.customer.phone, card.bin)
        self.note.setText(" · ".join(filter(None, parts)))
        self.pill.show_status(card.status.value)
        self.condition.set_device_kind(card.device.kind)
        self.condition.set_marks(card.intake.marks)
        self._texts.put(self.work.setText, data.work_done or "–")
        if not data.work_done:
            self._texts.bind(self.work.setText, f"till.outcome.{card.outcome or 'open'}")
        self.pad.clear()
        self.pad.set_name(card.customer.name)
        self.show_fates(data)

    def show_fates(self, data: PickupData) -> None:
        self.old_parts.show_parts(data.card.old_parts)
        self._show_compared(data.card)

    def _show_compared(self, card: TicketCard) -> None:
        """What the last comparison said, where there was one."""
        kinds = {f"compared_{verdict}": verdict for verdict in Verdict}
        said = next((kinds[entry.kind] for entry in card.timeline if entry.kind in kinds), None)
        words = self._texts.tr(f"photos.compare.{said}") if said is not None else ""
        self._device_band.set_note(words, "bad" if said is Verdict.NEW_DAMAGE else "ok")

    def show_photos(self, photos: Sequence[tuple[str, bytes]]) -> None:
        self.condition.set_photos([(name, QImage.fromData(found)) for name, found in photos])

    def show_scans(self, slip: Scan, tag: Scan) -> None:
        self.tiles.show_scans(slip, tag)

    def show_amount(self, charge: Charge, *, adjusted: bool) -> None:
        self.amounts.show_charge(charge, adjusted=adjusted)
        self.payment.show_due(charge.due)

    def show_payment(self, state: PaymentState) -> None:
        self.payment.show_state(state)

    def show_missing(self, missing: Sequence[Part]) -> None:
        """Ticks on what is done."""
        self._match_band.set_done(not {Part.SLIP, Part.TAG} & set(missing))
        self._device_band.set_done(Part.OLD_PARTS not in missing)
        self._amount_band.set_done(Part.AMOUNT not in missing)
        self.restated.emit()

    def clear_payment(self) -> None:
        self.payment.clear()

    def say(self, key: str, tone: str, **values: object) -> None:
        self.banner.say(key, tone, **values)

    def quiet(self) -> None:
        self.banner.clear()

    def focus_part(self, part: Part) -> None:
        match part:
            case Part.SLIP | Part.TAG:
                self.tiles.focus_open()
            case Part.OLD_PARTS:
                self.old_parts.focus_open()
            case Part.AMOUNT:
                self.amounts.focus_table()
            case Part.PAYMENT:
                self.payment.focus_first()
            case Part.SIGNATURE:
                self.pad.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.payment.setEnabled(not busy)
