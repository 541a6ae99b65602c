"""The day in figures, the drawer counted, and the Z close."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.ui.desk import Desk
    from shopdesk.ui.shell.page import Page


def page(desk: Desk) -> Page:
    from shopdesk.ui.pages.day.day_page import DayPage  # noqa: PLC0415 - the services are imported when first needed

    return DayPage(desk)
