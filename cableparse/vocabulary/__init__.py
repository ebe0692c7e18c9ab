"""The vocabularies of State Department cables: CSV tables with source and era, and their look-ups.

Every look-up takes any string and never raises. `find`, `level`, `name` and `normalise` are exact, up to case and
blanks; each `repair` is a guess by closeness and gives the repaired form with a score from 0 to 1, so that the
caller can show both.
"""
