"""A page to try a printer with, queued and told like every other print."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import PaperKind, TestPaper
from shopdesk.domain.roles import Permission
from shopdesk.services.documents import issue, next_serial
from shopdesk.services.print_jobs import PrintStory, queue_print
from shopdesk.services.settings import Route
from shopdesk.services.work import Command, Work, handles


@dataclass(frozen=True, kw_only=True)
class PrintTestPage(Command[PrintStory]):
    """Try the printer that `kind` goes to, on the size `format`.

    `printer` tries another address before it is saved: for those who may choose printers.
    """

    kind: PaperKind
    format: str
    printer: str = ""


@handles(PrintTestPage, Permission.REPRINT)
def print_test_page(work: Work, command: PrintTestPage) -> PrintStory:
    route = work.settings.route(command.kind.value)
    if command.printer and command.printer != route.printer:
        work.require(Permission.ADMINISTER)
    to = Route(command.printer or route.printer, command.format)
    language = work.settings.paper_language
    paper = TestPaper(language=language, printer=to.printer, printed_at=work.settings.local(work.now))
    document_id = issue(
        work,
        PaperKind.TEST,
        paper,
        next_serial(work, PaperKind.TEST),
        language=language,
        print_now=False,
    )
    return queue_print(work, document_id, PaperKind.TEST, to=to)
