"""Sources: what is on disk becomes a `Document`."""
