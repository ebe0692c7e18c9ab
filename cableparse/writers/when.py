"""When a message was made, as the formats ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cableparse.dates import MONTHS
from cableparse.record import Cable


@dataclass(frozen=True, slots=True)
class When:
    """A date and what it is the date of: `iso` is `1975-03-04T10:20Z`, `1975-03-04` or `1975`."""

    iso: str
    event: Literal["sent", "drafted", "numbered"]
    as_printed: str | None = None

    @property
    def day(self) -> str:
        """Without the hour; where only the year is known, that."""
        return self.iso[:10]

    @property
    def instant(self) -> str:
        """With the seconds that XML Schema and EDTF ask for: `1975-03-04T10:20:00Z`, or the day, or the year."""
        return self.iso.replace("Z", ":00Z")

    @property
    def edtf(self) -> str:
        """Extended Date/Time Format, level 1: a drafting date is approximate as the date of sending."""
        return f"{self.day}~" if self.event == "drafted" else self.instant

    @property
    def words(self) -> str:
        """As DACS writes it in a title: `1975 March 4`."""
        if self.day.isdecimal():  # a year alone
            return self.day
        day = date.fromisoformat(self.day)
        return f"{day.year} {MONTHS[day.month - 1].title()} {day.day}"

    @property
    def shown(self) -> str:
        """For a person: the printed group, or the date and what it is of."""
        if self.event == "sent":
            return self.as_printed or self.iso
        return f"drafted {self.iso}" if self.event == "drafted" else self.iso


def when(cable: Cable) -> When | None:
    """The date-time group, else the drafting date, else the year of the message number."""
    if cable.dtg.utc:
        return When(cable.dtg.utc, "sent", cable.dtg.as_printed)
    if cable.drafting.drafted_on:
        return When(cable.drafting.drafted_on, "drafted", cable.dtg.as_printed)
    if cable.message.year:
        return When(str(cable.message.year), "numbered", cable.dtg.as_printed)
    return None
