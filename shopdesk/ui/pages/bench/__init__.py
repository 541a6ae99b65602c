"""The bench: a scan opens a ticket at the step that is next; everything by scanner, touch or keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.ui.desk import Desk
    from shopdesk.ui.shell.page import Page


def page(desk: Desk) -> Page:
    from shopdesk.ui.pages.bench.bench_page import BenchPage  # noqa: PLC0415 - the services are imported when first needed

    return BenchPage(desk)
