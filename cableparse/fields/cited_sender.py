"""Who sent a cited message: a post, or words before a number that say that it is no serial of one."""

from __future__ import annotations

from functools import lru_cache

from cableparse.vocabulary import posts, reference_words

# No post of posts.csv has a shorter name than HUE.
SHORTEST_POST = 3
# A name of more words is a sentence (the longest of posts.csv have four, with its mission word five).
LONGEST_POST = 5


@lru_cache(maxsize=4096)
def sender(printed: str) -> str:
    """A sender's name without its address's first word: AMEMBASSY LIMA and LIMA'S are LIMA."""
    name = " ".join(printed.upper().split()).strip(" .'").removesuffix("'S")
    if posts.find(name) is None:
        post = posts.plad(name)
        return post.name if post else name
    return name


@lru_cache(maxsize=4096)
def is_no_post(name: str) -> bool:
    """Whether the words before a number say that it is no serial of a post: EMBTEL 1234, MEMO 12."""
    words = name.split()
    if not words or {name, words[0], words[-1]} & reference_words.words():
        return True
    return len(name) < SHORTEST_POST and posts.find(name) is None
