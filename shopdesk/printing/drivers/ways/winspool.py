"""Windows' print spooler by its own door: a document of type RAW passes every driver untouched."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from shopdesk.printing.drivers.port import OutcomeUnknown, PrintTrouble

_NO_SUCH_PRINTER = 1801
_NO_ACCESS = 5
_NO_SERVICE = 1722
_WHY = {
    _NO_SUCH_PRINTER: "paper.trouble.no_printer",
    _NO_ACCESS: "paper.trouble.no_access",
    _NO_SERVICE: "paper.trouble.no_service",
}


class DocInfo(ctypes.Structure):
    """``DOC_INFO_1W``."""

    _fields_ = (
        ("pDocName", ctypes.c_wchar_p),
        ("pOutputFile", ctypes.c_wchar_p),
        ("pDatatype", ctypes.c_wchar_p),
    )


def write_raw(queue: str, name: str, data: bytes, spooler: Any = None) -> str:
    """Queue `data` as it is; gives the spooler's number of the job. `spooler` is Windows' own if None.

    Raises PrintTrouble when the spooler did not take it, OutcomeUnknown when it took a part.
    """
    winspool = spooler or _winspool()
    handle = ctypes.c_void_p()
    if not winspool.OpenPrinterW(ctypes.c_wchar_p(queue), ctypes.byref(handle), None):
        raise _refusal(winspool, queue)
    try:
        document = DocInfo(name, None, "RAW")
        job = winspool.StartDocPrinterW(handle, 1, ctypes.byref(document))
        if not job:
            raise _refusal(winspool, queue)
        written = ctypes.c_uint32()
        whole = (
            winspool.StartPagePrinter(handle)
            and winspool.WritePrinter(handle, data, len(data), ctypes.byref(written))
            and written.value == len(data)
            and winspool.EndPagePrinter(handle)
        )
        ended = winspool.EndDocPrinter(handle)
        if not (whole and ended):
            raise OutcomeUnknown("paper.trouble.timeout", printer=queue)
        return f"{queue}-{job}"
    finally:
        winspool.ClosePrinter(handle)


def _refusal(winspool: Any, queue: str) -> PrintTrouble:
    return PrintTrouble(_WHY.get(_last_error(winspool), "paper.trouble.refused"), printer=queue)


def _last_error(winspool: Any) -> int:
    if sys.platform == "win32":
        return ctypes.get_last_error()
    return int(winspool.last_error)


def _winspool() -> Any:
    if sys.platform == "win32":
        return ctypes.WinDLL("winspool.drv", use_last_error=True)
    raise PrintTrouble("paper.trouble.no_service", printer="")
