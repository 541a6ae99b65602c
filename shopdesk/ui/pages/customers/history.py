"""A customer's devices, and every visit with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopdesk.services.people import CustomerCard, DeviceBrief, PastVisit
from shopdesk.ui.common.kit import Card, column, text_label
from shopdesk.ui.common.status import status_mark, status_word
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.desk import Desk


class History(QWidget):
    """Enter on a device takes it in, Enter on a visit opens its ticket."""

    device_chosen = Signal(object)
    device_opened = Signal(int)
    visit_opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        texts = desk.texts
        self.devices = Table[DeviceBrief](
            texts,
            [
                Column("customers.device", lambda one: one.title, stretch=True, strong=True),
                Column("customers.kind_of", _make_of, width=176, tone=lambda _one: "secondary"),
                Column("customers.imei", lambda one: one.imei or one.serial, width=150),
            ],
            "customer_devices",
            empty_key="customers.no_devices",
            name_key="customers.devices",
        )
        self.devices.chosen.connect(self.device_chosen)
        self.devices.activated_row.connect(lambda one: self.device_opened.emit(one.id))
        self.visits = Table[PastVisit](
            texts,
            [
                Column("customers.ticket", lambda one: one.number, width=96, strong=True),
                Column(
                    "customers.status",
                    lambda one: status_word(texts, one.status.value),
                    width=116,
                    pill=lambda one: status_mark(one.status.value),
                ),
                Column("customers.device", lambda one: one.device, width=168),
                Column("customers.fault", lambda one: one.fault, stretch=True, tone=lambda _one: "secondary"),
                Column(
                    "customers.received",
                    lambda one: texts.catalogue.day(desk.settings.local(one.received_at)),
                    width=96,
                    align="right",
                ),
            ],
            "customer_visits",
            empty_key="customers.no_visits",
            name_key="customers.visits",
        )
        self.visits.activated_row.connect(lambda one: self.visit_opened.emit(one.ticket_id))
        devices, visits = Card(texts, "customers.devices"), Card(texts, "customers.visits")
        devices.add_head(text_label(texts, "customers.devices_hint", "note"))
        visits.add_head(text_label(texts, "customers.visits_hint", "note"))
        devices.body.addWidget(self.devices)
        visits.body.addWidget(self.visits)
        whole = column(devices, visits, spacing=12)
        whole.setStretch(0, 2)
        whole.setStretch(1, 3)
        self.setLayout(whole)

    def show_card(self, card: CustomerCard | None) -> None:
        self.devices.show_rows(card.devices if card else ())
        self.visits.show_rows(card.visits if card else ())


def _make_of(one: DeviceBrief) -> str:
    return "  ·  ".join(filter(None, (one.colour, one.storage)))
