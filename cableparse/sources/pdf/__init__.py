"""PDFs: what is painted on a page, and what can be seen of it, becomes lines with their places."""
