"""Photos that a phone sends to a folder: new ones, when they are whole, once each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shopdesk.services.photo_folder import QUIET_S, PhotoFolder


class Watch:
    def __init__(self) -> None:
        self.moment = 50.0

    def __call__(self) -> float:
        return self.moment


class Phone:
    """Writes into the folder; `later` lets time pass and looks, as the window does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.watch = Watch()
        self.folder = PhotoFolder(path, now=self.watch)

    def writes(self, name: str, content: bytes = b"photo", *, at: int = 1) -> None:
        (self.path / name).write_bytes(content)
        os.utime(self.path / name, (at, at))

    def later(self, seconds: float = QUIET_S + 0.1) -> list[str]:
        self.watch.moment += seconds
        return [path.name for path in self.folder.look()]


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    made = Phone(tmp_path)
    made.writes("old.jpg")
    assert made.folder.begin()
    return made


def test_only_what_came_since_the_intake_began_and_each_once(phone: Phone) -> None:
    assert phone.later() == []
    phone.writes("new.jpg")
    assert phone.later() == []  # seen for the first time: it may still grow
    assert phone.later() == ["new.jpg"]
    assert phone.later() == []
    phone.folder.begin()
    assert phone.later() == []


def test_a_file_is_waited_for_until_it_is_written(phone: Phone) -> None:
    phone.writes("big.heic", b"")
    for size in (0, 10, 20, 30):
        phone.writes("big.heic", b"x" * size)
        assert phone.later() == []
        assert phone.folder.expects
    assert phone.later() == ["big.heic"]
    assert not phone.folder.expects


def test_a_file_reserved_in_full_and_filled_afterwards_is_waited_for_too(phone: Phone) -> None:
    for second in (5, 6, 7):
        phone.writes("reserved.jpg", b"\0" * 9, at=second)
        assert phone.later() == []
    assert phone.later() == ["reserved.jpg"]


def test_two_looks_in_a_hurry_prove_nothing(phone: Phone) -> None:
    phone.writes("new.jpg")
    assert phone.later(0.0) == []
    assert phone.later(0.01) == []
    assert phone.later() == ["new.jpg"]


@pytest.mark.parametrize(
    "name", ["A.JPG", "b.jpeg", "c.png", "d.webp", "e.bmp", "f.HEIC", "g.heif", "照片.jpg"]
)
def test_every_kind_of_photo(phone: Phone, name: str) -> None:
    phone.writes(name)
    phone.later()
    assert phone.later() == [name]


@pytest.mark.parametrize("name", ["film.mp4", "a.jpg.part", ".hidden.jpg", "~lock.jpg", "notes.txt", "jpg"])
def test_nothing_else(phone: Phone, name: str) -> None:
    phone.writes(name)
    (phone.path / "folder.jpg").mkdir(exist_ok=True)
    (phone.path / "link.jpg").symlink_to(phone.path / "old.jpg")
    phone.later()
    assert phone.later() == []


def test_the_oldest_comes_first(phone: Phone) -> None:
    phone.writes("a.jpg", at=30)
    phone.writes("b.jpg", at=20)
    phone.later()
    assert phone.later() == ["b.jpg", "a.jpg"]


def test_a_folder_that_is_away_offers_nothing_and_forgets_nothing(phone: Phone) -> None:
    away = phone.path.with_name("away")
    phone.writes("new.jpg")
    phone.later()
    phone.path.rename(away)
    assert phone.later() == []
    away.rename(phone.path)
    assert phone.later() == ["new.jpg"]


def test_a_folder_that_comes_late_brings_nothing_old(tmp_path: Path) -> None:
    phone = Phone(tmp_path / "share")
    assert not phone.folder.begin()
    assert not phone.folder.readable
    phone.path.mkdir()
    phone.writes("old.jpg")
    assert [phone.later(), phone.later()] == [[], []]
    phone.writes("new.jpg")
    assert [phone.later(), phone.later()] == [[], ["new.jpg"]]
