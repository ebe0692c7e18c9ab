"""Runs of text put in the order in which they are read: printed rows, and what lies over them."""
