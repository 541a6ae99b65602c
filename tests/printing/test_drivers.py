"""Ways to paper: a folder and the system's queues, and how each can fail."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from shopdesk.domain.papers import Paper
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.printing.drivers import (
    FolderPrinter,
    Printout,
    PrintTrouble,
    SystemPrinter,
    cups,
    system_queues,
)
from shopdesk.printing.drivers.languages import brother, tspl, zpl
from shopdesk.printing.drivers.system import media
from shopdesk.printing.render import page_count, render
from tests.printing import samples


def printout(paper: Paper, form: str, copy_no: int = 0) -> Printout:
    return Printout.of(paper, form, render(paper, form, reprint=copy_no), copy_no)


SALE = printout(samples.sale("zh_CN"), "roll-80")


def test_a_folder_keeps_every_printout_under_a_readable_name(tmp_path: Path) -> None:
    folder = FolderPrinter(tmp_path / "papers")
    sale = printout(samples.sale("zh_CN"), "a5")
    first, second = folder.print_document(sale).file, folder.print_document(sale).file
    again = folder.print_document(printout(samples.sale("zh_CN"), "a5", copy_no=1)).file
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
    tag = Path(folder.print_document(printout(samples.tag(), "label-40x30")).file)
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
    names = [Path(folder.print_document(tag).file).name for _ in range(2)]
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


def fake_lp(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A machine whose only word on printing is `lp`'s: CUPS' library is not there."""
    monkeypatch.setattr(cups, "print_service", lambda: None)
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
    assert SystemPrinter("office").print_document(sale).file == "office-12"
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
    tables = [*zpl.TROUBLES, *tspl.TROUBLES, *brother.ERRORS_1, *brother.ERRORS_2]
    troubles = {trouble for _, trouble in tables} | {"cover_open", "out_of_paper", "cutter", "fault"}
    keys |= {f"paper.trouble.{trouble}" for trouble in (*troubles, "wrong_label", "off_paper", "labels_only")}
    keys |= {f"paper.trouble.half_{trouble}" for trouble in (*troubles, "stalled")}
    for language in LANGUAGES:
        assert [key for key in sorted(keys) if key[-1].isalpha() and not catalogue(language).has(key)] == []
