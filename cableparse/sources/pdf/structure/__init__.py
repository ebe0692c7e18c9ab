"""The file of a PDF: its objects, revisions and streams, sound or damaged, and what is embedded in it."""
