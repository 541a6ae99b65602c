"""The paper as it will print, drawn anew shortly after each change."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.domain.papers import Copy
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.common import theme
from shopdesk.ui.desk import Desk, PagePicture
from shopdesk.ui.pages.settings.sample import sample_receipt

_SOON_MS = 250
_DPI = 180.0
_SHAPE = 210 / 99


class PaperPicture(QWidget):
    """The customer copy of a sample receipt with the shop's own head and terms."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted: ShopSettings | None = None
        self._current = False
        self._asked = 0
        self._picture = QPixmap()
        self.setObjectName("paper_picture")
        self.setMinimumSize(200, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        desk.texts.bind(self.setAccessibleName, "settings.shop.preview")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._draw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Set anew with the width: cheaper for the layouts around it than a height for every width.
        self.setFixedHeight(round(event.size().width() / _SHAPE))
        super().resizeEvent(event)

    @property
    def drawn(self) -> bool:
        """Whether there is a picture."""
        return not self._picture.isNull()

    def show_settings(self, settings: ShopSettings) -> None:
        """Draw `settings` soon; what was asked before is then no longer wanted."""
        if settings != self._wanted:
            self._wanted, self._current = settings, False
            if self.isVisible():
                self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted is not None and not self._current:
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        # Nobody looks: nothing is drawn.
        self._soon.stop()
        super().hideEvent(event)

    def _draw(self) -> None:
        settings = self._wanted
        if settings is None:
            return
        self._current = True
        self._asked += 1
        asked = self._asked
        now = self._desk.shop.clock()

        def drawn(picture: PagePicture) -> None:
            if asked == self._asked:
                self._show(picture)

        self._desk.tasks.aside(
            lambda: self._desk.paper_preview(sample_receipt(settings, now), copy=Copy.CUSTOMER, dpi=_DPI),
            drawn,
            owner=self,
        )

    def _show(self, picture: PagePicture) -> None:
        image = QImage(picture.rgba, picture.width, picture.height, QImage.Format.Format_RGBA8888)
        self._picture = QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self.rect().adjusted(0, 0, -1, -1)
        if self._picture.isNull():
            painter.fillRect(area, theme.color("sunken"))
        else:
            ratio = self.devicePixelRatioF()
            wanted = area.size() * ratio
            # Halved step by step by Qt: small type stays readable.
            shown = self._picture.scaled(
                wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(ratio)
            painter.drawPixmap(area.topLeft(), shown)
            area.setSize(shown.deviceIndependentSize().toSize())
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRect(area)
        painter.end()
