"""The shop's key: kept beside the database, never in it."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path

from shopdesk.errors import StoreTrouble
from shopdesk.store.durable import sync_folder

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys for single uses, each derived from the shop's one key."""

    chain: bytes
    passcodes: bytes

    @classmethod
    def derive(cls, key: bytes) -> Keys:
        def purpose(name: str) -> bytes:
            return hmac.new(key, f"shopdesk:{name}".encode(), hashlib.sha256).digest()

        return cls(chain=purpose("chain"), passcodes=purpose("passcodes"))


def key_file(folder: Path) -> Path:
    return folder / "keys" / "shop.key"


def create_key(folder: Path) -> Keys:
    """Make the key of a new shop, whole or not at all; an existing key is never overwritten."""
    file = key_file(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        raise FileExistsError(file)
    key = os.urandom(_BYTES)
    unfinished = file.with_name(f"{file.name}.new")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(key)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(file)
    sync_folder(file.parent)
    sync_folder(folder)
    return Keys.derive(key)


def load_keys(folder: Path) -> Keys:
    """The keys of the shop in `folder`. Raises StoreTrouble where the key is missing or damaged."""
    try:
        key = key_file(folder).read_bytes()
    except FileNotFoundError as error:
        raise StoreTrouble("store.key_missing", folder=str(folder)) from error
    if len(key) != _BYTES:
        raise StoreTrouble("store.key_damaged", folder=str(folder))
    return Keys.derive(key)
