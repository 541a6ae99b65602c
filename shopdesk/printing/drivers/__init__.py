"""Printers: a folder, the system's queues, receipt and label printers; found by address."""

from shopdesk.printing.drivers.addresses import Address, open_printer, parse_address
from shopdesk.printing.drivers.folder import FolderPrinter
from shopdesk.printing.drivers.found import FoundPrinter, connected_printers
from shopdesk.printing.drivers.port import (
    Notice,
    OutcomeUnknown,
    Printed,
    Printer,
    Printout,
    PrintTrouble,
)
from shopdesk.printing.drivers.raw import EscPosPrinter, RawPrinter
from shopdesk.printing.drivers.system import SystemPrinter, system_queues

__all__ = [
    "Address",
    "EscPosPrinter",
    "FolderPrinter",
    "FoundPrinter",
    "Notice",
    "OutcomeUnknown",
    "PrintTrouble",
    "Printed",
    "Printer",
    "Printout",
    "RawPrinter",
    "SystemPrinter",
    "connected_printers",
    "open_printer",
    "parse_address",
    "system_queues",
]
