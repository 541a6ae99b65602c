"""The folder that a phone's photos arrive in: which of them are new since the intake began, and whole.

Nothing here waits or watches; `look` is told when to look, away from the window's thread, because the
folder may lie on a network.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".heic", ".heif"})
QUIET_S = 0.9
"""A file whose size and time stood still for so long is taken to be written."""
_MOST_FILES = 50_000


@dataclass(frozen=True, slots=True)
class _Seen:
    size: int
    written_ns: int
    since: float


@dataclass(slots=True)
class PhotoFolder:
    """One folder. `begin` makes all that is there now old; `look` gives each finished newcomer once."""

    path: Path
    now: Callable[[], float] = time.monotonic
    _known: set[str] | None = None
    _growing: dict[str, _Seen] = field(default_factory=dict)

    def begin(self) -> bool:
        """An intake begins. False while the folder cannot be read; then the next look begins it."""
        found = self._found()
        self._growing = {}
        self._known = None if found is None else set(found)
        return found is not None

    @property
    def readable(self) -> bool:
        """The folder was there at some look."""
        return self._known is not None

    @property
    def expects(self) -> bool:
        """A file may still be written: look again soon."""
        return bool(self._growing)

    def look(self) -> tuple[Path, ...]:
        """Photos that came whole since the last look, oldest first. A folder that is away has none."""
        if self._known is None:
            self.begin()
            return ()
        found = self._found()
        if found is None:
            return ()
        moment = self.now()
        growing: dict[str, _Seen] = {}
        whole: list[str] = []
        for name, (size, written_ns) in found.items():
            if name in self._known:
                continue
            before = self._growing.get(name)
            still = before is not None and (before.size, before.written_ns) == (size, written_ns)
            since = before.since if before is not None and still else moment
            if size and moment - since >= QUIET_S:
                whole.append(name)
            else:
                growing[name] = _Seen(size, written_ns, since)
        self._growing = growing
        self._known.update(whole)
        whole.sort(key=lambda name: (found[name][1], name))
        return tuple(self.path / name for name in whole)

    def _found(self) -> dict[str, tuple[int, int]] | None:
        """Name, size and time of each photo in the folder itself; what is half named is half there."""
        found: dict[str, tuple[int, int]] = {}
        try:
            with os.scandir(self.path) as entries:
                for entry in entries:
                    if entry.name.startswith((".", "~")) or Path(entry.name).suffix.lower() not in SUFFIXES:
                        continue
                    told = _told(entry)
                    if told is not None:
                        found[entry.name] = told
                    if len(found) >= _MOST_FILES:
                        break
        except OSError:
            return None
        return found


def _told(entry: os.DirEntry[str]) -> tuple[int, int] | None:
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        told = entry.stat(follow_symlinks=False)
    except OSError:  # gone again between listing and asking
        return None
    return told.st_size, told.st_mtime_ns
