"""The tour at the reception once more: two devices at once, an intake amended, the settings behind it all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from shopdesk.bootstrap.sample_cast import Cast, Story
from shopdesk.tour.hands import Hands
from shopdesk.ui.common.photo_strip import PhotoStrip

_CTRL = Qt.KeyboardModifier.ControlModifier
_TABS = ("papers", "printing", "scanner", "knowledge", "terms")


def take_in_two(hands: Hands, told: Cast, first: Story, other: Story) -> None:
    """One customer, two devices, one signature."""
    hands.key(Qt.Key.Key_1, _CTRL)
    hands.type("intake_phone", told.phone_form.format(n=3390))
    hands.type("intake_name", told.names[1])
    _device(hands, first, hands.folder / "photos" / "front.jpg")
    hands.key(Qt.Key.Key_F3)
    hands.settle()
    _device(hands, other, hands.folder / "photos" / "back.jpg")
    hands.key(Qt.Key.Key_F7)
    hands.key(Qt.Key.Key_F8)
    hands.picture("visit-of-two")
    hands.commit()
    hands.find(QWidget, "intake_saved")
    hands.picture("visit-saved")
    hands.press("intake_saved_next")


def _device(hands: Hands, story: Story, photo: Path) -> None:
    hands.type("intake_model", story.model)
    hands.settle()
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.type("intake_fault_words", story.words)
    hands.find(PhotoStrip, "photo_strip").files_chosen.emit([photo])
    hands.settle()


def amend(hands: Hands, told: Cast, ticket_id: int) -> None:
    """The customer remembers something an hour later: on record, with who, when and why."""
    hands.desk.front.desk.navigator.go("tickets", ticket_id=ticket_id)
    hands.settle()
    hands.trigger("tickets_amend")
    hands.type("amend_own_accessories", told.accessories[0])
    hands.type("amend_reason", told.amend_reason)
    hands.picture("amending")
    hands.commit()
    hands.settle()
    hands.picture("amended")


def look_at_settings(hands: Hands) -> None:
    for tab in _TABS:
        hands.desk.front.desk.navigator.go("settings", tab=tab)
        hands.picture(f"settings-{tab}")
