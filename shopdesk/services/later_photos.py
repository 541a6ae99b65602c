"""Photos after the intake, at the bench and at pickup, and what they say beside those of the intake.

They hang on the ticket by their stage and never enter the intake's record, so its integrity code stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from shopdesk.domain.photo_stage import PhotoStage, Verdict
from shopdesk.domain.roles import Permission
from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.errors import UserError
from shopdesk.services.steps import load_ticket
from shopdesk.services.texts import long_text
from shopdesk.services.work import Command, Work, handles
from shopdesk.store.records.tickets import photos

MOST_LATER = 24
"""Later photos of one ticket: what a repair in several visits takes, and no film."""


@dataclass(frozen=True, kw_only=True)
class AddPhotos(Command[int]):
    """Hang photos on a ticket after its intake. They are kept already; gives how many were new to it."""

    ticket_id: int
    stage: PhotoStage
    hashes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NoteComparison(Command[int]):
    """At pickup: the device looks as it did at intake, or `words` say what is new. Gives the ticket."""

    ticket_id: int
    verdict: Verdict
    words: str = ""


FROZEN = frozenset({PhotoStage.INTAKE, PhotoStage.AMENDED, PhotoStage.SIGNED})
_HUNG = select(photos.c.hash, photos.c.stage).where(photos.c.ticket_id == bindparam("ticket_id"))


@handles(AddPhotos, Permission.LOOK)
def add_photos(work: Work, command: AddPhotos) -> int:
    if command.stage in FROZEN:
        raise ValueError("what an intake or an amendment shows is frozen with it")
    _open_ticket(work, command.ticket_id)
    for name in command.hashes:
        if not work.media.has(name):
            raise UserError("problems.photo_missing", field="photos")
    hung = {row.hash: row.stage for row in work.connection.execute(_HUNG, {"ticket_id": command.ticket_id})}
    # The same file chosen twice hangs once; a picture of the intake is no later picture.
    fresh = [name for name in dict.fromkeys(command.hashes) if name not in hung]
    if not fresh:
        raise UserError("photos.already_there", field="photos")
    later = sum(stage not in FROZEN for stage in hung.values())
    if later + len(fresh) > MOST_LATER:
        raise UserError("photos.too_many_later", field="photos", most=MOST_LATER)
    work.insert_all(
        photos,
        [
            {
                "ticket_id": command.ticket_id,
                "hash": name,
                "stage": command.stage.value,
                "position": later + place,
                "added_ms": work.now_ms,
            }
            for place, name in enumerate(fresh)
        ],
    )
    work.record("photos_added", command.ticket_id, stage=command.stage.value, n=len(fresh))
    work.changed("ticket", command.ticket_id)
    return len(fresh)


@handles(NoteComparison, Permission.HAND_OVER)
def note_comparison(work: Work, command: NoteComparison) -> int:
    _open_ticket(work, command.ticket_id)
    new_damage = command.verdict is Verdict.NEW_DAMAGE
    words = long_text(command.words, "words", required=new_damage)
    work.record(f"compared_{command.verdict}", command.ticket_id, words=words)
    work.changed("ticket", command.ticket_id)
    return command.ticket_id


def _open_ticket(work: Work, ticket_id: int) -> None:
    row = load_ticket(work, ticket_id)
    if Status(row["status"]) in CLOSED:
        raise UserError("photos.ticket_closed", field="photos", number=row["number"])
