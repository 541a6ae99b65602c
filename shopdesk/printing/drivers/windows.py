"""Windows has no program that takes a PDF: its pages are drawn on Qt's printer, dot for dot.

Works wherever Qt finds the printer, so that the tests can print to a file with it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from shopdesk.printing.drivers.port import OutcomeUnknown, Printout, PrintTrouble
from shopdesk.printing.render import page_image, page_sizes

_MOST_DPI = 600
"""Finer than this only costs memory: an A4 page is then 100 MB already."""


def print_pdf(queue: str, printout: Printout, *, file: Path | None = None) -> str:
    """Draw the pages on the printer named `queue`; with `file`, into a PDF instead of the printer."""
    if file is None and QPrinterInfo.printerInfo(queue).isNull():
        raise PrintTrouble("paper.trouble.no_printer", printer=queue)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if file is not None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
    else:
        printer.setPrinterName(queue)
    printer.setDocName(printout.name)
    printer.setFullPage(True)
    painter = QPainter()
    for number, (width, height) in enumerate(page_sizes(printout.pdf)):
        page = QPageSize(
            QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
        )
        layout = QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter)
        printer.setPageLayout(layout)
        if number == 0:
            if not painter.begin(printer):
                raise PrintTrouble("paper.trouble.printer_off", printer=queue)
        elif not printer.newPage():
            painter.end()
            raise OutcomeUnknown("paper.trouble.timeout", printer=queue)
        _draw(painter, printer, printout, number)
    painter.end()
    return str(file) if file is not None else queue


def _draw(painter: QPainter, printer: QPrinter, printout: Printout, number: int) -> None:
    dpi = printer.resolution()
    drawn = min(dpi, _MOST_DPI)
    image = page_image(printout.pdf, page=number, scale=drawn / 72)
    shown = QImage(image.tobytes(), image.width, image.height, 3 * image.width, QImage.Format.Format_RGB888)
    painter.save()
    painter.scale(dpi / drawn, dpi / drawn)
    painter.drawImage(0, 0, shown)
    painter.restore()
