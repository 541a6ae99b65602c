"""Tags for what came along, tags on sheets of labels, and none of them printed twice unmarked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain.label_sheet import SHEETS
from shopdesk.domain.papers import PaperKind, SheetPaper, TagPaper
from shopdesk.errors import UserError
from shopdesk.services.desk_settings import DeskRoute, DeskSettings, SaveDeskSettings
from shopdesk.services.documents import Reprint, paper_of
from shopdesk.services.print_jobs import (
    CloseJob,
    JobRow,
    JobStatus,
    RetryJob,
    claim_job,
    print_queue,
    printer_health,
    settle_job,
)
from shopdesk.services.settings import AccessoryTags
from shopdesk.services.setup import SaveSettings, saved_settings
from shopdesk.services.shop import Shop
from shopdesk.services.tag_sheets import PrintSheet, waiting_sheet
from shopdesk.services.tags import PrintTags, ticket_tags
from tests.shops import COUNTER, COUNTER_DESK, OWNER, take_in

SIX = "sheet-2x7"


def want(shop: Shop, tags: AccessoryTags) -> None:
    kept = shop.ask(saved_settings)
    shop.do(SaveSettings(value=replace(kept.value, accessory_tags=tags), seen_version=kept.version), OWNER)


def on_sheets(shop: Shop, sheet: str = SIX) -> None:
    own = DeskSettings(routes={"tag": DeskRoute("system:Office", sheet)})
    shop.do(SaveDeskSettings(value=own, seen_version=0), COUNTER)


def jobs(shop: Shop, *statuses: JobStatus) -> list[JobRow]:
    """Oldest first; those of tags and sheets."""
    found = shop.ask(print_queue, COUNTER_DESK)
    return [
        one
        for one in reversed(found)
        if one.kind is not PaperKind.RECEIPT and (not statuses or one.status in statuses)
    ]


def papers(shop: Shop, rows: list[JobRow]) -> list[TagPaper]:
    found = [shop.ask(paper_of, row.document_id) for row in rows]
    return [paper for paper in found if isinstance(paper, TagPaper)]


@pytest.mark.parametrize(
    ("tags", "pieces"),
    [
        (AccessoryTags.OFF, [""]),
        (AccessoryTags.EACH, ["", "1/2", "2/2"]),
        (AccessoryTags.BAG, ["", "1/1"]),
    ],
)
def test_accessories_get_tags_as_the_shop_wants(
    any_shop: Shop, tags: AccessoryTags, pieces: list[str]
) -> None:
    want(any_shop, tags)
    taken = take_in(any_shop, accessories=("充电器", "SIM 卡"))
    rows = jobs(any_shop)
    found = papers(any_shop, rows)
    assert [paper.piece for paper in found] == pieces
    assert rows[0].document_id == taken.tag_id
    assert {paper.number for paper in found} == {taken.number}
    assert {paper.tag_code for paper in found} == {found[0].tag_code}
    if tags is AccessoryTags.EACH:
        assert found[1].model.startswith("充电器 · ")
    if tags is AccessoryTags.BAG:
        assert found[1].model.startswith("充电器、SIM 卡 · ")


def test_no_accessories_no_tags(shop: Shop) -> None:
    want(shop, AccessoryTags.BAG)
    take_in(shop, accessories=())
    assert [row.kind for row in jobs(shop)] == [PaperKind.TAG]


def test_tags_are_printed_from_the_ticket_and_again_marked(any_shop: Shop) -> None:
    taken = take_in(any_shop, accessories=("充电器", "SIM 卡"))
    assert any_shop.ask(ticket_tags, taken.ticket_id).accessories == ("充电器", "SIM 卡")
    for _ in range(2):
        any_shop.do(PrintTags(ticket_id=taken.ticket_id, device=1, accessories=2), COUNTER)
    rows = jobs(any_shop)
    assert [(row.kind.value, row.copy_no) for row in rows] == [
        ("tag", 0),
        *[("tag", 1), ("accessory", 0), ("accessory", 0)],
        *[("tag", 2), ("accessory", 1), ("accessory", 1)],
    ]
    any_shop.do(PrintTags(ticket_id=taken.ticket_id, device=0, accessories=3), COUNTER)
    assert [paper.piece for paper in papers(any_shop, jobs(any_shop)[-3:])] == ["1/3", "2/3", "3/3"]
    with pytest.raises(UserError) as refused:
        any_shop.do(PrintTags(ticket_id=taken.ticket_id, device=0), COUNTER)
    assert refused.value.key == "problems.no_tags"


def test_tags_wait_for_their_sheet_and_share_its_fate(any_shop: Shop) -> None:
    on_sheets(any_shop)
    numbers = [take_in(any_shop).number for _ in range(3)]
    waiting = any_shop.ask(waiting_sheet, COUNTER_DESK)
    assert [tag.number for tag in waiting.tags] == numbers
    assert (waiting.sheet, waiting.next_label) == (SHEETS[SIX], 1)
    assert any_shop.ask(printer_health, COUNTER_DESK).tags == 3
    chosen = tuple(tag.job_id for tag in waiting.tags[:2])
    story = any_shop.do(PrintSheet(job_ids=chosen, sheet=SIX, first=5), COUNTER).value
    assert [row.status for row in jobs(any_shop)] == ["on_sheet", "on_sheet", "waiting", "queued"]
    sheet = any_shop.ask(paper_of, jobs(any_shop)[-1].document_id)
    assert isinstance(sheet, SheetPaper)
    assert ([tag.number for tag in sheet.tags], sheet.first, sheet.reprints) == (numbers[:2], 5, (0, 0))
    assert any_shop.ask(waiting_sheet, COUNTER_DESK).next_label == 7
    # It fails, and is not wanted: the tags wait for another sheet, as originals.
    settle(any_shop, story.job_id, JobStatus.FAILED)
    assert [row.status for row in jobs(any_shop)][:2] == ["on_sheet", "on_sheet"]
    any_shop.do(CloseJob(job_id=story.job_id, came_out=False), COUNTER)
    again = any_shop.ask(waiting_sheet, COUNTER_DESK)
    assert ([tag.number for tag in again.tags], again.next_label) == (numbers, 1)
    story = any_shop.do(PrintSheet(job_ids=chosen, sheet=SIX), COUNTER).value
    settle(any_shop, story.job_id, JobStatus.DONE)
    assert [row.status for row in jobs(any_shop)][:3] == ["done", "done", "waiting"]


def settle(shop: Shop, job_id: int, status: JobStatus) -> None:
    claimed = shop.run(COUNTER_DESK, claim_job).value
    while claimed is not None and claimed.id != job_id:
        claimed = shop.run(COUNTER_DESK, claim_job).value
    shop.run(
        COUNTER_DESK,
        settle_job,
        job_id,
        status,
        "",
        "paper.trouble.printer_off" if status == "failed" else "",
    )


def test_a_full_sheet_goes_by_itself(shop: Shop) -> None:
    on_sheets(shop)
    for _ in range(SHEETS[SIX].labels + 1):
        take_in(shop)
    rows = jobs(shop)
    assert [row.status for row in rows if row.kind is PaperKind.SHEET] == ["queued"]
    assert len([row for row in rows if row.status is JobStatus.WAITING]) == 1
    sheet = shop.ask(paper_of, next(row for row in rows if row.kind is PaperKind.SHEET).document_id)
    assert isinstance(sheet, SheetPaper)
    assert (len(sheet.tags), sheet.first) == (SHEETS[SIX].labels, 1)


def test_a_waiting_tag_goes_elsewhere_or_is_dropped_and_is_on_no_sheet_then(shop: Shop) -> None:
    on_sheets(shop)
    take_in(shop)
    take_in(shop)
    one, two = jobs(shop, JobStatus.WAITING)
    shop.do(RetryJob(job_id=one.id, printer="zpl:10.0.0.5", format="label-50x30"), COUNTER)
    shop.do(CloseJob(job_id=two.id, came_out=False), COUNTER)
    moved = jobs(shop, JobStatus.QUEUED)[0]
    assert (moved.id, moved.printer, moved.format, moved.copy_no) == (
        one.id,
        "zpl:10.0.0.5",
        "label-50x30",
        0,
    )
    with pytest.raises(UserError) as refused:
        shop.do(PrintSheet(job_ids=(one.id,), sheet=SIX), COUNTER)
    assert refused.value.key == "problems.tags_gone"


def test_a_sheet_of_the_shops_own_is_one_too(shop: Shop) -> None:
    own = replace(SHEETS[SIX], name="A4 3 × 2", columns=1, rows=2)
    kept = shop.ask(saved_settings)
    papers_kept = replace(kept.value.papers, sheets=(own,))
    shop.do(SaveSettings(value=replace(kept.value, papers=papers_kept), seen_version=kept.version), OWNER)
    on_sheets(shop, own.name)
    take_in(shop)
    assert shop.ask(waiting_sheet, COUNTER_DESK).sheet == own
    take_in(shop)
    sheet = shop.ask(paper_of, jobs(shop, JobStatus.QUEUED)[0].document_id)
    assert isinstance(sheet, SheetPaper)
    assert (sheet.sheet, len(sheet.tags)) == (own, 2)


@pytest.mark.parametrize(
    ("sheet", "first", "key"),
    [
        ("sheet-9x9", 1, "problems.no_such_sheet"),
        (SIX, 15, "problems.label_off_sheet"),
        (SIX, 0, "problems.label_off_sheet"),
    ],
)
def test_a_sheet_that_is_none(shop: Shop, sheet: str, first: int, key: str) -> None:
    on_sheets(shop)
    take_in(shop)
    waiting = shop.ask(waiting_sheet, COUNTER_DESK).tags[0]
    with pytest.raises(UserError) as refused:
        shop.do(PrintSheet(job_ids=(waiting.job_id,), sheet=sheet, first=first), COUNTER)
    assert refused.value.key == key


def test_a_copy_of_a_tag_waits_too_and_says_that_it_is_one(shop: Shop) -> None:
    on_sheets(shop)
    taken = take_in(shop)
    shop.do(Reprint(document_id=taken.tag_id), COUNTER)
    tags = shop.ask(waiting_sheet, COUNTER_DESK).tags
    assert [tag.copy_no for tag in tags] == [0, 1]
    shop.do(PrintSheet(job_ids=tuple(tag.job_id for tag in tags), sheet=SIX), COUNTER)
    sheet = shop.ask(paper_of, jobs(shop, JobStatus.QUEUED)[0].document_id)
    assert isinstance(sheet, SheetPaper)
    assert sheet.reprints == (0, 1)
