"""Codes that a camera sees: frames are looked through beside the window's thread, the newest only."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import zxingcpp
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from shopdesk.domain.scanners import is_sure
from shopdesk.ui.common.camera import FrameSource
from shopdesk.ui.common.tasks import Tasks

MOST_A_SECOND = 8
_APART_MS = 1000 // MOST_A_SECOND
_WIDEST = 1280
"""A finer picture takes longer and shows no more of a code held in front of a camera."""
_GONE_S = 1.2
"""A code that stays in the picture is one scan; away for longer, it is another."""


@dataclass(frozen=True, slots=True)
class SeenCode:
    text: str
    certain: bool
    """Whether the code proves itself, by its own error correction or by check digits we know."""


def _formats() -> zxingcpp.BarcodeFormats:
    # Made each time: one that is kept is told as leaked when the program closes.
    kinds = zxingcpp.BarcodeFormat
    # What stands on tags, parts and boxes; looking for every code there is takes four times as long.
    return zxingcpp.BarcodeFormats(
        [
            kinds.Code128,
            kinds.Code39,
            kinds.Code93,
            kinds.EAN13,
            kinds.EAN8,
            kinds.UPCA,
            kinds.UPCE,
            kinds.QRCode,
            kinds.DataMatrix,
        ]
    )


def code_in(image: QImage) -> SeenCode | None:
    """The code nearest to the middle of a picture. Any thread; a few ms."""
    if image.isNull():
        return None
    if image.width() > _WIDEST:
        image = image.scaledToWidth(_WIDEST, Qt.TransformationMode.FastTransformation)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    found = [one for one in zxingcpp.read_barcodes(grey, formats=_formats()) if one.text]
    if not found:
        return None
    nearest = min(found, key=lambda one: _from_middle(one, grey))
    matrix = nearest.format in {zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix}
    return SeenCode(nearest.text, matrix or is_sure(nearest.text))


def _from_middle(code: zxingcpp.Barcode, image: QImage) -> float:
    corners = (code.position.top_left, code.position.bottom_right)
    across = sum(corner.x for corner in corners) / 2 - image.width() / 2
    down = sum(corner.y for corner in corners) / 2 - image.height() / 2
    return across * across + down * down


class CameraCodes(QObject):
    """Looks through frames. A bare line code counts once it is seen alike in two frames."""

    code = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        read: Callable[[QImage], SeenCode | None] = code_in,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._read = read
        self._now = now
        self._source: FrameSource | None = None
        self._newest: QImage | None = None
        self._looking = False
        self._before = ""
        self._told: tuple[str, float] = ("", 0.0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_APART_MS)
        self._pause.timeout.connect(self._next)

    def watch(self, source: FrameSource | None) -> None:
        """Look through what `source` sends from now on."""
        if self._source is not None:
            self._source.frame.disconnect(self.look)
        self._source = source
        self._newest = None
        self._before = ""
        if source is not None:
            source.frame.connect(self.look)

    @property
    def busy(self) -> bool:
        """Whether a frame is looked through, or was so shortly before that the next must wait."""
        return self._looking or self._pause.isActive()

    def look(self, image: QImage) -> None:
        """A frame came; it waits for its turn, and is forgotten if a newer one comes first."""
        self._newest = image
        self._next()

    def _next(self) -> None:
        image = self._newest
        if image is None or self._looking or self._pause.isActive() or self._tasks.closed:
            return
        self._newest = None
        self._looking = True
        self._pause.start()
        self._tasks.aside(lambda: self._read(image), self._seen, self._failed, owner=self)

    def _failed(self, problem: BaseException) -> None:
        self._looking = False
        raise problem

    def _seen(self, seen: SeenCode | None) -> None:
        self._looking = False
        now = self._now()
        before, self._before = self._before, seen.text if seen is not None else ""
        if seen is not None and (seen.certain or seen.text == before) and self._source is not None:
            text, when = self._told
            self._told = (seen.text, now)
            if seen.text != text or now - when > _GONE_S:
                self.code.emit(seen.text)
        self._next()
