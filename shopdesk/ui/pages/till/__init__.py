"""The till: what is ready goes out against slip and tag, money comes in, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.ui.desk import Desk
    from shopdesk.ui.shell.page import Page


def page(desk: Desk) -> Page:
    from shopdesk.ui.pages.till.till_page import TillPage  # noqa: PLC0415 - the services are imported when first needed

    return TillPage(desk)
