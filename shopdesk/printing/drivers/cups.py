"""A job on its way through CUPS: the printer is asked before, and the job followed until it is settled.

`lp` says "accepted" of a printer that is off as of any other: only the job's own end says that the printer
took it. A job that gets nowhere is taken back, so that it does not come out behind a person's back later.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from time import monotonic
from urllib.parse import urlsplit

from shopdesk.printing.drivers.libcups import (
    Attributes,
    NoAnswer,
    Service,
    device_state,
    print_service,
)
from shopdesk.printing.drivers.port import OutcomeUnknown, PrintTrouble

_HELD, _CANCELED, _ABORTED, _COMPLETED = 4, 7, 8, 9
_STOPPED = 5

_TROUBLES = {
    "media-empty": "out_of_paper",
    "media-needed": "out_of_paper",
    "cover-open": "cover_open",
    "door-open": "cover_open",
    "interlock-open": "cover_open",
    "media-jam": "jam",
    "marker-supply-empty": "no_ink",
    "toner-empty": "no_ink",
    "offline": "printer_off",
    "shutdown": "printer_off",
    "timed-out": "printer_off",
    "connecting-to-device": "printer_off",
    "paused": "stopped",
    "moving-to-paused": "stopped",
}
"""What a printer says is wrong (RFC 8011), and what it means at the counter."""


_RAW_PORTS = {"socket": 9100, "lpd": 515}
_AT_HOME = 2.0
"""Seconds to answer the door in."""
_HALF_WAY = {"out_of_paper", "cover_open", "jam", "no_ink", "stopped", "printer_off"}


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: between looks, until it counts as reached, for a trouble to pass, and so on."""

    look: float = 0.25
    reach: float = 1.0
    """So long in the printer's hands without a complaint, and something may have come out."""
    trouble: float = 4.0
    waiting: float = 45.0
    printing: float = 120.0
    taking_back: float = 5.0


def check_queue(queue: str) -> None:
    """Ask a queue and its printer, as far as they say. Raises PrintTrouble when it could not print now."""
    service = print_service()
    if service is None:
        return
    try:
        told = service.queue(queue)
    except NoAnswer as silence:
        # `lp` will say in its own words what is missing.
        if silence.unknown:
            raise PrintTrouble("paper.trouble.no_printer", printer=queue) from silence
        raise PrintTrouble("paper.trouble.no_service", printer=queue) from silence
    if _STOPPED in told["printer-state"]:
        raise PrintTrouble("paper.trouble.stopped", printer=queue)
    for uri in told["device-uri"]:
        try:
            _knock(str(uri))
            device = device_state(service.library, str(uri))
        except (NoAnswer, OSError) as silence:
            raise PrintTrouble("paper.trouble.printer_off", printer=queue) from silence
        # The queue remembers the reasons of its last job; the device itself knows how it is now.
        why = _why(device, "printer-state-reasons") if device is not None else ""
        if why:
            raise PrintTrouble(f"paper.trouble.{why}", printer=queue)


def _knock(uri: str) -> None:
    """See that somebody is at home where CUPS would only try on and on. Raises OSError."""
    parts = urlsplit(uri)
    port = parts.port or _RAW_PORTS.get(parts.scheme, 0)
    if parts.scheme not in _RAW_PORTS or not parts.hostname:
        return
    until = monotonic() + _AT_HOME
    while True:
        try:
            socket.create_connection((parts.hostname, port), timeout=_AT_HOME).close()
        except ConnectionRefusedError:
            # A printer that takes one caller at a time refuses the next.
            if monotonic() >= until:
                raise
            _pause(0.2)
        else:
            return


def follow(
    queue: str, request: str, patience: Patience | None = None, *, asked: Service | None = None
) -> None:
    """Wait until the printer has taken the job that `lp` called `request`.

    Raises PrintTrouble when nothing came out and the job is taken back, OutcomeUnknown when something may
    have. Without CUPS' library, "accepted" has to do.
    """
    number = request.rpartition("-")[2]
    service = asked or print_service()
    if service is not None and number.isdigit():
        _Job(service, queue, int(number), patience or Patience()).follow()


@dataclass(slots=True)
class _Job:
    service: Service
    queue: str
    number: int
    patience: Patience
    began: bool = False
    """CUPS has taken it up."""
    well_for: float = 0.0
    """Seconds it was seen in the printer's hands without a complaint."""

    def follow(self) -> None:
        start = seen = monotonic()
        bad_since = 0.0
        while True:
            told = self._ask()
            state = _first(told, "job-state")
            if state == _COMPLETED:
                return
            if state in {_CANCELED, _ABORTED}:
                raise self._trouble(_why(told, "job-printer-state-reasons") or "given_up")
            why = "held" if state == _HELD else self._printers_trouble(told)
            now = monotonic()
            if self.began and not why:
                self.well_for += now - seen
            bad_since = (bad_since or now) if why else 0.0
            seen = now
            if why and now - bad_since >= self.patience.trouble:
                self._take_back(why)
                return
            if now - start >= (self.patience.printing if self.began else self.patience.waiting):
                self._take_back("busy")
                return
            _pause(self.patience.look)

    def _ask(self) -> Attributes:
        """What CUPS says of the job. A service that restarts is asked again for a while."""
        until = monotonic() + self.patience.taking_back
        while True:
            try:
                told = self.service.job(self.number)
            except NoAnswer as silence:
                if silence.unknown or monotonic() >= until:
                    raise OutcomeUnknown("paper.trouble.timeout", printer=self.queue) from silence
                _pause(self.patience.look)
            else:
                self.began = self.began or bool(_first(told, "time-at-processing"))
                return told

    def _printers_trouble(self, told: Attributes) -> str:
        why = _why(told, "job-printer-state-reasons")
        try:
            queue = self.service.queue(self.queue)
        except NoAnswer:
            return why
        if _STOPPED in queue["printer-state"]:
            return "stopped"
        return why or (_why(queue, "printer-state-reasons") if self.began else "")

    def _take_back(self, why: str) -> None:
        """Cancel the job; returns when it came out after all. Raises PrintTrouble, OutcomeUnknown."""
        with suppress(NoAnswer):  # it ended meanwhile, or CUPS is gone: its state says which
            self.service.cancel(self.number)
        until = monotonic() + self.patience.taking_back
        while (state := _first(self._ask(), "job-state")) not in {_CANCELED, _ABORTED, _COMPLETED}:
            if monotonic() >= until:
                raise OutcomeUnknown(_half(why), printer=self.queue)
            _pause(self.patience.look)
        if state != _COMPLETED:
            raise self._trouble(why)

    def _trouble(self, why: str) -> PrintTrouble | OutcomeUnknown:
        # A printer that was never reached has printed nothing, however long CUPS tried.
        reached = self.well_for >= self.patience.reach if why == "printer_off" else self.began
        if not reached:
            return PrintTrouble(f"paper.trouble.{why}", printer=self.queue)
        return OutcomeUnknown(_half(why), printer=self.queue)


def _half(why: str) -> str:
    return f"paper.trouble.half_{why}" if why in _HALF_WAY else "paper.trouble.timeout"


def _why(told: Attributes, name: str) -> str:
    """The first reason that keeps a page from coming out; reports and warnings do not."""
    for reason in _words(told.get(name, ())):
        if reason.endswith(("-report", "-warning")):
            continue
        why = _TROUBLES.get(reason.removesuffix("-error"))
        if why:
            return why
    return ""


def _words(values: Iterable[str | int]) -> Iterable[str]:
    return (value for value in values if isinstance(value, str))


def _first(told: Attributes, name: str) -> int:
    values = told.get(name, ())
    return next((value for value in values if isinstance(value, int)), 0)


_pause: Callable[[float], object] = Event().wait
