"""A shop at work, for tests of windows and journeys: real database, real services, a steerable clock."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.domain.payment import Tender
from shopdesk.domain.quote import ApprovalKind, Grade, LineKind, QuoteLine
from shopdesk.domain.roles import Role
from shopdesk.domain.stock import OldPartFate
from shopdesk.services.bench import (
    ConfirmDevice,
    FinishRepair,
    RecordTest,
    StartRepair,
    TestResult,
)
from shopdesk.services.bench_parts import SetOldPartFate, UsePart
from shopdesk.services.intake import Received, ReceiveDevice
from shopdesk.services.intake_form import CheckResult, ConsentEntry, FaultHistory, IntakeForm, Tri
from shopdesk.services.inventory import ReceiveLot, SavePart
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.quotes import Option
from shopdesk.services.quoting import ApproveQuote, IssueQuote, RecordDiagnosis
from shopdesk.services.setup import SetUpShop
from shopdesk.services.shop import SETUP, Shop
from shopdesk.services.staff import AddStaff
from shopdesk.services.tickets import TicketCard, ticket_card
from shopdesk.services.till import OpenTill
from shopdesk.services.work import Actor

START = datetime(2026, 11, 21, 3, 42, tzinfo=UTC)
COUNTER_DESK, BENCH_DESK = "一号柜台", "维修台"


class Clock:
    """Stands still until told otherwise."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Floor:
    """A shop with its people and parts. Every method goes through the services."""

    shop: Shop
    clock: Clock
    owner: Actor
    counter: Actor
    technician: Actor
    screen_id: int = 0
    battery_id: int = 0

    def photo(self, colour: str = "#28323c") -> str:
        """Keep a plain photo and give its hash."""
        out = io.BytesIO()
        Image.new("RGB", (600, 800), colour).save(out, "JPEG")
        return self.shop.media.put(out.getvalue())

    def form(self, name: str = "王喆", phone: str = "138 0016 4827", **changes: object) -> IntakeForm:
        """A complete intake; `changes` replace fields."""
        photo = self.photo()
        base = IntakeForm(
            customer=CustomerEntry(name, phone),
            device=DeviceEntry(
                "phone",
                "iPhone 14 Pro Max",
                brand="Apple",
                imei="",
                colour="暗紫",
                storage="256 GB",
            ),
            fault_words="昨晚从口袋滑落，右上角碎，上半屏点不动",
            history=FaultHistory(dropped=Tri.YES, liquid=Tri.NO),
            accessories=("SIM 卡", "手机壳"),
            checks=(("power", CheckResult.WORKS), ("touch", CheckResult.FAILS)),
            photos=(photo,),
            marks=(
                Mark(1, "front", DamageKind.CRACK, ((8200, 900),), words="右上角"),
                Mark(2, photo, DamageKind.SCRATCH, ((5000, 4200),), words="镜头圈"),
            ),
            consents=(
                ConsentEntry(Purpose.BACKUP, "done"),
                ConsentEntry(Purpose.WIPE, "yes"),
                ConsentEntry(Purpose.OPENING, "yes"),
                ConsentEntry(Purpose.DATA_ACCESS, "yes"),
                ConsentEntry(Purpose.OLD_PARTS, "return"),
            ),
            estimate_low=68000,
            estimate_high=86000,
            promised_at=self.clock() + timedelta(hours=6),
            signed_on_paper=True,
        )
        return replace(base, **changes)  # type: ignore[arg-type]  # tests name their own fields

    def card(self, ticket_id: int) -> TicketCard:
        return self.shop.ask(ticket_card, ticket_id)

    def version(self, ticket_id: int) -> int:
        return self.card(ticket_id).version

    def receive(
        self, *, deposit: int = 0, name: str = "王喆", phone: str = "138 0016 4827", **changes: object
    ) -> Received:
        form = self.form(name, phone, **changes)
        if deposit:
            form = replace(form, deposit=Tender("cash", deposit))
        confirmed = frozenset({"open_ticket", "known_imei", "no_photo"})
        return self.shop.do(ReceiveDevice(form=form, confirmed=confirmed), self.counter).value

    def lines(self) -> tuple[QuoteLine, ...]:
        rate = self.shop.settings.tax_rate
        return (
            QuoteLine(
                LineKind.PART,
                "iPhone 14 Pro Max 屏幕总成",
                1,
                62000,
                rate,
                Grade.CERTIFIED,
                self.screen_id,
                180,
            ),
            QuoteLine(LineKind.LABOUR, "更换屏幕", 1, 16000, rate, warranty_days=90),
        )

    def diagnosed(self, **changes: object) -> int:
        ticket_id = self.receive(**changes).ticket_id  # type: ignore[arg-type]
        self.shop.do(
            RecordDiagnosis(
                ticket_id=ticket_id,
                seen_version=self.version(ticket_id),
                cause="触摸排线断裂，中框平整",
                parts_concerned="屏幕总成",
                plan="更换屏幕总成",
            ),
            self.technician,
        )
        return ticket_id

    def quoted(self, **changes: object) -> int:
        ticket_id = self.diagnosed(**changes)
        self.shop.do(
            IssueQuote(
                ticket_id=ticket_id,
                seen_version=self.version(ticket_id),
                options=(Option(title="认证屏幕", lines=self.lines()),),
                time_needed="2 小时",
            ),
            self.technician,
        )
        return ticket_id

    def approved(self, **changes: object) -> int:
        ticket_id = self.quoted(**changes)
        card = self.card(ticket_id)
        self.shop.do(
            ApproveQuote(
                ticket_id=ticket_id,
                seen_version=card.version,
                quote_id=card.quotes[0].id,
                kind=ApprovalKind.PHONE,
                said_by=card.customer.name,
                number=card.customer.phone,
            ),
            self.counter,
        )
        return ticket_id

    def repairing(self, **changes: object) -> int:
        ticket_id = self.approved(**changes)
        tag = code_for(CodeKind.TAG, ticket_id)
        self.shop.do(
            ConfirmDevice(ticket_id=ticket_id, seen_version=self.version(ticket_id), scanned=tag),
            self.technician,
        )
        self.shop.do(StartRepair(ticket_id=ticket_id, seen_version=self.version(ticket_id)), self.technician)
        return ticket_id

    def testing(self, **changes: object) -> int:
        ticket_id = self.repairing(**changes)
        self.shop.do(
            UsePart(
                ticket_id=ticket_id,
                seen_version=self.version(ticket_id),
                code="DSP-14PM",
                serial="SN-8841",
            ),
            self.technician,
        )
        self.clock.on(minutes=40)
        self.shop.do(
            FinishRepair(
                ticket_id=ticket_id,
                seen_version=self.version(ticket_id),
                work_done="更换屏幕总成，重新贴防水胶",
            ),
            self.technician,
        )
        return ticket_id

    def ready(self, *, fate: OldPartFate = OldPartFate.RETURNED, **changes: object) -> int:
        ticket_id = self.testing(**changes)
        self.shop.do(
            RecordTest(
                ticket_id=ticket_id,
                seen_version=self.version(ticket_id),
                results=(TestResult("touch", CheckResult.WORKS),),
                passed=True,
            ),
            self.technician,
        )
        if fate is not OldPartFate.UNDECIDED:
            for old in self.card(ticket_id).old_parts:
                self.shop.do(SetOldPartFate(old_part_id=old.id, fate=fate), self.technician)
        return ticket_id


def furnish(shop: Shop, clock: Clock, *, language: str = "zh_CN", pack: str = "cn", parts: int = 9) -> Floor:
    """Set a new shop up: three people, an open till, two parts with stock."""
    names = ("林", "周", "陈") if language == "zh_CN" else ("Lin", "Zhou", "Chen")
    owner = Actor(
        shop.do(
            SetUpShop(
                name="青禾手机维修" if language == "zh_CN" else "Greenfield Phone Repair",
                language=language,
                pack_code=pack,
                owner_name=names[0],
            ),
            SETUP,
        ).value,
        COUNTER_DESK,
    )
    counter = Actor(shop.do(AddStaff(name=names[1], role=Role.COUNTER), owner).value, COUNTER_DESK)
    technician = Actor(shop.do(AddStaff(name=names[2], role=Role.TECHNICIAN), owner).value, BENCH_DESK)
    shop.do(OpenTill(opening_float=50000), owner)
    floor = Floor(shop, clock, owner, counter, technician)
    floor.screen_id = shop.do(
        SavePart(
            sku="DSP-14PM",
            name="iPhone 14 Pro Max 屏幕总成",
            grade=Grade.CERTIFIED,
            price=62000,
            barcode="6901234567892",
            low_level=2,
            bin="D3",
            warranty_days=180,
        ),
        owner,
    ).value
    floor.battery_id = shop.do(
        SavePart(
            sku="BAT-14PM", name="iPhone 14 Pro Max 电池", grade=Grade.GENUINE, price=29800, low_level=1
        ),
        owner,
    ).value
    for part_id, cost in ((floor.screen_id, 41000), (floor.battery_id, 12000)):
        shop.do(ReceiveLot(part_id=part_id, quantity=parts, unit_cost=cost, number="2610-4"), owner)
    return floor


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], tuple[Path, Floor]]:
    """Furnished shops to copy, made once for each language and pack."""
    made: dict[tuple[str, str], tuple[Path, Floor]] = {}

    def give(language: str, pack: str) -> tuple[Path, Floor]:
        if (language, pack) not in made:
            folder = tmp_path_factory.mktemp(f"shop-{pack}")
            shop = Shop.open(str(folder), Clock())
            floor = furnish(shop, Clock(), language=language, pack=pack)
            shop.close()
            made[language, pack] = (folder, floor)
        return made[language, pack]

    return give


@pytest.fixture
def open_floor(
    _furnished: Callable[[str, str], tuple[Path, Floor]], tmp_path: Path
) -> Iterator[Callable[..., Floor]]:
    """Open a copy of a furnished shop: ``open_floor("en", "us")``."""
    opened: list[Shop] = []

    def give(language: str = "zh_CN", pack: str = "cn") -> Floor:
        template, floor = _furnished(language, pack)
        folder = tmp_path / f"shop-{pack}"
        shutil.copytree(template, folder)
        clock = Clock()
        shop = Shop.open(str(folder), clock)
        opened.append(shop)
        return replace(floor, shop=shop, clock=clock)

    yield give
    for shop in opened:
        shop.close()


@pytest.fixture
def floor(open_floor: Callable[..., Floor]) -> Floor:
    """A Chinese shop with its till open."""
    return open_floor()


@pytest.fixture
def floor_en(open_floor: Callable[..., Floor]) -> Floor:
    """The same in English, under New York's rules."""
    return open_floor("en", "us")
