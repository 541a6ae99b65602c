"""At pickup and at the bench: photos hung on the ticket as they come, both sides together, a verdict."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.services import photo_folder
from shopdesk.services.desk_settings import DeskSettings, SaveDeskSettings
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.pages.bench.bench_page import BenchPage
from shopdesk.ui.pages.tickets.page import TicketsPage
from shopdesk.ui.pages.till.till_page import TillPage
from shopdesk.ui.photos import folder_watch
from shopdesk.ui.photos.comparison import Comparison
from shopdesk.ui.photos.door import PhotoDoor
from tests.shop_floor import Floor
from tests.ui.photos.film import Film

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def files(folder: Path, *colours: str) -> list[Path]:
    made = []
    for colour in colours:
        out = io.BytesIO()
        Image.new("RGB", (640, 480), colour).save(out, "JPEG")
        made.append(folder / f"{colour}.jpg")
        made[-1].write_bytes(out.getvalue())
    return made


class Counter:
    """Somebody at the till or bench with one ticket open."""

    def __init__(self, opened: OpenDesk, floor: Floor, ticket_id: int, qtbot: QtBot) -> None:
        self.opened, self.floor, self.ticket_id, self.qtbot = opened, floor, ticket_id, qtbot
        opened.frame.scanner.stop()
        with qtbot.waitActive(opened.frame.window):
            opened.frame.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(self.opened.frame.tasks.idle)
            QApplication.processEvents()

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget() or self.opened.frame.window
        QTest.keyClick(focused, key, modifier)
        self.settle()

    def is_open(self) -> bool:
        return self.door.is_open

    def page(self, name: str) -> QWidget | None:
        return self.opened.front.desk.navigator.page(name)

    @property
    def door(self) -> PhotoDoor:
        page = self.opened.front.desk.navigator.page(self.opened.front.desk.navigator.current)
        assert isinstance(page, TillPage | BenchPage)
        return page.photos

    @property
    def comparison(self) -> Comparison:
        made = self.door.comparison
        assert made is not None
        return made

    @property
    def card(self) -> TicketCard:
        return self.floor.card(self.ticket_id)

    def take(self, paths: list[Path]) -> None:
        self.comparison.panel.strip.files_chosen.emit(paths)
        self.settle()


@pytest.fixture
def till(floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Counter:
    ticket_id = floor.ready()
    opened = open_window(floor, floor.counter, page="till")
    opened.front.desk.navigator.go("till", ticket_id=ticket_id)
    return Counter(opened, floor, ticket_id, qtbot)


@pytest.fixture
def bench(floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Counter:
    ticket_id = floor.repairing()
    opened = open_window(floor, floor.technician, page="bench")
    opened.front.desk.navigator.go("bench", ticket_id=ticket_id)
    return Counter(opened, floor, ticket_id, qtbot)


def test_photos_of_pickup_hang_on_the_ticket_together_and_the_intake_stays(
    till: Counter, tmp_path: Path
) -> None:
    before = till.card
    till.press(Key.Key_F5)
    assert till.is_open()
    till.take(files(tmp_path, "red", "blue"))
    after = till.card
    assert len(after.photos_of(PhotoStage.PICKUP)) == 2
    assert (after.integrity, after.intact) == (before.integrity, True)
    added = [entry.data for entry in after.timeline if entry.kind == "photos_added"]
    assert added == [{"n": 2, "stage": "pickup"}]
    strip = till.comparison.panel.strip
    assert [tile.name for tile in strip.tiles()] == list(after.photos_of(PhotoStage.PICKUP))
    assert not any(tile.removable for tile in strip.tiles())  # what is on record stays
    till.press(Key.Key_Escape)
    assert not till.is_open()
    till.press(Key.Key_F5)
    assert len(till.comparison.panel.strip.tiles()) == 2


def test_the_verdict_is_asked_for_and_kept_with_its_words(till: Counter) -> None:
    till.press(Key.Key_F5)
    panel = till.comparison.panel
    till.press(Key.Key_Return, CTRL)
    assert panel.words_field.error()
    assert till.is_open()
    panel.verdict.chips()[1].click()
    assert panel.words.hasFocus()
    till.press(Key.Key_Return, CTRL)
    assert panel.words_field.error()
    QTest.keyClicks(panel.words, "scratch, lower left")
    till.press(Key.Key_Return, CTRL)
    assert not till.is_open()
    newest = till.card.timeline[0]
    assert (newest.kind, newest.data) == ("compared_new_damage", {"words": "scratch, lower left"})
    page = till.page("till")
    assert isinstance(page, TillPage)
    assert page.pickup._device_band.note.whole() == "发现新损伤"


def test_nobody_is_made_to_compare(till: Counter) -> None:
    page = till.page("till")
    assert isinstance(page, TillPage)
    assert not till.is_open()
    assert "compare" not in " ".join(page.presenter.pickup.missing())


def test_both_sides_zoom_and_push_together(till: Counter, tmp_path: Path) -> None:
    till.press(Key.Key_F5)
    till.take(files(tmp_path, "red"))
    then, now = till.comparison.panel.then.canvas, till.comparison.panel.now.canvas
    then.setFocus()
    till.press(Key.Key_Plus)
    till.press(Key.Key_Plus)
    assert now.view.zoom == then.view.zoom == pytest.approx(1.25**2)
    now.view.pan(QPointF(-40, 25))
    now.looked.emit()
    assert then.view.centre.toTuple() == pytest.approx(now.view.centre.toTuple(), abs=0.02)
    till.comparison.panel.then.show_sheet(till.card.intake.photos[0])
    assert then.view.zoom == now.view.zoom
    till.press(Key.Key_0)
    assert now.view.zoom == 1.0


def test_the_camera_takes_beside_the_intake_and_a_shot_taken_back_never_hangs(till: Counter) -> None:
    till.press(Key.Key_F5)
    film = Film()
    till.comparison.sources.make_source = lambda: film
    till.press(Key.Key_F5)
    for colour in ("#c03020", "#20c030"):
        film.shows(colour)
        till.press(Key.Key_Space)
    till.press(Key.Key_Delete)
    assert till.card.photos_of(PhotoStage.PICKUP) == ()
    till.press(Key.Key_Escape)  # out of the camera, not out of the comparison
    assert till.is_open()
    assert len(till.card.photos_of(PhotoStage.PICKUP)) == 1


def test_a_file_that_is_no_photo_costs_the_others_nothing(till: Counter, tmp_path: Path) -> None:
    till.press(Key.Key_F5)
    letter = tmp_path / "letter.jpg"
    letter.write_text("no photo")
    till.take([*files(tmp_path, "red"), letter])
    assert len(till.card.photos_of(PhotoStage.PICKUP)) == 1


def test_the_bench_takes_photos_and_asks_no_verdict(bench: Counter, tmp_path: Path) -> None:
    bench.press(Key.Key_F5)
    assert bench.is_open()
    bench.take(files(tmp_path, "red"))
    assert len(bench.card.photos_of(PhotoStage.BENCH)) == 1
    bench.press(Key.Key_Return, CTRL)
    assert bench.is_open()
    assert not any(entry.kind.startswith("compared") for entry in bench.card.timeline)
    bench.press(Key.Key_Escape)
    page = bench.page("bench")
    assert isinstance(page, BenchPage)
    tile = page.view.overview.later.findChild(SheetTile, "photo_bench_1")
    assert tile is not None
    assert tile.isVisibleTo(page.view.overview)  # a form may stand before it


def test_the_ticket_shows_them_by_stage_and_opens_them_large(
    bench: Counter, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.press(Key.Key_F5)
    bench.take(files(tmp_path, "red", "blue"))
    bench.press(Key.Key_Escape)
    bench.opened.front.desk.navigator.go("tickets", ticket_id=bench.ticket_id)
    bench.settle()
    page = bench.page("tickets")
    assert isinstance(page, TicketsPage)
    tile = page.ticket.cards.condition.later.findChild(SheetTile, "photo_bench_2")
    assert tile is not None
    tile.click()
    bench.settle()
    assert page.marks is not None
    assert page.marks.isVisible()
    name = bench.card.photos_of(PhotoStage.BENCH)[1]
    assert page.marks.editor.canvas.view.surface_named(name) is not None


def test_what_the_phone_sends_meanwhile_is_offered_here_too(
    till: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_watch, "POLL_MS", 40)
    monkeypatch.setattr(folder_watch, "SOON_MS", 20)
    monkeypatch.setattr(photo_folder, "QUIET_S", 0.06)
    watched = DeskSettings(photo_folder=str(tmp_path))
    till.floor.shop.do(SaveDeskSettings(value=watched, seen_version=0), till.floor.counter)
    files(tmp_path, "green")
    till.press(Key.Key_F5)
    till.settle()
    files(tmp_path, "red")
    row = till.comparison.panel.arrivals
    till.qtbot.waitUntil(lambda: [path.name for path in row.paths()] == ["red.jpg"])
    row.all.click()
    till.settle()
    assert len(till.card.photos_of(PhotoStage.PICKUP)) == 1
    assert not row.isVisible()


def test_a_scan_of_another_device_takes_the_comparison_away(bench: Counter) -> None:
    other = bench.floor.approved()
    bench.press(Key.Key_F5)
    bench.opened.front.desk.navigator.go("bench", ticket_id=bench.ticket_id)
    bench.settle()
    assert bench.is_open()  # the same one, looked at again
    bench.opened.front.desk.navigator.go("bench", ticket_id=other)
    bench.settle()
    assert not bench.is_open()


def test_a_scan_of_another_slip_does_too(till: Counter) -> None:
    other = till.floor.ready(name="李雷", phone="138 0016 4828")
    till.press(Key.Key_F5)
    till.opened.front.desk.navigator.go("till", ticket_id=other)
    till.settle()
    assert not till.is_open()
    till.press(Key.Key_F5)
    assert till.comparison.ticket_id == other
