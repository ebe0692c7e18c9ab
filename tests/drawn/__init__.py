"""PDFs of a page with one secret word that is concealed or left visible in one way, and what a viewer shows of it."""

from drawn import annotations, court, covers, ink, mixtures, pictures, places, structure, visible
from drawn.catalogue import KINDS, Kind

__all__ = [
    "KINDS",
    "Kind",
    "annotations",
    "court",
    "covers",
    "ink",
    "mixtures",
    "pictures",
    "places",
    "structure",
    "visible",
]
