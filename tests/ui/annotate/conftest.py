"""The editor, in front."""

from tests.ui.annotate.hands import editor

__all__ = ["editor"]
