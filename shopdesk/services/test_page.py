"""A page to try a printer with, queued and told like every other print."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import PaperKind, TestPaper
from shopdesk.domain.roles import Permission
from shopdesk.errors import UserError
from shopdesk.i18n import catalogue
from shopdesk.services.desk_settings import FARTHEST_SHIFT, desk_route
from shopdesk.services.documents import issue, next_serial
from shopdesk.services.paper_settings import label_sheets
from shopdesk.services.print_jobs import PrintStory, queue_print
from shopdesk.services.printer_address import checked_address
from shopdesk.services.settings import Route
from shopdesk.services.tag_sheets import page_format
from shopdesk.services.work import Command, Work, handles


@dataclass(frozen=True, kw_only=True)
class PrintTestPage(Command[PrintStory]):
    """Try the printer that `kind` goes to, on the size `format`, moved by tenths of a millimetre.

    `printer` tries another address before it is saved.
    """

    kind: PaperKind
    format: str
    printer: str = ""
    right: int = 0
    down: int = 0


@handles(PrintTestPage, Permission.REPRINT)
def print_test_page(work: Work, command: PrintTestPage) -> PrintStory:
    route = desk_route(work.reading, work.desk, command.kind.value)
    if command.printer and command.printer != route.printer:
        work.require(Permission.KEEP_DESK)
        route = Route(checked_address(command.printer, f"routes.{command.kind}"), route.format)
    if max(abs(command.right), abs(command.down)) > FARTHEST_SHIFT:
        raise UserError("problems.shift_far", field=f"shift.{command.kind}", most=FARTHEST_SHIFT // 10)
    language = work.settings.paper_language
    paper = TestPaper(
        language=language,
        printer=route.printer,
        printed_at=work.settings.local(work.now),
        document=catalogue(language).text(f"words.document.{command.kind}"),
        right=command.right,
        down=command.down,
    )
    document_id = issue(
        work,
        PaperKind.TEST,
        paper,
        next_serial(work, PaperKind.TEST),
        language=language,
        print_now=False,
    )
    # A sheet of labels is measured as the page it is.
    sheet = label_sheets(work.settings.papers).get(command.format)
    size = page_format(sheet) if sheet is not None else command.format
    return queue_print(work, document_id, PaperKind.TEST, to=Route(route.printer, size))
