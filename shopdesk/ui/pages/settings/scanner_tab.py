"""Scanners of this desk: what they send, set up from three scans, a serial line, a camera."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QWidget

from shopdesk.domain.scanner_lesson import SCANS, Advice
from shopdesk.domain.scanners import SETUP_CODE, Checked, Ending, ScannerSettings
from shopdesk.services.scan import ScanResult
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Button, Card, Elided, column, label, row, set_state, text_label
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.scanner_cards import CameraCard, ReadsCard, SerialCard
from shopdesk.ui.pages.settings.scanner_code import CodePicture, Steps
from shopdesk.ui.pages.settings.scanner_keys import KeyStrip
from shopdesk.ui.pages.settings.scanner_presenter import Facts, ScannerPresenter
from shopdesk.ui.shell.key_watch import KeyWatch
from shopdesk.ui.shell.serial_scanner import SerialPort, serial_ports

_NAMES = 64
_NUMBERED = {Checked.TAG, Checked.SLIP, Checked.PART}
_TONES = {Checked.WRONG: "bad", Checked.FOREIGN: ""}


class ScannerTab(QWidget):
    """Takes effect at once: there is nothing to save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._texts = desk.texts
        self.keys = KeyStrip(desk.texts)
        self.steps = Steps(SCANS)
        self.reads = ReadsCard(desk.texts)
        self.serial = SerialCard(desk.texts)
        self.camera = CameraCard(desk.texts)
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("there is no application")
        self.watch = KeyWatch(app, desk.scans.scanner, self)
        self.presenter = ScannerPresenter(self, desk, self, serial_ports)
        self._facts: Facts | None = None
        self._arrange()
        self.keys.listening.connect(self._listen)
        self.watch.key_seen.connect(self.keys.add)
        self.watch.scan_seen.connect(self.presenter.scan_seen)
        for card in (self.reads, self.serial, self.camera):
            card.edited.connect(self._edited)
        self.reads.reset_pressed.connect(self.presenter.reset)
        self.serial.look_pressed.connect(self.presenter.look_for_ports)
        self.camera.try_pressed.connect(self._try_camera)
        desk.scans.changed.connect(self.presenter.load)
        desk.scans.serial.state_changed.connect(self.serial.show_state)
        desk.texts.changed.connect(self._say_facts)
        self.presenter.start_again()
        self.presenter.load()

    def _arrange(self) -> None:
        texts = self._texts
        learn = Card(texts, "scanner.setup.title")
        learn.add_head(self.steps)
        learn.body.addWidget(text_label(texts, "scanner.setup.how", "secondary"))
        learn.body.addWidget(CodePicture(texts, SETUP_CODE))
        self.said = label("strong", wrap=True)
        self.said.setObjectName("scanner_said")
        self.advice = label(wrap=True)
        self.advice.setObjectName("scanner_advice")
        set_state(self.advice, "tone", "warn")
        learn.body.addWidget(self.said)
        learn.body.addWidget(self.advice)
        self.begin = Button(texts, "scanner.setup.listen", kind="accent", icon="scan-barcode")
        self.begin.clicked.connect(lambda: self.keys.setFocus(Qt.FocusReason.OtherFocusReason))
        self.again = Button(texts, "scanner.setup.restart", kind="quiet", icon="rotate-ccw")
        self.again.clicked.connect(self._start_again)
        self.card = Button(texts, "scanner.setup.print", kind="quiet", icon="printer")
        self.card.clicked.connect(self.presenter.print_card)
        learn.body.addLayout(row(self.begin, self.again, self.card, 1))
        shows = Card(texts, "scanner.keys.title")
        shows.add_head(text_label(texts, "scanner.keys.note", "note"))
        shows.body.addWidget(self.keys)
        shows.body.addLayout(self._facts_grid())
        left = column(learn, shows, 1, spacing=12)
        right = column(self.reads, self.serial, self.camera, 1, spacing=12)
        inner = QWidget()
        whole = row(left, right, spacing=12)
        whole.setStretch(0, 3)
        whole.setStretch(1, 2)
        inner.setLayout(whole)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(area, spacing=0))

    def _facts_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self.values = {}
        for place, name in enumerate(("code", "speed", "check", "frame")):
            shown = Elided(kind="strong" if name == "code" else "text")
            shown.setObjectName(f"scanner_{name}")
            shown.setFont(theme.font(13, bold=name == "code", tabular=True))
            self.values[name] = shown
            line, side = divmod(place, 2)
            grid.addWidget(text_label(self._texts, f"scanner.fact.{name}", "secondary"), line, 2 * side)
            grid.addWidget(shown, line, 2 * side + 1)
        grid.setColumnStretch(3, 2)
        for side in (0, 2):
            grid.setColumnMinimumWidth(side, _NAMES)
        grid.setColumnStretch(1, 3)
        return grid

    # The page

    def look(self) -> None:
        """The tab came to the front."""
        self.presenter.load()
        self.presenter.look_for_ports()
        self.serial.show_state(self._desk.scans.serial.state)
        self.camera.look()

    def scanned(self, result: ScanResult) -> bool:
        """A scan while this is in front is shown, not followed."""
        self.presenter.code_seen(result.code)
        return True

    # What the presenter shows

    def show_settings(self, settings: ScannerSettings) -> None:
        self.reads.show_settings(settings)
        self.serial.show_settings(settings)
        self.camera.show_settings(settings)

    def show_ports(self, ports: Sequence[SerialPort]) -> None:
        self.serial.show_ports(ports)

    def show_steps(self, done: int, key: str, tone: str, **values: object) -> None:
        self.steps.show_done(done, bad=tone == "bad")
        set_state(self.said, "tone", tone if tone != "info" else "")
        self._texts.bind(self.said.setText, key, **values)

    def show_advice(self, advice: Sequence[Advice], settings: ScannerSettings) -> None:
        lines = [
            self._texts.tr(
                f"scanner.advice.{one}", gap=settings.gap_ms, prefix=settings.prefix, suffix=settings.suffix
            )
            for one in advice
        ]
        self.advice.setText("\n".join(lines))
        self.advice.setVisible(bool(lines))

    def show_facts(self, facts: Facts | None) -> None:
        self._facts = facts
        if facts is None:
            self.keys.clear()
        self._say_facts()

    # Inside

    def _say_facts(self) -> None:
        facts, tr = self._facts, self._texts.tr
        if facts is None:
            for shown in self.values.values():
                shown.setText("–")
                set_state(shown, "tone", "")
            return
        self.values["code"].setText(facts.code or "–")
        values = {"serial": facts.serial} if facts.checked in _NUMBERED else {}
        key = "setup" if facts.code == SETUP_CODE else facts.checked.value
        self.values["check"].setText(tr(f"scanner.check.{key}", **values))
        set_state(self.values["check"], "tone", _TONES.get(facts.checked, "ok") if key != "setup" else "ok")
        scan = facts.scan
        if scan is None:
            for name in ("frame", "speed"):
                self.values[name].setText("–")
        else:
            # With another keyboard's signs set right, the code does not stand in what came.
            whole = facts.code if facts.code in scan.text else scan.text
            before, _, after = scan.text.partition(whole) if whole else ("", "", "")
            parts = [
                *([tr("scanner.fact.prefix", text=before)] if before else []),
                *([tr("scanner.fact.suffix", text=after)] if after else []),
                tr(f"scanner.fact.ends_{scan.ending}"),
            ]
            self.values["frame"].setText("  ·  ".join(parts))
            self.values["speed"].setText(tr("scanner.fact.gap", gap=scan.gap_ms, slowest=scan.slowest_ms))
        self.keys.end(f"{self.values['code'].text()}. {self.values['check'].text()}")

    def _listen(self, on: bool) -> None:
        if on:
            self.watch.start()
        else:
            self.watch.stop()

    def _start_again(self) -> None:
        self.presenter.start_again()
        self.keys.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, name: str, value: object) -> None:
        self.presenter.edit(**{name: Ending(str(value)) if name == "ending" else value})

    def _try_camera(self) -> None:
        self._desk.scans.open_camera(self._texts, self.window())
