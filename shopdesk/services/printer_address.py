"""Printer addresses as people type them: refused where no printer can have them, else written one way.

Whether a printer answers there shows when it prints.
"""

from __future__ import annotations

from shopdesk.errors import UserError

ESCPOS_PORT = 9100
_NETWORKED = {"escpos", "zpl", "tspl", "brother"}
_WIRED = {"usb", "serial", "queue"}
_PORTS = range(1, 65536)


def checked_address(address: str, field: str) -> str:
    """The address as it is kept. Raises UserError."""
    where, mark, options = address.strip().partition("?")
    way, _, rest = where.partition(":")
    rest = rest.strip()
    language, _, wire = way.partition("+")
    if language in _NETWORKED and not wire:
        rest = _host(rest, field, port=str(ESCPOS_PORT) if language == "escpos" else "")
    elif language in _NETWORKED and wire in _WIRED:
        # A queue's name may hold blanks, a device's never does.
        if not rest or (wire != "queue" and any(sign.isspace() for sign in rest)):
            raise UserError("problems.printer_wire", field=field)
    elif way not in {"folder", "png", "system"} or (way == "system" and not rest):
        raise UserError("problems.printer_none", field=field)
    kept = f"{way}:{rest}" if rest else way
    return f"{kept}{mark}{options}" if options else kept


def _host(rest: str, field: str, *, port: str) -> str:
    if rest.startswith("["):
        inside, closed, behind = rest[1:].partition("]")
        host, typed = f"[{inside}]", behind.removeprefix(":")
        wrong = not inside or not closed or any(sign not in "0123456789abcdefABCDEF:.%" for sign in inside)
    else:
        host, _, typed = rest.partition(":")
        host = host.strip()
        wrong = not host or any(sign.isspace() or sign in "/:@[]" for sign in host)
    if wrong:
        raise UserError("problems.printer_host", field=field)
    if typed and not (typed.isascii() and typed.isdigit() and int(typed) in _PORTS):
        raise UserError("problems.printer_port", field=field)
    port = typed or port
    return f"{host}:{port}" if port else host
