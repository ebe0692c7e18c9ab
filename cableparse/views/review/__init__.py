"""What a person is asked of a collection, as a page: a question at a time, answered by keys."""
