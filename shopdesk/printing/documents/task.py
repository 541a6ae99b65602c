"""What every document is given beside its paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.domain.papers import Copy, Letterhead
from shopdesk.i18n import Catalogue
from shopdesk.printing.heads import logo_of
from shopdesk.printing.paper import PaperSize
from shopdesk.printing.photos import PhotoSource, Thumbnail


@dataclass(frozen=True, slots=True)
class Task:
    """One printing of one paper. `reprint` 0 is the original."""

    size: PaperSize
    words: Catalogue
    reprint: int = 0
    photo: PhotoSource | None = None
    copies: Sequence[Copy] | None = None

    @property
    def reprint_mark(self) -> str:
        return self.words.text("paper.reprint", number=self.reprint) if self.reprint else ""

    def logo(self, head: Letterhead) -> Thumbnail | None:
        """The shop's mark, ready for this paper."""
        return logo_of(head, self.size, self.photo)
