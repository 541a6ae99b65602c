"""Frames as a camera sends them, through Qt's own sink and through anything else that sends pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QWidget

from shopdesk.ui.common import camera as camera_module
from shopdesk.ui.common.camera import CameraView, QtCamera, cameras
from shopdesk.ui.common.texts import Texts

Front = Callable[[QWidget], None]


def picture(colour: str = "#336699", width: int = 64, height: int = 48) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


class Album(QObject):
    """A source that sends what the test hands it."""

    frame = Signal(QImage)
    failed = Signal(str)
    name = "album"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def start(self) -> None:
        self.told.append("start")

    def stop(self) -> None:
        self.told.append("stop")


class Watch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def camera(watch: Watch) -> QtCamera:
    return QtCamera(now=watch)


def test_a_frame_of_the_system_becomes_a_picture(camera: QtCamera) -> None:
    seen: list[QImage] = []
    camera.frame.connect(seen.append)
    camera.sink.setVideoFrame(QVideoFrame(picture("#c03020")))
    assert [image.size().toTuple() for image in seen] == [(64, 48)]
    assert seen[0].pixelColor(10, 10).name() == "#c03020"


def test_frames_that_come_too_fast_are_left_out(camera: QtCamera, watch: Watch) -> None:
    seen: list[QImage] = []
    camera.frame.connect(seen.append)
    for _ in range(30):
        camera.sink.setVideoFrame(QVideoFrame(picture()))
        watch.now += 1 / 30
    assert 14 <= len(seen) <= 16


def test_the_empty_last_frame_of_a_camera_is_no_picture(camera: QtCamera) -> None:
    seen: list[QImage] = []
    camera.frame.connect(seen.append)
    camera.sink.setVideoFrame(QVideoFrame())
    assert seen == []


def test_no_camera_is_said(camera: QtCamera, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    camera.failed.connect(said.append)
    monkeypatch.setattr(camera_module, "_devices", list)
    camera.start()
    monkeypatch.setattr(camera_module, "camera_installed", lambda: False)
    camera.start()
    assert said == ["camera.none", "camera.not_installed"]
    assert cameras() == ()


def test_the_view_shows_what_comes_and_runs_only_while_seen(texts: Texts, front: Front) -> None:
    view, album = CameraView(texts), Album()
    view.watch(album)
    assert album.told == []
    front(view)
    assert album.told == ["start"]
    assert view.words_key == "camera.starting"
    album.frame.emit(picture("#20a040", 640, 480))
    assert view.picture.size().toTuple() == (640, 480)
    assert view.grab().toImage().pixelColor(view.width() // 2, view.height() // 2).name() == "#20a040"
    view.hide()
    assert album.told == ["start", "stop"]
    view.show()
    view.watch(None)
    assert album.told == ["start", "stop", "start", "stop"]


def test_the_view_says_why_there_is_no_picture(texts: Texts, front: Front) -> None:
    view, album = CameraView(texts), Album()
    view.watch(album)
    front(view)
    album.frame.emit(picture())
    album.failed.emit("camera.gone")
    assert view.picture.isNull()
    assert view.words_key == "camera.gone"


def test_a_mirrored_view_turns_the_picture_but_not_what_is_taken(texts: Texts, front: Front) -> None:
    halves = picture("#ffffff", 400, 300)
    for x in range(200):
        for y in range(300):
            halves.setPixelColor(x, y, QColor("#000000"))
    view, album = CameraView(texts, mirrored=True), Album()
    view.watch(album)
    front(view)
    album.frame.emit(halves)
    shown = view.grab().toImage()
    middle = view.height() // 2
    assert shown.pixelColor(view.width() // 2 - 40, middle).lightness() > 200
    assert shown.pixelColor(view.width() // 2 + 40, middle).lightness() < 50
    assert view.picture.pixelColor(10, 10).lightness() == 0
