"""The passcode vault: sealed to its ticket, shown for a reason and on record, gone at collection."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select

from shopdesk.domain.consent import Deed, blocking
from shopdesk.domain.roles import Permission
from shopdesk.errors import NotAllowed, StoreTrouble, UserError
from shopdesk.services.consents import consent_answers
from shopdesk.services.intake_form import PasscodeEntry
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import to_ms
from shopdesk.store.records.office import requests
from shopdesk.store.records.tickets import passcodes

_NONCE = 12
_PATTERN_LEAST = 4


def _bound_to(ticket_id: int, kind: str) -> bytes:
    return f"ticket {ticket_id} {kind}".encode()


def keep_passcode(work: Work, ticket_id: int, entry: PasscodeEntry) -> None:
    """Seal a passcode to its ticket. Raises UserError for one that cannot be."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - at the first passcode

    _check(entry)
    nonce = secrets.token_bytes(_NONCE)
    cipher = AESGCM(work.keys.passcodes)
    sealed = nonce + cipher.encrypt(nonce, entry.secret.encode(), _bound_to(ticket_id, entry.kind))
    work.insert(passcodes, ticket_id=ticket_id, kind=entry.kind, sealed=sealed)


def _check(entry: PasscodeEntry) -> None:
    secret = entry.secret
    match entry.kind:
        case "digits" if not (secret.isascii() and secret.isdigit() and 3 < len(secret) <= 16):
            raise UserError("problems.passcode_digits", field="passcode")
        case "text" if not 0 < len(secret) <= 64:
            raise UserError("problems.passcode_text", field="passcode")
        case "pattern" if len(secret) < _PATTERN_LEAST or not set(secret) <= set("123456789"):
            raise UserError("problems.passcode_pattern", field="passcode")
        case "digits" | "text" | "pattern":
            return
        case _:
            raise UserError("problems.passcode_text", field="passcode")


@dataclass(frozen=True, slots=True)
class Revealed:
    """A passcode for the eyes of the person who asked; never kept, never logged."""

    kind: str
    secret: str

    def __repr__(self) -> str:
        return f"Revealed({self.kind!r}, …)"


@dataclass(frozen=True, kw_only=True)
class RevealPasscode(Command[int]):
    """Ask to see a passcode, with a reason; what is shown comes from `revealed` after this is on record."""

    ticket_id: int
    reason: str


@handles(RevealPasscode, Permission.REVEAL_PASSCODE)
def reveal_passcode(work: Work, command: RevealPasscode) -> int:
    reason = short_text(command.reason, "reason", required=True)
    answers = consent_answers(work.connection, command.ticket_id)
    if blocking(Deed.REVEAL_PASSCODE, answers) is not None:
        raise UserError("problems.data_access_refused")
    row = _row(work, command.ticket_id)
    if row is None:
        raise UserError("problems.no_passcode")
    work.record("passcode_revealed", command.ticket_id, reason=reason)
    return command.ticket_id


_SHOWN_WITHIN_MS = 60_000


def revealed(reading: Reading, ticket_id: int, request_id: str) -> Revealed:
    """The passcode that the RevealPasscode of `request_id` has just put on record."""
    asked = reading.connection.execute(
        select(requests.c.at_ms).where(
            requests.c.id == request_id,
            requests.c.command == RevealPasscode.__name__,
            requests.c.result == str(ticket_id),
            requests.c.at_ms > to_ms(reading.now) - _SHOWN_WITHIN_MS,
        )
    ).first()
    if asked is None or not reading.may(Permission.REVEAL_PASSCODE):
        raise NotAllowed(Permission.REVEAL_PASSCODE.value)
    row = _row(reading, ticket_id)
    if row is None:
        raise UserError("problems.no_passcode")
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    sealed: bytes = row.sealed
    try:
        secret = AESGCM(reading.keys.passcodes).decrypt(
            sealed[:_NONCE], sealed[_NONCE:], _bound_to(ticket_id, row.kind)
        )
    except InvalidTag as error:
        raise StoreTrouble("store.passcode_sealed_elsewhere") from error
    return Revealed(row.kind, secret.decode())


def _row(work: Work | Reading, ticket_id: int) -> Row[Any] | None:
    return work.connection.execute(select(passcodes).where(passcodes.c.ticket_id == ticket_id)).first()


def shred_passcode(work: Work, ticket_id: int) -> None:
    """Delete the passcode; secure_delete overwrites its page."""
    gone = work.connection.execute(delete(passcodes).where(passcodes.c.ticket_id == ticket_id))
    if gone.rowcount:
        work.record("passcode_shredded", ticket_id)
