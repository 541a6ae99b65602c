"""Photos after the intake: on the ticket by stage, in the timeline, and never in what was signed for."""

from __future__ import annotations

from typing import Any

import pytest

from shopdesk.domain.photo_stage import PhotoStage, Verdict
from shopdesk.domain.ticket import Step
from shopdesk.errors import UserError
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.services.bench import EndTicket
from shopdesk.services.doctor import examine
from shopdesk.services.later_photos import MOST_LATER, AddPhotos, NoteComparison
from shopdesk.services.timeline import event_text, event_tone
from shopdesk.services.work import Command
from tests.shop_floor import Floor

BENCH, PICKUP = PhotoStage.BENCH, PhotoStage.PICKUP


def do(floor: Floor, command: Command[Any]) -> Any:
    return floor.shop.do(command, floor.counter).value


def key_of(floor: Floor, command: Command[Any]) -> str:
    with pytest.raises(UserError) as refused:
        do(floor, command)
    return refused.value.key


def shades(floor: Floor, number: int) -> tuple[str, ...]:
    return tuple(floor.photo(f"#{shade * 9:02x}4050") for shade in range(number))


def newest(floor: Floor, ticket_id: int) -> list[str]:
    entry = floor.card(ticket_id).timeline[0]
    return [event_text(catalogue(language), entry, floor.shop.settings) for language in ("en", "zh_CN")]


def test_they_hang_on_the_ticket_by_stage_after_those_of_the_intake(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    first = floor.card(ticket_id).photos_of(PhotoStage.INTAKE)
    one, two, three = shades(floor, 3)
    assert do(floor, AddPhotos(ticket_id=ticket_id, stage=PICKUP, hashes=(one,))) == 1
    assert do(floor, AddPhotos(ticket_id=ticket_id, stage=BENCH, hashes=(two, three, two))) == 2
    card = floor.card(ticket_id)
    assert card.photos_of(BENCH) == (two, three)
    assert card.photos_of(PICKUP) == (one,)
    assert tuple(photo.hash for photo in card.photos) == (*first, one, two, three)
    assert newest(floor, ticket_id) == ["2 photos added, at the bench", "添加 2 张照片（维修中）"]
    assert examine(floor.shop) == ()


def test_what_was_signed_for_stands_as_it_was(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    before = floor.card(ticket_id)
    do(floor, AddPhotos(ticket_id=ticket_id, stage=PICKUP, hashes=shades(floor, 2)))
    after = floor.card(ticket_id)
    assert after.intact
    assert (after.integrity, after.intake) == (before.integrity, before.intake)
    assert after.version == before.version  # nobody who looks at the ticket is overtaken


def test_the_intakes_own_stage_is_closed(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    with pytest.raises(ValueError, match="frozen"):
        do(floor, AddPhotos(ticket_id=ticket_id, stage=PhotoStage.INTAKE, hashes=shades(floor, 1)))


def test_a_picture_of_the_intake_is_no_new_one(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    same = floor.card(ticket_id).photos_of(PhotoStage.INTAKE)
    assert key_of(floor, AddPhotos(ticket_id=ticket_id, stage=PICKUP, hashes=same)) == "photos.already_there"
    (new,) = shades(floor, 1)
    assert do(floor, AddPhotos(ticket_id=ticket_id, stage=PICKUP, hashes=(*same, new))) == 1


def test_sent_again_they_hang_once(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    command = AddPhotos(ticket_id=ticket_id, stage=PICKUP, hashes=shades(floor, 1))
    assert (do(floor, command), do(floor, command)) == (1, 1)
    assert len(floor.card(ticket_id).photos_of(PICKUP)) == 1


def test_only_photos_that_are_kept(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    gone = AddPhotos(ticket_id=ticket_id, stage=BENCH, hashes=("0" * 64,))
    assert key_of(floor, gone) == "problems.photo_missing"


def test_there_is_an_end_to_them(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    many = shades(floor, MOST_LATER + 1)
    do(floor, AddPhotos(ticket_id=ticket_id, stage=BENCH, hashes=many[:MOST_LATER]))
    one_more = AddPhotos(ticket_id=ticket_id, stage=PICKUP, hashes=many[MOST_LATER:])
    assert key_of(floor, one_more) == "photos.too_many_later"


@pytest.mark.parametrize(
    ("verdict", "words", "english", "chinese", "tone"),
    [
        (Verdict.SAME, "", "Compared at pickup: as it was at intake.", "取机对照：与接件时一致。", "ok"),
        (
            Verdict.NEW_DAMAGE,
            "scratch, lower left",
            "Compared at pickup, new damage: scratch, lower left",
            "取机对照：发现新损伤，scratch, lower left",
            "bad",
        ),
    ],
)
def test_what_was_compared_stands_in_the_timeline(
    floor: Floor, verdict: Verdict, words: str, english: str, chinese: str, tone: str
) -> None:
    ticket_id = floor.ready()
    do(floor, NoteComparison(ticket_id=ticket_id, verdict=verdict, words=f" {words}\n"))
    assert newest(floor, ticket_id) == [english, chinese]
    assert event_tone(floor.card(ticket_id).timeline[0]) == tone


def test_new_damage_needs_its_words(floor: Floor) -> None:
    command = NoteComparison(ticket_id=floor.ready(), verdict=Verdict.NEW_DAMAGE, words="  ")
    assert key_of(floor, command) == "problems.required"


def test_a_device_that_is_out_is_out(floor: Floor) -> None:
    ticket_id = floor.ready()
    end = EndTicket(
        ticket_id=ticket_id, seen_version=floor.version(ticket_id), step=Step.ABANDON, reason="nobody came"
    )
    do(floor, end)
    add = AddPhotos(ticket_id=ticket_id, stage=PICKUP, hashes=shades(floor, 1))
    assert key_of(floor, add) == "photos.ticket_closed"
    assert key_of(floor, NoteComparison(ticket_id=ticket_id, verdict=Verdict.SAME)) == "photos.ticket_closed"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", PhotoStage)
def test_every_stage_has_its_words(stage: PhotoStage, language: str) -> None:
    assert catalogue(language).has(f"photos.stage.{stage}")
