"""Ways to paper: a folder, the system's queues, receipt printers, and how each can fail."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageChops

from shopdesk.domain.papers import Paper
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.printing.drivers import (
    EscPosPrinter,
    FolderPrinter,
    OutcomeUnknown,
    Printout,
    PrintTrouble,
    SystemPrinter,
    open_printer,
    system_queues,
)
from shopdesk.printing.drivers.system import media
from shopdesk.printing.render import page_count, raster, render
from tests.printing import samples
from tests.printing.escpos_server import FakePrinter


def printout(paper: Paper, form: str, copy_no: int = 0) -> Printout:
    return Printout.of(paper, form, render(paper, form, reprint=copy_no), copy_no)


SALE = printout(samples.sale("zh_CN"), "roll-80")


def test_a_folder_keeps_every_printout_under_a_readable_name(tmp_path: Path) -> None:
    folder = FolderPrinter(tmp_path / "papers")
    sale = printout(samples.sale("zh_CN"), "a5")
    first, second = folder.print_document(sale), folder.print_document(sale)
    again = folder.print_document(printout(samples.sale("zh_CN"), "a5", copy_no=1))
    assert [Path(file).name for file in (first, second, again)] == [
        "sale-S-26-003977.pdf",
        "sale-S-26-003977-2.pdf",
        "sale-S-26-003977-reprint-1.pdf",
    ]
    assert Path(first).read_bytes() == sale.pdf
    assert [file.name for file in (tmp_path / "papers").iterdir() if file.name.startswith(".")] == []


def test_a_folder_takes_pictures_too_one_a_page(tmp_path: Path) -> None:
    folder = FolderPrinter(tmp_path, as_png=True)
    receipt = printout(samples.receipt("zh_CN"), "a5")
    folder.print_document(receipt)
    assert len(list(tmp_path.glob("receipt-26-004183-*.png"))) == page_count(receipt.pdf) == 3
    tag = Path(folder.print_document(printout(samples.tag(), "label-40x30")))
    with Image.open(tag) as picture:
        assert picture.size == (320, 240)


def test_many_desks_in_one_folder_never_write_over_each_other(tmp_path: Path) -> None:
    folder = FolderPrinter(tmp_path)
    tag = printout(samples.tag(), "label-40x30")
    threads = [Thread(target=lambda: [folder.print_document(tag) for _ in range(5)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(tmp_path.glob("*.pdf"))) == 20


def test_a_memory_stick_without_links_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    folder = FolderPrinter(tmp_path)
    tag = printout(samples.tag(), "label-40x30")
    names = [Path(folder.print_document(tag)).name for _ in range(2)]
    assert names == ["tag-26-004183.pdf", "tag-26-004183-2.pdf"]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PrintTrouble) as trouble:
        FolderPrinter(tmp_path / "file" / "below").print_document(SALE)
    assert trouble.value.key == "paper.trouble.no_folder"


def test_a_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PrintTrouble) as trouble:
        FolderPrinter(tmp_path).print_document(SALE)
    assert trouble.value.key == "paper.trouble.disk_full"
    assert list(tmp_path.iterdir()) == []


def test_receipt_printer_prints_the_slips_dot_for_dot() -> None:
    paper = samples.receipt("zh_CN")
    sent = raster(paper, "roll-80")
    with FakePrinter() as printer:
        told = EscPosPrinter("127.0.0.1", printer.port).print_document(printout(paper, "roll-80"))
        assert told == f"127.0.0.1:{printer.port}"
    assert len(printer.slips) == 3
    for slip, original in zip(printer.slips, sent, strict=True):
        assert slip.size == original.size
        assert ImageChops.difference(slip.convert("L"), original.convert("L")).getbbox() is None
    codes = zxingcpp.read_barcodes(np.asarray(printer.slips[1].convert("L")))
    assert [code.text for code in codes] == [paper.slip_code]


def test_a_printer_without_a_way_back_is_trusted() -> None:
    with FakePrinter(answers=False) as printer:
        EscPosPrinter("127.0.0.1", printer.port, timeout=0.2).print_document(SALE)
    assert len(printer.slips) == 1


def test_the_drawer_is_kicked() -> None:
    with FakePrinter() as printer:
        EscPosPrinter("127.0.0.1", printer.port).open_drawer()
    assert printer.kicks == 1
    assert printer.slips == []


@pytest.mark.parametrize(
    ("offline", "paper", "key"),
    [
        (0x12, 0x72, "paper.trouble.out_of_paper"),
        (0x32, 0x12, "paper.trouble.out_of_paper"),
        (0x16, 0x12, "paper.trouble.cover_open"),
    ],
)
def test_a_printer_that_says_no_gets_nothing(offline: int, paper: int, key: str) -> None:
    with FakePrinter(offline=offline, paper=paper) as printer:
        with pytest.raises(PrintTrouble) as trouble:
            EscPosPrinter("127.0.0.1", printer.port).print_document(SALE)
        assert trouble.value.key == key
    assert printer.received == b""


def test_a_printer_that_is_off_is_told_as_off() -> None:
    with FakePrinter() as printer:
        port = printer.port
    with pytest.raises(PrintTrouble) as trouble:
        EscPosPrinter("127.0.0.1", port, timeout=0.5).print_document(SALE)
    assert trouble.value.key == "paper.trouble.printer_off"


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.99])
def test_a_line_cut_on_the_way_is_unknown_never_printed(share: float) -> None:
    with FakePrinter() as whole:
        EscPosPrinter("127.0.0.1", whole.port).print_document(SALE)
    with FakePrinter(cut_at=int(len(whole.received) * share)) as printer, pytest.raises(OutcomeUnknown):
        EscPosPrinter("127.0.0.1", printer.port, patience=2).print_document(SALE)


def test_a_printer_that_dies_before_it_confirms_is_unknown() -> None:
    with FakePrinter(confirms=False) as printer, pytest.raises(OutcomeUnknown):
        EscPosPrinter("127.0.0.1", printer.port, patience=2).print_document(SALE)


def test_a_sheet_does_not_go_to_a_receipt_printer() -> None:
    with pytest.raises(PrintTrouble) as trouble:
        EscPosPrinter("127.0.0.1", 9).print_document(printout(samples.sale(), "a5"))
    assert trouble.value.key == "paper.trouble.wrong_paper"


def fake_lp(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "lp"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lp")
def test_the_systems_queue_gets_the_pdf_at_full_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.pdf"
    fake_lp(
        tmp_path, monkeypatch,
        f'echo "$@" > {tmp_path}/told; for last; do :; done; cp "$last" {kept}; '
        'echo "request id is office-12 (1 file(s))"',
    )  # fmt: skip
    sale = printout(samples.sale(), "a5")
    assert SystemPrinter("office").print_document(sale) == "office-12"
    assert kept.read_bytes() == sale.pdf
    told = (tmp_path / "told").read_text()
    assert "-d office" in told
    assert "media=A5" in told
    assert "print-scaling=none" in told
    assert "fit" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lp")
@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("lp: The printer or class does not exist.", "paper.trouble.no_printer"),
        ("lp: Destination is not accepting jobs.", "paper.trouble.refused"),
        ("lp: Error - scheduler not responding!", "paper.trouble.no_service"),
        ("lp: something new", "paper.trouble.refused"),
    ],
)
def test_what_the_print_service_says_is_sorted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, key: str
) -> None:
    fake_lp(tmp_path, monkeypatch, f'echo "{words}" >&2; exit 1')
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter("office").print_document(SALE)
    assert trouble.value.key == key


def test_no_print_service_at_all_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if sys.platform == "win32":
        pytest.skip("Windows has its own way")
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter("office").print_document(SALE)
    assert trouble.value.key == "paper.trouble.no_service"
    assert system_queues() == ()


def test_sizes_without_a_name_go_by_their_millimetres() -> None:
    assert media(SALE.size, SALE.pdf).startswith("Custom.72.00x")
    form = printout(samples.receipt("zh_CN"), "continuous-third")
    assert media(form.size, form.pdf) == "Custom.241.00x93.13mm"


@pytest.mark.skipif(shutil.which("lpstat") is None, reason="CUPS is not on this machine")
def test_the_systems_queues_are_listed() -> None:
    listed = subprocess.run(["lpstat", "-e"], capture_output=True, text=True, check=False)
    assert list(system_queues()) == listed.stdout.split()


def test_printers_by_address(tmp_path: Path) -> None:
    assert isinstance(open_printer("", tmp_path), FolderPrinter)
    png = open_printer("png:/srv/papers", tmp_path)
    assert isinstance(png, FolderPrinter)
    assert (png.as_png, png.folder) == (True, Path("/srv/papers"))
    assert open_printer("escpos:10.0.0.7", tmp_path) == EscPosPrinter("10.0.0.7")
    assert open_printer("escpos:till-printer:9101", tmp_path) == EscPosPrinter("till-printer", 9101)
    system = open_printer("system:office", tmp_path)
    assert isinstance(system, SystemPrinter)
    assert system.queue == "office"
    with pytest.raises(PrintTrouble):
        open_printer("pigeon:post", tmp_path)


def test_windows_way_draws_the_page_at_full_size(tmp_path: Path, qapp: object) -> None:
    from shopdesk.printing.drivers.windows import print_pdf  # noqa: PLC0415 - Qt, for this test alone

    file = tmp_path / "out.pdf"
    tag = printout(samples.tag(), "label-40x30")
    assert print_pdf("none", tag, file=file) == str(file)
    assert page_count(file.read_bytes()) == 1


def test_every_trouble_has_its_words() -> None:
    source = "".join(
        file.read_text(encoding="utf-8")
        for file in Path(__file__).parents[2].joinpath("shopdesk/printing").rglob("*.py")
    )
    keys = {word for word in source.replace('"', " ").split() if word.startswith("paper.trouble.")}
    for language in LANGUAGES:
        assert [key for key in sorted(keys) if key[-1].isalpha() and not catalogue(language).has(key)] == []
