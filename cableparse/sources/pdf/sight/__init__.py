"""What a reader of a page sees of its text: what is covered, hidden or invisible is told apart and withheld."""
