"""One file a field group of the record: from the header's tokens to values with spans."""
