"""The life of a print: one original, marked copies, and a person's word where nobody knows."""

from __future__ import annotations

import pytest

from shopdesk.domain.papers import PaperKind
from shopdesk.errors import UserError
from shopdesk.services.documents import Reprint, documents_of_ticket
from shopdesk.services.print_jobs import (
    ClaimedJob,
    CloseJob,
    JobStatus,
    RetryJob,
    claim_job,
    mark_interrupted,
    print_queue,
    printer_health,
    settle_job,
)
from shopdesk.services.shop import Shop
from tests.shops import BENCH_DESK, COUNTER, COUNTER_DESK, take_in


def claim(shop: Shop, desk: str = COUNTER_DESK) -> ClaimedJob | None:
    return shop.run(desk, claim_job).value


def claimed(shop: Shop) -> ClaimedJob:
    job = claim(shop)
    assert job is not None
    return job


def settle(shop: Shop, job: ClaimedJob, status: JobStatus, **told: object) -> None:
    shop.run(COUNTER_DESK, settle_job, job.id, status, **told)  # type: ignore[arg-type]  # whatever the worker tells


def test_each_document_is_claimed_once_oldest_first_at_its_desk(any_shop: Shop) -> None:
    taken = take_in(any_shop)
    assert claim(any_shop, BENCH_DESK) is None
    first, second = claimed(any_shop), claimed(any_shop)
    assert (first.document_id, second.document_id) == (taken.receipt_id, taken.tag_id)
    assert (first.kind, first.copy_no) == (PaperKind.RECEIPT, 0)
    assert claim(any_shop) is None
    settle(any_shop, first, JobStatus.DONE, file="26-000001.pdf")
    rows = {row.id: row for row in any_shop.ask(print_queue, COUNTER_DESK)}
    assert (rows[first.id].status, rows[first.id].file, rows[first.id].attempts) == (
        "done",
        "26-000001.pdf",
        1,
    )
    assert rows[second.id].status is JobStatus.PRINTING


def test_a_failure_says_why_and_is_tried_again_as_the_original(any_shop: Shop) -> None:
    take_in(any_shop)
    job = claimed(any_shop)
    settle(any_shop, job, JobStatus.FAILED, why="printing.no_paper", why_values={"printer": "前台"})
    health = any_shop.ask(printer_health, COUNTER_DESK)
    assert (health.waiting, health.failed, health.is_well) == (1, 1, False)
    row = next(one for one in any_shop.ask(print_queue, COUNTER_DESK) if one.id == job.id)
    assert (row.why, row.why_values) == ("printing.no_paper", {"printer": "前台"})
    any_shop.do(RetryJob(job_id=job.id), COUNTER)
    again = claimed(any_shop)
    assert (again.id, again.copy_no) == (job.id, 0)


def test_what_was_printing_when_the_desk_stopped_is_unknown_and_its_retry_a_marked_copy(
    any_shop: Shop,
) -> None:
    take_in(any_shop)
    job = claimed(any_shop)
    assert any_shop.run(COUNTER_DESK, mark_interrupted).value == (job.id,)
    assert any_shop.run(COUNTER_DESK, mark_interrupted).value == ()
    any_shop.do(RetryJob(job_id=job.id), COUNTER)
    copies = [one.copy_no for one in (claimed(any_shop), claimed(any_shop)) if one.id == job.id]
    assert copies == [1]


@pytest.mark.parametrize(("came_out", "status"), [(True, JobStatus.DONE), (False, JobStatus.DROPPED)])
def test_a_person_closes_an_unknown_print(shop: Shop, came_out: bool, status: JobStatus) -> None:
    take_in(shop)
    job = claimed(shop)
    shop.run(COUNTER_DESK, mark_interrupted)
    shop.do(CloseJob(job_id=job.id, came_out=came_out), COUNTER)
    assert next(one for one in shop.ask(print_queue, COUNTER_DESK) if one.id == job.id).status is status
    with pytest.raises(UserError) as caught:
        shop.do(RetryJob(job_id=job.id), COUNTER)
    assert caught.value.key == "problems.print_not_open"


def test_copies_are_counted_and_on_record(any_shop: Shop) -> None:
    taken = take_in(any_shop)
    story = [any_shop.do(Reprint(document_id=taken.receipt_id), COUNTER).value.copy_no for _ in range(3)]
    assert story == [1, 2, 3]
    receipt = any_shop.ask(documents_of_ticket, taken.ticket_id)[0]
    assert (receipt.kind, receipt.copies) == (PaperKind.RECEIPT, 3)
    with pytest.raises(UserError) as caught:
        any_shop.do(Reprint(document_id=999), COUNTER)
    assert caught.value.key == "problems.no_such_document"
