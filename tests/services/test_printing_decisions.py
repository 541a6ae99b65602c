"""Test pages, printers chosen anew for what did not come out, and settings that no printer could have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain import papers
from shopdesk.domain.papers import PaperKind
from shopdesk.errors import UserError
from shopdesk.services.documents import paper_of
from shopdesk.services.print_jobs import (
    CloseJob,
    JobStatus,
    RetryJob,
    claim_job,
    print_queue,
    settle_job,
)
from shopdesk.services.settings import Route
from shopdesk.services.setup import SaveSettings, saved_settings
from shopdesk.services.test_page import PrintTestPage
from shopdesk.services.work import new_request_id
from tests.shop_floor import COUNTER_DESK, Floor


def route(floor: Floor, **routes: Route) -> None:
    kept = floor.shop.ask(saved_settings)
    value = replace(kept.value, routes={**kept.value.routes, **routes})
    floor.shop.do(SaveSettings(value=value, seen_version=kept.version), floor.owner)


def test_a_test_page_goes_to_the_printer_of_its_kind(floor: Floor) -> None:
    route(floor, receipt=Route("escpos:10.0.0.9:9100", "roll-80"))
    floor.shop.do(PrintTestPage(kind=PaperKind.RECEIPT, format="roll-80"), floor.technician)
    job = floor.shop.run(floor.technician.desk, claim_job).value
    assert job is not None
    assert (job.kind, job.printer, job.format) == (PaperKind.TEST, "escpos:10.0.0.9:9100", "roll-80")
    paper = floor.shop.ask(paper_of, job.document_id)
    assert getattr(paper, "printer", "") == "escpos:10.0.0.9:9100"


def test_who_works_at_a_desk_tries_another_address_and_a_shift(floor: Floor) -> None:
    wanted = PrintTestPage(kind=PaperKind.SALE, format="a5", printer="system:office", right=15, down=-3)
    floor.shop.do(wanted, floor.counter)
    job = floor.shop.ask(print_queue, COUNTER_DESK)[0]
    assert job.printer == "system:office"
    paper = floor.shop.ask(paper_of, job.document_id)
    assert isinstance(paper, papers.TestPaper)
    assert (paper.document, paper.right, paper.down) == ("收费凭据", 15, -3)
    for wrong, key in (
        (replace(wanted, printer="escpos:"), "problems.printer_host"),
        (replace(wanted, right=300), "problems.shift_far"),
    ):
        with pytest.raises(UserError) as refused:
            floor.shop.do(replace(wrong, request_id=new_request_id()), floor.counter)
        assert refused.value.key == key


def test_a_sheet_of_labels_is_tried_as_the_page_it_is(floor: Floor) -> None:
    floor.shop.do(PrintTestPage(kind=PaperKind.TAG, format="sheet-3x8"), floor.counter)
    job = floor.shop.ask(print_queue, COUNTER_DESK)[0]
    assert (job.kind, job.format, job.status) == (PaperKind.TEST, "a4", JobStatus.QUEUED)


def test_a_job_goes_to_another_printer_unmarked_if_nothing_came_out_and_marked_if_nobody_knows(
    floor: Floor,
) -> None:
    floor.receive()
    for status, copy_no in ((JobStatus.FAILED, 0), (JobStatus.UNKNOWN, 1)):
        job = floor.shop.run(COUNTER_DESK, claim_job).value
        assert job is not None
        floor.shop.run("", settle_job, job.id, status)
        floor.shop.do(RetryJob(job_id=job.id, printer="system:back", format="a4"), floor.counter)
        moved = next(one for one in floor.shop.ask(print_queue, COUNTER_DESK) if one.id == job.id)
        assert (moved.printer, moved.format, moved.copy_no) == ("system:back", "a4", copy_no)
        assert moved.status is JobStatus.QUEUED
        floor.shop.do(CloseJob(job_id=job.id, came_out=False), floor.counter)


def test_a_job_in_hand_is_not_moved_and_a_busy_printers_jobs_are_left(floor: Floor) -> None:
    floor.receive()
    assert floor.shop.run(COUNTER_DESK, claim_job, {"folder"}).value is None
    job = floor.shop.run(COUNTER_DESK, claim_job, {"system:office"}).value
    assert job is not None
    with pytest.raises(UserError) as refused:
        floor.shop.do(RetryJob(job_id=job.id, printer="system:back"), floor.counter)
    assert refused.value.key == "problems.print_not_open"


def test_a_retry_goes_where_the_paper_goes_now(floor: Floor) -> None:
    route(floor, receipt=Route("escpos:10.0.0.9:9100", "roll-80"))
    floor.receive()
    job = floor.shop.run(COUNTER_DESK, claim_job).value
    assert job is not None
    assert job.printer == "escpos:10.0.0.9:9100"
    floor.shop.run(
        "", settle_job, job.id, JobStatus.FAILED, "", "paper.trouble.printer_off", {"printer": "x"}
    )
    route(floor, receipt=Route("folder", "a5"))
    floor.shop.do(RetryJob(job_id=job.id), floor.counter)
    again = next(one for one in floor.shop.ask(print_queue, COUNTER_DESK) if one.id == job.id)
    assert (again.printer, again.status, again.copy_no) == ("folder", JobStatus.QUEUED, 0)


@pytest.mark.parametrize(
    ("printer", "key"),
    [
        ("escpos:", "problems.printer_host"),
        ("escpos:a b", "problems.printer_host"),
        ("escpos:printer:http", "problems.printer_port"),
        ("escpos:printer:0", "problems.printer_port"),
        ("system:", "problems.printer_none"),
        ("telepathy", "problems.printer_none"),
    ],
)
def test_an_address_that_no_printer_has_is_refused(floor: Floor, printer: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        route(floor, tag=Route(printer, "label-40x30"))
    assert (refused.value.key, refused.value.field) == (key, "routes.tag")


def test_a_receipt_printer_without_a_port_gets_the_usual_one(floor: Floor) -> None:
    route(floor, sale=Route("escpos: 10.0.0.9", "roll-80"))
    assert floor.shop.settings.route("sale").printer == "escpos:10.0.0.9:9100"


def test_terms_are_kept_without_empty_ones(floor: Floor) -> None:
    kept = floor.shop.ask(saved_settings)
    value = replace(kept.value, terms_zh=("一", "  ", "二"), licence=" 沪A-1 ", complaint_phone="12315")
    floor.shop.do(SaveSettings(value=value, seen_version=kept.version), floor.owner)
    now = floor.shop.ask(saved_settings).value
    assert (now.terms_zh, now.licence, now.complaint_phone) == (("一", "二"), "沪A-1", "12315")
    with pytest.raises(UserError) as refused:
        floor.shop.do(
            SaveSettings(value=replace(now, terms_en=("x" * 5000,)), seen_version=kept.version + 1),
            floor.owner,
        )
    assert refused.value.field == "terms_en"
