"""The whole main job through the real windows, and what it leaves on paper."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from shopdesk.domain.ids import CodeKind, code_for


def codes(file: Path, dots_per_inch: float = 200) -> set[str]:
    """Every barcode on the first page, read back as a scanner would."""
    page = pypdfium2.PdfDocument(file)[0]
    picture: Image.Image = page.render(scale=dots_per_inch / 72).to_pil()
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def words(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_one_phone_from_the_counter_to_the_days_close(tmp_path: Path, language: str) -> None:
    # A process of its own, as a person starts it: its theme and windows are nobody else's.
    tour = subprocess.run(
        [sys.executable, "-m", "shopdesk", "tour", "--out", str(tmp_path), "--language", language],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert (tour.returncode, tour.stderr) == (0, "")
    assert "tour.json" in tour.stdout
    told = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))
    assert told["status"] == "collected"
    assert told["invariants"] == []
    assert told["printed"]
    assert len(told["steps"]) >= 40
    for step in told["steps"]:
        assert (tmp_path / step["picture"]).stat().st_size > 10_000
    papers = {one["kind"]: tmp_path / "papers" / one["file"] for one in told["documents"]}
    assert set(papers) == {"receipt", "tag", "quote", "sale", "warranty", "refund", "day"}
    assert told["tag_code"] == code_for(CodeKind.TAG, 1)
    assert codes(papers["tag"], 406) >= {told["tag_code"]}
    assert codes(papers["receipt"]) >= {told["slip_code"], told["tag_code"]}
    assert told["integrity"] in words(papers["receipt"])
    sales, refunds, net = (float(told["amounts"][name]) for name in ("sales", "refunds", "net"))
    assert round(sales - refunds - net, 2) == 0
    assert f"{net:,.2f}" in words(papers["day"])
