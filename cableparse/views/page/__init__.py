"""A cable as a page for a browser: its source beside its record, to be read, checked and corrected."""
