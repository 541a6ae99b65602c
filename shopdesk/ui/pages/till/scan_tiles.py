"""Two scans that must name one ticket: the customer's slip and the device's tag."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from shopdesk.ui.common.kit import Button, IconLabel, column, label, row, set_kind, set_state
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.till.pickup import Match, Scan

_LOOKS = {
    Match.WAITING: ("info", "scan-barcode"),
    Match.MATCHED: ("ok", "circle-check"),
    Match.WRONG: ("bad", "circle-x"),
    Match.LOST: ("warn", "id-card"),
}


class ScanTile(QFrame):
    """One side of the match, told by ground, picture and words alike."""

    def __init__(self, texts: Texts, name: str, beside: QWidget) -> None:
        super().__init__()
        self._texts = texts
        self._name = name
        set_kind(self, "banner")
        self.setObjectName(f"scan_{name}")
        self._icon = IconLabel("scan-barcode", "info", 38)
        self._title = label("main")
        self._note = label("note")
        self._beside = beside
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 8, 8, 8)
        box.setSpacing(12)
        box.addWidget(self._icon)
        box.addLayout(column(1, self._title, self._note, 1, spacing=0), 1)
        box.addWidget(beside)
        self.setFixedHeight(68)
        self.show_match(Match.WAITING)

    def show_match(self, match: Match) -> None:
        tone, icon = _LOOKS[match]
        set_state(self, "tone", tone)
        self._icon.show_icon(icon, tone)
        set_state(self._title, "tone", tone)
        self._texts.bind(self._title.setText, f"till.scan.{self._name}_{match}")
        self._texts.bind(self._note.setText, f"till.scan.{self._name}_{match}_note")
        self._texts.bind(self.setAccessibleName, f"till.scan.{self._name}_{match}")


class ScanTiles(QWidget):
    """Slip and tag side by side."""

    slip_lost = Signal()
    other_wanted = Signal(int)
    """Open the ticket that the foreign slip or tag belongs to instead."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._slip, self._tag = Scan(), Scan()
        self.lost = Button(texts, "till.scan.lost", kind="quiet")
        self.lost.clicked.connect(lambda _on=False: self._beside_slip())
        self.other = Button(texts, "till.scan.open_other", kind="quiet")
        self.other.setObjectName("open_other")
        self.other.clicked.connect(lambda _on=False: self.other_wanted.emit(self._tag.other_id))
        self.slip_tile = ScanTile(texts, "slip", self.lost)
        self.tag_tile = ScanTile(texts, "tag", self.other)
        self.setLayout(row(self.slip_tile, self.tag_tile))
        self.show_scans(Scan(), Scan())

    def show_scans(self, slip: Scan, tag: Scan) -> None:
        self._slip, self._tag = slip, tag
        self.slip_tile.show_match(slip.match)
        self.tag_tile.show_match(tag.match)
        foreign = slip.match is Match.WRONG
        self.lost.show_key("till.scan.open_other" if foreign else "till.scan.lost")
        self.lost.setVisible(slip.match in {Match.WAITING, Match.WRONG})
        self.other.setVisible(tag.match is Match.WRONG)

    def _beside_slip(self) -> None:
        if self._slip.match is Match.WRONG:
            self.other_wanted.emit(self._slip.other_id)
        else:
            self.slip_lost.emit()
