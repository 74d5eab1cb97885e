"""The schematic outlines of the city's districts: GeoJSON for the map, its frame, and where a label has most room."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analytics.settings import Settings

FILE = "stadtbezirke_schematisch.geojson"
DEGREE_RATIO = 0.61
"""A degree of longitude against one of latitude at 52° north."""
LABEL_RATIO = 0.75
"""A label is wider than high: room beside it counts less than room above and below it."""
STEPS, ROUNDS = 24, 5
"""The search for the roomiest point: points per side of its grid, and how often it looks closer."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Outlines:
    """Longitude and latitude in degrees; `centres` = district code → the place of its label."""

    geojson: Mapping[str, Any]
    centres: Mapping[str, Point]
    west: float
    east: float
    south: float
    north: float


@functools.cache
def outlines() -> Outlines:
    """The outlines of this installation, read once per process."""
    return load(Settings.from_env().reference / FILE)


def load(path: Path) -> Outlines:
    """Read a FeatureCollection whose features carry the district code as id; the first ring of each is its outline."""
    geojson = json.loads(path.read_text("utf-8"))
    for feature in geojson["features"]:
        del feature["geometry"]["coordinates"][1:]  # holes are slivers that the generalisation left
    rings = {feature["id"]: feature["geometry"]["coordinates"][0] for feature in geojson["features"]}
    every = np.concatenate([np.array(ring) for ring in rings.values()])
    (west, south), (east, north) = every.min(axis=0).tolist(), every.max(axis=0).tolist()
    return Outlines(geojson, {code: roomiest(ring) for code, ring in rings.items()}, west, east, south, north)


def roomiest(ring: list[Point]) -> Point:
    """The point inside a closed ring that is farthest from its edge (pole of inaccessibility)."""
    scale = np.array([DEGREE_RATIO * LABEL_RATIO, 1.0])
    corners = np.array(ring) * scale
    low, high = corners.min(axis=0), corners.max(axis=0)
    best = (low + high) / 2
    for _ in range(ROUNDS):
        points = _grid(low, high)
        best = points[np.argmax(_room(points, corners))]
        low, high = best - (high - low) / STEPS, best + (high - low) / STEPS
    x, y = (best / scale).tolist()
    return x, y


def _grid(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    x, y = (np.linspace(low[axis], high[axis], STEPS) for axis in (0, 1))
    return np.array(np.meshgrid(x, y)).reshape(2, -1).T


def _room(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Distance of each point to the nearest edge; negative outside."""
    start, along = corners[:-1], np.diff(corners, axis=0)
    offset = points[:, None] - start
    length = np.maximum((along**2).sum(axis=1), 1e-18)
    share = np.clip((offset * along).sum(axis=2) / length, 0, 1)
    distance = np.sqrt(((offset - share[:, :, None] * along) ** 2).sum(axis=2)).min(axis=1)
    room: np.ndarray = np.where(_inside(points, corners), distance, -distance)
    return room


def _inside(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Even-odd rule: how many edges a ray to the east crosses."""
    x, y = points[:, 0, None], points[:, 1, None]
    (x0, y0), (x1, y1) = corners[:-1].T, corners[1:].T
    rise = np.where(y1 == y0, 1.0, y1 - y0)
    crossed = ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / rise + x0)
    return np.asarray(crossed.sum(axis=1) % 2 == 1)
