"""Tags on sheets of labels, for whoever has a list of tags and a sheet in hand."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.label_sheet import LabelSheet
from shopdesk.domain.papers import SheetPaper, TagPaper
from shopdesk.printing.render import Composed, compose


def compose_label_sheet(
    papers: Sequence[TagPaper], sheet: LabelSheet, *, first: int = 1, reprint: int = 0
) -> Composed:
    """The tags in order from label number `first` (counted row by row from 1) of the first sheet on.

    Raises ValueError: no tags, a tag without a code, a label not on the sheet, a sheet that cannot be.
    """
    if not papers:
        raise ValueError("no tags for a sheet")
    paper = SheetPaper(
        language=papers[0].language,
        number="",
        sheet=sheet,
        tags=tuple(papers),
        reprints=(reprint,) * len(papers),
        first=first,
    )
    return compose(paper, "a4")
