"""Settings: the shop, its people, its printers and what they printed, and this desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.ui.desk import Desk
    from shopdesk.ui.shell.page import Page


def page(desk: Desk) -> Page:
    from shopdesk.ui.pages.settings.view import SettingsPage  # noqa: PLC0415 - the services are imported when first needed

    return SettingsPage(desk)
