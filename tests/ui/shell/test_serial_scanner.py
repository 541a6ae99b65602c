"""Lines as serial scanners send them, through a pseudo terminal; ports that go and come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from shopdesk.ui.shell.serial_scanner import LineReader, PortState, serial_ports
from tests.ui.shell.cable import Cable, Line


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\0", b"\3", b""])
def test_a_line_is_a_code_however_it_ends(line: Line, qtbot: QtBot, end: bytes) -> None:
    line.cable.plug()
    line.start()
    qtbot.waitUntil(lambda: line.scanner.state is PortState.OPEN)
    for code in (b"\x02260041830197", b"DSP-14PM"):
        line.cable.send(code + end)
        known = len(line.codes)
        qtbot.waitUntil(lambda: len(line.codes) > known)  # noqa: B023 - waited for at once
    assert line.codes == ["260041830197", "DSP-14PM"]
    assert line.unreadable == []


def test_a_port_that_is_pulled_is_found_again(line: Line, qtbot: QtBot) -> None:
    line.start()
    qtbot.waitUntil(lambda: line.scanner.state is PortState.ABSENT)
    line.cable.plug()
    qtbot.waitUntil(lambda: line.scanner.state is PortState.OPEN)
    line.cable.send(b"260041830197\r")
    qtbot.waitUntil(lambda: line.codes == ["260041830197"])
    line.cable.pull()
    qtbot.waitUntil(lambda: line.scanner.state is PortState.ABSENT)
    line.cable.plug()
    qtbot.waitUntil(lambda: line.scanner.state is PortState.OPEN)
    line.cable.send(b"260041840188\r")
    qtbot.waitUntil(lambda: line.codes == ["260041830197", "260041840188"])
    line.scanner.stop()
    assert line.states == ["opening", "absent", "open", "absent", "open", "off"]


def test_another_port_takes_its_place(line: Line, tmp_path: Path, qtbot: QtBot) -> None:
    line.cable.plug()
    line.start()
    qtbot.waitUntil(lambda: line.scanner.state is PortState.OPEN)
    other = Cable(tmp_path / "..")
    other.port = tmp_path / "other"
    other.plug()
    line.scanner.start(str(other.port), 115200)
    qtbot.waitUntil(lambda: line.scanner.state is PortState.OPEN)
    line.cable.send(b"11111111\r")
    other.send(b"22222222\r")
    qtbot.waitUntil(lambda: line.codes == ["22222222"])
    other.pull()


def test_ten_thousand_characters_and_noise_are_refused_and_the_next_code_is_read(
    line: Line, qtbot: QtBot
) -> None:
    line.cable.plug()
    line.start()
    qtbot.waitUntil(lambda: line.scanner.state is PortState.OPEN)
    for _ in range(10):
        line.cable.send(b"9" * 1000)
        qtbot.wait(1)
    line.cable.send(b"\r")
    line.cable.send(bytes(range(128, 160)) + b"\r")
    line.cable.send(b"260041830197\r")
    qtbot.waitUntil(lambda: line.codes == ["260041830197"])
    assert line.unreadable == ["scanner.unreadable.long", "scanner.unreadable.noise"]


@given(st.lists(st.binary(max_size=200), max_size=6))
def test_whatever_comes_codes_are_short_printable_ascii(parts: list[bytes]) -> None:
    codes: list[str] = []
    told: list[str] = []
    lines = LineReader(codes.append, told.append)
    for part in parts:
        lines.take(part)
    lines.silence()
    assert all(0 < len(code) <= 64 and code.isascii() and code.isprintable() for code in codes)
    assert set(told) <= {"scanner.unreadable.long", "scanner.unreadable.noise"}


def test_ports_are_listed_with_names() -> None:
    assert all(one.port and one.name for one in serial_ports())
