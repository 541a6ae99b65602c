"""One import for pages: the small widgets of the kit."""

from shopdesk.ui.common.buttons import Button, IconButton, PrimaryButton
from shopdesk.ui.common.choices import Chip, ChipRow, Choice, Segmented
from shopdesk.ui.common.dialogs import ConfirmDialog, Dialog, confirm
from shopdesk.ui.common.editors import DateEdit, NumberEdit
from shopdesk.ui.common.fields import Banner, EnterMovesOn, Field, MoneyEdit, SearchField
from shopdesk.ui.common.icons import IconLabel, icon
from shopdesk.ui.common.layout import (
    Band,
    Bands,
    Card,
    Elided,
    FlowLayout,
    column,
    empty_out,
    label,
    line,
    row,
    text_label,
)
from shopdesk.ui.common.notices import Notice, Notices
from shopdesk.ui.common.pieces import Avatar, BusyLine, Dot, EmptyState, KeyHint, Moment, Timeline
from shopdesk.ui.common.status import Pill, StatusPill
from shopdesk.ui.common.theme import set_kind, set_state

__all__ = [
    "Avatar",
    "Band",
    "Bands",
    "Banner",
    "BusyLine",
    "Button",
    "Card",
    "Chip",
    "ChipRow",
    "Choice",
    "ConfirmDialog",
    "DateEdit",
    "Dialog",
    "Dot",
    "Elided",
    "EmptyState",
    "EnterMovesOn",
    "Field",
    "FlowLayout",
    "IconButton",
    "IconLabel",
    "KeyHint",
    "Moment",
    "MoneyEdit",
    "Notice",
    "Notices",
    "NumberEdit",
    "Pill",
    "PrimaryButton",
    "SearchField",
    "Segmented",
    "StatusPill",
    "Timeline",
    "column",
    "confirm",
    "empty_out",
    "icon",
    "label",
    "line",
    "row",
    "set_kind",
    "set_state",
    "text_label",
]
