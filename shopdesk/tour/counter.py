"""The tour at the counter: intake, the customer's answer, pickup, refund, the day's close."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QScrollArea, QWidget

from shopdesk.bootstrap.sample_cast import Cast, Story
from shopdesk.bootstrap.sample_photo import photo_of
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.services.day_figures import day_figures
from shopdesk.services.shop import Shop
from shopdesk.services.till import till_state
from shopdesk.tour.hands import Hands, TourStuck
from shopdesk.ui.annotate.canvas import Canvas
from shopdesk.ui.common.photo_strip import PhotoStrip
from shopdesk.ui.common.signature_pad import SignaturePad

FLOAT = "500"
DEPOSIT = "100"
REFUNDED = "20"
IMEI = "356921145087315"
WRONG_IMEI = "356921145087319"
_CUSTOMERS_SCREEN = (1280, 800)
_CTRL = Qt.KeyboardModifier.ControlModifier


def open_till(hands: Hands) -> None:
    hands.settle()
    hands.key(Qt.Key.Key_5, _CTRL)
    hands.settle()
    hands.type("opening_float", FLOAT)
    hands.picture("till-closed")
    hands.commit()
    hands.settle()


def take_in(hands: Hands, told: Cast, story: Story) -> None:
    """The whole intake by hand, up to the moment before it is saved."""
    hands.key(Qt.Key.Key_1, _CTRL)
    hands.picture("intake-empty")
    hands.type("intake_phone", told.phone_form.format(n=4827))
    hands.type("intake_name", told.names[0])
    hands.type("intake_model", story.model)
    hands.settle()
    hands.picture("intake-device-found")
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.type("intake_identity", WRONG_IMEI)
    hands.picture("imei-wrong")
    hands.type("intake_identity", IMEI)
    hands.press("intake_accessories_more")
    for name in ("chip_sim", "chip_case"):
        hands.press(name, hands.find(QWidget, "intake_accessories"))
    hands.press("intake_accessories_more")
    for fault in story.faults:
        hands.press(f"chip_{fault}", hands.find(QWidget, "intake_faults"))
    hands.settle()
    hands.key(Qt.Key.Key_F2)
    hands.picture("first-advice")
    hands.key(Qt.Key.Key_Escape)
    hands.type("intake_fault_words", story.words)
    hands.picture("intake-fault")


def show_condition(hands: Hands, story: Story) -> None:
    """Two photos, and marks on outline and photo."""
    folder = hands.folder / "photos"
    folder.mkdir(exist_ok=True)
    files = []
    for name, back in (("front", False), ("back", True)):
        file = folder / f"{name}.jpg"
        file.write_bytes(photo_of(story.body, cracked=True, back=back, seed=1))
        files.append(file)
    # What the file dialog, a drop and a paste come to.
    hands.find(PhotoStrip, "photo_strip").files_chosen.emit(files)
    hands.settle()
    hands.key(Qt.Key.Key_F4)
    hands.settle()
    canvas = hands.find(Canvas, "marks_canvas")
    hands.key(Qt.Key.Key_2)
    for across, down in ((0.352, 0.10), (0.455, 0.90)):
        _press_at(hands, canvas, across, down)
    hands.picture("marks")
    hands.key(Qt.Key.Key_F4)
    hands.settle()


def _press_at(hands: Hands, widget: QWidget, across: float, down: float) -> None:
    at = QPoint(round(widget.width() * across), round(widget.height() * down))
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
    hands.settle()


def agree_and_save(hands: Hands) -> None:
    """Consents, estimate, deposit, signature, Ctrl+Enter."""
    hands.key(Qt.Key.Key_F7)
    hands.type("intake_estimate_low", "680")
    hands.type("intake_estimate_high", "860")
    hands.type("intake_deposit", DEPOSIT)
    look_from_the_other_side(hands, "customer-intake")
    sign(hands, hands.find(QWidget, "intake_terms"))
    hands.picture("intake-filled")
    hands.commit()
    hands.find(QWidget, "intake_saved")
    hands.picture("intake-saved")
    hands.press("intake_saved_next")


def sign(hands: Hands, within: QWidget) -> None:
    pad = hands.find(SignaturePad, "signature_pad", within)
    area: QWidget | None = pad.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(pad)
        area = area.parentWidget()
    hands.settle()
    hands.draw(pad)


def look_from_the_other_side(hands: Hands, name: str) -> None:
    """What the customer sees just now, on the screen turned to them."""
    screen = hands.desk.front.customer.screen
    screen.toggle()
    if screen.window is None:
        raise TourStuck("the customer's screen does not open")
    screen.window.showNormal()  # as large as such screens are, whatever screen the tour has
    screen.window.resize(*_CUSTOMERS_SCREEN)
    hands.settle()
    hands.picture(name, of=screen.window)
    screen.toggle()
    hands.window.activateWindow()
    hands.settle()


def hear_yes_by_phone(hands: Hands, ticket_id: int) -> None:
    hands.desk.front.desk.navigator.go("tickets", ticket_id=ticket_id)
    hands.picture("ticket-quoted")
    hands.press("ticket_step")
    hands.settle()
    hands.press("segment_phone", hands.find(QWidget, "answer_kind"))
    hands.picture("answer-by-phone")
    hands.commit()
    hands.picture("ticket-approved")


def hand_over(hands: Hands, ticket_id: int) -> None:
    """Slip, tag, cash and a wallet, signature, done."""
    hands.key(Qt.Key.Key_5, _CTRL)
    hands.settle()
    hands.scan(code_for(CodeKind.SLIP, ticket_id))
    hands.picture("pickup-slip")
    hands.scan(code_for(CodeKind.TAG, ticket_id))
    fates = hands.window.findChildren(QPushButton, "chip_returned")
    for fate in fates:
        if fate.isVisibleTo(hands.window) and not fate.isChecked():
            QTest.mouseClick(fate, Qt.MouseButton.LeftButton)
    hands.press("tender_cash")
    hands.type("amount_cash", "300")
    hands.press("tender_card" if hands.desk.frame.texts.language == "en" else "tender_wechat")
    hands.settle()
    hands.picture("pickup-paid")
    sign(hands, hands.find(QWidget, "pickup"))
    hands.picture("pickup-signed")
    hands.commit()
    hands.find(QWidget, "till_done")
    hands.picture("handed-over")


def refund_part(hands: Hands, told: Cast) -> None:
    """A wrong charge: part of the last sale's first line goes back."""
    hands.press("till_done_next")
    hands.settle()
    hands.key(Qt.Key.Key_F9)
    hands.settle()
    sales = hands.find(QAbstractItemView, "till_rows")
    QTest.mouseClick(sales.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    hands.settle()
    amounts = [
        one
        for one in hands.find(QWidget, "refund").findChildren(QLineEdit)
        if one.objectName().startswith("refund_amount")
    ]
    hands.type(amounts[0].objectName(), REFUNDED)
    hands.type("refund_reason", told.refund_reason)
    hands.picture("refund")
    hands.commit()
    hands.picture("refunded")


def close_day(hands: Hands, shop: Shop) -> int:
    """Count the drawer and close; gives the session."""
    state = shop.ask(till_state, hands.desk.front.who.actor.desk)
    if state.session_id is None:
        raise RuntimeError("the till is open in the evening")
    hands.key(Qt.Key.Key_7, _CTRL)
    hands.picture("day")
    hands.commit()
    hands.settle()
    left = shop.ask(day_figures, state.session_id).cash_expected
    for piece in shop.settings.pack.denominations:
        number, left = divmod(left, piece.minor)
        if number:
            hands.type(f"pieces_{piece.minor}", str(number))
    hands.picture("day-counted")
    hands.commit()
    hands.find(QWidget, "day_done")
    hands.picture("day-closed")
    return state.session_id
