"""Photos on disk, each under the hash of its own bytes.

A photo is synced before its hash is handed out, so a row that names it can never outlive it. The folder
is shared by the desks of one machine; writers of the same photo meet in the same file, and that is right.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from shopdesk.errors import StoreTrouble
from shopdesk.store.durable import sync_folder

_HASH = re.compile(r"[0-9a-f]{64}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_ABANDONED_SECONDS = 3600
SMALLEST_THUMBNAIL, LARGEST_THUMBNAIL = 16, 1024


def content_hash(content: bytes) -> str:
    """SHA-256 in lower-case hex: a photo's name, and what the intake's integrity code is made from."""
    return hashlib.sha256(content).hexdigest()


class State(StrEnum):
    """How a photo's file stands."""

    WHOLE = "whole"
    DAMAGED = "damaged"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class MediaStore:
    """The photos below `folder`: ``ab/cd/abcd….jpg``, with small copies in ``thumbnails/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"
        try:
            self._incoming.mkdir(parents=True, exist_ok=True)
            _sweep(self._incoming)
        except OSError as error:
            raise _trouble(error) from error

    def put(self, content: bytes) -> str:
        """Keeps `content` and returns its hash once it would survive a power cut.

        Raises StoreTrouble (disk full, folder not writable), with nothing half written left behind.
        """
        name = content_hash(content)
        place = self._place(name)
        try:
            if _reads_as(place, content):
                # Another writer may have renamed it a moment ago and not yet synced it.
                _sync(place)
                sync_folder(place.parent)
                return name
            self._write(place, content)
        except OSError as error:
            raise _trouble(error) from error
        return name

    def get(self, name: str) -> bytes:
        """The photo's bytes, checked against its hash. Raises StoreTrouble when missing or damaged."""
        try:
            content = self._place(name).read_bytes()
        except FileNotFoundError as error:
            raise StoreTrouble("photos.missing") from error
        except OSError as error:
            raise StoreTrouble("photos.unreadable_store") from error
        if content_hash(content) != name:
            raise StoreTrouble("photos.damaged")
        return content

    def has(self, name: str) -> bool:
        return self._place(name).is_file()

    def state(self, name: str) -> State:
        """Whether the photo's file still is what was kept, read piece by piece."""
        try:
            with self._place(name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return State.MISSING
        except OSError:
            return State.UNREADABLE
        return State.WHOLE if found == name else State.DAMAGED

    def hashes(self) -> Iterator[str]:
        """Every photo kept, for backup and check."""
        for file in sorted(self.folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*.jpg")):
            yield file.stem

    def remove(self, name: str) -> None:
        """Deletes the photo and its thumbnails (a customer's erasure); a photo that is not there is fine."""
        place = self._place(name)
        try:
            for copy in self.folder.glob(f"thumbnails/*/{name}.jpg"):
                copy.unlink(missing_ok=True)
            if place.exists():
                place.unlink(missing_ok=True)
                sync_folder(place.parent)
        except OSError as error:
            raise _trouble(error) from error

    def thumbnail(self, name: str, size: int) -> bytes:
        """A JPEG whose longer side is at most `size` pixels, from the cache after the first time."""
        if not SMALLEST_THUMBNAIL <= size <= LARGEST_THUMBNAIL:
            raise ValueError(f"a thumbnail is {SMALLEST_THUMBNAIL} to {LARGEST_THUMBNAIL} pixels, not {size}")
        _checked(name)
        cached = self.folder / "thumbnails" / str(size) / f"{name}.jpg"
        with suppress(OSError):
            content = cached.read_bytes()
            # The cache is not synced: after a power cut a file may be there and empty.
            if content.startswith(_JPEG_START) and content.endswith(_JPEG_END):
                return content
        content = _shrunk(self.get(name), size)
        with suppress(OSError):  # a full disk costs the cache, never the picture
            cached.parent.mkdir(parents=True, exist_ok=True)
            self._through_incoming(cached, content, durable=False)
        return content

    def _place(self, name: str) -> Path:
        _checked(name)
        return self.folder / name[:2] / name[2:4] / f"{name}.jpg"

    def _write(self, place: Path, content: bytes) -> None:
        fresh = [folder for folder in (place.parent.parent, place.parent) if not folder.is_dir()]
        place.parent.mkdir(parents=True, exist_ok=True)
        self._through_incoming(place, content, durable=True)
        sync_folder(place.parent)
        for folder in fresh:
            sync_folder(folder.parent)

    def _through_incoming(self, place: Path, content: bytes, *, durable: bool) -> None:
        """Writes beside, then renames: readers see all of it or nothing."""
        handle, temporary = tempfile.mkstemp(dir=self._incoming, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            Path(temporary).replace(place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _checked(name: str) -> None:
    """Refuses anything that is no hash before it becomes a path."""
    if not _HASH.fullmatch(name):
        raise ValueError("a photo goes by its SHA-256 in hex")


def _reads_as(place: Path, content: bytes) -> bool:
    try:
        return place.read_bytes() == content
    except OSError:
        return False


def _sync(file: Path) -> None:
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())


def _sweep(incoming: Path) -> None:
    """Removes what a kill left half written: it may be a customer's photo that nobody could ever erase."""
    before = time.time() - _ABANDONED_SECONDS
    for file in incoming.glob("*.part"):
        with suppress(FileNotFoundError):  # another desk swept it first
            if file.stat().st_mtime < before:
                file.unlink()


def _trouble(error: OSError) -> StoreTrouble:
    return StoreTrouble("photos.disk_full" if error.errno in _FULL else "photos.not_stored")


def _shrunk(content: bytes, size: int) -> bytes:
    from PIL import Image  # noqa: PLC0415 - the window comes up before the first thumbnail is asked for

    try:
        with Image.open(io.BytesIO(content)) as picture:
            scale = min(1.0, size / max(picture.size))
            target = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
            picture.draft("RGB", target)
            small = picture.convert("RGB").resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    except (OSError, ValueError, SyntaxError) as error:
        raise StoreTrouble("photos.damaged") from error
    out = io.BytesIO()
    small.info.clear()
    small.save(out, "JPEG", quality=82)
    return out.getvalue()
