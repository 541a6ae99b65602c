"""Where papers go: at this desk, and in the whole shop, which a desk follows where it chose nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopdesk.domain.papers import PaperKind
from shopdesk.services.desk_settings import DeskRoute, DeskSettings
from shopdesk.services.paper_settings import label_sheets
from shopdesk.services.settings import AccessoryTags, Route, ShopSettings
from shopdesk.ui.common.kit import (
    Card,
    Choice,
    Elided,
    IconButton,
    Segmented,
    label,
    row,
    text_label,
)
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.entered import KINDS
from shopdesk.ui.pages.settings.route_row import KIND_WIDTH, SHIFT_WIDTH, SIZE_WIDTH, Offer, RouteRow
from shopdesk.ui.paperwork.words import printer_words

_DESK, _SHOP = "desk", "shop"
_TEST_ROOM = 36


class RoutesCard(Card):
    """All kinds of paper.

    `edited(name, text)` names what was typed for the shop (``printer.receipt``, ``format.receipt``,
    ``accessory_tags``), which is saved; `desk_chosen(kind, DeskRoute)` what this desk does, at once.
    """

    edited = Signal(str, str)
    desk_chosen = Signal(str, object)
    add_pressed = Signal(str)
    test_pressed = Signal(str, object)
    folder_pressed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.texts, "settings.printing.where")
        texts = desk.texts
        self._desk = desk
        self._own = DeskSettings()
        self._shop: dict[str, str] = {}
        self._queues: tuple[str, ...] = ()
        self._may_edit_shop = False
        self.whose = Segmented(
            texts, [Choice(_DESK, "prints.whose.desk"), Choice(_SHOP, "prints.whose.shop")]
        )
        self.whose.setObjectName("routes_whose")
        self.whose.set_value(_DESK)
        self.whose.changed.connect(lambda _values: self._fill())
        self.add_head(self.whose)
        self._make_head()
        self.rows: dict[str, RouteRow] = {}
        for kind in KINDS:
            made = RouteRow(texts, kind)
            made.chosen.connect(lambda route, kind=kind: self._chosen(kind, route))
            made.add_pressed.connect(lambda kind=kind: self.add_pressed.emit(kind.value))
            made.test_pressed.connect(
                lambda made=made: self.test_pressed.emit(made.kind.value, made.effective())
            )
            self.rows[kind.value] = made
            self.body.addWidget(made)
        self._make_foot()
        self.fields = {f"routes.{kind}": one.field for kind, one in self.rows.items()}
        texts.changed.connect(self._fill)
        self._fill()

    def _make_head(self) -> None:
        texts = self._desk.texts
        heads = [
            label("label"),
            *(text_label(texts, f"settings.printing.{key}", "label") for key in ("printer", "size")),
        ]
        heads[0].setFixedWidth(KIND_WIDTH)
        heads[2].setFixedWidth(SIZE_WIDTH)
        self._shift_heads = [
            text_label(texts, f"prints.shift.{name}_short", "label") for name in ("right", "down")
        ]
        for one in self._shift_heads:
            one.setFixedWidth(SHIFT_WIDTH)
        head = row(*heads, *self._shift_heads, _gap(_TEST_ROOM), spacing=6)
        head.setStretch(1, 1)
        self.body.addLayout(head)

    def _make_foot(self) -> None:
        texts = self._desk.texts
        self.accessories = Segmented(
            texts,
            [Choice(one.value, f"prints.accessories.{one.value}") for one in AccessoryTags],
        )
        self.accessories.setObjectName("accessory_tags")
        texts.bind(self.accessories.setAccessibleName, "prints.accessories.title")
        self.accessories.changed.connect(lambda values: self.edited.emit("accessory_tags", values[0]))
        line = row(text_label(texts, "prints.accessories.title"), self.accessories, 1, spacing=12)
        line.setContentsMargins(0, 6, 0, 0)
        self.body.addLayout(line)
        self._note = text_label(texts, "prints.whose.desk_note", "note")
        self._note.setWordWrap(True)
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self._folder = Elided(str(self._desk.printers.papers_folder), "note")
        reach = IconButton(texts, "folder-open", "settings.printing.open_folder")
        reach.setObjectName("open_papers")
        reach.clicked.connect(self.folder_pressed)
        foot = row(text_label(texts, "settings.printing.folder_is", "note"), self._folder, reach)
        foot.setStretch(1, 1)
        self.body.addLayout(foot)

    @property
    def for_desk(self) -> bool:
        return self.whose.value() != _SHOP

    def write(self, texts: Mapping[str, str]) -> None:
        """The shop's own choices as they stand in the form."""
        self._shop = dict(texts)
        self.accessories.set_value(texts["accessory_tags"])
        self._fill()

    def show_own(self, own: DeskSettings) -> None:
        """What this desk chose."""
        self._own = own
        self._fill()

    def show_queues(self, queues: Sequence[str]) -> None:
        """The system's queues, known a moment after the page opened."""
        self._queues = tuple(queues)
        self._fill()

    def show_may_edit(self, *, may_edit: bool) -> None:
        self._may_edit_shop = may_edit
        self._fill()

    def _chosen(self, kind: PaperKind, route: DeskRoute) -> None:
        if self.for_desk:
            self.desk_chosen.emit(kind.value, route)
            return
        self.edited.emit(f"printer.{kind}", route.printer)
        self.edited.emit(f"format.{kind}", route.format)

    def _fill(self) -> None:
        texts, for_desk = self._desk.texts, self.for_desk
        addresses = dict.fromkeys(
            (
                "folder",
                *(one.address for one in self._own.printers),
                *(f"system:{name}" for name in self._queues),
            )
        )
        printers = [(one, printer_words(texts, one, self._own)) for one in addresses]
        for kind, one in self.rows.items():
            shop = Route(self._shop.get(f"printer.{kind}", "folder"), self._shop.get(f"format.{kind}", ""))
            offer = Offer(self._with(printers, shop.printer), self._formats(one.kind))
            if for_desk:
                one.show_route(self._own.own(kind), offer, shop)
            else:
                one.show_route(DeskRoute(shop.printer, shop.format), offer, None)
            one.show_may_edit(may_edit=for_desk or self._may_edit_shop)
        for head in self._shift_heads:
            head.setVisible(for_desk)
        self.accessories.setEnabled(self._may_edit_shop)
        texts.bind(self._note.setText, f"prints.whose.{self.whose.value() or _DESK}_note")

    def _with(self, printers: list[tuple[str, str]], address: str) -> list[tuple[str, str]]:
        if address in dict(printers):
            return printers
        return [*printers, (address, printer_words(self._desk.texts, address, self._own))]

    def _formats(self, kind: PaperKind) -> tuple[str, ...]:
        formats = self._desk.printers.formats(kind)
        if kind is not PaperKind.TAG:
            return formats
        return tuple(dict.fromkeys((*formats, *label_sheets(self._settings.papers))))

    @property
    def _settings(self) -> ShopSettings:
        return self._desk.settings


def _gap(width: int) -> QWidget:
    gap = QWidget()
    gap.setFixedWidth(width)
    return gap
