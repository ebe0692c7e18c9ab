"""What tells one message from another: its number and year, or else who sent it and when."""

from __future__ import annotations

from cableparse.dates import read_dtg
from cableparse.record import Cable
from cableparse.vocabulary import posts


def message_key(cable: Cable) -> str | None:
    """The id, or else the sender's station and the date-time group: `LAGOS 1975-07-12T16:52Z`."""
    return cable.id or sent_key(cable)


def sent_key(cable: Cable) -> str | None:
    """The sender's station and the date-time group, or None where either is missing."""
    sender = station(cable)
    return f"{sender} {cable.dtg.utc}" if sender and cable.dtg.utc else None


def station(cable: Cable) -> str | None:
    """The sender in NARA's station form, by its message number or else by FM."""
    name = cable.message.originator or cable.from_.post or cable.from_.name
    return sender_station(name) if name else None


def sender_station(name: str) -> str:
    """A sender's station; the name as printed where it is no post, as commands' names are not cut."""
    post = posts.find(name) or posts.plad(name)
    return post.station if post else name


def referenced_key(printed: str, year: int | None) -> str | None:
    """What `sent_key` gives for the message that a reference by sender and date-time group names.

    `year` stands in where the group prints none. None where sender or time cannot be read.
    """
    group = read_dtg(printed)
    sender, found, _ = printed.partition(group.as_printed)
    name = sender.replace("/", " ").replace("DTG", " ").strip(" (,.:")
    name = " ".join(part for part in name.split() if not part.isdigit())
    if not found or not name:
        return None
    if group.utc:
        return f"{sender_station(name)} {group.utc}"
    if year is None or None in (group.month, group.day, group.hour, group.minute):
        return None
    return f"{sender_station(name)} {year}-{group.month:02d}-{group.day:02d}T{group.hour:02d}:{group.minute:02d}Z"
