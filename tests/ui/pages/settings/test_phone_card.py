"""The folder of a phone's photos, chosen for one desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.services.desk_settings import DeskRoute, DeskSettings, SaveDeskSettings, desk_settings
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.phone_card import PhoneCard
from tests.shop_floor import Floor


@pytest.fixture
def card(desk: Desk, floor: Floor, front: Callable[[QWidget], None], qtbot: QtBot) -> PhoneCard:
    own = DeskSettings(routes={"sale": DeskRoute("folder", "a5")})
    floor.shop.do(SaveDeskSettings(value=own, seen_version=0), desk.actor)
    made = PhoneCard(desk)
    front(made)
    qtbot.waitUntil(desk.tasks.idle)
    return made


def test_it_is_kept_as_soon_as_it_is_chosen_beside_what_else_the_desk_has(
    card: PhoneCard, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    assert card.path.whole() == desk.texts.tr("photos.folder.none")
    card.choose.click()
    dialog = card.findChild(QFileDialog, "photo_folder_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    qtbot.waitUntil(lambda: card.path.whole() == str(tmp_path))
    kept = desk.shop.ask(desk_settings, desk.actor.desk)
    assert (kept.photo_folder, kept.own("sale").format) == (str(tmp_path), "a5")
    card.clear.click()
    qtbot.waitUntil(card.clear.isHidden)
    assert desk.shop.ask(desk_settings, desk.actor.desk).photo_folder == ""


def test_a_folder_that_is_away_is_kept_and_said(
    card: PhoneCard, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    card.save(str(tmp_path / "unplugged"))
    qtbot.waitUntil(card.trouble.isVisible)
    assert card.path.whole().endswith("unplugged")
