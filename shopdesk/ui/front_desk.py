"""Joins the window to an open shop: who is at the desk, where scans go, what the strip and the rail say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from shopdesk.domain.changes import Change
from shopdesk.domain.roles import Permission, Role, allows
from shopdesk.domain.ticket import Status
from shopdesk.errors import UserError
from shopdesk.services import search
from shopdesk.services.print_jobs import PrinterHealth, printer_health
from shopdesk.services.scan import Scanned, ScanResult, scanned
from shopdesk.services.shop import Shop
from shopdesk.services.staff import SignedIn, SignIn, StaffMember, staff_list
from shopdesk.services.ticket_lists import ShopCounts, newest_ticket, shop_counts
from shopdesk.services.work import Actor, Outcome, Person, Reading
from shopdesk.ui.common.notices import Notices
from shopdesk.ui.common.problems import ProblemDoor
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.customer_screen.at_desk import CustomerAtDesk
from shopdesk.ui.customer_screen.stage import CustomerStage
from shopdesk.ui.desk import Desk, PaperPreview, PrinterPort, Who
from shopdesk.ui.paperwork.trouble import PrintTroubles
from shopdesk.ui.scans_at_desk import ScansAtDesk
from shopdesk.ui.shell.lock import LockDialog, PersonChoice
from shopdesk.ui.shell.navigation import PageSpec
from shopdesk.ui.shell.page import Page
from shopdesk.ui.shell.scan_sources import ScanSources
from shopdesk.ui.shell.scanner import Scanner
from shopdesk.ui.shell.search_results import Hit
from shopdesk.ui.shell.window import MainWindow

_ELSEWHERE_MS = 2_000
_MINUTE_MS = 60_000

_PAGES = (
    ("intake", "arrow-down-to-line", "Ctrl+1", Permission.RECEIVE),
    ("tickets", "list", "Ctrl+2", Permission.LOOK),
    ("bench", "wrench", "Ctrl+3", Permission.WORK),
    ("parts", "package", "Ctrl+4", Permission.LOOK),
    ("till", "banknote", "Ctrl+5", Permission.TAKE_MONEY),
    ("customers", "user", "Ctrl+6", Permission.LOOK),
    ("day", "chart-column", "Ctrl+7", Permission.SEE_DAY),
    ("settings", "settings", "Ctrl+8", Permission.LOOK),
)


class FrontDesk(QObject):
    """One desk at work in one window."""

    def __init__(
        self,
        window: MainWindow,
        shop: Shop,
        desk_name: str,
        *,
        tasks: Tasks,
        notices: Notices,
        problems: ProblemDoor,
        scanner: Scanner,
        preview: PaperPreview,
        printers: PrinterPort,
        wake_printer: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shop = shop
        self._name = desk_name
        self._feed = 0
        self._is_empty = False
        self._looking_elsewhere = False
        self._closed = False
        self.lock: LockDialog | None = None
        self.who = Who(Actor(0, desk_name), None, self)
        self.desk = Desk(
            shop=shop,
            tasks=tasks,
            texts=window.texts,
            theme=window.colours,
            navigator=window.navigator,
            actions=window.actions_here,
            notices=notices,
            problems=problems,
            who=self.who,
            paper_preview=preview,
            printers=printers,
            wake_printer=wake_printer,
            scans=ScanSources(scanner, tasks, self),
            customer=CustomerStage(lambda: window.navigator.current, self),
        )
        self.customer = CustomerAtDesk(self.desk, window.closing, self)
        window.actions_here.allowed = self._allowed
        window.search.finder = self._find
        window.person_pressed.connect(self.switch_person)
        window.lock_pressed.connect(self.lock_desk)
        window.printer_pressed.connect(lambda: self._go("settings", tab="printing"))
        window.navigator.written.connect(self._written)
        window.texts.changed.connect(self._refresh)
        scanner.scanned.connect(self.scan)
        self._troubles = PrintTroubles(self.desk, window)
        self.scans = ScansAtDesk(self.desk, window, self)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._refresh)
        self._elsewhere = QTimer(self)
        self._elsewhere.setInterval(_ELSEWHERE_MS)
        self._elsewhere.timeout.connect(self._look_elsewhere)

    def seat(self, member: StaffMember, then: Callable[[], None] | None = None) -> None:
        """Seat a person who was let in by other means; the first one opens the house."""
        self._seat(member)
        if not self.desk.navigator.specs():
            self._open_house(then)

    def close(self) -> None:
        """Look at nothing any more; the shop may close."""
        self._closed = True
        self._minute.stop()
        self._elsewhere.stop()
        self.scans.close()
        self.customer.screen.close()

    def start(self, then: Callable[[], None] | None = None) -> None:
        """Seat the person of this desk, asking for a PIN where there is one, and open the first page."""
        self.desk.tasks.run(
            lambda: (
                self._shop.ask(staff_list),
                self._shop.feed_position(),
                self._shop.ask(newest_ticket),
            ),
            lambda found: self._seat_first(*found, then),
        )

    def _seat_first(
        self,
        people: Sequence[StaffMember],
        feed: int,
        newest: int,
        then: Callable[[], None] | None,
    ) -> None:
        self._feed = feed
        self._is_empty = newest == 0
        active = [one for one in people if one.active]
        if len(active) == 1 and not active[0].has_pin:
            self._seat(active[0])
            self._open_house(then)
        else:
            self._window.show_locked(locked=True)
            self._ask_who(active, may_cancel=False, then=lambda: self._open_house(then))

    def _open_house(self, then: Callable[[], None] | None) -> None:
        self._window.declare_pages([self._spec(*page) for page in _PAGES])
        self.desk.navigator.go(self._first_page())
        self._refresh()
        self.scans.look()
        self.customer.look()
        self._minute.start()
        self._elsewhere.start()
        if then is not None:
            then()

    def _first_page(self) -> str:
        person = self.who.person
        if person is None:
            return "tickets"
        at_home = {Role.COUNTER: "intake", Role.TECHNICIAN: "bench", Role.OWNER: "tickets"}
        # A shop without a ticket begins where every ticket does.
        return "intake" if person.role is Role.OWNER and self._is_empty else at_home[person.role]

    def _spec(self, page_id: str, icon: str, shortcut: str, permission: Permission) -> PageSpec:
        def make() -> Page:
            page: Page = import_module(f"shopdesk.ui.pages.{page_id}").page(self.desk)
            return page

        # Settings stand at the foot of the rail, apart from the work.
        return PageSpec(
            page_id,
            f"shell.rail.{page_id}",
            icon,
            shortcut,
            make,
            "" if permission is Permission.LOOK else permission,
        )

    # Who is here

    def switch_person(self) -> None:
        """Let another person take over; what is typed on the pages stays."""
        self.desk.ask(lambda people: self._ask_who([one for one in people if one.active]), staff_list)

    def lock_desk(self) -> None:
        """Hide everything until somebody signs in, before the customer's eyes too."""
        self._window.show_locked(locked=True)
        self.desk.customer.hold(held=True)
        self.desk.tasks.run(
            lambda: self._shop.ask(staff_list),
            lambda people: self._ask_who([one for one in people if one.active], may_cancel=False),
        )

    def _ask_who(
        self,
        people: Sequence[StaffMember],
        *,
        may_cancel: bool = True,
        then: Callable[[], None] | None = None,
    ) -> None:
        if self.lock is not None:
            return
        by_id = {one.id: one for one in people}
        lock = LockDialog(
            self.desk.texts,
            [PersonChoice(one.id, one.name, one.has_pin) for one in people],
            self._window,
            chosen=self.who.actor.staff_id or people[0].id,
            may_cancel=may_cancel,
        )
        self.lock = lock

        def answered(staff_id: int, outcome: Outcome[SignedIn]) -> None:
            told = outcome.value
            if told.let_in:
                self._seat(by_id[staff_id])
                lock.accept()
                self._window.show_locked(locked=False)
                if then is not None:
                    then()
            elif told.wait_until is not None:
                lock.show_wait(max(1, round((told.wait_until - self._shop.clock()).total_seconds())))
            else:
                lock.show_wrong()

        def submitted(staff_id: int, pin: str) -> None:
            command = SignIn(staff_id=staff_id, pin=pin)
            # Asked as the person who wants in: nobody else may be here yet.
            actor = Actor(staff_id, self._name)
            self.desk.tasks.run(
                lambda: self._shop.do(command, actor), lambda outcome: answered(staff_id, outcome), owner=lock
            )

        def gone() -> None:
            self.lock = None

        lock.submitted.connect(submitted)
        lock.finished.connect(gone)
        lock.open()

    def _seat(self, member: StaffMember) -> None:
        self.who.switch(Actor(member.id, self._name), Person(member.id, member.name, member.role))
        self._window.rail.show_person(member.name)
        self.desk.customer.hold(held=False)
        if member.language:
            self.desk.texts.use(member.language)
        self._window.actions_here.changed.emit()

    def _allowed(self, permission: str) -> bool:
        person = self.who.person
        return person is not None and allows(person.role, Permission(permission))

    # Scans

    def scan(self, code: str) -> None:
        """A code from any scanner: the page in front first, then where it belongs."""
        if self.lock is not None or self.who.person is None:
            return
        self.desk.ask(self._scanned, scanned, code)

    def _scanned(self, result: ScanResult) -> None:
        front = self.desk.navigator.page(self.desk.navigator.current)
        uses = getattr(front, "scanned", None)
        if uses is not None and uses(result):
            return
        person = self.who.person
        match result.what:
            case Scanned.TAG | Scanned.IMEI if result.ticket_id is not None:
                at_bench = person is not None and person.role is Role.TECHNICIAN
                self._go("bench" if at_bench else "tickets", ticket_id=result.ticket_id)
            case Scanned.SLIP:
                self._go("till", slip_code=result.code)
            case Scanned.PART:
                self._go("parts", part_id=result.part_id)
            case Scanned.IMEI:
                self.desk.notices.say("front.scan_new_imei", "info", imei=result.code)
            case _:
                self.desk.notices.say("front.scan_unknown", "warn", code=result.code)

    def _go(self, page_id: str, **target: object) -> None:
        spec = next((one for one in self.desk.navigator.specs() if one.page_id == page_id), None)
        if spec is not None and spec.permission and not self._allowed(spec.permission):
            self.desk.problems.show(UserError("problems.not_allowed"))
            return
        self.desk.navigator.go(page_id, **target)

    # What the frame says

    def _find(self, text: str) -> list[Hit]:
        actor = self.who.actor
        return found_hits(self._shop.ask_as(actor, search.find, text))

    def _written(self, changes: Sequence[Change]) -> None:
        entities = {change.entity for change in changes}
        if "print_job" in entities:
            self.desk.wake_printer()
            self._troubles.look_again()
        if entities & {"ticket", "till", "print_job", "settings"}:
            self._refresh()

    def print_settled(self, job_id: int) -> None:
        """The print worker has finished a job; called on the main thread."""
        if self._closed:
            return  # told while the window was closing: nothing may be asked any more
        # The pages alone: the worker needs no waking by its own word.
        for page in self.desk.navigator.pages():
            page.changed((Change("print_job", 0),))
        self._troubles.settled(job_id)
        self._refresh()

    def print_remarked(self, _job_id: int, key: str, values: Mapping[str, object]) -> None:
        """A paper came out, and there is something to say of it; called on the main thread."""
        if not self._closed:
            self.desk.notices.warn(key, **values)

    def _refresh(self) -> None:
        if self.who.person is None:
            return
        self.desk.ask(self._show_frame, _frame, self._name)

    def _show_frame(self, found: tuple[ShopCounts, PrinterHealth, int]) -> None:
        counts, health, ready = found
        texts = self.desk.texts
        self._window.show_summary(
            texts.tr("front.summary", desk=self._name, open=counts.open, ready=ready, late=counts.late)
        )
        if not health.is_well:
            state = "unknown" if health.unknown and not health.failed else "trouble"
            self._window.rail.show_printer(state)
        else:
            self._window.rail.show_printer("waiting" if health.waiting else "ok", health.waiting)

    def _look_elsewhere(self) -> None:
        if self._looking_elsewhere:
            return
        self._looking_elsewhere = True

        def found(answer: tuple[int, tuple[Change, ...]]) -> None:
            self._looking_elsewhere = False
            self._feed, changes = answer
            self._window.rail.show_online(online=True)
            if changes:
                self.desk.navigator.changed(changes)

        def failed(_problem: BaseException) -> None:
            self._looking_elsewhere = False
            self._window.rail.show_online(online=False)

        self.desk.tasks.run(lambda: self._shop.changed_elsewhere(self._feed, self._name), found, failed)


def _frame(reading: Reading, desk_name: str) -> tuple[ShopCounts, PrinterHealth, int]:
    counts = shop_counts(reading)
    return counts, printer_health(reading, desk_name), counts.by_status.get(Status.READY, 0)


def found_hits(found: search.Findings) -> list[Hit]:
    """What the one box shows for what was found."""
    hits = [
        Hit(
            "tickets",
            row.number,
            f"{row.device} · {row.customer}",
            "tickets",
            {"ticket_id": row.id},
            row.status.value,
        )
        for row in found.tickets
    ]
    hits += [
        Hit(
            "customers",
            one.name,
            # The number that was typed the tail of, and what to mind about them.
            "  ·  ".join(filter(None, (one.number_for(found.text), one.note.partition("\n")[0]))),
            "customers",
            {"customer_id": one.id},
            icon="user",
            warning="customers.limited_short" if one.limited else "",
        )
        for one in found.customers
    ]
    hits += [
        Hit("parts", one.name, one.sku, "parts", {"part_id": one.id}, icon="package") for one in found.parts
    ]
    return hits
