"""Two scans that must name one ticket: the customer's slip and the device's tag."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from shopdesk.ui.common.kit import Button, Elided, IconLabel, column, row, set_kind, set_state
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

    other_wanted = Signal(int)

    def __init__(self, texts: Texts, name: str, beside: QWidget | None = None) -> None:
        super().__init__()
        self._texts = texts
        self._name = name
        self._scan = Scan()
        set_kind(self, "banner")
        self.setObjectName(f"scan_{name}")
        self._icon = IconLabel("scan-barcode", "info", 38)
        self._title = Elided(kind="main")
        self._note = Elided(kind="note")
        self.other = Button(texts, "till.scan.open_other", kind="quiet")
        self.other.setObjectName(f"open_other_{name}")
        self.other.clicked.connect(lambda _on=False: self.other_wanted.emit(self._scan.other_id))
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 6, 8, 6)
        box.setSpacing(12)
        box.addWidget(self._icon)
        box.addLayout(column(1, self._title, self._note, row(self.other, 1), 1, spacing=0), 1)
        if beside is not None:
            box.addWidget(beside)
        self.setFixedHeight(72)
        self.show_scan(Scan())

    def show_scan(self, scan: Scan) -> None:
        """A foreign ticket's slip or tag offers to go there instead."""
        self._scan = scan
        tone, icon = _LOOKS[scan.match]
        set_state(self, "tone", tone)
        self._icon.show_icon(icon, tone)
        set_state(self._title, "tone", tone)
        self._texts.bind(self._title.setText, f"till.scan.{self._name}_{scan.match}")
        self._texts.bind(self._note.setText, f"till.scan.{self._name}_{scan.match}_note")
        self._texts.bind(self.setAccessibleName, f"till.scan.{self._name}_{scan.match}")
        self.other.setVisible(scan.match is Match.WRONG)
        self._note.setVisible(scan.match is not Match.WRONG)


class ScanTiles(QWidget):
    """Slip and tag side by side."""

    slip_lost = Signal()
    other_wanted = Signal(int)
    """Open the ticket that the foreign slip or tag belongs to instead."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.lost = Button(texts, "till.scan.lost", kind="quiet")
        self.lost.clicked.connect(lambda _on=False: self.slip_lost.emit())
        self.slip_tile = ScanTile(texts, "slip", self.lost)
        self.tag_tile = ScanTile(texts, "tag")
        for tile in (self.slip_tile, self.tag_tile):
            tile.other_wanted.connect(self.other_wanted)
        self.setLayout(row(self.slip_tile, self.tag_tile))

    def show_scans(self, slip: Scan, tag: Scan) -> None:
        self.slip_tile.show_scan(slip)
        self.tag_tile.show_scan(tag)
        self.lost.setVisible(slip.match is Match.WAITING)

    def focus_open(self) -> None:
        """Where a person without a scanner goes on."""
        if self.lost.isVisible():
            self.lost.setFocus()
