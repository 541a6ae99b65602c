"""The program as it starts, with an eye on what is painted: says so and ends at the first rows.

Run as a process of its own. ``program``: the real command line; ``bare``: the driver, one page of rows and
a plain list. Each milestone goes to standard output with the machine's monotonic clock, which the parent
reads too.
"""

from __future__ import annotations

import os
import sys
import time


def _say(milestone: str) -> None:
    sys.stdout.write(f"{milestone} {time.monotonic()}\n")
    sys.stdout.flush()


def bare(folder: str) -> None:
    from PySide6.QtCore import QStringListModel, QTimer  # noqa: PLC0415 - the imports are what is measured
    from PySide6.QtWidgets import QApplication, QListView  # noqa: PLC0415
    from sqlcipher3 import dbapi2  # noqa: PLC0415

    app = QApplication(sys.argv[:1])
    connection = dbapi2.connect(f"{folder}/shop.db")
    rows = connection.execute(
        "SELECT t.number, c.name, d.model FROM tickets t JOIN customers c ON c.id = t.customer_id"
        " JOIN devices d ON d.id = t.device_id ORDER BY t.id DESC LIMIT 128"
    ).fetchall()
    view = QListView()
    view.resize(1366, 768)
    view.setModel(QStringListModel([" ".join(row) for row in rows]))
    view.show()
    view.repaint()
    _say("list")
    QTimer.singleShot(0, app.quit)
    app.exec()


def program(folder: str) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415 - the program imports them first, too
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    class Eye(QObject):
        """Sees every paint event go by."""

        window_seen = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                if not self.window_seen:
                    self.window_seen = True
                    QTimer.singleShot(0, lambda: _say("window"))
                parent = watched.parent()
                if parent is not None and parent.objectName() == "tickets_list":
                    model = parent.model()  # type: ignore[attr-defined]  # the one table of that name
                    if model.rowCount() and model.pages_held():
                        QTimer.singleShot(0, _painted)
            return False

    def _painted() -> None:
        _say("list")
        # What comes after the first rows is no part of the figure, and nothing is left to be written.
        os._exit(0)

    run = QApplication.exec

    def watched_exec(app: QApplication) -> int:
        eye = Eye()
        app.installEventFilter(eye)
        return run()

    QApplication.exec = watched_exec  # type: ignore[method-assign, assignment]  # the program starts the loop itself
    from shopdesk.__main__ import main  # noqa: PLC0415

    sys.exit(main(["--shop", folder, "--language", "zh_CN", "--desk", "一号柜台"]))


if __name__ == "__main__":
    {"program": program, "bare": bare}[sys.argv[1]](sys.argv[2])
