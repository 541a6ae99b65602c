"""What a scan on the settings page shows, and what three of them teach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject

from shopdesk.domain.ids import read_code
from shopdesk.domain.papers import PaperKind
from shopdesk.domain.scanner_lesson import (
    SCANS,
    Advice,
    Heard,
    Learned,
    Lesson,
    SeenKey,
    Trouble,
    heard,
    learned,
    lesson,
)
from shopdesk.domain.scanners import Checked, ScannerSettings, check, read_keys
from shopdesk.errors import Conflict
from shopdesk.services.desk_settings import (
    SavedDeskSettings,
    SaveDeskSettings,
    desk_route,
    saved_desk_settings,
)
from shopdesk.services.settings import Route
from shopdesk.services.test_page import PrintTestPage
from shopdesk.ui.desk import Desk
from shopdesk.ui.shell.serial_scanner import SerialPort

_TESTED = Trouble.OTHER_CODE


@dataclass(frozen=True, slots=True)
class Facts:
    """One scan in words: the code as this desk reads it, and how it came."""

    code: str
    checked: Checked
    serial: int = 0
    """Of a ticket or a part, for the shop's own codes."""
    scan: Heard | None = None
    """How the keys came; None for a code from a line or a camera."""


class ScannerView(Protocol):
    def show_settings(self, settings: ScannerSettings) -> None: ...
    def show_facts(self, facts: Facts | None) -> None: ...
    def show_steps(self, done: int, key: str, tone: str, **values: object) -> None: ...
    def show_advice(self, advice: Sequence[Advice], settings: ScannerSettings) -> None: ...
    def show_ports(self, ports: Sequence[SerialPort]) -> None: ...


class ScannerPresenter:
    """Every change is saved at once: there is nothing to lose."""

    def __init__(
        self,
        view: ScannerView,
        desk: Desk,
        owner: QObject,
        ports: Callable[[], Sequence[SerialPort]],
    ) -> None:
        self._view = view
        self._desk = desk
        self._owner = owner
        self._ports = ports
        self._lessons: list[Lesson] = []
        self._unsaved: dict[str, object] = {}

    @property
    def settings(self) -> ScannerSettings:
        return replace(self._desk.scans.settings, **self._unsaved)  # type: ignore[arg-type]  # by name

    def load(self) -> None:
        self._view.show_settings(self.settings)

    def look_for_ports(self) -> None:
        self._desk.tasks.aside(self._ports, self._view.show_ports, owner=self._owner)

    # Scans

    def scan_seen(self, keys: Sequence[SeenKey]) -> None:
        """All keys of one scan."""
        scan = heard(keys)
        taught = lesson(scan)
        self._view.show_facts(self._facts(scan, taught))
        if isinstance(taught, Lesson):
            self._learn(taught)
        elif taught is not _TESTED or self._lessons:
            self._say(taught, scan)

    def code_seen(self, code: str) -> None:
        """A code that came by another way than these keys."""
        self._view.show_facts(self._read(code, None))

    def start_again(self) -> None:
        self._lessons.clear()
        self._view.show_facts(None)
        self._view.show_advice((), self.settings)
        self._view.show_steps(0, "scanner.setup.begin", "info")

    def _facts(self, scan: Heard, taught: Lesson | Trouble) -> Facts:
        settings = self.settings
        if isinstance(taught, Lesson):
            frame = (taught.prefix, taught.suffix, taught.layout)
            settings = replace(settings, prefix=frame[0], suffix=frame[1], layout=frame[2])
        return self._read(read_keys(scan.text, settings), scan)

    @staticmethod
    def _read(code: str, scan: Heard | None) -> Facts:
        own = read_code(code)
        return Facts(code, check(code), own.serial if own is not None else 0, scan)

    def _learn(self, taught: Lesson) -> None:
        if len(self._lessons) == SCANS:
            self._lessons.clear()
        self._lessons.append(taught)
        many = len(self._lessons)
        if many < SCANS:
            self._view.show_advice((), self.settings)
            self._view.show_steps(many, "scanner.setup.again", "info", n=SCANS - many)
            return
        result = learned(self._lessons, self.settings)
        if isinstance(result, Learned):
            self._view.show_steps(SCANS, "scanner.setup.done", "ok", gap=result.settings.gap_ms)
            self._view.show_advice(result.advice, result.settings)
            changes = ("prefix", "suffix", "ending", "layout", "gap_ms")
            self.edit(**{name: getattr(result.settings, name) for name in changes})
        else:
            self._lessons.clear()
            self._view.show_steps(0, f"scanner.trouble.{result}", "bad")

    def _say(self, trouble: Trouble, scan: Heard) -> None:
        if len(self._lessons) == SCANS:
            self._lessons.clear()
        done = len(self._lessons)
        self._view.show_advice((), self.settings)
        self._view.show_steps(done, f"scanner.trouble.{trouble}", "bad", gap=scan.gap_ms)

    # Settings

    def edit(self, **changes: object) -> None:
        """Keep these; the newest row is read first, others may have saved something else meanwhile."""
        wanted = {name: value for name, value in changes.items() if getattr(self.settings, name) != value}
        if wanted:
            self._unsaved |= wanted
            self._view.show_settings(self.settings)
            self._save()

    def reset(self) -> None:
        """As it is before anybody sets anything up."""
        plain = ScannerSettings()
        names = ("prefix", "suffix", "ending", "layout", "gap_ms")
        self.edit(**{name: getattr(plain, name) for name in names})
        self.start_again()

    def _save(self) -> None:
        desk = self._desk

        def found(saved: SavedDeskSettings) -> None:
            changes = dict(self._unsaved)
            scanner = replace(saved.value.scanner, **changes)  # type: ignore[arg-type]  # by name
            value = replace(saved.value, scanner=scanner)
            command = SaveDeskSettings(value=value, seen_version=saved.version)
            desk.send(command, lambda _outcome: kept(changes, scanner), failed, owner=self._owner)

        def kept(changes: dict[str, object], scanner: ScannerSettings) -> None:
            self._unsaved = {
                name: value
                for name, value in self._unsaved.items()
                if name not in changes or changes[name] != value
            }
            desk.scans.use(scanner)
            self.load()

        def failed(problem: BaseException) -> None:
            if isinstance(problem, Conflict):
                self._save()
                return
            self._unsaved.clear()
            self.load()
            desk.problems.show(problem)

        desk.ask(found, saved_desk_settings, desk.actor.desk)

    def print_card(self) -> None:
        """The test page bears the set-up code: on paper it is a card to keep."""
        desk = self._desk

        def send(route: Route) -> None:
            size = route.format or desk.printers.formats(PaperKind.RECEIPT)[0]
            command = PrintTestPage(kind=PaperKind.RECEIPT, format=size)
            desk.send(command, lambda _outcome: desk.notices.ok("settings.printing.test_sent"))

        desk.ask(send, desk_route, desk.actor.desk, PaperKind.RECEIPT.value)
