"""Who may import whom; and that a planted violation is really found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.reading import ROOT, imported, name_of, parsed, sources

LINT = Path(sys.executable).with_name("lint-imports")

# What of the standard library a rule of the trade has no business with: files, processes, nets, clocks.
OUTSIDE = {
    "os",
    "io",
    "pathlib",
    "sqlite3",
    "socket",
    "subprocess",
    "time",
    "threading",
    "urllib",
    "tempfile",
}


def lint(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--config", project / "pyproject.toml", "--no-cache"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's code to break."""
    shutil.copytree(ROOT / "shopdesk", tmp_path / "shopdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_rooms_import_downwards_only() -> None:
    told = lint(ROOT)
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("planted", "code", "contract"),
    [
        ("domain/planted.py", "from shopdesk.services import packs", "Rooms import downwards only"),
        ("domain/planted.py", "import msgspec", "The domain is the standard library alone"),
        (
            "services/planted.py",
            "from PySide6.QtCore import QObject",
            "Services know neither windows nor paper",
        ),
        (
            "services/planted.py",
            "from shopdesk.printing import paper",
            "Services know neither windows nor paper",
        ),
        (
            "printing/planted.py",
            "from shopdesk.services import packs",
            "Paper is drawn from frozen snapshots",
        ),
        (
            "ui/planted.py",
            "from shopdesk.store import engine",
            "Records and sessions stay behind the services",
        ),
        ("ui/planted.py", "import shopdesk.printing.paper", "Rooms import downwards only"),
        ("ui/pages/planted/view.py", "import shopdesk.ui.pages.other.view", "Pages do not import each other"),
    ],
)
def test_a_planted_violation_is_found(project: Path, planted: str, code: str, contract: str) -> None:
    for name in ("planted", "other"):
        page = project / "shopdesk" / "ui" / "pages" / name
        page.mkdir()
        (page / "__init__.py").touch()
        (page / "view.py").touch()
    (project / "shopdesk" / planted).write_text(code, encoding="utf-8")
    told = lint(project)
    assert told.returncode != 0, told.stdout
    broken = [line for line in told.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), told.stdout


@pytest.mark.parametrize("file", sources("shopdesk/domain"), ids=name_of)
def test_the_domain_imports_the_standard_library_and_itself(file: Path) -> None:
    for module in imported(parsed(file)):
        room = module.partition(".")[0]
        assert module.startswith("shopdesk.domain") or room in sys.stdlib_module_names, module
        assert room not in OUTSIDE, f"{module}: the domain has no files, no clock, no network of its own"
