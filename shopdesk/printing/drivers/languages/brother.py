"""Brother's raster for its QL label printers: 300 dpi, on cut labels or a tape that it cuts itself.

The head reaches neither edge: 1.5 mm are white on both sides, 3 mm before and behind the cutter.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from shopdesk.printing.drivers.languages.language import Load, Misfit, State, Stopped, Talk, label_form
from shopdesk.printing.drivers.port import Printout
from shopdesk.printing.paper import Feed, PaperSize
from shopdesk.printing.render import pdf_dots

if TYPE_CHECKING:
    from brother_ql.labels import Label
    from brother_ql.models import Model
    from brother_ql.raster import BrotherQLRaster

MODEL = "QL-820NWB"
DPI = 300
_DOTS_PER_MM = DPI / 25.4

_WAKE = b"\x00" * 400 + b"\x1b@"
_ASK = b"\x1biS"
_ANSWER = 32
_HEAD = b"\x80\x20\x42"
_CUT_LABELS = (0x0B, 0x4B)
_TAPES = (0x0A, 0x4A)

_COVER = 0x10
ERRORS_1 = ((0x01, "out_of_paper"), (0x02, "out_of_paper"), (0x04, "cutter"), (0x10, "in_use"),
             (0x20, "printer_off"), (0x80, "fault"))  # fmt: skip
ERRORS_2 = ((_COVER, "cover_open"), (0x01, "wrong_label"), (0x40, "jam"), (0x04, "fault"),
             (0x20, "fault"), (0x80, "fault"))  # fmt: skip
_REPLY, _DONE, _ERROR = 0, 1, 2
_AT_REST = 0
_LOOK = 2.0
"""Seconds of silence after which it is asked: a question in the middle of a label it does not like."""


@dataclass(frozen=True, slots=True)
class Brother:
    """`model` as on its front; `tape` for labels off an endless tape where the printer does not say what is
    loaded, `red` for the tape that prints black and red and takes no other data."""

    model: str = MODEL
    tape: bool = False
    red: bool = False

    @property
    def wrong_paper(self) -> str:
        return "labels_only"

    def takes(self, printout: Printout) -> bool:
        return printout.size.feed is Feed.LABEL

    def form(self, format: str) -> str:  # noqa: A002 - the trade's word
        return label_form(format, DPI)

    def load(self, printout: Printout, state: State | None) -> Load:
        from brother_ql.raster import BrotherQLRaster  # noqa: PLC0415 - only desks with one need it

        model = _model(self.model, state)
        label, turned = self._label(printout.size, state, model)
        raster = BrotherQLRaster(model.identifier)
        if model.mode_setting:
            raster.add_switch_mode()
        raster.add_invalidate()
        raster.add_initialize()
        if model.mode_setting:
            raster.add_switch_mode()
        pages = pdf_dots(printout.pdf, _DOTS_PER_MM)
        for number, page in enumerate(pages):
            image = page.convert("L")
            self._add(raster, model, label, image.rotate(90, expand=True) if turned else image)
            raster.add_print(last_page=number == len(pages) - 1)
            if number == 0:
                end = len(raster.data) - 1
        return Load(raster.data[:end], raster.data[end:])

    def _label(self, size: PaperSize, state: State | None, model: Model) -> tuple[Label, bool]:
        """What is loaded, or has to be, and whether the page lies across it. Raises Misfit."""
        across, along = round(size.width), round(size.height)
        known = [
            one for one in _labels()
            if not one.restricted_to_models or model.identifier in one.restricted_to_models
        ]  # fmt: skip
        cut = [one for one in known if one.tape_size in {(across, along), (along, across)}]
        # A page may lie on a tape either way; first the way in which it is read.
        tapes = [
            one for wide in (across, along) for one in known
            if one.tape_size == (wide, 0) and (one.identifier == "62red") == self.red
        ]  # fmt: skip
        loaded = state.media if state is not None else b""
        if loaded and loaded[0] in _CUT_LABELS:
            cut, tapes = [one for one in cut if one.tape_size == (loaded[1], loaded[2])], []
        elif loaded and loaded[0] in _TAPES:
            cut, tapes = [], [one for one in tapes if one.tape_size[0] == loaded[1]]
        elif self.tape:
            cut = []
        fitting = [*cut, *tapes]
        if not fitting:
            raise Misfit("wrong_label")
        label = fitting[0]
        return label, label.tape_size[0] != across

    def _add(self, raster: BrotherQLRaster, model: Model, label: Label, page: Image.Image) -> None:
        """One page, what the head cannot reach left off. Raises Misfit when something stands there."""
        wide, tall = label.dots_printable
        endless = label.tape_size[1] == 0
        left, top = (page.width - wide) // 2, (page.height - tall) // 2
        if endless:
            # The tape is fed by its margins anyway: as much white of the page is left off.
            _, first, _, last = ImageChops.invert(page).getbbox() or (0, 0, 0, page.height)
            top = min(label.feed_margin, first)
            tall = page.height - top - min(label.feed_margin, page.height - last)
        reached = page.crop((left, top, left + wide, top + tall))
        if _dark(page) != _dark(reached):
            raise Misfit("off_paper")
        shortest = model.min_max_length_dots[0] if endless else tall
        band = Image.new("L", (raster.get_pixel_width(), max(tall, shortest)), 0)
        right = label.offset_r + model.additional_offset_r
        band.paste(ImageChops.invert(reached), (band.width - wide - right, 0))
        band = band.point(lambda tone: 255 if tone > 127 else 0, mode="1")

        raster.mtype = _TAPES[0] if endless else _CUT_LABELS[0]
        raster.mwidth, raster.mlength = label.tape_size
        raster.pquality = True
        raster.add_media_and_quality(band.height)
        if model.cutting:
            raster.add_autocut(True)
            raster.add_cut_every(1)
        raster.two_color_printing = self.red
        raster.cut_at_end = True
        if model.expanded_mode:
            raster.add_expanded_mode()
        raster.add_margins(label.feed_margin)
        if model.compression_support:
            raster.add_compression(False)
        raster.add_raster_data(band, Image.new("1", band.size, 0) if self.red else None)
        raster.page_number += 1

    def ask(self, talk: Talk) -> State | None:
        told = _answer(talk.ask(_WAKE + _ASK, lambda heard: len(_answer(heard)) == _ANSWER))
        if not told:
            return None
        return State(_trouble(told), media=bytes((told[11], told[10], told[17], told[3], told[4])))

    def confirm(self, talk: Talk, state: State) -> None:
        """It tells by itself when it prints, when it is done, and what went wrong; some only when asked,
        and not before they have done."""
        until = time.monotonic() + talk.paper
        heard = b""
        while time.monotonic() < until:
            heard += talk.hear(lambda part: len(part) >= _ANSWER, _LOOK)
            if not heard:
                heard = talk.ask(_ASK, lambda part: len(part) >= _ANSWER)
            while told := _answer(heard):
                heard = heard[heard.index(told) + _ANSWER :]
                if told[18] == _ERROR or _trouble(told):
                    raise Stopped(_trouble(told) or "fault")
                if told[18] == _DONE or (told[18] == _REPLY and told[19] == _AT_REST):
                    return
        raise Stopped


def _answer(heard: bytes) -> bytes:
    """The first whole answer, empty while there is none."""
    at = heard.find(_HEAD)
    return heard[at : at + _ANSWER] if at >= 0 and len(heard) >= at + _ANSWER else b""


def _trouble(told: bytes) -> str:
    for errors, known in ((told[9], ERRORS_2), (told[8], ERRORS_1)):
        for bit, trouble in known:
            if errors & bit:
                return trouble
    return ""


def _dark(image: Image.Image) -> int:
    return sum(image.histogram()[:128])


def models() -> tuple[str, ...]:
    """Every QL printer that is known; the tape printers of the PT kind take no shop labels."""
    from brother_ql.models import ModelsManager  # noqa: PLC0415 - only desks with one need it

    return tuple(one.identifier for one in ModelsManager().iter_elements() if one.identifier.startswith("QL"))


def _model(name: str, state: State | None) -> Model:
    """What the printer says it is, else what it is said to be."""
    from brother_ql.models import ModelsManager  # noqa: PLC0415 - see above

    known = [one for one in ModelsManager().iter_elements() if one.identifier in models()]
    told = tuple(state.media[3:5]) if state is not None else ()
    named = next(one for one in known if one.identifier == name)
    if (named.series_code, named.model_code) == told:
        return named
    return next((one for one in known if (one.series_code, one.model_code) == told), named)


def _labels() -> list[Label]:
    from brother_ql.labels import LabelsManager  # noqa: PLC0415 - see above

    return [one for one in LabelsManager().iter_elements() if not one.identifier.startswith("pt")]
