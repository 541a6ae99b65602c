"""Parts: what is there, for whom it is kept, deliveries and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.ui.desk import Desk
    from shopdesk.ui.shell.page import Page


def page(desk: Desk) -> Page:
    from shopdesk.ui.pages.parts.parts_page import PartsPage  # noqa: PLC0415 - the services are imported when first needed

    return PartsPage(desk)
