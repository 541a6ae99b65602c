"""Which part of a sheet is seen, and how large: fitted, zoomed about a point, panned."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

from shopdesk.ui.annotate.surfaces import Sheet, Surface

MARGIN = 28.0
MOST_ZOOM = 12.0
STEP = 1.25


class SheetView:
    """Turns places on a sheet into pixels of a canvas and back."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._room = QSizeF(1, 1)
        self._fit = 1.0
        self._zoom = 1.0
        self._corner = QPointF()

    @property
    def zoom(self) -> float:
        """1 shows the whole sheet."""
        return self._zoom

    def show_sheet(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.fit()

    def resize(self, room: QSizeF) -> None:
        whole = self._zoom == 1.0
        middle = self._at_sheet(QPointF(self._room.width() / 2, self._room.height() / 2))
        self._room = room
        self._fit = self._fitting()
        if whole:
            self.fit()
            return
        scale = self._fit * self._zoom
        self._corner = QPointF(room.width() / 2 - middle.x() * scale, room.height() / 2 - middle.y() * scale)
        self._hold()

    def fit(self) -> None:
        """Show the whole sheet, in the middle."""
        self._fit, self._zoom = self._fitting(), 1.0
        self._corner = QPointF(
            (self._room.width() - self.sheet.area.width() * self._fit) / 2,
            (self._room.height() - self.sheet.area.height() * self._fit) / 2,
        )

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Larger or smaller, with the place under `about` staying where it is."""
        about = about or QPointF(self._room.width() / 2, self._room.height() / 2)
        place = self._at_sheet(about)
        self._zoom = min(max(self._zoom * factor, 1.0), MOST_ZOOM)
        if self._zoom == 1.0:
            self.fit()
            return
        scale = self._fit * self._zoom
        self._corner = QPointF(about.x() - place.x() * scale, about.y() - place.y() * scale)
        self._hold()

    @property
    def centre(self) -> QPointF:
        """What is in the middle, as shares of the sheet's width and height."""
        place = self._at_sheet(QPointF(self._room.width() / 2, self._room.height() / 2))
        area = self.sheet.area
        return QPointF(place.x() / max(area.width(), 1), place.y() / max(area.height(), 1))

    def look(self, zoom: float, centre: QPointF) -> None:
        """As another view looks: as near, and at the same place of its own sheet."""
        self._zoom = min(max(zoom, 1.0), MOST_ZOOM)
        if self._zoom == 1.0:
            self.fit()
            return
        scale, area = self._fit * self._zoom, self.sheet.area
        self._corner = QPointF(
            self._room.width() / 2 - centre.x() * area.width() * scale,
            self._room.height() / 2 - centre.y() * area.height() * scale,
        )
        self._hold()

    def pan(self, by: QPointF) -> None:
        self._corner += by
        self._hold()

    def area_of(self, surface: Surface) -> QRectF:
        """Where the surface is on the canvas, in pixels."""
        scale = self._fit * self._zoom
        return QRectF(
            self._corner.x() + surface.area.x() * scale,
            self._corner.y() + surface.area.y() * scale,
            surface.area.width() * scale,
            surface.area.height() * scale,
        )

    def surface_at(self, at: QPointF, slack: float = 0.0) -> Surface | None:
        """The surface under a pixel, or one that is at most `slack` pixels away: a phone's edge is slim."""
        for reach in (0.0, slack):
            for surface in self.sheet.surfaces:
                if self.area_of(surface).adjusted(-reach, -reach, reach, reach).contains(at):
                    return surface
        return None

    def surface_named(self, name: str) -> Surface | None:
        return next((surface for surface in self.sheet.surfaces if surface.name == name), None)

    def reveal(self, at: QPointF) -> None:
        """Pan just so far that the pixel `at` comes into view."""
        edge = MARGIN
        dx = max(edge - at.x(), 0) or min(self._room.width() - edge - at.x(), 0)
        dy = max(edge - at.y(), 0) or min(self._room.height() - edge - at.y(), 0)
        if dx or dy:
            self.pan(QPointF(dx, dy))

    def _fitting(self) -> float:
        wide = max(self._room.width() - 2 * MARGIN, 1)
        high = max(self._room.height() - 2 * MARGIN, 1)
        area = self.sheet.area
        return min(wide / max(area.width(), 1), high / max(area.height(), 1))

    def _at_sheet(self, pixel: QPointF) -> QPointF:
        scale = self._fit * self._zoom
        return QPointF((pixel.x() - self._corner.x()) / scale, (pixel.y() - self._corner.y()) / scale)

    def _hold(self) -> None:
        """Never loses the sheet: its edges come as far as the middle of the room, and no farther."""
        scale = self._fit * self._zoom
        self._corner = QPointF(
            _held(self._corner.x(), self.sheet.area.width() * scale, self._room.width()),
            _held(self._corner.y(), self.sheet.area.height() * scale, self._room.height()),
        )


def _held(corner: float, size: float, room: float) -> float:
    return min(max(corner, room / 2 - size), room / 2)
