"""The papers: the shop's logo and licences, and how each copy of its receipt looks, beside the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from shopdesk.domain.papers import Copy
from shopdesk.domain.receipt_law import USUAL_QR, USUAL_TINT
from shopdesk.domain.receipt_layout import TINT_COLOURS, Qr, Tint
from shopdesk.i18n import catalogue
from shopdesk.services.logos import prepare_logo
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import (
    Button,
    Card,
    ChipRow,
    Choice,
    EnterMovesOn,
    Field,
    IconButton,
    Segmented,
    column,
    row,
    text_label,
)
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.papers_entered import PAPERS
from shopdesk.ui.pages.settings.papers_logo import LogoWell
from shopdesk.ui.pages.settings.papers_preview import PapersPreview
from shopdesk.ui.pages.settings.papers_sections import SectionList

_ALL = "all"
_LINES = ("name_zh", "name_en", "footer_zh", "footer_en")
_CONTROLS_WIDTH = 352
_SECTIONS_WIDTH = 212
_LOGO_PIXELS = 480


class PapersTab(QWidget):
    """Emits `edited(name, text)` for each change by the person."""

    edited = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._filling = False
        self._may_edit = False
        self._kept: dict[str, str] = dict.fromkeys(PAPERS, "")
        self._logo = ""
        texts = desk.texts
        self.which = Segmented(
            texts, [Choice(_ALL, "papers.every"), *(Choice(copy, f"papers.copy.{copy}") for copy in Copy)]
        )
        self.which.setObjectName("papers_which")
        texts.bind(self.which.setAccessibleName, "papers.which")
        self._make_shared()
        self._make_copy()
        self.sections = SectionList(texts)
        self.usual = Button(texts, "papers.usual", kind="quiet", icon="rotate-ccw")
        self.usual.setObjectName("papers_usual")
        self.up = IconButton(texts, "chevron-up", "papers.move_up")
        self.down = IconButton(texts, "chevron-down", "papers.move_down")
        self.preview = PapersPreview(desk)
        self.fields: dict[str, Field] = {
            "paper_logo": self._logo_field, "paper_licences": self._licences_field,
            "paper_place": self._place_field, "paper_link": self._link_field,
            "paper_sheets": self._sheets_field,
            **{f"copy.{copy}.{name}": field for copy in Copy for name, field in self._copy_fields.items()},
        }  # fmt: skip
        self._arrange()
        self._listen()
        EnterMovesOn(self)
        self._show_which()

    @property
    def copy(self) -> Copy | None:
        """The copy in front; None for what all papers share."""
        chosen = self.which.value()
        return None if chosen in {None, _ALL} else Copy(chosen)

    def _make_shared(self) -> None:
        texts = self._desk.texts
        self.logo = LogoWell(texts)
        self._logo_field = Field(texts, "papers.field.logo", self.logo, hint_key="papers.logo_hint")
        self.licences = QPlainTextEdit()
        self.licences.setObjectName("papers_licences")
        self.licences.setTabChangesFocus(True)
        self.licences.setFixedHeight(58)
        self._licences_field = Field(
            texts, "papers.field.licences", self.licences, hint_key="papers.licences_hint"
        )
        self.place, self.link = QLineEdit(), QLineEdit()
        self.place.setObjectName("papers_place")
        self.link.setObjectName("papers_link")
        self._place_field = Field(texts, "papers.field.place", self.place, hint_key="papers.place_hint")
        self._link_field = Field(texts, "papers.field.link", self.link)
        self.sheets = QPlainTextEdit()
        self.sheets.setObjectName("papers_sheets")
        self.sheets.setTabChangesFocus(True)
        self.sheets.setFixedHeight(58)
        self._sheets_field = Field(texts, "papers.field.sheets", self.sheets, hint_key="papers.sheets_hint")

    def _make_copy(self) -> None:
        texts = self._desk.texts
        self.lines = {name: QLineEdit() for name in _LINES}
        self.tint = ChipRow(
            texts, [Choice(tint, f"papers.tint.{tint}") for tint in Tint], multiple=False, optional=False
        )
        self.qr = _Combo()
        editors: dict[str, QWidget] = {**self.lines, "tint": self.tint, "qr": self.qr}
        self._copy_fields: dict[str, Field] = {}
        for name, editor in editors.items():
            editor.setObjectName(f"papers_{name}")
            hint = "papers.tint_hint" if name == "tint" else ""
            self._copy_fields[name] = Field(texts, f"papers.field.{name}", editor, hint_key=hint)

    def _arrange(self) -> None:
        texts = self._desk.texts
        shared = Card(texts, "papers.on_every")
        for field in (
            self._logo_field, self._licences_field, self._place_field, self._link_field, self._sheets_field,
        ):  # fmt: skip
            shared.body.addWidget(field)
        shared.body.addWidget(text_label(texts, "papers.head_is_elsewhere", "note"))
        shared.body.addStretch(1)
        own = Card(texts, "papers.look")
        names = row(self._copy_fields["name_zh"], self._copy_fields["name_en"], spacing=10)
        own.body.addLayout(names)
        for name in ("tint", "qr", "footer_zh", "footer_en"):
            own.body.addWidget(self._copy_fields[name])
        own.body.addStretch(1)
        said = Card(texts, "papers.sections")
        said.body.addWidget(self.sections, 1)
        tools = row(self.usual, self.up, self.down, spacing=4)
        tools.setStretch(0, 1)
        said.body.addLayout(tools)
        said.setFixedWidth(_SECTIONS_WIDTH)
        copy_side = QWidget()
        sides = row(own, said, spacing=12)
        sides.setStretch(0, 1)
        copy_side.setLayout(sides)
        self._sides = QStackedWidget()
        self._sides.addWidget(shared)
        self._sides.addWidget(copy_side)
        self._sides.setFixedWidth(_CONTROLS_WIDTH + _SECTIONS_WIDTH + 12)
        left = column(self.which, self._sides, spacing=10)
        left.setStretch(1, 1)
        left.setAlignment(self.which, Qt.AlignmentFlag.AlignLeft)
        whole = row(spacing=12)
        whole.addLayout(left)
        whole.addWidget(self.preview, 1)
        self.setLayout(whole)

    def _listen(self) -> None:
        self.which.changed.connect(self._show_which)
        for name, line in self.lines.items():
            line.textChanged.connect(lambda text, name=name: self._told_copy(name, text))
        self.tint.changed.connect(lambda values: self._told_copy("tint", self._own_tint(values[0])))
        self.qr.activated.connect(lambda _place: self._told_copy("qr", self._own_qr()))
        self.sections.edited.connect(lambda text: self._told_copy("sections", text))
        self.usual.clicked.connect(self.sections.use_usual)
        self.up.clicked.connect(lambda: self.sections.move_chosen(-1))
        self.down.clicked.connect(lambda: self.sections.move_chosen(1))
        self.licences.textChanged.connect(lambda: self._told("paper_licences", self.licences.toPlainText()))
        self.sheets.textChanged.connect(lambda: self._told("paper_sheets", self.sheets.toPlainText()))
        self.place.textChanged.connect(lambda text: self._told("paper_place", text))
        self.link.textChanged.connect(lambda text: self._told("paper_link", text))
        self.logo.chosen.connect(self.take_logo)
        self.logo.removed.connect(lambda: self._told_logo("", None))
        self._desk.texts.changed.connect(self._name_choices)
        theme.current().changed.connect(self._colour_chips)
        self._colour_chips()

    # What the page asks

    def write(self, texts: Mapping[str, str]) -> None:
        self._kept = {name: texts[name] for name in PAPERS}
        self._fill()
        if texts["paper_logo"] != self._logo:
            self._fetch_logo(texts["paper_logo"])

    def show_paper(self, settings: ShopSettings) -> None:
        self.preview.show_settings(settings)

    def show_may_edit(self, *, may_edit: bool) -> None:
        self._may_edit = may_edit
        for line in (*self.lines.values(), self.place, self.link):
            line.setReadOnly(not may_edit)
        self.licences.setReadOnly(not may_edit)
        self.sheets.setReadOnly(not may_edit)
        for one in (self.tint, self.qr, self.usual, self.up, self.down):
            one.setEnabled(may_edit)
        self.sections.show_may_edit(may_edit=may_edit)
        self.logo.show_may_edit(may_edit=may_edit)

    def show_field(self, name: str) -> None:
        """Bring the part in front that a field stands in."""
        group, _, rest = name.partition(".")
        self.which.set_value(rest.partition(".")[0] if group == "copy" else _ALL)
        self._show_which()

    # The logo

    def take_logo(self, file: Path) -> None:
        """Read, judge and keep a picture, aside; then it stands in the form, saved with everything else."""
        if not self._may_edit:
            return
        shop = self._desk.shop
        self._logo_field.set_error(None)

        def kept() -> tuple[str, bytes]:
            logo = prepare_logo(file)
            return shop.media.put(logo.jpeg), logo.jpeg

        self._desk.tasks.aside(
            kept,
            lambda made: self._told_logo(*made),
            self._desk.problems.form(fields={"photos": self._logo_field, "paper_logo": self._logo_field}),
            owner=self,
        )

    def _told_logo(self, name: str, jpeg: bytes | None) -> None:
        self._show_logo(name, jpeg)
        self._told("paper_logo", name)

    def _fetch_logo(self, name: str) -> None:
        self._logo = name
        if not name:
            self._show_logo("", None)
            return
        media = self._desk.shop.media

        def read() -> bytes | None:
            return media.thumbnail(name, _LOGO_PIXELS) if media.has(name) else None

        def show(jpeg: bytes | None) -> None:
            if self._logo == name:
                self._show_logo(name, jpeg)

        self._desk.tasks.aside(read, show, owner=self)

    def _show_logo(self, name: str, jpeg: bytes | None) -> None:
        self._logo = name
        picture = QPixmap()
        self.logo.show_logo(picture if jpeg is not None and picture.loadFromData(jpeg) else None)

    # Inside

    def _show_which(self) -> None:
        self._sides.setCurrentIndex(0 if self.copy is None else 1)
        self._fill()
        self.preview.show_copy(self.copy)

    def _fill(self) -> None:
        self._filling = True
        kept, copy = self._kept, self.copy
        for editor, name in ((self.licences, "paper_licences"), (self.sheets, "paper_sheets")):
            if editor.toPlainText() != kept[name]:
                editor.setPlainText(kept[name])
        for line, name in ((self.place, "paper_place"), (self.link, "paper_link")):
            if line.text() != kept[name]:
                line.setText(kept[name])
        if copy is not None:
            for name, line in self.lines.items():
                if line.text() != kept[f"copy.{copy}.{name}"]:
                    line.setText(kept[f"copy.{copy}.{name}"])
                    line.setCursorPosition(0)
            self.tint.set_value(kept[f"copy.{copy}.tint"] or USUAL_TINT[copy])
            self.sections.show_sections(copy, kept[f"copy.{copy}.sections"])
            self._name_choices()
        self._filling = False

    def _name_choices(self) -> None:
        """Names of the QR's contents and of the copy, in the language of the window and of the papers."""
        copy, texts = self.copy, self._desk.texts
        if copy is None:
            return
        self.qr.clear()
        for kind in Qr:
            self.qr.addItem(texts.tr(f"papers.qr.{kind}"), kind.value)
        self.qr.setCurrentIndex(self.qr.findData(self._kept[f"copy.{copy}.qr"] or USUAL_QR[copy].value))
        for name, language in (("name_zh", "zh_CN"), ("name_en", "en")):
            self.lines[name].setPlaceholderText(_usual_name(copy, language))

    def _own_tint(self, tint: str) -> str:
        return "" if self.copy is None or tint == USUAL_TINT[self.copy] else tint

    def _own_qr(self) -> str:
        kind = str(self.qr.currentData())
        return "" if self.copy is None or kind == USUAL_QR[self.copy] else kind

    def _colour_chips(self) -> None:
        for chip in self.tint.chips():
            chip.setIcon(_swatch(TINT_COLOURS[Tint(chip.value)]))
            chip.setIconSize(QSize(12, 12))

    def _told_copy(self, name: str, text: str) -> None:
        if self.copy is not None:
            self._told(f"copy.{self.copy}.{name}", text)

    def _told(self, name: str, text: str) -> None:
        if self._filling:
            return
        self._kept[name] = text
        if name in self.fields:
            self.fields[name].set_error(None)
        self.edited.emit(name, text)


class _Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _usual_name(copy: Copy, language: str) -> str:
    return catalogue(language).text(f"paper.copy.{copy}")


def _swatch(colour: tuple[int, int, int]) -> QIcon:
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("line_strong"), 2))
    painter.setBrush(QColor(*colour))
    painter.drawEllipse(3, 3, 26, 26)
    painter.end()
    return QIcon(picture)
