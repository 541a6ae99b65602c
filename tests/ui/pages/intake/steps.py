"""Steps at the intake that several tests take, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from shopdesk.services.people import customer_card
from tests.shop_floor import Floor
from tests.ui.pages.intake.conftest import Hands

Come = Callable[[Floor], Hands]
F3, F7, F8, F10 = (
    Qt.Key.Key_F3,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
    Qt.Key.Key_F10,
)
OTHER_IMEI = "352099001761481"


def known(hands: Hands) -> None:
    """王喆 with the phone that was here before."""
    hands.type("4827")
    hands.enter(2)
    assert hands.view.entered().device_id == 1


def second(hands: Hands, model: str = "Mate 60", fault: str = "不开机") -> None:
    hands.press(F3)
    hands.view.device.model.setText(model)
    hands.view.fault.words.setText(fault)
    hands.view.changed.emit()


def asked(hands: Hands) -> str:
    """The words of the question that stands open."""
    return " ".join(label.text() for label in hands.question().findChildren(QLabel))


def agree_to(hands: Hands, words: str) -> None:
    """Yes to the next question, which says `words`; one that follows at once is in front of the window."""
    question = hands.question()
    question.activateWindow()
    hands.qtbot.waitUntil(question.isActiveWindow)
    assert words in asked(hands)
    hands.agree()


def tickets(hands: Hands) -> list[int]:
    return [visit.ticket_id for visit in hands.floor.shop.ask(customer_card, 1).visits]
