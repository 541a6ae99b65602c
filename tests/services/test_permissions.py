"""Every role × every command, through the services, as the shop's own table says; none goes unlisted."""

from __future__ import annotations

import dataclasses
import enum
import importlib
import pkgutil
import types
from collections.abc import Sequence
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import shopdesk.services
from shopdesk.domain.roles import Role
from shopdesk.domain.ticket import Step
from shopdesk.errors import NotAllowed, ShopDeskError
from shopdesk.services.bench import EndTicket
from shopdesk.services.setup import SetUpShop
from shopdesk.services.shop import SETUP, Shop
from shopdesk.services.staff import EditStaff, staff_member
from shopdesk.services.work import Actor, Command, commands
from tests.shops import BENCH_DESK, COUNTER, OWNER, TECHNICIAN

for _module in pkgutil.iter_modules(shopdesk.services.__path__):
    importlib.import_module(f"shopdesk.services.{_module.name}")

# Written as the shop would: c counter, t technician, o owner.
TABLE = {
    "AddCustomer": "c o",
    "AddNote": "c t o",
    "AddPhotos": "c t o",
    "AddOwnModel": "c o",
    "AddStaff": "o",
    "AmendIntake": "c o",
    "ApproveQuote": "c t o",
    "ChangeConsent": "c t o",
    "CloseDay": "c o",
    "CloseJob": "c t o",
    "ConfirmDevice": "t o",
    "CountPart": "t o",
    "DeclineQuote": "c t o",
    "EditCustomer": "c o",
    "EditStaff": "o",
    "EndTicket": "c t o",
    "FinishRepair": "t o",
    "HandOver": "c o",
    "IssueQuote": "c t o",
    "MergeCustomers": "o",
    "MoveCash": "c o",
    "NoteComparison": "c o",
    "OpenDrawer": "c o",
    "OpenTill": "c o",
    "PauseRepair": "t o",
    "PhotographPaper": "c t o",
    "PrintSheet": "c t o",
    "PrintTags": "c t o",
    "PrintTestPage": "c t o",
    "ReceiveDevice": "c o",
    "ReceiveLot": "t o",
    "ReceiveVisit": "c o",
    "RecordDiagnosis": "t o",
    "RecordTest": "t o",
    "Refund": "o",
    "RemoveAdvice": "t o",
    "RemoveOwnModel": "c o",
    "RenameOwnModel": "c o",
    "Reprint": "c t o",
    "RetryJob": "c t o",
    "ReturnPart": "t o",
    "RevealPasscode": "t o",
    "SaveDeskSettings": "c t o",
    "SaveAdvice": "t o",
    "SaveChecks": "t o",
    "SavePart": "t o",
    "SettleAtCounter": "c o",
    "SaveConsentText": "o",
    "SaveSettings": "o",
    "SetOldPartFate": "c t o",
    "SetUpShop": "o",
    "SignIn": "c t o",
    "StartDiagnosis": "t o",
    "StartRepair": "t o",
    "TakeDeposit": "c o",
    "UsePart": "t o",
    "WaitForParts": "t o",
}
STEPS = {Step.CANCEL: "c o", Step.GIVE_UP: "t o", Step.GIVE_BACK: "c t o", Step.ABANDON: "c o"}
WHO = {"c": COUNTER, "t": TECHNICIAN, "o": OWNER}


def made_up(kind: Any) -> Any:
    """A value of a type, as empty as can be: enough to knock at the door with."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return None if type(None) in get_args(kind) else made_up(get_args(kind)[0])
    if origin is tuple or kind is tuple:
        return ()
    if origin in {frozenset, Sequence}:
        return frozenset() if origin is frozenset else ()
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        wanted = [one for one in dataclasses.fields(kind) if one.default is one.default_factory]
        return kind(**{one.name: made_up(hints[one.name]) for one in wanted})  # type: ignore[operator]  # a class
    return kind()


def test_every_command_stands_in_the_table() -> None:
    assert {command.__name__ for command in commands()} == set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_may_do_what(shop: Shop, name: str) -> None:
    kind = next(one for one in commands() if one.__name__ == name)
    for letter, actor in WHO.items():
        allowed = letter in TABLE[name].split()
        assert allowed is not refused(shop, made_up(kind), actor), f"{letter} {name}"
    for nobody in (Actor(99, BENCH_DESK), Actor(0, BENCH_DESK), SETUP):
        assert refused(shop, made_up(kind), nobody), f"nobody {name}"


def refused(shop: Shop, command: Command[Any], actor: Actor) -> bool:
    try:
        shop.do(command, actor)
    except NotAllowed:
        return True
    except (ShopDeskError, ValueError):
        return False  # let in, and then told what was wrong with an empty form
    return False


@pytest.mark.parametrize("step", STEPS)
def test_who_may_end_a_ticket(shop: Shop, step: Step) -> None:
    for letter, actor in WHO.items():
        end = EndTicket(ticket_id=1, seen_version=1, step=step, reason="-")
        assert (letter in STEPS[step].split()) is not refused(shop, end, actor)


@pytest.mark.parametrize("step", sorted(set(Step) - set(STEPS)))
def test_no_other_step_ends_a_ticket(shop: Shop, step: Step) -> None:
    with pytest.raises(ValueError, match="does not end"):
        shop.do(EndTicket(ticket_id=1, seen_version=1, step=step), OWNER)


def test_who_has_left_may_do_nothing(shop: Shop) -> None:
    left = EditStaff(staff_id=2, seen_version=1, name="周", role=Role.COUNTER, active=False)
    shop.do(left, OWNER)
    for kind in commands():
        assert refused(shop, made_up(kind), COUNTER)


def test_a_new_role_counts_at_once(shop: Shop) -> None:
    shop.do(EditStaff(staff_id=2, seen_version=1, name="周", role=Role.OWNER), OWNER)
    assert shop.ask(staff_member, 2).role is Role.OWNER
    shop.do(EditStaff(staff_id=3, seen_version=1, name="陈", role=Role.COUNTER), COUNTER)


def test_setting_up_ends_with_the_set_up(shop: Shop) -> None:
    again = SetUpShop(name="x", language="en", pack_code="us")
    assert refused(shop, again, SETUP)
