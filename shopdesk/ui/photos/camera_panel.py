"""Photos with the camera at the desk: a live picture, an outline to hold the device into, the shots."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.domain.marks import Face
from shopdesk.outlines import outline
from shopdesk.ui.annotate.paint import painter_path
from shopdesk.ui.common.buttons import Button, IconButton, PrimaryButton
from shopdesk.ui.common.camera import CameraView, FrameSource
from shopdesk.ui.common.cover import CoverPanel
from shopdesk.ui.common.layout import empty_out, label, row
from shopdesk.ui.common.photo_tiles import PhotoTile
from shopdesk.ui.common.texts import Texts

_FLASH_MS = 120
_GUIDE_SHARE = 0.86
_SHOWN = 7


class _Over(QWidget):
    """Lies over the live picture: the outline, and a flash when a photo was taken."""

    def __init__(self, view: CameraView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.kind = "phone"
        self.guides = True
        self._lit = False
        self._dark = QTimer(self)
        self._dark.setSingleShot(True)
        self._dark.setInterval(_FLASH_MS)
        self._dark.timeout.connect(lambda: self._light(lit=False))
        view.installEventFilter(self)

    def flash(self) -> None:
        self._light(lit=True)
        self._dark.start()

    def _light(self, *, lit: bool) -> None:
        self._lit = lit
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.guides and not self._view.picture.isNull():
            self._paint_guide(painter)
        if self._lit:
            veil = QColor(Qt.GlobalColor.white)
            veil.setAlphaF(0.6)
            painter.fillRect(self.rect(), veil)
        painter.end()

    def _paint_guide(self, painter: QPainter) -> None:
        """White dashes on a dark line, so that it shows on any device and any table."""
        face = outline(self.kind)[Face.FRONT]
        scale = min(self.width() / face.width, self.height() / face.height) * _GUIDE_SHARE
        painter.save()
        painter.translate((self.width() - face.width * scale) / 2, (self.height() - face.height * scale) / 2)
        painter.scale(scale, scale)
        for colour, alpha, width, dashes in (("black", 0.45, 4.0, []), ("white", 0.9, 2.0, [5.0, 4.0])):
            ink = QColor(colour)
            ink.setAlphaF(alpha)
            pen = QPen(ink, width)
            pen.setCosmetic(True)
            if dashes:
                pen.setDashPattern(dashes)
            painter.strokePath(painter_path(face.body), pen)
        painter.restore()


class CameraPanel(CoverPanel):
    """Space or Enter takes, Delete takes back, Esc closes. Each shot goes out at once."""

    shot = Signal(QImage)
    taken_back = Signal(int)
    """The place of a shot that is not wanted after all, among those of this visit."""

    def __init__(self, texts: Texts, host: QWidget, make_source: Callable[[], FrameSource]) -> None:
        super().__init__(texts, host, "photos.take.title", "photos.take.hint")
        self.setObjectName("camera_panel")
        self._texts = texts
        self._make_source = make_source
        self._room = 0
        self._shots: list[QImage | None] = []
        self.view = CameraView(texts)
        self.view.failed.connect(self._failed)
        self._over = _Over(self.view)
        self.guides = IconButton(texts, "smartphone", "photos.take.guide")
        self.guides.clicked.connect(lambda _on=False: self._toggle_guides())
        done = Button(texts, "photos.take.done", key_hint="Esc")
        done.setObjectName("camera_done")
        done.clicked.connect(lambda _on=False: self.leave())
        self.head_end.addWidget(self.guides)
        self.head_end.addWidget(done)
        self.shoot = PrimaryButton(texts, "photos.take.shoot", icon="camera")
        self.shoot.setObjectName("camera_shoot")
        self.shoot.setMinimumWidth(220)
        self.shoot.clicked.connect(lambda _on=False: self.take())
        self.again = Button(texts, "photos.take.again", icon="refresh-cw")
        self.again.setObjectName("camera_again")
        self.again.clicked.connect(lambda _on=False: self._watch())
        self._count = label("secondary")
        self._count.setObjectName("camera_count")
        self._tiles = QHBoxLayout()
        self._tiles.setSpacing(6)
        foot = row(self._tiles, 1, self._count, self.again, self.shoot, spacing=12)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(foot)
        texts.changed.connect(self._say)

    def first_focus(self) -> QWidget:
        return self.shoot

    def set_device_kind(self, kind: str) -> None:
        self._over.kind = kind
        self._over.update()

    def enter(self, room: int) -> None:
        """Take up to `room` photos."""
        self._room = room
        self._shots = []
        self.come_in()
        self._watch()

    def leave(self) -> None:
        self.view.watch(None)
        super().leave()

    @Slot()
    def take(self) -> None:
        """The picture that is seen now; none before the camera has one, or when no more fit."""
        picture = self.view.picture
        if picture.isNull() or self._left() <= 0:
            return
        self._over.flash()
        self._shots.append(picture)
        self._say()
        self.shot.emit(picture)

    def _left(self) -> int:
        return self._room - sum(one is not None for one in self._shots)

    def _take_back(self, place: int) -> None:
        self._shots[place] = None
        self._say()
        self.shoot.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken_back.emit(place)

    def _watch(self) -> None:
        self.again.hide()
        self._say()
        self.view.watch(self._make_source())
        self.shoot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, _key: str) -> None:
        self.shoot.setEnabled(False)
        self.again.show()
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _say(self) -> None:
        self.shoot.setEnabled(self._left() > 0)
        self.shoot.show_hint(self._texts.tr("photos.take.shoot_key"))
        kept = [place for place, one in enumerate(self._shots) if one is not None]
        words = self._texts.tr("photos.take.taken", n=len(kept)) if kept else ""
        self._count.setText(words if self._left() > 0 else self._texts.tr("photos.take.full"))
        empty_out(self._tiles)
        for place in kept[-_SHOWN:]:
            tile = PhotoTile(self._shots[place], "", None)
            tile.setObjectName(f"camera_shot_{place + 1}")
            tile.setAccessibleName(self._texts.tr("photos.take.last", number=place + 1))
            for wanted in (tile.clicked, tile.remove_wanted):
                wanted.connect(lambda *_on, gone=place: self._take_back(gone))
            self._tiles.addWidget(tile)

    def _toggle_guides(self) -> None:
        self._over.guides = not self._over.guides
        self._over.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        kept = [place for place, one in enumerate(self._shots) if one is not None]
        if event.isAutoRepeat():
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.take()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and kept:
            self._take_back(kept[-1])
        elif event.key() == Qt.Key.Key_G:
            self._toggle_guides()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)
