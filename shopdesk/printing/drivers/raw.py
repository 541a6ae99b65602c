"""A printer that takes bytes: a way to it and the language it speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from shopdesk.printing.drivers.languages.escpos import EscPos
from shopdesk.printing.drivers.languages.language import Language, Load, Misfit, State, Stopped, Talk
from shopdesk.printing.drivers.port import (
    Notice,
    OutcomeUnknown,
    Printed,
    Printer,
    Printout,
    PrintTrouble,
)
from shopdesk.printing.drivers.ways.way import Line, Way

_one_at_a_time: defaultdict[Way, Lock] = defaultdict(Lock)
"""A printer holds one conversation: the drawer of a sale waits until its slip is out."""


@dataclass(frozen=True, slots=True)
class RawPrinter(Printer):
    """`must_answer`: silence is no way to be on. `answer` and `patience` are seconds: for an answer, and
    for a job to come out."""

    way: Way
    language: Language
    must_answer: bool = False
    answer: float = 1.0
    patience: float = 20.0

    def form(self, format: str) -> str:  # noqa: A002 - the trade's word
        return self.language.form(format)

    def print_document(self, printout: Printout) -> Printed:
        if not self.language.takes(printout):
            raise self._trouble(self.language.wrong_paper)
        with self._line() as line:
            talk = Talk(line, self.answer, self.patience)
            state = self._ask(talk)
            try:
                load = self.language.load(printout, state)
            except Misfit as misfit:
                raise self._trouble(misfit.trouble) from misfit
            return self._deliver(talk, state, load)

    def check(self) -> tuple[Notice, ...]:
        """Ask the printer how it is, printing nothing. Raises PrintTrouble when it could not print now."""
        with self._line() as line:
            return self._notices(self._ask(Talk(line, self.answer, self.patience)))

    @contextmanager
    def _line(self) -> Iterator[Line]:
        with _one_at_a_time[self.way]:
            line = self.way.open()
            try:
                yield line
            finally:
                line.close()

    def _trouble(self, why: str) -> PrintTrouble:
        return PrintTrouble(f"paper.trouble.{why}", printer=self.way.name)

    def _ask(self, talk: Talk) -> State | None:
        """How the printer is; None when it does not say. Raises PrintTrouble."""
        if not self.way.hears:
            return None
        try:
            state = self.language.ask(talk)
        except OSError as error:
            raise self._trouble("printer_off") from error
        if state is None and self.must_answer:
            raise self._trouble("printer_off")
        if state is not None and state.trouble:
            raise self._trouble(state.trouble)
        return state

    def _deliver(self, talk: Talk, state: State | None, load: Load) -> Printed:
        line, name = talk.line, self.way.name
        try:
            line.send(load.before)
        except OSError as error:
            raise self._trouble("line_lost") from error
        patience = self.patience + self.way.seconds_for(len(load.before) + len(load.prints))
        try:
            line.send(load.prints)
            if state is None:
                return Printed(line.finish() or name, missing=load.missing)
            if state.confirms:
                self.language.confirm(Talk(line, self.answer, patience), state)
        except Stopped as stopped:
            raise self._doubt(f"half_{stopped.trouble}" if stopped.trouble else "line_cut") from stopped
        except TimeoutError as error:
            raise self._doubt("half_stalled") from error
        except OSError as error:
            raise self._doubt("line_cut") from error
        return Printed(name, self._after(talk, state), load.missing)

    def _after(self, talk: Talk, before: State) -> tuple[Notice, ...]:
        """What it says when it is done: with the job confirmed, a trouble is the next one's to tell."""
        try:
            state = self.language.ask(talk)
            if not before.confirms:
                talk.line.finish()
        except OSError as error:
            if not before.confirms:
                raise self._doubt("line_cut") from error
            return ()
        if state is not None and state.trouble and not before.confirms:
            raise self._doubt(f"half_{state.trouble}")
        return self._notices(state)

    def _doubt(self, why: str) -> OutcomeUnknown:
        return OutcomeUnknown(f"paper.trouble.{why}", printer=self.way.name)

    def _notices(self, state: State | None) -> tuple[Notice, ...]:
        if state is None or not (state.low or state.trouble == "out_of_paper"):
            return ()
        return (Notice("paper.trouble.paper_low", {"printer": self.way.name}),)


@dataclass(frozen=True, slots=True)
class EscPosPrinter(RawPrinter):
    """A receipt printer, with the drawer that hangs on it."""

    language: EscPos

    def open_drawer(self) -> None:
        """Kick the drawer open. Raises PrintTrouble, OutcomeUnknown."""
        with self._line() as line:
            talk = Talk(line, self.answer, self.patience)
            self._deliver(talk, self._ask(talk), self.language.drawer())
