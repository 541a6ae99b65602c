"""The walk itself, and what it leaves: numbered pictures, every paper, and ``tour.json``."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from shopdesk.bootstrap.desktop import OpenDesk, make_frame, open_desk
from shopdesk.bootstrap.print_room import papers_folder
from shopdesk.bootstrap.sample_cast import Cast, cast
from shopdesk.bootstrap.sample_shop import furnish
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.services.day_figures import day_figures
from shopdesk.services.doctor import examine
from shopdesk.services.documents import documents_of_ticket
from shopdesk.services.print_jobs import JobStatus, print_queue, printer_health
from shopdesk.services.shop import Shop
from shopdesk.services.staff import staff_list
from shopdesk.services.tickets import ticket_card
from shopdesk.services.work import Actor
from shopdesk.tour import bench, counter, reception
from shopdesk.tour.hands import Hands
from shopdesk.ui.common.theme import Theme

_SIZE = (1366, 768)


def walk(folder: Path, language: str) -> int:
    """Walk one repair through the real windows and leave everything in `folder`; gives an exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("the tour needs a whole application")
    theme = Theme("light" if language == "zh_CN" else "dark")
    theme.apply(app)
    with tempfile.TemporaryDirectory(prefix="shopdesk-tour-") as place:
        told = cast(language)
        shop = Shop.open(place)
        people = furnish(shop, told)
        frame = make_frame(app, theme, language)
        desk = open_desk(frame, shop, told.desk)
        frame.window.resize(*_SIZE)
        frame.window.show()
        hands = Hands(app, desk, folder)
        began = datetime.now(UTC)
        try:
            _sit(desk, people.counter)
            ticket_id = _to_ready(hands, told, people.technician, people.counter)
            session_id = _to_the_evening(hands, shop, told, ticket_id, people.owner)
            _wait_for_paper(hands, shop, told)
            report = _report(shop, told, hands, ticket_id, session_id)
            shutil.copytree(papers_folder(shop), folder / "papers", dirs_exist_ok=True)
        finally:
            desk.close()
            frame.window.deleteLater()
            app.processEvents()
    report["seconds"] = round((datetime.now(UTC) - began).total_seconds(), 1)
    text = json.dumps(report, ensure_ascii=False, indent=2)
    (folder / "tour.json").write_text(text + "\n", encoding="utf-8")
    print(f"{folder}: {len(hands.steps)} pictures, {len(report['documents'])} papers, tour.json")
    return 0 if report["sound"] else 1


def _sit(desk: OpenDesk, actor: Actor) -> None:
    member = next(one for one in desk.shop.ask(staff_list) if one.id == actor.staff_id)
    desk.front.seat(member)


def _to_ready(hands: Hands, told: Cast, technician: Actor, at_counter: Actor) -> int:
    """Intake, bench and quote, approval, repair, test. Gives the ticket."""
    story = told.stories[0]
    counter.open_till(hands)
    counter.take_in(hands, told, story)
    counter.show_condition(hands, story)
    counter.agree_and_save(hands)
    ticket_id = 1
    _sit(hands.desk, technician)
    bench.diagnose(hands, ticket_id, story)
    bench.quote(hands, ticket_id, told, story)
    _sit(hands.desk, at_counter)
    counter.hear_yes_by_phone(hands, ticket_id)
    _sit(hands.desk, technician)
    bench.repair(hands, ticket_id, story)
    bench.test(hands)
    return ticket_id


def _to_the_evening(hands: Hands, shop: Shop, told: Cast, ticket_id: int, owner: Actor) -> int:
    """Pickup, a refund, the Z close. Gives the till session."""
    _sit(hands.desk, owner)
    counter.hand_over(hands, ticket_id)
    counter.refund_part(hands, told)
    reception.take_in_two(hands, told, told.stories[1], told.stories[2])
    reception.amend(hands, told, ticket_id + 1)
    reception.look_at_settings(hands)
    return counter.close_day(hands, shop)


def _wait_for_paper(hands: Hands, shop: Shop, told: Cast) -> None:
    hands.desk.spooler.wake()

    def printed() -> bool | None:
        # A small truth of the tour: its papers are all there before it says so.
        return True if not shop.ask(printer_health, told.desk).waiting else None

    hands.wait_for(printed, "papers")


def _report(shop: Shop, told: Cast, hands: Hands, ticket_id: int, session_id: int) -> dict[str, Any]:
    card = shop.ask(ticket_card, ticket_id)
    figures = shop.ask(day_figures, session_id)
    findings = examine(shop)
    files = {job.document_id: job.file for job in shop.ask(print_queue, told.desk, 1000)}
    jobs = shop.ask(print_queue, told.desk, 1000)
    plain = shop.settings.money
    return {
        "language": told.language,
        "ticket": card.number,
        "status": card.status.value,
        "tag_code": code_for(CodeKind.TAG, ticket_id),
        "slip_code": code_for(CodeKind.SLIP, ticket_id),
        "integrity": card.integrity,
        "amounts": {
            "sales": plain(figures.sales_total).plain(),
            "refunds": plain(figures.refunds_total).plain(),
            "net": plain(figures.net_total).plain(),
            "deposits_held": plain(figures.deposits_held).plain(),
            "currency": shop.settings.currency,
        },
        "documents": [
            {"kind": one.kind.value, "number": one.number, "file": Path(files.get(one.id, "")).name}
            for one in shop.ask(documents_of_ticket, ticket_id)
        ]
        + [
            {"kind": job.kind.value, "number": job.number, "file": Path(job.file).name}
            for job in jobs
            if job.kind.value == "day"
        ],
        "printed": all(job.status is JobStatus.DONE for job in jobs),
        "invariants": [finding.key for finding in findings],
        "sound": not findings and all(job.status is JobStatus.DONE for job in jobs),
        "steps": [asdict(step) for step in hands.steps],
    }
