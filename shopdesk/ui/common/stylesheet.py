"""The one stylesheet, written from the tokens. Widgets ask for a look by their `kind` property."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shopdesk.ui.common import tokens

_SHEET = """
QWidget { font-family: "@family"; font-size: @text_pt; color: $text; outline: none; }
QMainWindow, QDialog, QWidget[kind="canvas"] { background: $canvas; }
QWidget[kind="surface"] { background: $surface; }
QWidget[kind="sunken"] { background: $sunken; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 6px 8px; font-size: @label_pt; }

QLabel { background: transparent; }
QLabel[kind="title"] { font-size: @title_pt; font-weight: 700; }
QLabel[kind="section"], QLabel[kind="strong"] { font-weight: 700; }
QLabel[kind="secondary"] { color: $secondary; }
QLabel[kind="label"], QLabel[kind="note"] { font-size: @label_pt; color: $secondary; }
QLabel[kind="error"] { font-size: @label_pt; color: $bad; }
QLabel[kind="figure"] { font-size: @figure_pt; font-weight: 700; }
QLabel[kind="main"] { font-size: @main_pt; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="info"] { color: $info; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="ok"] { color: $ok; }
QLabel[kind="step"] { background: $sunken; color: $secondary; border-radius: 5px; font-size: @label_pt; font-weight: 700; }
QLabel[kind="step"][done="true"] { background: $accent_soft; color: $accent; }
QLabel[kind="key"] { background: $surface; color: $secondary; border: 1px solid $line; border-bottom-width: 2px;
  border-radius: 4px; padding: 0 5px; font-size: @label_pt; }
QLabel:disabled { color: $faint; }

QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: @card; }
QFrame[kind="bands"] { background: $surface; border: 1px solid $line; border-radius: @card; }
QFrame[kind="band"] { background: transparent; border: none; }
QFrame[kind="band"][ruled="true"] { border-bottom: 1px solid $line; }
QFrame[kind="side"] { background: $sunken; border: none; border-left: 1px solid $line; }
QFrame[kind="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="vline"] { background: $line; border: none; max-width: 1px; min-width: 1px; }
QFrame[kind="rail"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[kind="strip"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[kind="popup"], QFrame[kind="notice"] { background: $surface; border: 1px solid $line; border-radius: @card; }
QFrame[kind="note_box"] { background: $sunken; border: none; border-radius: @control; }
QFrame[kind="banner"] { border: none; border-radius: @control; background: $bad_soft; }
QFrame[kind="banner"][tone="info"] { background: $info_soft; }
QFrame[kind="banner"][tone="warn"] { background: $warn_soft; }
QFrame[kind="banner"][tone="ok"] { background: $ok_soft; }

QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: @control;
  padding: 0 14px; min-height: @inner; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $press; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; background: $sunken; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent;
  font-size: @main_pt; min-height: @main_inner; padding: 0 18px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_press; border-color: $accent_press; }
QPushButton[kind="primary"]:disabled { background: $sunken; border-color: $line; color: $faint; }
QPushButton[kind="accent"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="accent"]:hover { background: $accent_hover; }
QPushButton[kind="accent"]:pressed { background: $accent_press; }
QPushButton[kind="accent"]:disabled { background: $sunken; border-color: $line; color: $faint; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_soft; }
QPushButton[kind="danger"]:disabled { color: $faint; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed { background: $press; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="quiet"]:disabled { color: $faint; background: transparent; }
QPushButton[kind="icon"] { background: transparent; border: 1px solid transparent; padding: 0;
  min-width: @inner; max-width: @inner; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:pressed { background: $press; }
QPushButton[kind="icon"]:focus { border-color: $accent; }
QPushButton[kind="tile"] { min-height: 54px; font-size: @main_pt; border-radius: @card; }
QPushButton[kind="chip"] { border-radius: @chip_radius; min-height: @chip_inner; padding: 0 12px; }
QPushButton[kind="chip"]:checked { background: $accent_soft; color: $accent; border-color: $accent; font-weight: 700; }
QPushButton[kind="chip"]:checked:disabled { background: $sunken; color: $faint; border-color: $line; }
QFrame[kind="segmented"] { background: $sunken; border: 1px solid $line; border-radius: @control; }
QPushButton[kind="segment"] { background: transparent; border: 1px solid transparent; border-radius: 5px;
  min-height: @segment_inner; padding: 0 12px; color: $secondary; }
QPushButton[kind="segment"]:hover { color: $text; }
QPushButton[kind="segment"]:checked { background: $surface; border-color: $line; color: $text; font-weight: 700; }
QPushButton[kind="segment"]:focus { border-color: $accent; }

QLineEdit, QComboBox, QAbstractSpinBox, QDateTimeEdit { background: $surface; color: $text; border: 1px solid $line;
  border-radius: @control; padding: 0 10px; min-height: @inner;
  selection-background-color: $accent; selection-color: $on_accent; }
QTextEdit, QPlainTextEdit { background: $surface; color: $text; border: 1px solid $line; border-radius: @control;
  padding: 5px 7px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover, QTextEdit:hover, QPlainTextEdit:hover { border-color: $faint; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QTextEdit:focus, QPlainTextEdit:focus,
QComboBox:on { border-color: $accent; }
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QTextEdit:disabled,
QPlainTextEdit:disabled { background: $canvas; color: $secondary; }
QLineEdit[bad="true"], QComboBox[bad="true"], QAbstractSpinBox[bad="true"], QTextEdit[bad="true"],
QPlainTextEdit[bad="true"] { border-color: $bad; }
QLineEdit[kind="search"] { background: $canvas; }
QLineEdit[kind="search"]:focus { background: $surface; }
QLineEdit[kind="bare"] { border: none; background: transparent; padding: 0; }
QLineEdit[kind="pin"] { font-size: @title_pt; font-weight: 700; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QComboBox { padding-right: 4px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("%chevron-down"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; border-radius: @control;
  padding: 4px; selection-background-color: $accent_soft; selection-color: $accent; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $accent; }
QAbstractSpinBox { padding-right: 22px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 22px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; border-radius: 3px; }
QAbstractSpinBox::up-arrow { image: url("%chevron-up"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("%chevron-down"); width: 12px; height: 12px; }
QDateTimeEdit::drop-down { border: none; width: 26px; subcontrol-position: center right; }
QDateTimeEdit::down-arrow { image: url("%chevron-down"); width: 16px; height: 16px; }

QCheckBox, QRadioButton { background: transparent; spacing: 8px; min-height: @check_row; }
QCheckBox::indicator, QRadioButton::indicator { width: 18px; height: 18px; border: 1px solid $line_strong;
  background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus,
QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("%check"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url("%minus"); }
QRadioButton::indicator:checked { border: 6px solid $accent; width: 8px; height: 8px; background: $surface; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken; border-color: $line; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }

QAbstractScrollArea { background: transparent; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; alternate-background-color: $canvas; }
QTableView, QTreeView, QListView { background: $surface; gridline-color: transparent; }
QListView::item, QTreeView::item { min-height: 34px; padding: 0 8px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $secondary; border: none; border-bottom: 1px solid $line;
  padding: 0 8px; font-size: @label_pt; min-height: 32px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; border: none; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; border: none; }
QScrollBar::handle { background: $faint; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 6px; border-radius: @control; }
QMenu::item { padding: 8px 28px 8px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $accent; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $secondary; border: none; border-bottom: 2px solid transparent;
  padding: 8px 4px; margin-right: 18px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 700; }
QTabBar::tab:focus { color: $accent; }

QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSlider::groove:horizontal { background: $sunken; height: 6px; border-radius: 3px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 3px; }
QSlider::handle:horizontal { background: $surface; border: 2px solid $accent; width: 14px; margin: -6px 0; border-radius: 9px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QGroupBox { border: none; margin-top: 22px; }
QGroupBox::title { subcontrol-origin: margin; left: 0; font-weight: 700; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; border-bottom: 1px solid $line; }
QCalendarWidget QToolButton { background: transparent; border: 1px solid transparent; border-radius: @control;
  color: $text; font-weight: 700; padding: 4px 8px; min-height: 24px; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border-color: $accent; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url("%chevron-left"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url("%chevron-right"); }
QCalendarWidget QSpinBox { min-height: 24px; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent;
  alternate-background-color: $surface; }

QPushButton[kind="rail"] { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 0;
  color: $secondary; font-size: @label_pt; }
QPushButton[kind="rail"]:hover { background: $hover; color: $text; }
QPushButton[kind="rail"]:checked { background: $accent_soft; color: $accent; font-weight: 700; }
QPushButton[kind="rail"]:focus { border-color: $accent; }
"""


def stylesheet(
    colours: Mapping[str, str], images: Mapping[str, str], *, touch: bool, pt: Callable[[float], float]
) -> str:
    """The sheet for one palette; `images` are files of recoloured icons, `pt` turns pixels into points."""
    control = tokens.TOUCH if touch else tokens.CONTROL
    chip = 40 if touch else 30
    sizes = {
        "family": tokens.FAMILY,
        "text_pt": f"{pt(tokens.TEXT_PX):.3f}pt",
        "title_pt": f"{pt(tokens.TITLE_PX):.3f}pt",
        "label_pt": f"{pt(tokens.LABEL_PX):.3f}pt",
        "main_pt": f"{pt(tokens.MAIN_PX):.3f}pt",
        "figure_pt": f"{pt(tokens.FIGURE_PX):.3f}pt",
        "card": f"{tokens.RADIUS_CARD}px",
        "control": f"{tokens.RADIUS_CONTROL}px",
        # Heights in a stylesheet are without the border of 1 px on either side.
        "inner": f"{control - 2}px",
        "main_inner": f"{tokens.CONTROL_MAIN - 2}px",
        "segment_inner": f"{control - 8}px",
        "chip_inner": f"{chip - 2}px",
        "chip_radius": f"{chip // 2}px",
        "check_row": f"{40 if touch else 28}px",
    }
    sheet = _SHEET
    for marks, table in (("@", sizes), ("$", colours), ("%", images)):
        for name in sorted(table, key=len, reverse=True):
            sheet = sheet.replace(f"{marks}{name}", table[name])
    return sheet
