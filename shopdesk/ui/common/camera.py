"""The camera at the desk: where pictures come from, and a view of what it sees.

QtMultimedia is 175 MB that most desks do not need, so it is an extra (``camera``) and loaded when a camera
is first asked for. Whatever sends pictures the same way can stand in for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLoggingCategory, QObject, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.texts import Texts

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtMultimedia import QCamera, QCameraDevice, QMediaCaptureSession, QVideoFrame, QVideoSink

LARGEST = QSize(1920, 1080)
"""More than this is slow to turn into a picture and shows nothing more of a phone."""
_LEAST_RATE = 12.0
_FRAME_S = 1 / 16
"""Frames that come sooner than this after the last one are left out."""


class FrameSource(Protocol):
    """Sends pictures while it runs. `frame` carries a QImage, `failed` a message key that says why not."""

    @property
    def name(self) -> str: ...
    @property
    def frame(self) -> SignalInstance: ...
    @property
    def failed(self) -> SignalInstance: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class CameraName:
    """A camera of this machine: what it is kept under, and what it is called."""

    camera_id: str
    name: str


def camera_installed() -> bool:
    """Whether the extra is there. Quick: nothing is loaded."""
    return find_spec("PySide6.QtMultimedia") is not None


def cameras() -> tuple[CameraName, ...]:
    """The cameras plugged in now; none without the extra."""
    if not camera_installed():
        return ()
    return tuple(CameraName(_id_of(device), device.description()) for device in _devices())


def _multimedia() -> ModuleType:
    # It lists each library that it can do without; those lines are no trouble of the shop's.
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg.info=false")
    from PySide6 import QtMultimedia  # noqa: PLC0415 - an extra, and heavy

    return QtMultimedia


def _devices() -> list[QCameraDevice]:
    devices: list[QCameraDevice] = _multimedia().QMediaDevices.videoInputs()
    return devices


def _id_of(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


class QtCamera(QObject):
    """A camera of this machine. Without an id, or with one that is not plugged in, the first there is."""

    frame = Signal(QImage)
    failed = Signal(str)

    def __init__(
        self,
        camera_id: str = "",
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._camera_id = camera_id
        self._name = ""
        self._now = now
        self._last = -1.0
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._sink: QVideoSink | None = None

    @property
    def name(self) -> str:
        """What the camera is called; empty until it was started."""
        return self._name

    @property
    def sink(self) -> QVideoSink:
        """Where the system puts the frames."""
        if self._sink is None:
            made: QVideoSink = _multimedia().QVideoSink(self)
            made.videoFrameChanged.connect(self._came)
            self._sink = made
        return self._sink

    def start(self) -> None:
        """Begin to send frames; what stands in the way comes as `failed`."""
        if self._camera is not None:
            return
        if not camera_installed():
            self.failed.emit("camera.not_installed")
            return
        devices = _devices()
        if not devices:
            self.failed.emit("camera.none")
            return
        device = next((one for one in devices if _id_of(one) == self._camera_id), devices[0])
        self._name = device.description()
        multimedia = _multimedia()
        camera: QCamera = multimedia.QCamera(device, self)
        formats = [one for one in device.videoFormats() if one.maxFrameRate() >= _LEAST_RATE]
        fitting = [one for one in formats if _fits(one.resolution())]
        if fitting:
            camera.setCameraFormat(max(fitting, key=lambda one: one.resolution().width()))
        camera.errorOccurred.connect(self._broke)
        session: QMediaCaptureSession = multimedia.QMediaCaptureSession(self)
        session.setCamera(camera)
        session.setVideoSink(self.sink)
        self._camera, self._session = camera, session
        camera.start()

    def stop(self) -> None:
        """Send no more; the camera's lamp goes out."""
        camera, session = self._camera, self._session
        self._camera = self._session = None
        if camera is not None and session is not None:
            camera.stop()
            session.deleteLater()
            camera.deleteLater()

    def _broke(self, _error: object, _words: str) -> None:
        self.stop()
        self.failed.emit("camera.gone")

    def _came(self, frame: QVideoFrame) -> None:
        now = self._now()
        # The last frame of a camera that goes is null.
        if not frame.isValid() or 0 <= now - self._last < _FRAME_S:
            return
        image = _image_of(frame)
        if not image.isNull():
            self._last = now
            self.frame.emit(image)


def _fits(size: QSize) -> bool:
    return size.width() <= LARGEST.width() and size.height() <= LARGEST.height()


def _image_of(frame: QVideoFrame) -> QImage:
    """The picture in a frame: taken as it is where it is one already, else converted by Qt."""
    multimedia = _multimedia()
    layout = frame.surfaceFormat()
    kind = multimedia.QVideoFrameFormat.imageFormatFromPixelFormat(frame.pixelFormat())
    turned = layout.rotation().value or layout.isMirrored()
    if (
        kind == QImage.Format.Format_Invalid
        or turned
        or not frame.map(multimedia.QVideoFrame.MapMode.ReadOnly)
    ):
        return frame.toImage()
    try:
        # The copy outlives the frame's memory.
        held = QImage(frame.bits(0), frame.width(), frame.height(), frame.bytesPerLine(0), kind)
        return held.copy()
    finally:
        frame.unmap()


class CameraView(QWidget):
    """What a source sees, live. It runs only while the view is visible: no lamp burns for nobody."""

    failed = Signal(str)

    def __init__(self, texts: Texts, *, mirrored: bool = False) -> None:
        super().__init__()
        self._texts = texts
        self._mirrored = mirrored
        self._source: FrameSource | None = None
        self._running = False
        self._picture = QImage()
        self._words_key = "camera.off"
        self.setObjectName("camera_view")
        self.setMinimumSize(240, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        texts.bind(self.setAccessibleName, "camera.view")
        texts.changed.connect(self.update)

    def watch(self, source: FrameSource | None) -> None:
        """Show this source from now on; None shows that the camera is off."""
        self._halt()
        if self._source is not None:
            self._source.frame.disconnect(self._show)
            self._source.failed.disconnect(self._fail)
        self._source = source
        self._picture = QImage()
        self._words_key = "camera.off"
        if source is not None:
            source.frame.connect(self._show)
            source.failed.connect(self._fail)
            if self.isVisible():
                self._run()
        self.update()

    @property
    def picture(self) -> QImage:
        """The newest frame as it came, never mirrored; null before the first."""
        return self._picture

    @property
    def words_key(self) -> str:
        """What stands in the view while there is no picture."""
        return self._words_key

    def sizeHint(self) -> QSize:
        return QSize(480, 360)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        self._halt()
        super().hideEvent(event)

    def _run(self) -> None:
        if self._source is not None and not self._running:
            self._running = True
            self._words_key = "camera.starting"
            self._source.start()

    def _halt(self) -> None:
        if self._source is not None and self._running:
            self._running = False
            self._source.stop()

    def _show(self, image: QImage) -> None:
        if self._running:
            self._picture = image
            self.update()

    def _fail(self, key: str) -> None:
        self._running = False
        self._picture = QImage()
        self._words_key = key
        self.update()
        self.failed.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, tokens.RADIUS_CARD, tokens.RADIUS_CARD)
        painter.fillPath(outline, theme.color("sunken"))
        if self._picture.isNull():
            painter.setPen(theme.color("secondary"))
            painter.setFont(theme.font(13))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(frame.adjusted(24, 16, -24, -16), flags, self._texts.tr(self._words_key))
        else:
            painter.save()
            painter.setClipPath(outline)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_picture(painter, frame)
            painter.restore()
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(outline)
        painter.end()

    def _paint_picture(self, painter: QPainter, frame: QRectF) -> None:
        size = QSizeF(self._picture.size()).scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(frame.topLeft(), size)
        place.moveCenter(frame.center())
        if self._mirrored:
            # As in a mirror: a hand moved to the right goes to the right.
            painter.translate(frame.left() + frame.right(), 0)
            painter.scale(-1, 1)
        painter.drawImage(place, self._picture)
