"""One repair of each kind, done through the real services: what the seeded shop repeats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PIL import Image, ImageDraw

from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.domain.payment import Tender
from shopdesk.domain.quote import ApprovalKind, Grade, LineKind, QuoteLine
from shopdesk.domain.roles import Role
from shopdesk.domain.stock import OldPartFate
from shopdesk.services.bench import ConfirmDevice, FinishRepair, RecordTest, StartRepair, TestResult
from shopdesk.services.bench_parts import SetOldPartFate, UsePart
from shopdesk.services.checkout import HandOver, charge
from shopdesk.services.day_close import CloseDay
from shopdesk.services.day_figures import day_figures
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import CheckResult, ConsentEntry, FaultHistory, IntakeForm, Tri
from shopdesk.services.inventory import ReceiveLot, SavePart
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.quotes import Option
from shopdesk.services.quoting import ApproveQuote, IssueQuote, RecordDiagnosis
from shopdesk.services.setup import SetUpShop
from shopdesk.services.shop import SETUP, Shop
from shopdesk.services.staff import AddStaff
from shopdesk.services.tickets import ticket_card
from shopdesk.services.till import OpenTill
from shopdesk.services.work import Actor

DESK = "一号柜台"
OWNER = Actor(1, DESK)
TECHNICIAN = Actor(2, "维修台")
PARTS = 300
LOT = 300
PHOTOS = 24
FLOAT = 50_000
# Words that stand for the customer and device in every text, and occur nowhere else.
NAME, PHONE, BRAND, MODEL, FAULT = "样名客户", "138 0016 4827", "Zqbrand", "Zqmodel", "Zqfault 样障"
IMEI = "490154203237518"
PART_NAME = "Zqpart 屏幕总成"
STAGES = ("received", "quoted", "approved", "repairing", "ready", "collected")


class Clock:
    """A few seconds later at each look."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=5)
        return self.moment


@dataclass(frozen=True, slots=True)
class Furnished:
    """An empty shop with people, parts and photos."""

    photos: tuple[str, ...]
    part_ids: tuple[int, ...]
    lots: tuple[tuple[int, ...], ...]
    """Of each part, the oldest first: LOT pieces each, and in the last as many as are ever wanted."""


def furnish(shop: Shop, tickets: int) -> Furnished:
    """An owner without a PIN, so that the window opens by itself; a technician; parts for so many tickets."""
    shop.do(
        SetUpShop(name="青禾手机维修", language="zh_CN", pack_code="cn", owner_name="林", tax_rate=1300),
        SETUP,
    )
    shop.do(AddStaff(name="陈", role=Role.TECHNICIAN, pin="2468"), OWNER)
    part_ids, lots = [], []
    for number in range(PARTS):
        name = PART_NAME if number == 0 else f"屏幕总成 {number:03d}"
        saved = SavePart(
            sku=f"DSP-{number:04d}",
            name=name,
            grade=Grade.CERTIFIED,
            price=62_000,
            barcode=part_code(number),
            warranty_days=180,
        )
        part = shop.do(saved, OWNER).value
        part_ids.append(part)
        quantities = [LOT] * (1 + tickets // 50_000) + [LOT + tickets // 50]
        lots.append(
            tuple(_received(shop, part, order, quantity) for order, quantity in enumerate(quantities))
        )
    photos = tuple(shop.media.put(_picture(number)) for number in range(PHOTOS))
    return Furnished(photos, tuple(part_ids), tuple(lots))


def _received(shop: Shop, part: int, order: int, quantity: int) -> int:
    lot = ReceiveLot(part_id=part, quantity=quantity, unit_cost=41_000, number=f"26-{part:04d}-{order}")
    return shop.do(lot, OWNER).value


def part_code(number: int) -> str:
    body = f"6901234{number:05d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-weighted % 10)


def _picture(number: int) -> bytes:
    image = Image.new("RGB", (900, 1200), (190 - number, 184, 176 + number))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle(
        (200, 80, 700, 1120), 70, fill=(36, 38 + number * 3, 46), outline=(120, 120, 124), width=6
    )
    for step in range(14):
        pen.line((640, 160, 240 + step * 37, 1000 - step * 50), fill=(210, 212, 216), width=2)
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=84)
    return kept.getvalue()


def intake_form(
    photos: tuple[str, ...], now: datetime, *, name: str = NAME, phone: str = PHONE
) -> IntakeForm:
    """A complete intake with two photos, three marks, all consents."""
    return IntakeForm(
        customer=CustomerEntry(name, phone),
        device=DeviceEntry("phone", MODEL, brand=BRAND, colour="暗紫", storage="256 GB"),
        fault_words=FAULT,
        history=FaultHistory(since="昨晚", how="从口袋滑落", dropped=Tri.YES, liquid=Tri.NO),
        accessories=("SIM 卡", "手机壳"),
        checks=(
            ("power", CheckResult.WORKS),
            ("touch", CheckResult.FAILS),
            ("charging", CheckResult.UNTESTED),
        ),
        photos=photos,
        marks=(
            Mark(1, "front", DamageKind.CRACK, ((8000, 1200),), words="右上角"),
            Mark(2, photos[0], DamageKind.SCRATCH, ((5000, 5000),), words="镜头圈"),
            Mark(3, "back", DamageKind.SCRATCH, ((3000, 7000),)),
        ),
        consents=(
            ConsentEntry(Purpose.BACKUP, "done"),
            ConsentEntry(Purpose.WIPE, "yes"),
            ConsentEntry(Purpose.OPENING, "yes"),
            ConsentEntry(Purpose.DATA_ACCESS, "yes"),
            ConsentEntry(Purpose.OLD_PARTS, "return"),
        ),
        estimate_low=68_000,
        estimate_high=86_000,
        promised_at=now + timedelta(hours=6),
        signed_on_paper=True,
    )


def quote_lines(part_id: int) -> tuple[QuoteLine, ...]:
    return (
        QuoteLine(LineKind.PART, PART_NAME, 1, 62_000, 1300, Grade.CERTIFIED, part_id, 180),
        QuoteLine(LineKind.LABOUR, "更换屏幕", 1, 16_000, 1300, warranty_days=90),
    )


class Repair:
    """A ticket taken as far as a stage, every step by who does it."""

    def __init__(self, shop: Shop, furnished: Furnished) -> None:
        self.shop = shop
        self._furnished = furnished
        self.ticket_id = 0
        self.quote_id = 0

    def _seen(self) -> dict[str, Any]:
        card = self.shop.ask(ticket_card, self.ticket_id)
        return {"ticket_id": self.ticket_id, "seen_version": card.version}

    def reach(self, stage: str) -> None:
        """From nothing to `stage`, one of STAGES."""
        for name in STAGES[: STAGES.index(stage) + 1]:
            step: Callable[[], None] = getattr(self, name)
            step()

    def received(self) -> None:
        form = intake_form(self._furnished.photos[:2], self.shop.clock())
        confirmed = frozenset({"known_imei"})
        self.ticket_id = self.shop.do(ReceiveDevice(form=form, confirmed=confirmed), OWNER).value.ticket_id

    def quoted(self) -> None:
        self.shop.do(RecordDiagnosis(**self._seen(), cause="触摸排线断裂", plan="更换屏幕总成"), TECHNICIAN)
        options = (Option(title="认证屏幕", lines=quote_lines(self._furnished.part_ids[0])),)
        sent = IssueQuote(**self._seen(), options=options, time_needed="2 小时")
        self.quote_id = self.shop.do(sent, TECHNICIAN).value.quote_id

    def approved(self) -> None:
        yes = ApproveQuote(
            **self._seen(), quote_id=self.quote_id, kind=ApprovalKind.PHONE, said_by=NAME, number=PHONE
        )
        self.shop.do(yes, OWNER)

    def repairing(self) -> None:
        tag = code_for(CodeKind.TAG, self.ticket_id)
        self.shop.do(ConfirmDevice(**self._seen(), scanned=tag), TECHNICIAN)
        self.shop.do(StartRepair(**self._seen()), TECHNICIAN)

    def ready(self) -> None:
        self.shop.do(UsePart(**self._seen(), code=part_code(0), serial="SN-8841"), TECHNICIAN)
        self.shop.do(FinishRepair(**self._seen(), work_done="更换屏幕总成"), TECHNICIAN)
        results = (TestResult("touch", CheckResult.WORKS),)
        self.shop.do(RecordTest(**self._seen(), results=results, passed=True), TECHNICIAN)
        for old in self.shop.ask(ticket_card, self.ticket_id).old_parts:
            self.shop.do(SetOldPartFate(old_part_id=old.id, fate=OldPartFate.RETURNED), TECHNICIAN)

    def collected(self) -> None:
        self.shop.do(pickup(self.shop, self.ticket_id), OWNER)


def pickup(shop: Shop, ticket_id: int) -> HandOver:
    """What the counter sends when a ready device goes back, paid part by phone and part in cash."""
    asked = shop.ask(charge, ticket_id)
    return HandOver(
        ticket_id=ticket_id,
        seen_version=asked.version,
        tag_code=code_for(CodeKind.TAG, ticket_id),
        slip_code=code_for(CodeKind.SLIP, ticket_id),
        tenders=(Tender("wechat", 50_000), Tender("cash", asked.due - 50_000)),
        signed_on_paper=True,
    )


def repairs(shop: Shop, furnished: Furnished) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each model's name and what makes it, to be run in this order: a day with a repair of every stage."""

    def reach(stage: str) -> Callable[[], None]:
        return lambda: Repair(shop, furnished).reach(stage)

    def close() -> None:
        session = 1
        left, pieces = shop.ask(day_figures, session).cash_expected, []
        for piece in shop.settings.pack.denominations:
            number, left = divmod(left, piece.minor)
            if number:
                pieces.append((piece.minor, number))
        shop.do(CloseDay(pieces=tuple(pieces)), OWNER)

    def open_till() -> None:
        shop.do(OpenTill(opening_float=FLOAT), OWNER)

    yield "opening", open_till
    for stage in STAGES:
        yield stage, reach(stage)
    yield "closing", close
