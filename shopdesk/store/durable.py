"""What a power cut may not take back."""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable: a renamed file is only safe under its new name after this."""
    if os.name == "nt":  # Windows has no handle to a folder that could be synced; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
