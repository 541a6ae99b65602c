"""A folder as printer: PDF, or one PNG a page. The default where there is no printer, and what tests read."""

from __future__ import annotations

import errno
import io
import os
import secrets
from pathlib import Path

from shopdesk.printing.drivers.port import Printed, Printer, Printout, PrintTrouble
from shopdesk.printing.render import page_count, page_image

_SCREEN_DPI = 150


class FolderPrinter(Printer):
    """Writes each printout as a new file, whole or not at all; never over another one."""

    def __init__(self, folder: Path, *, as_png: bool = False) -> None:
        self.folder = folder
        self.as_png = as_png

    def print_document(self, printout: Printout) -> Printed:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self.as_png:
                return Printed(str(self._write(printout.name, ".pdf", printout.pdf)))
            files = [
                self._write(f"{printout.name}-{page + 1}", ".png", _png(printout, page))
                for page in range(page_count(printout.pdf))
            ]
        except OSError as error:
            raise _trouble(error, self.folder) from error
        return Printed(str(files[0]))

    def _write(self, name: str, ending: str, content: bytes) -> Path:
        unfinished = self.folder / f".{name}.{secrets.token_hex(6)}.part"
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            finished = _settled(unfinished, name, ending)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(self.folder)
        return finished


def _settled(unfinished: Path, name: str, ending: str) -> Path:
    """Give the file the first free name of ``name``, ``name-2``, ``name-3`` …"""
    number = 1
    while True:
        wanted = unfinished.with_name(f"{name}{'' if number == 1 else f'-{number}'}{ending}")
        try:
            # A link never replaces what is there, unlike a rename.
            os.link(unfinished, wanted)
        except FileExistsError:
            number += 1
            continue
        except OSError as error:
            if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS}:
                raise
            # A file system without links (memory sticks): this desk is the only one to write here.
            if wanted.exists():
                number += 1
                continue
            unfinished.rename(wanted)
            return wanted
        unfinished.unlink()
        return wanted


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows keeps its directories itself and opens none
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _png(printout: Printout, page: int) -> bytes:
    dots = printout.size.dots_per_mm
    image = page_image(printout.pdf, page=page, scale=dots * 25.4 / 72 if dots else _SCREEN_DPI / 72)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _trouble(error: OSError, folder: Path) -> PrintTrouble:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return PrintTrouble("paper.trouble.disk_full", folder=str(folder))
    return PrintTrouble("paper.trouble.no_folder", folder=str(folder))
