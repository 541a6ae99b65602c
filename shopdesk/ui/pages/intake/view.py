"""The intake on the screen: bands at the left; receipt, terms, money and the one button at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shopdesk.errors import Worded
from shopdesk.services.catalogue import CatalogueDevice
from shopdesk.services.intake_form import PasscodeEntry
from shopdesk.services.people import CustomerBrief, DeviceBrief
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.annotate.panel import MarksPanel
from shopdesk.ui.common.kit import Bands, Banner, Chip, EnterMovesOn, PrimaryButton, set_kind
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.desk import PaperPreview
from shopdesk.ui.pages.intake.condition import ConditionBand
from shopdesk.ui.pages.intake.customer import CustomerBand
from shopdesk.ui.pages.intake.device import DeviceBand
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.fault import FaultBand
from shopdesk.ui.pages.intake.head import IntakeHead
from shopdesk.ui.pages.intake.money import MoneyFoot
from shopdesk.ui.pages.intake.preview import HeldUp, ReceiptPreview
from shopdesk.ui.pages.intake.saved import SavedPanel
from shopdesk.ui.pages.intake.terms import TermsCard
from shopdesk.ui.pages.intake.troubles import Place

_SIDE, _SIDE_MOST = 424, 620
_CHIP_LINE = 36


class IntakeView(QWidget):
    """Passive: says what was typed, shows what it is told."""

    changed = Signal()
    """Something was typed or chosen by the person."""
    filled = Signal()
    """Another form was shown."""
    save_wanted = Signal()

    def __init__(
        self,
        texts: Texts,
        tasks: Tasks,
        settings: ShopSettings,
        draw: PaperPreview | None,
    ) -> None:
        super().__init__()
        self.setObjectName("intake_view")
        self._photos: tuple[str, ...] = ()
        self._filling = False
        self._passcode_refused = False
        self.head = IntakeHead(texts)
        self.banner = Banner(texts)
        self.customer = CustomerBand(texts, self)
        self.device = DeviceBand(texts, self)
        self.fault = FaultBand(texts, self)
        self.fault.use_checks(settings.checks)
        self.condition = ConditionBand(texts)
        self.preview = ReceiptPreview(texts, tasks, draw)
        self.terms = TermsCard(texts, settings.pack, self)
        self.money = MoneyFoot(texts, settings.currency, settings.pack)
        self.save = PrimaryButton(texts, "intake.save", key_hint="Ctrl ↵")
        self.save.setObjectName("intake_save")
        self._side = QFrame()
        self._lay_out()
        self.held_up = HeldUp(self)
        self.marks = MarksPanel(texts, self)
        self.saved = SavedPanel(texts, self)
        self.places: dict[str, Place] = {
            **self.customer.places,
            **self.device.places,
            **self.fault.places,
            **self.condition.places,
            **self.terms.places,
            **self.money.places,
        }
        self._keys = EnterMovesOn(self)
        for box in (*self.customer.boxes(), self.device.models):
            box.arm()
        self.fault.history.sheet.arm()
        # When the layout has settled: heights are known only then.
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._fit_faults)
        self._bands.installEventFilter(self)
        self._connect()

    def _lay_out(self) -> None:
        bands = self._bands = Bands()
        for band in (self.customer, self.device, self.fault):
            bands.add(band)
        bands.add(self.condition, 1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("intake_bands")
        self._scroll.setWidget(bands)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QVBoxLayout()
        left.setContentsMargins(16, 10, 16, 12)
        left.setSpacing(8)
        left.addWidget(self.head)
        left.addWidget(self.banner)
        left.addWidget(self._scroll, 1)
        set_kind(self._side, "side")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(16, 8, 16, 12)
        side.setSpacing(7)
        side.addWidget(self.preview)
        side.addWidget(self.terms)
        side.addStretch(1)
        side.addWidget(self.money)
        side.addWidget(self.save)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(left, 1)
        box.addWidget(self._side)
        self._side.setFixedWidth(_SIDE)

    def _connect(self) -> None:
        for part in (self.customer, self.device, self.fault, self.terms, self.money):
            part.changed.connect(self._tell)
        for part in (self.customer, self.device):
            part.moved_on.connect(self._move_on)
        self.device.kind_changed.connect(self._show_kind)
        self.condition.marks_wanted.connect(self.marks.enter)
        self.marks.editor.changed.connect(self._marks_changed)
        self.preview.sheet.pressed.connect(lambda: self.held_up.hold(self.preview.sheet.image()))
        self.save.clicked.connect(lambda _on=False: self.save_wanted.emit())
        self.customer.name.textChanged.connect(self.terms.show_signer)

    # what stands in it

    def entered(self) -> Entered:
        return Entered(
            **self.customer.taken(),
            **self.device.taken(),
            **self.fault.taken(),
            **self.terms.taken(),
            **self.money.taken(),
            marks=self.marks.editor.marks(),
            photos=self._photos,
        )

    def passcode(self) -> PasscodeEntry | None:
        return self.device.passcode.entry()

    def fill(self, entered: Entered) -> None:
        """Show another form; nothing is told, nothing stays of the one before."""
        self._filling = True
        self.clear_errors()
        for part in (self.customer, self.device, self.fault, self.terms, self.money):
            part.fill(entered)
        self._show_kind(entered.kind)
        self.marks.editor.set_marks(entered.marks)
        self.condition.show_marks(entered.marks)
        self._filling = False
        self._scroll.verticalScrollBar().setValue(0)
        self.preview.refresh()
        self.filled.emit()

    def show_customer(
        self, known: CustomerBrief, number: str, visit: str, devices: Sequence[DeviceBrief]
    ) -> None:
        """`number` is the one of theirs to call about this."""
        self._filling = True
        self.customer.show_known(known, number, visit)
        self.device.devices.show_devices(devices)
        here = self.device.known()
        self.device.devices.show_chosen(here.id if here else None)
        self._filling = False

    def show_device(self, known: DeviceBrief) -> None:
        self._filling = True
        self.device.show_device(known)
        self._filling = False

    def show_model(self, one: CatalogueDevice) -> None:
        self.device.show_model(one)
        self.device.colour.setFocus(Qt.FocusReason.TabFocusReason)

    def show_photos(self, photos: Sequence[tuple[str, QImage | None]]) -> None:
        self._photos = tuple(name for name, _ in photos)
        self.condition.show_photos(photos)
        self.marks.editor.set_photos(photos)

    def photo_removed(self, name: str) -> None:
        self.marks.editor.forget_photo(name)

    def show_passcode_refused(self, answer: Worded | None) -> None:
        """A passcode is entrusted though the customer answered `answer` to unlocking; None takes it back."""
        if answer is not None:
            self.banner.say("intake.passcode.refused", "warn", answer=answer)
        elif self._passcode_refused:
            self.banner.clear()
        self._passcode_refused = answer is not None

    def show_saving(self, saving: bool) -> None:
        self.save.setEnabled(not saving)

    # what is wrong with it

    def clear_errors(self) -> None:
        self.banner.clear()
        for place in self.places.values():
            place.set_error(None)

    def show_error(self, field: str, key: str, values: dict[str, object]) -> bool:
        """Say it beside its field and bring that into sight; False where no field has that name."""
        if field.startswith("consents"):
            self.terms.show_missing()
        place = self.places.get(field) or self.places.get(field.partition(".")[0])
        if place is None:
            return False
        place.set_error_key(key, **values)
        if isinstance(place, QWidget):
            self._scroll.ensureWidgetVisible(place, 0, 40)
        place.focus()
        return True

    # moving about

    def start(self) -> None:
        self.customer.phone.setFocus(Qt.FocusReason.OtherFocusReason)

    def after_customer(self) -> None:
        """A customer on file was taken: on to the devices, else to the model."""
        if not self.device.devices.focus_first():
            self.device.model.setFocus(Qt.FocusReason.TabFocusReason)

    def after_device(self) -> None:
        self.fault.faults.focus_first()

    def go_band(self, number: int) -> None:
        go = {
            1: self.customer.phone.setFocus,
            2: self.device.model.setFocus,
            3: self.fault.faults.focus_first,
            4: self.condition.strip.setFocus,
            5: self.terms.rows[0].answers.focus_first,
        }
        go[number]()

    def is_covered(self) -> bool:
        """The saved panel stands before the form."""
        return self.saved.isVisible()

    def _move_on(self) -> None:
        self.focusNextChild()

    def _tell(self) -> None:
        if not self._filling:
            self.preview.refresh()
            self.changed.emit()

    def _show_kind(self, kind: str) -> None:
        self.fault.show_kind(kind)
        self.condition.show_kind(kind)
        self.marks.editor.set_device_kind(kind)

    def _marks_changed(self) -> None:
        self.condition.show_marks(self.marks.editor.marks())
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            here = self.window().focusWidget()
            if isinstance(here, QAbstractButton) and not isinstance(here, Chip):
                here.click()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(max(_SIDE, min(round(self.width() * 0.33), _SIDE_MOST)))
        self._settled.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._bands and event.type() == QEvent.Type.LayoutRequest:
            self._settled.start()
        return False

    def _fit_faults(self) -> None:
        """A second line of fault chips where the window has room for it."""
        faults = self.fault.faults
        room = self._scroll.size()
        high = self._bands.heightForWidth(room.width())
        if high <= 0:
            return
        lines = 1 if high + (2 - faults.lines) * _CHIP_LINE > room.height() else 2
        faults.set_lines(lines)
