from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.money import Money
from shopdesk.ui.common.fields import EnterMovesOn, Field, MoneyEdit
from shopdesk.ui.common.texts import Texts


@pytest.fixture
def amount(texts: Texts, qtbot: QtBot) -> Iterator[MoneyEdit]:
    made = MoneyEdit(texts, "CNY")
    field = Field(texts, "common.open", made)
    qtbot.addWidget(field)
    yield made
    field.close()


def error_of(editor: QWidget) -> str:
    field = editor.parentWidget()
    assert isinstance(field, Field)
    return field.error()


def test_an_amount_is_read_as_it_is_typed(amount: MoneyEdit) -> None:
    QTest.keyClicks(amount, "1280.5")
    assert amount.value() == Money(128050, "CNY")


def test_leaving_the_field_tidies_a_good_amount(amount: MoneyEdit) -> None:
    QTest.keyClicks(amount, "1280.5")
    amount.editingFinished.emit()
    assert amount.text() == "1,280.50"
    assert amount.value() == Money(128050, "CNY")


def test_what_is_typed_wrongly_stays_and_is_explained(amount: MoneyEdit, texts: Texts) -> None:
    QTest.keyClicks(amount, "12..3")
    assert error_of(amount) == ""
    amount.editingFinished.emit()
    assert amount.text() == "12..3"
    assert amount.value() is None
    assert error_of(amount) == texts.tr("common.money.letters")


def test_a_mended_amount_loses_its_error_at_once(amount: MoneyEdit, texts: Texts) -> None:
    QTest.keyClicks(amount, "12..")
    amount.editingFinished.emit()
    QTest.keyClick(amount, Qt.Key.Key_Backspace)
    assert error_of(amount) == ""


def test_an_empty_field_is_no_error(amount: MoneyEdit) -> None:
    amount.editingFinished.emit()
    assert amount.problem() == ""
    assert amount.value() is None


def test_an_error_stands_beneath_in_both_languages(texts: Texts, qtbot: QtBot) -> None:
    field = Field(texts, "common.search", QLineEdit())
    qtbot.addWidget(field)
    field.set_error_key("common.money.negative")
    assert field.editor.property("bad") is True
    english = field.editor.accessibleDescription()
    texts.use("zh_CN")
    assert english == "An amount below zero is not possible here."
    assert field.findChild(QWidget, "beneath").text() == "这里不能填负数。"  # type: ignore[union-attr]
    field.set_error(None)
    assert field.editor.property("bad") is False
    assert field.error() == ""


def test_a_field_names_its_editor(texts: Texts, qtbot: QtBot) -> None:
    field = Field(texts, "common.search", QLineEdit())
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "Search"
    assert field.editor.objectName() == "common_search"


def test_enter_moves_on_to_the_next_field(qtbot: QtBot) -> None:
    form = QWidget()
    box = QVBoxLayout(form)
    first, hidden, last = QLineEdit(), QLineEdit(), QLineEdit()
    for edit in (first, hidden, last):
        box.addWidget(edit)
    EnterMovesOn(form)
    qtbot.addWidget(form)
    form.show()
    hidden.setEnabled(False)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert form.focusWidget() is last
