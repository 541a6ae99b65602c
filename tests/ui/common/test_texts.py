import gc
import weakref

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel

from shopdesk.ui.common.texts import Texts


def test_bound_text_follows_the_language(texts: Texts) -> None:
    label = QLabel()
    texts.bind(label.setText, "common.status.ready")
    assert label.text() == "Ready"
    texts.use("zh_CN")
    assert label.text() == "待取机"


def test_values_are_filled_in_again_in_the_other_language(texts: Texts) -> None:
    label = QLabel()
    texts.bind(label.setText, "shell.lock.enter_pin", name="Lin")
    texts.use("zh_CN")
    assert label.text() == "请输入 Lin 的 PIN 码"


def test_binding_keeps_no_widget_alive(texts: Texts) -> None:
    label = QLabel()
    gone = weakref.ref(label)
    texts.bind(label.setText, "common.save")
    del label
    gc.collect()
    assert gone() is None
    texts.use("zh_CN")


def test_a_deleted_widget_is_not_called(texts: Texts) -> None:
    label = QLabel()
    texts.bind(label.setText, "common.save")
    shiboken6.delete(label)
    texts.use("zh_CN")


def test_binding_again_replaces(texts: Texts) -> None:
    label = QLabel()
    texts.bind(label.setText, "common.save")
    texts.bind(label.setText, "common.open")
    texts.use("zh_CN")
    assert label.text() == "打开"


def test_data_put_in_place_of_a_message_stays(texts: Texts) -> None:
    label = QLabel()
    texts.bind(label.setText, "common.save")
    texts.put(label.setText, "iPhone 14")
    texts.use("zh_CN")
    assert label.text() == "iPhone 14"


def test_a_plain_function_is_refused(texts: Texts) -> None:
    with pytest.raises(TypeError):
        texts.bind(lambda text: None, "common.save")
