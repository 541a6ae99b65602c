"""The well for the shop's logo: drop a picture in, paste one, or choose a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.icons import icon
from shopdesk.ui.common.kit import Button, row
from shopdesk.ui.common.texts import Texts

_HEIGHT = 84
_SUFFIXES = "*.png *.jpg *.jpeg *.webp *.bmp"


class LogoWell(QWidget):
    """Emits `chosen(path)` for a file, `removed()` when the logo is to go. Shows what it is given."""

    chosen = Signal(object)
    removed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._may_edit = True
        self.well = _Well(texts)
        self.choose = Button(texts, "papers.logo_choose", icon="image-plus")
        self.choose.setObjectName("papers_logo_choose")
        self.remove = Button(texts, "papers.logo_remove", kind="quiet", icon="trash-2")
        self.remove.setObjectName("papers_logo_remove")
        self.choose.clicked.connect(self.ask_file)
        self.well.pressed.connect(self.ask_file)
        self.well.dropped.connect(self.chosen)
        self.remove.clicked.connect(self.removed)
        whole = row(self.well, self.choose, self.remove, spacing=8)
        whole.setStretch(0, 1)
        whole.setAlignment(self.choose, Qt.AlignmentFlag.AlignBottom)
        whole.setAlignment(self.remove, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(whole)
        self.show_logo(None)

    def show_logo(self, picture: QPixmap | None) -> None:
        self.well.show_picture(picture)
        self.remove.setVisible(picture is not None and self._may_edit)

    def show_may_edit(self, *, may_edit: bool) -> None:
        self._may_edit = may_edit
        self.choose.setVisible(may_edit)
        self.remove.setVisible(may_edit and self.well.has_picture)
        self.well.setAcceptDrops(may_edit)
        self.well.setEnabled(may_edit)

    def ask_file(self) -> None:
        """A file dialog that does not stop the window."""
        dialog = QFileDialog(self.window(), self._texts.tr("papers.logo_choose"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{self._texts.tr('papers.logo_files')} ({_SUFFIXES})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.chosen.emit(Path(file)))
        dialog.open()


class _Well(QWidget):
    """Paper-white, as the logo will stand on paper."""

    dropped = Signal(object)
    pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._picture = QPixmap()
        self._over = False
        self.setObjectName("papers_logo")
        self.setMinimumWidth(120)
        self.setFixedHeight(_HEIGHT)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        texts.bind(self.setAccessibleName, "papers.field.logo")
        texts.changed.connect(self.update)

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def show_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture or QPixmap()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(over=False)
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.dropped.emit(Path(url.toLocalFile()))
                return

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self.rect().adjusted(1, 1, -2, -2)
        marked = self._over or self.hasFocus()
        pen = QPen(theme.color("accent" if marked else "line_strong"), 1.6 if marked else 1.2)
        if not self.has_picture:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.GlobalColor.white if self.has_picture else theme.color("sunken"))
        painter.drawRoundedRect(area, 8, 8)
        if self.has_picture:
            room = area.adjusted(12, 10, -12, -10)
            shown = self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(room.topLeft(), shown)
            place.moveCenter(room.center())
            painter.drawPixmap(place, self._picture)
        else:
            icon("image", "secondary").paint(painter, QRect(area.center().x() - 10, area.top() + 16, 20, 20))
            painter.setFont(theme.font(11.5))
            painter.setPen(theme.color("secondary"))
            words = area.adjusted(8, 38, -8, -6)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(words, flags, self._texts.tr("papers.logo_drop"))
        painter.end()
