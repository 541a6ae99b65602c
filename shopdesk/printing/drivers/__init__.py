"""Printers: a folder, the system's queues, receipt printers; found by name or address."""

from shopdesk.printing.drivers.addresses import open_printer, system_queues
from shopdesk.printing.drivers.escpos import EscPosPrinter
from shopdesk.printing.drivers.folder import FolderPrinter
from shopdesk.printing.drivers.port import OutcomeUnknown, Printer, Printout, PrintTrouble
from shopdesk.printing.drivers.system import SystemPrinter

__all__ = [
    "EscPosPrinter",
    "FolderPrinter",
    "OutcomeUnknown",
    "PrintTrouble",
    "Printer",
    "Printout",
    "SystemPrinter",
    "open_printer",
    "system_queues",
]
