"""Fifty canaries: passcodes and PINs at work in a window that is then killed; no byte of one is anywhere."""

from __future__ import annotations

import base64
import logging
import multiprocessing
import os
import random
import re
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pypdfium2
import pytest

from shopdesk.domain.roles import Role
from shopdesk.services.drafts import drafts_of
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import PasscodeEntry
from shopdesk.services.passcodes import RevealPasscode, revealed
from shopdesk.services.shop import Shop
from shopdesk.services.staff import AddStaff, SignIn, staff_list
from shopdesk.ui.pages.intake.intake_page import IntakePage
from tests.shops import COUNTER, NO_PHOTO, OWNER, TECHNICIAN, copied_shop, intake_form

SPAWN = multiprocessing.get_context("spawn")
PINS = ("730194", "918273", "504837", "661829", "172935")
PAPERS = 6
_PATIENCE = 120.0


def canaries() -> list[PasscodeEntry]:
    """Forty-five passcodes of the three kinds, none like another, none that occurs by chance."""
    chance = random.Random(20261121)
    digits = [str(chance.randrange(10**11, 10**12)) for _ in range(16)]
    words = [f"Zeisig-{chance.randrange(10**6):06d}-喆{'äé'[place % 2]}" for place in range(15)]
    ways = ["".join(chance.sample("123456789", 9)) for _ in range(14)]
    return [
        *(PasscodeEntry("digits", one) for one in digits),
        *(PasscodeEntry("text", one) for one in words),
        *(PasscodeEntry("pattern", one) for one in ways),
    ]


def type_device(page: IntakePage, entry: PasscodeEntry) -> None:
    """A form as it is typed: kept as a draft, not saved."""
    page.view.customer.name.setText(f"停放 {entry.kind}")
    page.view.device.model.setText("Mate 60")
    page.view.device.passcode.show_entry(entry)
    page.view.changed.emit()
    page.presenter.keeper.keep()


def counter_at_work(shop_folder: str, home: str, answer: Connection) -> None:
    """A desk on a long day: saves, shows, parks and types passcodes, asks for PINs, prints, logs all."""
    aside = Path(home, "aside")
    aside.mkdir(parents=True)
    os.environ.update(SHOPDESK_HOME=home, TMPDIR=str(aside), QT_QPA_PLATFORM="offscreen")
    tempfile.tempdir = None
    logging.basicConfig(level=logging.DEBUG, filename=f"{home}/shopdesk.log", encoding="utf-8")
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415 - in the process that is killed
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from shopdesk.bootstrap.desktop import make_frame, open_desk  # noqa: PLC0415
    from shopdesk.ui.common import theme  # noqa: PLC0415
    from shopdesk.ui.common.theme import Theme  # noqa: PLC0415

    app = QApplication([])
    Theme("light", app).apply(app)
    shop = Shop.open(shop_folder)
    frame = make_frame(app, theme.current(), "zh_CN")
    opened = open_desk(frame, shop, COUNTER.desk)
    frame.window.show()
    opened.front.seat(next(one for one in shop.ask(staff_list) if one.id == COUNTER.staff_id))
    opened.front.customer.screen.toggle()

    def settle(until: Callable[[], bool] = lambda: True) -> None:
        end = time.monotonic() + _PATIENCE
        # Asleep until something happens; the timer is for what happens elsewhere, such as a file that comes.
        asleep = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        waking = QTimer()
        waking.start(20)
        app.processEvents()
        while not (frame.tasks.idle() and until()) and time.monotonic() < end:
            app.processEvents(asleep)

    settle()
    secrets = canaries()
    for entry in secrets[:30]:
        taken = shop.do(
            ReceiveDevice(form=intake_form(), passcode=entry, confirmed=NO_PHOTO | {"open_ticket"}), COUNTER
        ).value
        asked = RevealPasscode(ticket_id=taken.ticket_id, reason="测试触摸")
        shop.do(asked, TECHNICIAN)
        shop.ask_as(TECHNICIAN, revealed, taken.ticket_id, asked.request_id)
    for place, pin in enumerate(PINS):
        member = shop.do(AddStaff(name=f"店员{place}", role=Role.COUNTER, pin=pin), OWNER).value
        shop.do(SignIn(staff_id=member, pin=PINS[place - 1]), replace(OWNER, staff_id=member))
        shop.do(SignIn(staff_id=member, pin=pin), replace(OWNER, staff_id=member))
    opened.front.desk.navigator.go("intake")
    settle()
    page = opened.front.desk.navigator.page("intake")
    assert isinstance(page, IntakePage)
    for entry in secrets[30:]:
        if page.view.entered().model:
            page.presenter.park()
            settle()
        type_device(page, entry)
        settle()
    # The last one stays in the form, typed and kept as a draft, at the moment of the kill.
    papers = Path(shop_folder, "papers")
    settle(lambda: len(list(papers.glob("*.pdf"))) >= PAPERS)
    answer.send("typed")
    signal.pause()


def spellings(secret: str) -> list[bytes]:
    """The ways that a text is written down."""
    plain = secret.encode()
    return [
        plain,
        secret.encode("utf-16-le"),
        secret[::-1].encode(),
        ascii(secret)[1:-1].encode(),
        " ".join(secret).encode(),
        ", ".join(secret).encode(),
        base64.b64encode(plain),
        plain.hex().encode(),
    ]


def printed_words(content: bytes) -> bytes:
    """What a PDF says, whatever its streams are packed with."""
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).encode()


def found_in(folder: Path, secrets: list[str], pins: tuple[str, ...]) -> list[tuple[str, str]]:
    """Files that hold a secret, with which."""
    hits = []
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        content = file.read_bytes()
        if content.startswith(b"%PDF"):
            content += printed_words(content)
        hits += [(file.name, one) for one in secrets if any(way in content for way in spellings(one))]
        hits += [
            (file.name, pin)
            for pin in pins
            if re.search(rb"(?<![0-9])" + pin.encode() + rb"(?![0-9])", content)
        ]
    return hits


def test_no_byte_of_fifty_secrets_is_anywhere_after_a_kill(tmp_path: Path) -> None:
    location, home = copied_shop(tmp_path / "shop"), tmp_path / "home"
    mine, theirs = SPAWN.Pipe(duplex=False)
    desk = SPAWN.Process(target=counter_at_work, args=(str(location.folder), str(home), theirs))
    desk.start()
    try:
        assert mine.poll(_PATIENCE * 2), "the desk never came to the end of its work"
        assert mine.recv() == "typed"
        assert desk.pid is not None
        os.kill(desk.pid, signal.SIGKILL)
        desk.join()
        secrets = [entry.secret for entry in canaries()]
        assert len({*secrets, *PINS}) == 50
        assert found_in(tmp_path, secrets, PINS) == []
        # The search saw what it was made for: drafts in the log of the database, papers, the program's log.
        everything = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
        assert any("停放 pattern".encode() in content for content in everything.values())
        assert any(content.startswith(b"%PDF") for content in everything.values())
        assert everything["shopdesk.log"]
        with closing(Shop.open(location)) as shop:
            kept = shop.ask(drafts_of, COUNTER.desk, "intake")
            assert len(kept) == len(secrets) - 30
            assert not [one for one in secrets for draft in kept if one in draft.body + draft.title]
        assert found_in(tmp_path, secrets, PINS) == []
    finally:
        if desk.is_alive():
            desk.kill()
            desk.join()


@pytest.mark.parametrize("written", spellings("Zeisig-喆é"))
def test_this_search_finds_a_secret_however_it_is_written(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "file").write_bytes(b"\0" * 4000 + written + b"\0")
    assert found_in(tmp_path, ["Zeisig-喆é", "other"], PINS) == [("file", "Zeisig-喆é")]
    (tmp_path / "log").write_text("pin=730194;")
    assert ("log", "730194") in found_in(tmp_path, [], PINS)
