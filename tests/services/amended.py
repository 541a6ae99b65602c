"""An intake with a mark, a photo, accessories and a check, and ways to amend it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy import text

from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.services.amending import Amended, AmendIntake
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import CheckResult, FaultHistory, Tri
from shopdesk.services.shop import Shop
from tests.shops import COUNTER, card, intake_form

CRACK = Mark(1, "front", DamageKind.CRACK, ((8000, 1200),), words="右上角")
DENT = Mark(2, "back", DamageKind.DENT, ((100, 9000),), words="左下角")
REASON = "客户当场指出还有一处磕碰"


def photo(shop: Shop, shade: int = 60) -> str:
    out = BytesIO()
    Image.new("RGB", (60, 80), (40, 50, shade)).save(out, "JPEG")
    return shop.media.put(out.getvalue())


def take(shop: Shop) -> int:
    """A device taken in with something to amend."""
    form = intake_form(
        accessories=("SIM 卡", "手机壳"),
        checks=(("power", CheckResult.WORKS),),
        photos=(photo(shop),),
        marks=(CRACK,),
        history=FaultHistory(dropped=Tri.YES),
    )
    return shop.do(ReceiveDevice(form=form), COUNTER).value.ticket_id


def amend(shop: Shop, ticket_id: int, **changes: Any) -> Amended:
    return shop.do(amending(shop, ticket_id, **changes), COUNTER).value


def amending(shop: Shop, ticket_id: int, **changes: Any) -> AmendIntake:
    seen = card(shop, ticket_id)
    said: dict[str, Any] = {"reason": REASON}
    for name in ("reason", "signature", "print_receipt"):
        if name in changes:
            said[name] = changes.pop(name)
    return AmendIntake(
        ticket_id=ticket_id,
        seen_version=seen.version,
        seen_code=seen.story.last_code,
        record=replace(seen.intake, **changes),
        **said,
    )


def body_of(shop: Shop, ticket_id: int) -> str:
    with shop.store.read() as connection:
        return str(
            connection.execute(text(f"SELECT body FROM intakes WHERE ticket_id = {ticket_id}")).scalar_one()
        )
