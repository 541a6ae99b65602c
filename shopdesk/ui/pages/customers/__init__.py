"""Customers: found as you type, corrected in place, with their devices and visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.ui.desk import Desk
    from shopdesk.ui.shell.page import Page


def page(desk: Desk) -> Page:
    from shopdesk.ui.pages.customers.view import CustomersPage  # noqa: PLC0415 - the services are imported when first needed

    return CustomersPage(desk)
