"""PDFs of a page with one secret word that is concealed or left visible in one way, and what a viewer shows of it."""

from drawn import covers, ink, mixtures, pictures, places
from drawn.catalogue import KINDS, Kind

__all__ = ["KINDS", "Kind", "covers", "ink", "mixtures", "pictures", "places"]
