"""Printing as the shop and its windows see it: jobs taken from the store, previews drawn on demand.

The printing room itself (reportlab, pdfium, Pillow: a third of a second) is read when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING

from shopdesk.domain.papers import Copy, Paper, PaperKind, SheetPaper, TestPaper
from shopdesk.services.desk_settings import desk_shift
from shopdesk.services.documents import paper_of
from shopdesk.services.print_jobs import (
    ClaimedJob,
    JobStatus,
    claim_job,
    mark_interrupted,
    routed_as,
    settle_job,
)
from shopdesk.services.settings import Route
from shopdesk.services.shop import Shop
from shopdesk.services.work import Reading

if TYPE_CHECKING:
    from shopdesk.printing.drivers import FoundPrinter
    from shopdesk.printing.render import Picture
    from shopdesk.printing.spool import Job, Spooler
    from shopdesk.printing.spool.spooler import Remark

_AFTER_SECONDS = 0.4
"""The print worker waits until the first page has had the processor to itself."""


class PrintJobs:
    """The shop's print jobs as the spooler asks for them; each call is a short scope of its own."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def claim(self, desk: str, busy: Collection[str]) -> Job | None:
        from shopdesk.printing.paper import formats_for  # noqa: PLC0415 - see above
        from shopdesk.printing.spool import Job  # noqa: PLC0415

        claimed = self._shop.run(desk, claim_job, busy).value
        if claimed is None:
            return None
        paper, shift = self._shop.ask(_drawn, desk, claimed)
        return Job(
            id=claimed.id,
            document_id=claimed.document_id,
            paper=paper,
            format=claimed.format or formats_for(claimed.kind)[0],
            printer=claimed.printer,
            copy_no=claimed.copy_no,
            shift=shift,
        )

    def printed(self, job_id: int, file: str) -> None:
        self._shop.run("", settle_job, job_id, JobStatus.DONE, file)

    def failed(self, job_id: int, why_key: str, values: Mapping[str, object]) -> None:
        self._shop.run("", settle_job, job_id, JobStatus.FAILED, "", why_key, values)

    def unknown(self, job_id: int, why_key: str, values: Mapping[str, object]) -> None:
        self._shop.run("", settle_job, job_id, JobStatus.UNKNOWN, "", why_key, values)

    def interrupted(self, desk: str) -> Sequence[int]:
        return self._shop.run(desk, mark_interrupted).value


def _drawn(reading: Reading, desk: str, job: ClaimedJob) -> tuple[Paper, tuple[float, float]]:
    """The paper of a job, and how far it is moved on this desk's printer, in millimetres."""
    paper = paper_of(reading, job.document_id)
    match paper:
        case TestPaper():
            right, down = paper.right, paper.down
        case SheetPaper():
            route = Route(job.printer, paper.sheet.name)
            right, down = desk_shift(reading, desk, PaperKind.TAG, route)
        case _:
            route = Route(job.printer, job.format)
            right, down = desk_shift(reading, desk, routed_as(job.kind), route)
    return paper, (right / 10, down / 10)


def papers_folder(shop: Shop) -> Path:
    """Where the folder printer puts papers: the default on a machine with no printer."""
    return shop.store.location.folder / "papers"


class Printers:
    """What the settings offer: sizes, the system's queues, and where the folder printer writes."""

    def __init__(self, folder: Path) -> None:
        self.papers_folder = folder

    def formats(self, kind: PaperKind) -> tuple[str, ...]:
        from shopdesk.printing.paper import formats_for  # noqa: PLC0415 - see above

        return formats_for(kind)

    def queues(self) -> tuple[str, ...]:
        from shopdesk.printing.drivers import system_queues  # noqa: PLC0415 - see above

        return system_queues()

    def connected(self) -> Sequence[FoundPrinter]:
        from shopdesk.printing.drivers import connected_printers  # noqa: PLC0415 - see above

        return connected_printers()

    def check(self, address: str) -> Sequence[tuple[str, Mapping[str, object]]]:
        """Raises UserError for an address that no printer has, PrintTrouble for one that cannot print."""
        from shopdesk.printing.drivers import (  # noqa: PLC0415 - see above
            RawPrinter,
            SystemPrinter,
            open_printer,
            parse_address,
        )
        from shopdesk.printing.drivers.cups import check_queue  # noqa: PLC0415

        parse_address(address)
        match open_printer(address, self.papers_folder):
            case RawPrinter() as raw:
                return [(notice.key, notice.values) for notice in raw.check()]
            case SystemPrinter() as system:
                check_queue(system.queue)
        return ()

    def open_drawer(self, printer: str) -> None:
        from shopdesk.printing.drivers import EscPosPrinter, open_printer  # noqa: PLC0415 - see above

        found = open_printer(printer, self.papers_folder)
        if isinstance(found, EscPosPrinter):
            found.open_drawer()


def photo_source(shop: Shop) -> Callable[[str], bytes | None]:
    """Photos for papers: small copies, which print as sharp as they are drawn."""

    def photo(name: str) -> bytes | None:
        return shop.media.thumbnail(name, 480) if shop.media.has(name) else None

    return photo


class PrintWorker:
    """The print worker of one desk, begun a moment after the window."""

    def __init__(self, make: Callable[[], Spooler]) -> None:
        self._make = make
        self._lock = Lock()
        self._timer: Timer | None = None
        self._spooler: Spooler | None = None
        self._stopped = False

    def start(self) -> None:
        self._timer = Timer(_AFTER_SECONDS, self._begin)
        self._timer.daemon = True
        self._timer.start()

    def _begin(self) -> None:
        with self._lock:
            if not self._stopped:
                self._spooler = self._make()
                self._spooler.start()

    def wake(self) -> None:
        """Something was queued. A worker that has not begun will see it by itself."""
        spooler = self._spooler
        if spooler is not None:
            spooler.wake()

    def stop(self, timeout: float = 10.0) -> bool:
        """End after the job in hand; False when it did not end in time (its job will be unknown)."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._stopped = True
            return self._spooler is None or self._spooler.stop(timeout)


def make_spooler(shop: Shop, desk: str, settled: Callable[[int], None], remarked: Remark) -> PrintWorker:
    """The print worker of one desk."""
    folder = papers_folder(shop)

    def made() -> Spooler:
        from shopdesk.printing.drivers import open_printer  # noqa: PLC0415 - see above
        from shopdesk.printing.spool import Spooler  # noqa: PLC0415

        return Spooler(
            PrintJobs(shop),
            desk,
            lambda address: open_printer(address, folder),
            photo=photo_source(shop),
            settled=settled,
            remarked=remarked,
        )

    return PrintWorker(made)


def make_preview(shop: Shop) -> Callable[..., Picture]:
    """Draws papers for the windows, as they will print."""
    photo = photo_source(shop)

    def draw(
        paper: Paper, *, copy: Copy | None = None, dpi: float = 110.0, size: str = "", width: int = 0
    ) -> Picture:
        from shopdesk.printing.paper import FORMATS, formats_for  # noqa: PLC0415 - see above
        from shopdesk.printing.render import kind_of, preview  # noqa: PLC0415

        name = size or ("slip" if copy is not None else formats_for(kind_of(paper))[0])
        if width:
            dpi = min(dpi, width / FORMATS[name].width * 25.4)
        return preview(paper, name, dpi=dpi, photo=photo, copies=None if copy is None else (copy,))

    return draw
