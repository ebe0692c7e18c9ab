"""What is seen of a line, one kind of evidence a file; each tells how well a text fits, from 0 to 1."""
