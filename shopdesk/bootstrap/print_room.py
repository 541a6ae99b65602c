"""Printing as the shop and its windows see it: jobs taken from the store, previews drawn on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from shopdesk.domain.papers import Copy, Paper, PaperKind
from shopdesk.printing.drivers import open_printer, system_queues
from shopdesk.printing.paper import formats_for
from shopdesk.printing.render import Picture, kind_of, preview
from shopdesk.printing.spool import Job, Spooler
from shopdesk.services.documents import paper_of
from shopdesk.services.print_jobs import JobStatus, claim_job, mark_interrupted, settle_job
from shopdesk.services.shop import Shop


class PrintJobs:
    """The shop's print jobs as the spooler asks for them; each call is a short scope of its own."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def claim(self, desk: str) -> Job | None:
        claimed = self._shop.run(desk, claim_job).value
        if claimed is None:
            return None
        paper = self._shop.ask(paper_of, claimed.document_id)
        return Job(
            id=claimed.id,
            document_id=claimed.document_id,
            paper=paper,
            format=claimed.format or formats_for(claimed.kind)[0],
            printer=claimed.printer,
            copy_no=claimed.copy_no,
        )

    def printed(self, job_id: int, file: str) -> None:
        self._shop.run("", settle_job, job_id, JobStatus.DONE, file)

    def failed(self, job_id: int, why_key: str, values: Mapping[str, object]) -> None:
        self._shop.run("", settle_job, job_id, JobStatus.FAILED, "", why_key, values)

    def unknown(self, job_id: int) -> None:
        self._shop.run("", settle_job, job_id, JobStatus.UNKNOWN)

    def interrupted(self, desk: str) -> Sequence[int]:
        return self._shop.run(desk, mark_interrupted).value


def papers_folder(shop: Shop) -> Path:
    """Where the folder printer puts papers: the default on a machine with no printer."""
    return shop.store.location.folder / "papers"


class Printers:
    """What the settings offer: sizes, the system's queues, and where the folder printer writes."""

    def __init__(self, folder: Path) -> None:
        self.papers_folder = folder

    def formats(self, kind: PaperKind) -> tuple[str, ...]:
        return formats_for(kind)

    def queues(self) -> tuple[str, ...]:
        return system_queues()


def photo_source(shop: Shop) -> Callable[[str], bytes | None]:
    """Photos for papers: small copies, which print as sharp as they are drawn."""

    def photo(name: str) -> bytes | None:
        return shop.media.thumbnail(name, 480) if shop.media.has(name) else None

    return photo


def make_spooler(shop: Shop, desk: str, settled: Callable[[], None]) -> Spooler:
    """The print worker of one desk."""
    folder = papers_folder(shop)
    return Spooler(
        PrintJobs(shop),
        desk,
        lambda address: open_printer(address, folder),
        photo=photo_source(shop),
        settled=lambda _job_id: settled(),
    )


def make_preview(shop: Shop) -> Callable[..., Picture]:
    """Draws papers for the windows, as they will print."""
    photo = photo_source(shop)

    def draw(paper: Paper, *, copy: Copy | None = None, dpi: float = 110.0) -> Picture:
        if copy is not None:
            return preview(paper, "slip", dpi=dpi, photo=photo, copies=(copy,))
        return preview(paper, formats_for(kind_of(paper))[0], dpi=dpi, photo=photo)

    return draw
