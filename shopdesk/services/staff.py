"""The people at the desks: who they are, and signing in with a PIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, bindparam, select, update

from shopdesk.domain.roles import Permission, Role
from shopdesk.errors import Conflict, UserError
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms, to_ms
from shopdesk.store.records.people import staff

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FREE_TRIES = 5
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class StaffMember:
    id: int
    version: int
    name: str
    role: Role
    language: str
    active: bool
    has_pin: bool
    locked_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class AddStaff(Command[int]):
    name: str
    role: Role
    pin: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class EditStaff(Command[int]):
    """Change a member; an empty `pin` keeps the old one. Gives the new version."""

    staff_id: int
    seen_version: int
    name: str
    role: Role
    active: bool = True
    pin: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class SignIn(Command["SignedIn"]):
    """Take over the desk as `staff_id`. Any member may ask; the PIN decides."""

    staff_id: int
    pin: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`let_in`, or how many tries are left before a wait, or until when to wait."""

    let_in: bool
    tries_left: int = 0
    wait_until: datetime | None = None


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 - wanted at the first PIN only

    # The least that OWASP advises: about 20 ms here, and the lock after five tries does the rest.
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def hash_pin(pin: str) -> str:
    return _hasher().hash(pin)


def _pin_fits(pin_hash: str, pin: str) -> bool:
    from argon2.exceptions import VerifyMismatchError  # noqa: PLC0415 - see above

    try:
        return _hasher().verify(pin_hash, pin)
    except VerifyMismatchError:
        return False


def check_pin_form(pin: str, field: str) -> None:
    """Raises UserError unless `pin` is four to six digits, not all the same."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 6):
        raise UserError("problems.pin_form", field=field)
    if len(set(pin)) == 1:
        raise UserError("problems.pin_simple", field=field)


@handles(AddStaff, Permission.ADMINISTER)
def add_staff(work: Work, command: AddStaff) -> int:
    if command.pin:
        check_pin_form(command.pin, "pin")
    staff_id = work.insert(
        staff,
        name=short_text(command.name, "name", required=True),
        role=command.role.value,
        pin_hash=hash_pin(command.pin) if command.pin else "",
        language=command.language,
    )
    work.record("staff_added", staff=staff_id, role=command.role.value)
    work.changed("staff", staff_id)
    return staff_id


@handles(EditStaff, Permission.ADMINISTER)
def edit_staff(work: Work, command: EditStaff) -> int:
    kept = staff_member(work.reading, command.staff_id)
    if kept.version != command.seen_version:
        raise Conflict("problems.staff_changed", theirs=kept)
    if kept.role is Role.OWNER and (command.role is not Role.OWNER or not command.active):
        _keep_one_owner(work, command.staff_id)
    values: dict[str, object] = {
        "name": short_text(command.name, "name", required=True),
        "role": command.role.value,
        "active": command.active,
        "language": command.language,
        "version": kept.version + 1,
    }
    if command.pin:
        check_pin_form(command.pin, "pin")
        values |= {"pin_hash": hash_pin(command.pin), "wrong_pins": 0, "locked_until_ms": 0}
    work.connection.execute(update(staff).where(staff.c.id == command.staff_id).values(**values))
    work.record("staff_edited", staff=command.staff_id, role=command.role.value, active=command.active)
    work.changed("staff", command.staff_id)
    return kept.version + 1


def _keep_one_owner(work: Work, leaving: int) -> None:
    others = [
        member
        for member in staff_list(work.reading)
        if member.role is Role.OWNER and member.active and member.id != leaving
    ]
    if not others:
        raise UserError("problems.last_owner", field="role")


@handles(SignIn, Permission.LOOK)
def sign_in(work: Work, command: SignIn) -> SignedIn:
    row = work.connection.execute(
        select(staff).where(staff.c.id == command.staff_id, staff.c.active.is_(True))
    ).first()
    if row is None:
        raise UserError("problems.no_such_staff", field="staff_id")
    if row.locked_until_ms > work.now_ms:
        return SignedIn(let_in=False, wait_until=from_ms(row.locked_until_ms))
    if not row.pin_hash or _pin_fits(row.pin_hash, command.pin):
        if row.wrong_pins:
            _count_wrong(work, command.staff_id, 0, 0)
        work.record("signed_in", staff=command.staff_id)
        return SignedIn(let_in=True)
    wrong = row.wrong_pins + 1
    wait = _wait_after(wrong)
    until = work.now + wait
    _count_wrong(work, command.staff_id, wrong, to_ms(until) if wait else 0)
    work.record("pin_wrong", staff=command.staff_id, times=wrong)
    return SignedIn(let_in=False, tries_left=max(0, FREE_TRIES - wrong), wait_until=until if wait else None)


def _wait_after(wrong: int) -> timedelta:
    """No wait for the first tries, then a doubling one."""
    if wrong < FREE_TRIES:
        return timedelta()
    doublings: int = min(wrong - FREE_TRIES, 16)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def _count_wrong(work: Work, staff_id: int, wrong: int, locked_until_ms: int) -> None:
    work.connection.execute(
        update(staff).where(staff.c.id == staff_id).values(wrong_pins=wrong, locked_until_ms=locked_until_ms)
    )


_LIST = select(staff).order_by(staff.c.active.desc(), staff.c.id)
_ONE = select(staff).where(staff.c.id == bindparam("staff_id"))


def staff_list(reading: Reading) -> tuple[StaffMember, ...]:
    """Everybody, those still working here first."""
    return tuple(_member(row) for row in reading.connection.execute(_LIST).mappings())


def staff_member(reading: Reading, staff_id: int) -> StaffMember:
    row = reading.connection.execute(_ONE, {"staff_id": staff_id}).mappings().first()
    if row is None:
        raise UserError("problems.no_such_staff", field="staff_id")
    return _member(row)


def _member(row: RowMapping) -> StaffMember:
    locked = row["locked_until_ms"]
    return StaffMember(
        id=row["id"],
        version=row["version"],
        name=row["name"],
        role=Role(row["role"]),
        language=row["language"],
        active=row["active"],
        has_pin=bool(row["pin_hash"]),
        locked_until=from_ms(locked) if locked else None,
    )
