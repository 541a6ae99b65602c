"""The receipt beside the form, as it will print, while it is filled in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.domain.papers import Copy, ReceiptPaper
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Choice, Segmented, row, set_state, text_label
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.desk import PagePicture, PaperPreview

_WAIT_MS = 30
_PROPORTION = 99 / 210
_PAPER_INCHES = 210 / 25.4
_HELD_UP_DPI = 150.0


class PaperSheet(QWidget):
    """A page as a picture, as wide as it may be; pressed, it is held up large."""

    pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("intake_paper")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._image = QImage()
        self._shown = QPixmap()
        texts.bind(self.setAccessibleName, "intake.preview.name")
        texts.bind(self.setToolTip, "intake.preview.enlarge")

    def show_picture(self, picture: PagePicture) -> None:
        row_bytes = picture.width * 4
        held = QImage(picture.rgba, picture.width, picture.height, row_bytes, QImage.Format.Format_RGBA8888)
        # A copy: the picture's bytes belong to whoever drew it.
        self._image = held.copy()
        self._shown = QPixmap()
        self._fit()
        self.update()

    def image(self) -> QImage:
        return self._image

    def _share(self) -> float:
        return self._image.height() / self._image.width() if not self._image.isNull() else _PROPORTION

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, round(width * self._share()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 48)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """As high as the page is for this width, less where errors beside it need the room."""
        self.setMaximumHeight(round(max(self.width(), 200) * self._share()))
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        size = QSizeF(1.0, self._share()).scaled(self.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
        frame = QRectF(QPointF((self.width() - size.width()) / 2, 0), size)
        painter.fillRect(frame, Qt.GlobalColor.white)
        if not self._image.isNull():
            page = self._scaled(frame.size())
            painter.drawPixmap(frame, page, QRectF(page.rect()))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _scaled(self, size: QSizeF) -> QPixmap:
        """The page at the size shown, made once: averaging keeps small print legible."""
        wanted = (size * self.devicePixelRatioF()).toSize()
        if self._shown.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = QPixmap.fromImage(
                self._image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            )
        return self._shown

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class ReceiptPreview(QWidget):
    """Draws aside and shows the newest; while one is being drawn, only the last of what came since waits."""

    def __init__(self, texts: Texts, tasks: Tasks, draw: PaperPreview | None) -> None:
        super().__init__()
        self._tasks, self._draw = tasks, draw
        self._make: Callable[[], ReceiptPaper] | None = None
        self._drawing = False
        self._stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self._go)
        self.copies = Segmented(
            texts,
            [
                Choice(copy.value, f"intake.copy.{copy.value}")
                for copy in (Copy.CUSTOMER, Copy.SHOP, Copy.DEVICE)
            ],
        )
        self.copies.setObjectName("intake_copies")
        set_state(self.copies, "compact", True)
        texts.bind(self.copies.setAccessibleName, "intake.preview.title")
        self.copies.changed.connect(lambda _values: self.refresh())
        self.sheet = PaperSheet(texts)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(row(text_label(texts, "intake.preview.title", "section"), 1, self.copies))
        box.addWidget(self.sheet)

    def shows(self, make: Callable[[], ReceiptPaper]) -> None:
        """`make` gives the receipt as it stands; it is asked only when there is time to draw."""
        self._make = make

    def refresh(self) -> None:
        """Something was typed."""
        self._stale = True
        if not self._drawing:
            self._soon.start()

    def _go(self) -> None:
        draw = self._draw
        if draw is None or self._make is None or not self.isVisible():
            return
        self._stale, self._drawing = False, True
        paper, copy = self._make(), Copy(self.copies.value() or Copy.CUSTOMER)
        # More pixels than are shown: enough to hold the page up large without drawing it again.
        dpi = max(self.sheet.width() * self.devicePixelRatioF() * 1.5 / _PAPER_INCHES, _HELD_UP_DPI)
        self._tasks.aside(lambda: draw(paper, copy=copy, dpi=dpi), self._drawn, self._failed, owner=self)

    def _drawn(self, picture: PagePicture) -> None:
        self._drawing = False
        self.sheet.show_picture(picture)
        if self._stale:
            self._soon.start()

    def _failed(self, problem: BaseException) -> None:
        self._drawing = False
        if self._tasks.problem is not None:
            self._tasks.problem(problem)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()


class HeldUp(QFrame):
    """The page large over the form; any key or press puts it down."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("intake_held_up")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._image = QImage()
        self._came_from: QWidget | None = None
        host.installEventFilter(self)
        self.hide()

    def hold(self, image: QImage) -> None:
        if image.isNull():
            return
        self._image = image
        self._came_from = self._host.window().focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_down(self) -> None:
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        veil = theme.color("shade")
        veil.setAlphaF(0.55)
        painter.fillRect(self.rect(), veil)
        room = QRectF(self.rect()).adjusted(40, 40, -40, -40)
        scale = min(room.width() / self._image.width(), room.height() / self._image.height(), 1.6)
        size = self._image.size().toSizeF() * scale
        area = QRectF(QPointF(0, 0), size)
        area.moveCenter(room.center())
        painter.drawImage(area, self._image)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.put_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.put_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self.setGeometry(self._host.rect())
        return False
