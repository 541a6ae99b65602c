"""Photos of an intake that come from the camera and from a phone's folder, and leave no trace behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from shopdesk.services import photo_folder
from shopdesk.services.desk_settings import DeskSettings, SaveDeskSettings
from shopdesk.ui.photos import folder_watch
from tests.shop_floor import Floor
from tests.ui.pages.intake.conftest import Hands
from tests.ui.photos.film import Film

Key = Qt.Key


def test_two_with_the_camera_one_taken_back(hands: Hands) -> None:
    film = Film()
    hands.page.presenter.sources.make_source = lambda: film
    hands.press(Key.Key_F5)
    for colour in ("#c03020", "#20c030", "#2030c0"):
        film.shows(colour)
        hands.press(Key.Key_Space)
    hands.press(Key.Key_Delete)
    hands.press(Key.Key_Escape)
    kept = hands.view.entered().photos
    assert len(kept) == 2
    strip = hands.view.condition.strip
    assert [tile.name for tile in strip.tiles()] == list(kept)
    for name in kept:
        assert hands.floor.shop.media.has(name)


@pytest.fixture
def with_phone(
    floor: Floor,
    at_counter: Callable[[Floor], Hands],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Hands, Path]:
    monkeypatch.setattr(folder_watch, "POLL_MS", 40)
    monkeypatch.setattr(folder_watch, "SOON_MS", 20)
    monkeypatch.setattr(photo_folder, "QUIET_S", 0.06)
    phone = tmp_path / "phone"
    phone.mkdir()
    floor.shop.do(
        SaveDeskSettings(value=DeskSettings(photo_folder=str(phone)), seen_version=0), floor.counter
    )
    hands = at_counter(floor)
    hands.qtbot.waitUntil(lambda: hands.page.presenter.sources.watch.path == phone)  # type: ignore[union-attr]  # the intake has a row
    hands.settle()
    return hands, phone


def test_what_the_phone_sends_is_one_press_away(with_phone: tuple[Hands, Path]) -> None:
    hands, phone = with_phone
    exif = Image.Exif()
    exif[0x010E] = "CANARY"
    for name, colour in (("a.jpg", "red"), ("b.jpg", "blue")):
        Image.new("RGB", (640, 480), colour).save(phone / name, exif=exif)
    row = hands.view.condition.arrivals
    hands.qtbot.waitUntil(lambda: len(row.paths()) == 2)
    row.all.click()
    hands.settle()
    assert len(hands.view.entered().photos) == 2
    assert not row.isVisible()
    assert sorted(path.name for path in phone.iterdir()) == ["a.jpg", "b.jpg"]  # the phone keeps its files
    media = hands.floor.shop.media.folder
    kept = [file for file in media.rglob("*.jpg") if file.is_file()]
    assert kept
    assert not any(b"CANARY" in file.read_bytes() for file in kept)


def test_the_next_customer_is_not_offered_the_photos_of_the_last(with_phone: tuple[Hands, Path]) -> None:
    hands, phone = with_phone
    Image.new("RGB", (640, 480), "red").save(phone / "theirs.jpg")
    row = hands.view.condition.arrivals
    hands.qtbot.waitUntil(lambda: bool(row.paths()))
    hands.page.presenter.clear()
    hands.settle()
    assert row.paths() == []
    Image.new("RGB", (640, 480), "red").save(phone / "ours.jpg")
    hands.qtbot.waitUntil(lambda: bool(row.paths()))
    assert [path.name for path in row.paths()] == ["ours.jpg"]
