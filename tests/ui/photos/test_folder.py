"""What a phone sends appears as one row, while a page looks; a press takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.services import photo_folder
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.photos import folder_watch
from shopdesk.ui.photos.folder_row import Arrival, FolderRow
from shopdesk.ui.photos.folder_watch import FolderWatch


@pytest.fixture
def row(front: Callable[[QWidget], None]) -> Iterator[FolderRow]:
    host = QWidget()
    host.resize(800, 90)
    made = FolderRow(Texts("en"))
    made.setParent(host)
    made.resize(800, 80)
    front(host)
    yield made
    host.close()


def arrivals(*names: str) -> list[Arrival]:
    return [Arrival(Path("/phone") / name) for name in names]


class TestRow:
    def test_it_is_there_only_while_something_came(self, row: FolderRow) -> None:
        assert not row.isVisible()
        row.add(arrivals("a.jpg", "b.jpg"))
        row.add(arrivals("c.jpg"))
        assert row.isVisible()
        assert row.words.whole() == "3 new from the phone"
        row.close_button.click()
        assert not row.isVisible()
        assert row.paths() == []

    def test_all_or_one(self, row: FolderRow, qtbot: QtBot) -> None:
        row.add(arrivals("a.jpg", "b.jpg"))
        with qtbot.waitSignal(row.taken) as taken:
            row.all.click()
        assert taken.args == [[Path("/phone/a.jpg"), Path("/phone/b.jpg")]]
        small = row.findChild(QWidget, "photo_arrival_2")
        assert small is not None
        with qtbot.waitSignal(row.taken) as taken:
            QTest.keyClick(small, Qt.Key.Key_Return)
        assert taken.args == [[Path("/phone/b.jpg")]]
        row.remove([Path("/phone/b.jpg")])
        assert row.words.whole() == "1 new from the phone"

    def test_small_pictures_are_large_enough_for_a_finger(self, row: FolderRow) -> None:
        row.add(arrivals(*(f"{n}.jpg" for n in range(30))))
        small = [part for n in range(40) if (part := row.findChild(QWidget, f"photo_arrival_{n}"))]
        assert len(small) == 6
        assert {part.size().toTuple() for part in small} == {(40, 40)}
        assert len(row.paths()) == 30


class TestWatch:
    @pytest.fixture
    def watch(
        self, row: FolderRow, tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> FolderWatch:
        # Real files and real threads, at a pace that a test can wait for.
        monkeypatch.setattr(folder_watch, "POLL_MS", 40)
        monkeypatch.setattr(folder_watch, "SOON_MS", 20)
        monkeypatch.setattr(photo_folder, "QUIET_S", 0.06)
        Image.new("RGB", (64, 48), "teal").save(tmp_path / "old.jpg")
        made = FolderWatch(tasks, row.window())
        made.came.connect(row.add)
        made.use(str(tmp_path))
        return made

    def settled(self, qtbot: QtBot, tasks: Tasks) -> None:
        qtbot.waitUntil(tasks.idle)

    def test_a_new_photo_is_offered_with_its_picture(
        self, watch: FolderWatch, row: FolderRow, tasks: Tasks, qtbot: QtBot, tmp_path: Path
    ) -> None:
        self.settled(qtbot, tasks)
        Image.new("RGB", (640, 480), "red").save(tmp_path / "new.jpg")
        (tmp_path / "letter.jpg").write_text("no photo")
        qtbot.waitUntil(lambda: len(row.paths()) == 2)
        assert {path.name for path in row.paths()} == {"new.jpg", "letter.jpg"}
        small = [row.findChild(QWidget, f"photo_arrival_{n}") for n in (1, 2)]
        reds = [part.grab().toImage().pixelColor(20, 20).red() for part in small if part is not None]
        assert max(reds) > 240

    def test_the_next_intake_begins_with_none(
        self, watch: FolderWatch, row: FolderRow, tasks: Tasks, qtbot: QtBot, tmp_path: Path
    ) -> None:
        self.settled(qtbot, tasks)
        Image.new("RGB", (64, 48), "red").save(tmp_path / "theirs.jpg")
        watch.begin()
        self.settled(qtbot, tasks)
        Image.new("RGB", (64, 48), "red").save(tmp_path / "ours.jpg")
        qtbot.waitUntil(lambda: bool(row.paths()))
        assert [path.name for path in row.paths()] == ["ours.jpg"]

    def test_nothing_is_looked_at_while_the_page_is_away(
        self, watch: FolderWatch, row: FolderRow, tasks: Tasks, qtbot: QtBot, tmp_path: Path
    ) -> None:
        self.settled(qtbot, tasks)
        row.window().hide()
        Image.new("RGB", (64, 48), "red").save(tmp_path / "new.jpg")
        with qtbot.assertNotEmitted(tasks.working, wait=200):
            pass
        row.window().show()
        qtbot.waitUntil(lambda: len(row.paths()) == 1)

    def test_another_folder_or_none(
        self, watch: FolderWatch, tasks: Tasks, qtbot: QtBot, tmp_path: Path
    ) -> None:
        self.settled(qtbot, tasks)
        watch.use("")
        assert watch.path is None
        with qtbot.assertNotEmitted(tasks.working, wait=120):
            pass
        watch.use(str(tmp_path / "not there"))
        self.settled(qtbot, tasks)
