"""Photos on disk: whole or absent, checked on reading, gone when asked."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from shopdesk.errors import StoreTrouble
from shopdesk.store.media import MediaStore


def jpeg(colour: str = "teal", size: tuple[int, int] = (400, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "photos")


def file_of(store: MediaStore, name: str) -> Path:
    return store.folder / name[:2] / name[2:4] / f"{name}.jpg"


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_photo_is_kept_under_the_hash_of_its_bytes(store: MediaStore) -> None:
    name = store.put(jpeg())
    assert name == hashlib.sha256(jpeg()).hexdigest()
    assert store.has(name)
    assert store.get(name) == jpeg()
    assert list(store.hashes()) == [name]


def test_the_same_photo_twice_is_one_file(store: MediaStore) -> None:
    assert store.put(jpeg()) == store.put(jpeg())
    assert len(everything(store.folder)) == 1


def test_a_second_store_on_the_folder_sees_the_photo(store: MediaStore) -> None:
    name = store.put(jpeg())
    assert MediaStore(store.folder).get(name) == jpeg()


def test_an_unknown_photo_is_missing(store: MediaStore) -> None:
    name = "0" * 64
    assert not store.has(name)
    with pytest.raises(StoreTrouble, match=r"photos\.missing"):
        store.get(name)


@pytest.mark.parametrize("damage", [b"", jpeg()[:-7], jpeg("red"), b"\0" * 4000])
def test_a_damaged_file_is_never_handed_out(store: MediaStore, damage: bytes) -> None:
    name = store.put(jpeg())
    file_of(store, name).write_bytes(damage)
    with pytest.raises(StoreTrouble, match=r"photos\.damaged"):
        store.get(name)
    with pytest.raises(StoreTrouble, match=r"photos\.damaged"):
        store.thumbnail(name, 96)


def test_putting_a_damaged_photo_again_mends_it(store: MediaStore) -> None:
    name = store.put(jpeg())
    file_of(store, name).write_bytes(b"half")
    assert store.put(jpeg()) == name
    assert store.get(name) == jpeg()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_hash_never_becomes_a_path(store: MediaStore, name: str) -> None:
    for ask in (store.get, store.has, store.remove):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)
    with pytest.raises(ValueError, match="SHA-256"):
        store.thumbnail(name, 96)


class TestTrouble:
    """Each step of writing fails in turn, as a full or broken disk makes it fail."""

    @staticmethod
    def failing(number: int) -> Callable[..., int]:
        def fail(*_: object, **__: object) -> int:
            raise OSError(number, os.strerror(number))

        return fail

    @pytest.mark.parametrize("step", ["os.fsync", "tempfile.mkstemp", "pathlib.Path.replace", "os.fdopen"])
    @pytest.mark.parametrize(
        ("number", "key"),
        [
            (errno.ENOSPC, "photos.disk_full"),
            (errno.EDQUOT, "photos.disk_full"),
            (errno.EIO, "photos.not_stored"),
            (errno.EROFS, "photos.not_stored"),
        ],
    )
    def test_nothing_half_written_stays(
        self, store: MediaStore, monkeypatch: pytest.MonkeyPatch, step: str, number: int, key: str
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(step, self.failing(number))
            with pytest.raises(StoreTrouble) as trouble:
                store.put(jpeg())
        assert trouble.value.key == key
        assert everything(store.folder) == []
        name = store.put(jpeg())  # and the work goes on without a restart
        assert store.get(name) == jpeg()

    def test_the_photo_and_its_folders_are_synced_before_the_hash_is_known(
        self, store: MediaStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        synced: list[Path] = []
        real = os.fsync

        def record(handle: int) -> None:
            synced.append(Path(f"/proc/self/fd/{handle}").resolve())
            real(handle)

        if not Path("/proc/self/fd").is_dir():
            pytest.skip("needs /proc to see which file a handle belongs to")
        monkeypatch.setattr(os, "fsync", record)
        name = store.put(jpeg())
        place = file_of(store, name)
        assert synced[0].parent == store.folder / "incoming"  # the bytes, before the rename
        assert set(synced[1:]) >= {place.parent, place.parent.parent, store.folder}
        synced.clear()
        store.put(jpeg())  # the first writer may not have come as far as its sync
        assert synced == [place, place.parent]

    def test_a_thumbnail_needs_no_room_on_the_disk(
        self, store: MediaStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name = store.put(jpeg())
        monkeypatch.setattr("tempfile.mkstemp", self.failing(errno.ENOSPC))
        assert store.thumbnail(name, 96).startswith(b"\xff\xd8")

    def test_what_a_kill_left_behind_is_swept_later(self, store: MediaStore) -> None:
        old, fresh = store.folder / "incoming/old.part", store.folder / "incoming/fresh.part"
        for file in (old, fresh):
            file.write_bytes(b"half a photo")
        long_ago = time.time() - 7200
        os.utime(old, (long_ago, long_ago))
        MediaStore(store.folder)
        assert everything(store.folder) == [fresh]  # another desk may still be writing it

    def test_a_folder_that_cannot_be_made_is_a_message(self, tmp_path: Path) -> None:
        (tmp_path / "photos").write_text("a file stands here")
        with pytest.raises(StoreTrouble, match=r"photos\.not_stored"):
            MediaStore(tmp_path / "photos")


class TestThumbnails:
    @pytest.mark.parametrize(("size", "expected"), [(96, (96, 72)), (200, (200, 150)), (1024, (400, 300))])
    def test_it_fits_and_is_never_enlarged(
        self, store: MediaStore, size: int, expected: tuple[int, int]
    ) -> None:
        small = store.thumbnail(store.put(jpeg()), size)
        with Image.open(io.BytesIO(small)) as picture:
            assert picture.size == expected
            assert picture.getpixel((10, 10)) == pytest.approx((0, 128, 128), abs=3)

    def test_the_second_time_comes_from_the_cache(self, store: MediaStore) -> None:
        name = store.put(jpeg())
        first = store.thumbnail(name, 96)
        file_of(store, name).unlink()
        assert store.thumbnail(name, 96) == first

    @pytest.mark.parametrize("damage", [b"", b"\xff\xd8half"])
    def test_a_cached_one_cut_by_a_power_cut_is_made_again(self, store: MediaStore, damage: bytes) -> None:
        name = store.put(jpeg())
        first = store.thumbnail(name, 96)
        (store.folder / f"thumbnails/96/{name}.jpg").write_bytes(damage)
        assert store.thumbnail(name, 96) == first

    @pytest.mark.parametrize("size", [0, -5, 15, 5000])
    def test_sizes_have_limits(self, store: MediaStore, size: int) -> None:
        with pytest.raises(ValueError, match="thumbnail"):
            store.thumbnail(store.put(jpeg()), size)


def test_a_removed_photo_leaves_no_copy(store: MediaStore) -> None:
    name, other = store.put(jpeg()), store.put(jpeg("red"))
    store.thumbnail(name, 96)
    store.thumbnail(name, 200)
    store.remove(name)
    store.remove(name)
    assert everything(store.folder) == [file_of(store, other)]
