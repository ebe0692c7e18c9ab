"""How right a collection's records are: a sample is drawn, people check it, what they found is estimated and stated."""
