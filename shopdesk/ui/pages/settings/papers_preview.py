"""The receipt beside its settings: any copy on any paper in either language, drawn anew at each change."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QSizePolicy, QWidget

from shopdesk.domain.papers import Copy
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Card, Choice, IconButton, Segmented
from shopdesk.ui.desk import Desk, PagePicture
from shopdesk.ui.pages.settings.sample import full_receipt
from shopdesk.ui.paperwork.words import size_words

SIZES = ("a4-three", "a5", "continuous-third", "roll-80", "roll-58", "letter-three")
_FINEST_DPI = 150.0
_LANGUAGES = (Choice("zh_CN", "settings.people.language_zh_CN"), Choice("en", "settings.people.language_en"))


class PapersPreview(Card):
    """One drawing at a time, off the window's thread; after it comes the newest wish, not each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.texts, "papers.preview")
        texts = desk.texts
        self._desk = desk
        self._copy: Copy | None = Copy.CUSTOMER
        self._settings: ShopSettings | None = None
        self._drawing = False
        self._stale = False
        self.drawn = 0
        """How many pictures were shown."""
        self.language = Segmented(texts, _LANGUAGES)
        self.language.setObjectName("papers_language")
        texts.bind(self.language.setAccessibleName, "papers.preview_language")
        self.size_box = _Sizes()
        texts.bind(self.size_box.setAccessibleName, "papers.preview_size")
        texts.changed.connect(self._name_sizes)
        self._name_sizes()
        self.zoom = IconButton(texts, "zoom-in", "papers.zoom")
        self.zoom.setObjectName("papers_zoom")
        self.zoom.setCheckable(True)
        self.add_head(self.size_box)
        self.add_head(self.language)
        self.add_head(self.zoom)
        self.sheet = _Sheet()
        texts.bind(self.sheet.setAccessibleName, "papers.preview")
        self._area = QScrollArea()
        self._area.setObjectName("papers_preview")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(self.sheet)
        self.body.addWidget(self._area, 1)
        self.sheet.dragged.connect(self._drag)
        self.size_box.activated.connect(self._choose)
        self.language.changed.connect(self._choose)
        self.zoom.toggled.connect(self._choose)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(60)
        self._resized.timeout.connect(self.draw)

    def show_settings(self, settings: ShopSettings) -> None:
        """Draw `settings` now."""
        if self._settings is None:
            self.language.set_value(settings.paper_language)
        if settings != self._settings:
            self._settings = settings
            self.draw()

    def show_copy(self, copy: Copy | None) -> None:
        """The copy to look at; None for the whole sheet."""
        if copy is not self._copy:
            self._copy = copy
            self._choose()

    def draw(self) -> None:
        """Draw what is wanted, unless nobody looks; while a drawing is under way, once more after it."""
        settings = self._settings
        if settings is None or not self.isVisible():
            return
        if self._drawing:
            self._stale = True
            return
        self._drawing, self._stale = True, False
        language = self.language.value() or settings.paper_language
        size = str(self.size_box.currentData())
        # Sheets of slips are looked at whole; of all other papers there is one page a copy.
        copy = self._copy or (None if size.endswith("three") else Copy.CUSTOMER)
        ratio = self.devicePixelRatioF()
        # As wide as the card, or as large as on paper.
        fitting = round((self._area.viewport().width() - 2) * ratio)
        width = 0 if self.zoom.isChecked() else max(fitting, 100)
        now = self._desk.shop.clock()
        self._desk.tasks.aside(
            lambda: self._desk.paper_preview(
                full_receipt(settings, now, language),
                copy=copy,
                dpi=_FINEST_DPI * ratio,
                size=size,
                width=width,
            ),
            self._show,
            self._failed,
            owner=self,
        )

    def _choose(self) -> None:
        self._area.verticalScrollBar().setValue(0)
        self.draw()

    def _drag(self, by: QPoint) -> None:
        across, down = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        across.setValue(across.value() + by.x())
        down.setValue(down.value() + by.y())

    def _show(self, picture: PagePicture) -> None:
        self._drawing = False
        self.drawn += 1
        self.sheet.show_picture(picture, self.devicePixelRatioF())
        if self._stale:
            self.draw()

    def _failed(self, problem: BaseException) -> None:
        self._drawing = False
        self._desk.problems.show(problem)

    def _name_sizes(self) -> None:
        chosen = self.size_box.currentData() or SIZES[0]
        self.size_box.clear()
        for name in SIZES:
            self.size_box.addItem(size_words(self._desk.texts, name), name)
        self.size_box.setCurrentIndex(self.size_box.findData(chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._resized.start()


class _Sizes(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("papers_size")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Sheet(QWidget):
    """The picture at its own size, framed as a sheet on a desk; dragged where it is larger than its frame."""

    dragged = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._held = QPoint()
        self.setObjectName("papers_sheet")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def image(self) -> QImage:
        return self._picture.toImage()

    def show_picture(self, picture: PagePicture, ratio: float) -> None:
        image = QImage(picture.rgba, picture.width, picture.height, QImage.Format.Format_RGBA8888)
        self._picture = QPixmap.fromImage(image)
        self._picture.setDevicePixelRatio(ratio)
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return self._picture.deviceIndependentSize().toSize() + QSize(2, 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.globalPosition().toPoint()
        self.dragged.emit(self._held - here)
        self._held = here

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(1, 1, self._picture)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
