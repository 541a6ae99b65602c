"""Opening the window on a shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from shopdesk.ui.common.notices import Notices
from shopdesk.ui.common.problems import ProblemDoor
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.theme import Theme
from shopdesk.ui.shell.scanner import Scanner
from shopdesk.ui.shell.window import MainWindow

if TYPE_CHECKING:
    # The window is painted before anything that touches the database is imported.
    from shopdesk.bootstrap.print_room import PrintWorker
    from shopdesk.services.shop import Shop
    from shopdesk.ui.front_desk import FrontDesk


class _PrintBell(QObject):
    """Carries the print worker's word to the window's thread."""

    rang = Signal(int)
    """A job has settled."""
    remarked = Signal(int, str, object)
    """There is something to say about a paper that came out."""


@dataclass(slots=True)
class Frame:
    """The window and what works in it before a shop is open."""

    window: MainWindow
    texts: Texts
    theme: Theme
    tasks: Tasks
    notices: Notices
    problems: ProblemDoor
    scanner: Scanner

    def close(self) -> None:
        """Take the window down; the tasks under way are finished first."""
        self.scanner.stop()
        self.window.close()
        self.tasks.close()


def make_frame(app: QApplication, theme: Theme, language: str, places: QSettings | None = None) -> Frame:
    """An empty window: fast, because nothing heavy is imported yet."""
    texts = Texts(language)
    notices = Notices()
    tasks = Tasks()
    window = MainWindow(texts, theme, tasks, notices, places)
    problems = ProblemDoor(texts, notices, window, window)
    tasks.problem = problems.show
    return Frame(window, texts, theme, tasks, notices, problems, Scanner(app))


@dataclass(slots=True)
class OpenDesk:
    """A shop at work in a frame."""

    frame: Frame
    shop: Shop
    front: FrontDesk
    spooler: PrintWorker

    def close(self) -> None:
        """Stop printing and looking, close the window, then the shop."""
        self.front.close()
        self.spooler.stop(5.0)
        self.frame.close()
        self.shop.close()


def open_desk(frame: Frame, shop: Shop, desk_name: str) -> OpenDesk:
    """Wire an open shop to a frame; the print worker starts."""
    from shopdesk.bootstrap.print_room import (  # noqa: PLC0415 - after the first paint
        Printers,
        make_preview,
        make_spooler,
        papers_folder,
    )
    from shopdesk.ui.front_desk import FrontDesk  # noqa: PLC0415

    bell = _PrintBell(frame.window)
    settled: Callable[[int], None] = bell.rang.emit
    remarked: Callable[[int, str, Mapping[str, object]], None] = bell.remarked.emit
    spooler = make_spooler(shop, desk_name, settled, remarked)
    front = FrontDesk(
        frame.window,
        shop,
        desk_name,
        tasks=frame.tasks,
        notices=frame.notices,
        problems=frame.problems,
        scanner=frame.scanner,
        preview=make_preview(shop),
        printers=Printers(papers_folder(shop)),
        wake_printer=spooler.wake,
    )
    bell.rang.connect(front.print_settled)
    bell.remarked.connect(front.print_remarked)
    spooler.start()
    return OpenDesk(frame, shop, front, spooler)
