"""One door for problems: each kind is shown where it belongs, and nothing is lost or shown twice."""

from __future__ import annotations

import logging
import secrets
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from shopdesk.errors import Busy, Conflict, NeedsConfirmation, ShopDeskError, StoreTrouble, UserError
from shopdesk.ui.common.dialogs import ConfirmDialog
from shopdesk.ui.common.fields import Banner, Field
from shopdesk.ui.common.notices import Notice, Notices
from shopdesk.ui.common.texts import Texts

LOG = logging.getLogger("shopdesk.problems")
RETRIES = 4
_RETRY_MS = 150
_SAME_WITHIN = 10.0

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class ProblemDoor(QObject):
    """Takes every exception that reaches the window.

    NeedsConfirmation asks and sends again; UserError stands beside its field, or in the banner, or as a
    notice; Conflict goes to the page's handler; Busy tries again by itself; anything else is logged under a
    short reference and shown once.
    """

    conflict = Signal(object)
    """A Conflict that no form took."""
    _from_elsewhere = Signal(object)

    def __init__(
        self, texts: Texts, notices: Notices, window: QWidget | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self._notices = notices
        self.window = window
        self._seen: dict[str, tuple[float, str]] = {}
        self._from_elsewhere.connect(self.show)

    @Slot(object)
    def show(self, problem: BaseException) -> None:
        """For problems of no form."""
        self.handle(problem)

    def form(
        self,
        *,
        fields: Mapping[str, Field] | None = None,
        banner: Banner | None = None,
        confirmed: Callable[[str], object] | None = None,
        retry: Callable[[], object] | None = None,
        conflict: Callable[[Conflict], object] | None = None,
    ) -> Callable[[BaseException], None]:
        """A `failed` handler for one sending of one form.

        `fields` by the command's field names; `confirmed(what)` sends the command again with `what` among
        its confirmed; `retry` sends it again as it is, with the same request id.
        """
        tries = 0

        def failed(problem: BaseException) -> None:
            nonlocal tries
            tries += 1
            self.handle(
                problem,
                fields=fields,
                banner=banner,
                confirmed=confirmed,
                retry=retry if tries <= RETRIES else None,
                conflict=conflict,
                after_ms=_RETRY_MS * tries,
            )

        return failed

    def handle(
        self,
        problem: BaseException,
        *,
        fields: Mapping[str, Field] | None = None,
        banner: Banner | None = None,
        confirmed: Callable[[str], object] | None = None,
        retry: Callable[[], object] | None = None,
        conflict: Callable[[Conflict], object] | None = None,
        after_ms: int = _RETRY_MS,
    ) -> None:
        match problem:
            case NeedsConfirmation() if confirmed is not None:
                self._ask(problem, confirmed)
            case UserError():
                self._beside(problem, fields or {}, banner)
            case Conflict() if conflict is not None:
                conflict(problem)
            case Conflict():
                self._say(problem, "warn")
                self.conflict.emit(problem)
            case Busy() if retry is not None:
                QTimer.singleShot(after_ms, self, retry)
            case Busy():
                self._notices.say("errors_ui.busy", "warn")
            case StoreTrouble():
                LOG.error("%s: %s", type(problem).__name__, problem.key)
                self._say(problem, "bad", sticky=True)
            case ShopDeskError():
                self._say(problem, "warn")
            case _:
                self._unexpected(problem)

    def _say(self, problem: ShopDeskError, kind: str, *, sticky: bool = False) -> None:
        self._notices.show(Notice(problem.key, kind, problem.values, sticky=sticky))

    def _ask(self, problem: NeedsConfirmation, confirmed: Callable[[str], object]) -> None:
        """Keys beside the problem's own may give the title and the verb: ``…_title``, ``…_verb``."""
        has = self._texts.catalogue.has
        title_key = f"{problem.key}_title"
        verb_key = f"{problem.key}_verb"
        ConfirmDialog(
            self._texts,
            self.window,
            title=self._texts.tr(title_key if has(title_key) else "errors_ui.sure", **problem.values),
            body=self._texts.tr(problem.key, **problem.values),
            verb_key=verb_key if has(verb_key) else "errors_ui.go_on",
            then=lambda: confirmed(problem.confirm),
        ).open()

    def _beside(self, problem: UserError, fields: Mapping[str, Field], banner: Banner | None) -> None:
        name = problem.field or ""
        field = fields.get(name) or fields.get(name.partition(".")[0])
        if field is not None:
            field.set_error_key(problem.key, **problem.values)
            field.focus()
        elif banner is not None:
            banner.say(problem.key, "bad", **problem.values)
        else:
            self._say(problem, "warn")

    def _unexpected(self, problem: BaseException) -> None:
        trace = "\n".join(
            f"  {step.filename}:{step.lineno} {step.name}"
            for step in traceback.extract_tb(problem.__traceback__)
        )
        fingerprint = f"{type(problem).__name__}\n{trace}"
        now = time.monotonic()
        seen = self._seen.get(fingerprint)
        if seen is not None and now - seen[0] < _SAME_WITHIN:
            return
        reference = secrets.token_hex(4).upper()
        self._seen[fingerprint] = (now, reference)
        # The type and the places only: an exception's text may hold a name or a phone number.
        LOG.error("%s: %s\n%s", reference, type(problem).__name__, trace)
        self._notices.say("errors_ui.unexpected", "bad", reference=reference, sticky=True)

    def install(self) -> None:
        """Take over what Python and Qt would print: uncaught exceptions and Qt's own messages."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        qInstallMessageHandler(_qt_message)

    def _uncaught(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
            return
        # May come from any thread; notices are shown on the window's.
        self._from_elsewhere.emit(problem)

    def _uncaught_in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self._from_elsewhere.emit(what.exc_value)


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("shopdesk.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message)
