"""Photos come in by choosing, dropping and pasting; what goes wrong stands beside them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.errors import UserError
from shopdesk.services.photos import prepare_photo
from shopdesk.ui.common.photo_strip import PhotoStrip
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts

LEFT = Qt.MouseButton.LeftButton


def photo(colour: Qt.GlobalColor = Qt.GlobalColor.darkCyan) -> QImage:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


@pytest.fixture
def strip(front: Callable[[QWidget], None]) -> PhotoStrip:
    made = PhotoStrip(Texts("en"), most=3)
    made.resize(360, 200)
    front(made)
    return made


def with_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(strip: PhotoStrip, mime: QMimeData) -> None:
    actions, none = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    strip.dragEnterEvent(QDragEnterEvent(QPoint(10, 10), actions, mime, LEFT, none))
    strip.dropEvent(QDropEvent(QPointF(10, 10), actions, mime, LEFT, none))


def shown_words(strip: PhotoStrip) -> str:
    return " ".join(w.accessibleName() for w in strip.findChildren(QWidget) if w.isVisible())


def test_dropped_files_are_handed_on(strip: PhotoStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.files_chosen) as chosen:
        drop(strip, with_files(Path("/photos/a.jpg"), Path("/photos/b.heic")))
    assert chosen.args == [[Path("/photos/a.jpg"), Path("/photos/b.heic")]]


def test_files_are_chosen_in_the_systems_dialog(strip: PhotoStrip, qtbot: QtBot, tmp_path: Path) -> None:
    QTest.keyClick(strip.add_tile, Qt.Key.Key_Return)
    dialog = strip.findChild(QFileDialog, "photo_dialog")
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(strip.files_chosen) as chosen:
        dialog.filesSelected.emit([str(tmp_path / "a.jpg")])
    dialog.close()
    assert chosen.args == [[tmp_path / "a.jpg"]]


class TestPaste:
    handed_over: ClassVar[list[QMimeData]] = []
    """The clipboard deletes them itself; Python must not do it a second time."""

    def paste(self, strip: PhotoStrip, mime: QMimeData) -> None:
        self.handed_over.append(mime)
        QGuiApplication.clipboard().setMimeData(mime)
        QTest.keyClick(strip.add_tile, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def test_a_picture_arrives_ready_to_prepare(self, strip: PhotoStrip, qtbot: QtBot) -> None:
        mime = QMimeData()
        mime.setImageData(photo(Qt.GlobalColor.red))
        with qtbot.waitSignal(strip.image_pasted) as pasted:
            self.paste(strip, mime)
        content = bytes(pasted.args[0])
        prepared = prepare_photo(content)
        assert (prepared.width, prepared.height) == (320, 240)
        with Image.open(io.BytesIO(prepared.jpeg)) as picture:
            assert picture.getpixel((100, 100)) == pytest.approx((254, 0, 0), abs=3)

    def test_an_encoded_picture_stays_as_it_came(self, strip: PhotoStrip, qtbot: QtBot) -> None:
        out = io.BytesIO()
        Image.new("RGB", (64, 48), "teal").save(out, "PNG")
        mime = QMimeData()
        mime.setData("image/png", out.getvalue())
        with qtbot.waitSignal(strip.image_pasted) as pasted:
            self.paste(strip, mime)
        assert bytes(pasted.args[0]) == out.getvalue()

    def test_files_copied_in_the_file_manager(self, strip: PhotoStrip, qtbot: QtBot) -> None:
        with qtbot.waitSignal(strip.files_chosen):
            self.paste(strip, with_files(Path("/photos/a.jpg")))

    def test_text_is_answered_with_words(self, strip: PhotoStrip) -> None:
        mime = QMimeData()
        mime.setText("no picture")
        self.paste(strip, mime)
        assert "no picture to paste" in shown_words(strip)


class TestRoom:
    def test_only_as_many_as_fit_are_taken(self, strip: PhotoStrip, qtbot: QtBot) -> None:
        strip.set_photos([("a", photo())])
        with qtbot.waitSignal(strip.files_chosen) as chosen:
            drop(strip, with_files(*(Path(f"/photos/{n}.jpg") for n in range(5))))
        assert len(chosen.args[0]) == 2
        assert "3 photos are as many" in shown_words(strip)

    def test_a_full_strip_asks_for_no_more(self, strip: PhotoStrip) -> None:
        strip.set_photos([(name, photo()) for name in "abc"])
        assert not strip.add_tile.isVisible()
        strip.set_photos([(name, photo()) for name in "ab"])
        assert strip.add_tile.isVisible()

    def test_those_on_their_way_count_and_broken_ones_do_not(self, strip: PhotoStrip) -> None:
        strip.begin("1", "a.jpg")
        strip.begin("2", "b.jpg")
        assert strip.room() == 1
        strip.fail("2", "photos.broken")
        assert strip.room() == 2


class TestProgress:
    def test_a_broken_file_says_so_until_it_was_read(self, strip: PhotoStrip) -> None:
        strip.begin("1", "scan.jpg")
        assert "Preparing scan.jpg" in shown_words(strip)
        strip.fail("1", "photos.broken")
        assert "This photo is damaged" in shown_words(strip)
        close = strip.findChild(QPushButton, "photo_dismiss_1")
        assert close is not None
        assert close.accessibleName() == "Hide the message about scan.jpg"
        QTest.mouseClick(close, LEFT)
        assert "damaged" not in shown_words(strip)

    def test_one_on_its_way_can_be_cancelled(self, strip: PhotoStrip, qtbot: QtBot) -> None:
        strip.begin("7", "big.heic")
        close = strip.findChild(QPushButton, "photo_cancel_7")
        assert close is not None
        with qtbot.waitSignal(strip.cancelled) as cancelled:
            QTest.mouseClick(close, LEFT)
        assert cancelled.args == ["7"]
        strip.fail("7", "photos.broken")  # the answer that comes too late
        assert "damaged" not in shown_words(strip)

    def test_several_say_how_far_they_are_and_all_can_be_cancelled(
        self, strip: PhotoStrip, qtbot: QtBot
    ) -> None:
        strip.begin("1", "a.jpg")
        assert not strip.progress.isVisible()  # one alone shows by itself how it goes
        strip.begin("2", "b.jpg")
        strip.begin("3", "c.jpg")
        strip.finish("1")
        assert (strip.progress.words.text(), strip.progress.bar.value(), strip.progress.bar.maximum()) == (
            "1 of 3",
            1,
            3,
        )
        dropped: list[str] = []
        strip.cancelled.connect(dropped.append)
        strip.progress.cancel.click()
        assert dropped == ["2", "3"]
        assert not strip.progress.isVisible()
        strip.begin("4", "d.jpg")
        strip.begin("5", "e.jpg")
        assert strip.progress.words.text() == "0 of 2"  # another batch

    def test_the_whole_way_off_the_windows_thread(
        self, strip: PhotoStrip, qtbot: QtBot, tasks: Tasks, tmp_path: Path
    ) -> None:
        good, bad = tmp_path / "good.jpg", tmp_path / "bad.jpg"
        Image.new("RGB", (320, 240), "teal").save(good)
        bad.write_text("no photo")

        def take(files: list[Path]) -> None:
            for file in files:
                strip.begin(file.name, file.name)

                def refused(problem: BaseException, token: str = file.name) -> None:
                    assert isinstance(problem, UserError)
                    strip.fail(token, problem.key, **problem.values)

                def kept(photo: object, token: str = file.name) -> None:
                    strip.finish(token)
                    strip.set_photos([("hash", None)])

                tasks.aside(partial(prepare_photo, file), kept, refused, owner=strip)

        strip.files_chosen.connect(take)
        with qtbot.waitSignal(tasks.settled):
            drop(strip, with_files(good, bad))
        assert len(strip.tiles()) == 1
        assert "This is not a photo" in shown_words(strip)


class TestTiles:
    def test_pressing_opens_the_cross_removes(self, strip: PhotoStrip, qtbot: QtBot) -> None:
        strip.set_photos([("a", photo()), ("b", photo())])
        second = strip.tiles()[1]
        with qtbot.waitSignal(strip.opened) as opened, qtbot.assertNotEmitted(strip.remove_wanted):
            QTest.mouseClick(second, LEFT, pos=QPoint(20, 50))
        assert opened.args == ["b"]
        with qtbot.waitSignal(strip.remove_wanted) as removed, qtbot.assertNotEmitted(strip.opened):
            QTest.mouseClick(second, LEFT, pos=QPoint(second.width() - 14, 14))
        assert removed.args == ["b"]

    def test_keys_open_and_remove_and_go_on_to_the_next(self, strip: PhotoStrip, qtbot: QtBot) -> None:
        strip.set_photos([(name, photo()) for name in "abc"])
        strip.remove_wanted.connect(lambda gone: strip.set_photos([(n, photo()) for n in "abc" if n != gone]))
        middle = strip.tiles()[1]
        middle.setFocus()
        with qtbot.waitSignal(strip.opened):
            QTest.keyClick(middle, Qt.Key.Key_Return)
        with qtbot.waitSignal(strip.remove_wanted):
            QTest.keyClick(middle, Qt.Key.Key_Delete)
        assert [tile.name for tile in strip.tiles()] == ["a", "c"]
        assert strip.tiles()[1].hasFocus()

    def test_a_photo_that_stays_keeps_its_tile(self, strip: PhotoStrip, qtbot: QtBot) -> None:
        picture = photo()
        strip.set_photos([("a", picture), ("b", None)])
        first, second = strip.tiles()
        strip.set_photos([("b", picture), ("a", picture)])
        assert strip.tiles() == [second, first]
        qtbot.waitUntil(lambda: second.x() < first.x())

    def test_marks_are_drawn_over_them(self, strip: PhotoStrip) -> None:
        drawn: list[str] = []

        def overlay(painter: QPainter, area: object, name: str) -> None:
            drawn.append(name)

        strip.set_photos([("a", photo()), ("b", None)])
        strip.set_overlay(overlay)
        strip.grab()
        assert set(drawn) == {"a", "b"}

    def test_they_are_named_in_the_windows_language(self, qtbot: QtBot) -> None:
        texts = Texts("en")
        strip = PhotoStrip(texts)
        qtbot.addWidget(strip)
        strip.set_photos([("a", photo())])
        assert strip.tiles()[0].accessibleName() == "Photo 1"
        texts.use("zh_CN")
        assert strip.tiles()[0].accessibleName() == "照片 1"


def test_no_part_of_it_is_a_window_for_a_moment(strip: PhotoStrip, qtbot: QtBot) -> None:
    window = strip.window()
    strip.begin("1", "a.jpg")
    strip.begin("2", "b.jpg")
    strip.set_photos([("a", photo())])
    strip.fail("2", "photos.broken")
    QGuiApplication.processEvents()
    assert window.isActiveWindow()  # the keyboard would be lost


def test_a_strip_made_behind_a_window_takes_nothing_from_it(strip: PhotoStrip) -> None:
    later = PhotoStrip(Texts("en"), parent=strip)
    later.offer_camera()
    QGuiApplication.processEvents()
    assert strip.window().isActiveWindow()
