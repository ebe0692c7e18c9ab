from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableparse.dates import full_year, iso_date, read_date, read_dtg

MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


@pytest.mark.parametrize(
    ("printed", "as_printed", "utc"),
    [
        ("262310Z SEP 00", "262310Z SEP 00", "2000-09-26T23:10Z"),  # 2000STATE185645
        ("O 262310Z SEP 00 FM SECSTATE WASHDC", "262310Z SEP 00", "2000-09-26T23:10Z"),
        ("201000 Z MAR 73", "201000 Z MAR 73", "1973-03-20T10:00Z"),
        ("R 191115  Z MAR 73 ZFF4", "191115 Z MAR 73", "1973-03-19T11:15Z"),
        ("0 R 261841Z SEP 80", "261841Z SEP 80", "1980-09-26T18:41Z"),  # 1980BUENOS07776
        ("Feb 03, 2012/ 031849Z FEB 12.", "031849Z FEB 12", "2012-02-03T18:49Z"),  # 2012STATE10280
        ("P 251346 Z JUN 7 3", "251346 Z JUN 7 3", "1973-06-25T13:46Z"),
        ("262310Z SEPTEMBER 2000", "262310Z SEPTEMBER 2000", "2000-09-26T23:10Z"),
        ("101010ZMAY79", "101010ZMAY79", "1979-05-10T10:10Z"),
    ],
)
def test_whole_dtg(printed: str, as_printed: str, utc: str) -> None:
    group = read_dtg(printed)
    assert (group.as_printed, group.utc, group.damaged) == (as_printed, utc, False)


@pytest.mark.parametrize(
    ("printed", "utc"),
    [
        ("040413Z OC 73", "1973-10-04T04:13Z"),  # 1973NATO01379
        ("171750Z SENS78", "1978-09-17T17:50Z"),  # 1978MANAGU04406
        ("121413Z20UN 68", "1968-06-12T14:13Z"),  # 1968LONDON10376
        ("262310 SEP 00", "2000-09-26T23:10Z"),
        ("2623102 SEP 00", "2000-09-26T23:10Z"),
        ("O4O413Z 0CT 73", "1973-10-04T04:13Z"),
        ("262310Z SEP O0", "2000-09-26T23:10Z"),
        ("25l400Z JU1 75", "1975-07-25T14:00Z"),
        ("25140Dz SEF 75", "1975-09-25T14:00Z"),
        ("l4l5z0Z SFP 70", "1970-09-14T15:20Z"),
        ("1611DDZ N0V 69", "1969-11-16T11:00Z"),
        ("2b2310Z AUC 83", "1983-08-26T23:10Z"),
        ("06,1512Z' FEB 69", "1969-02-06T15:12Z"),
        ("061512Z F EB 69", "1969-02-06T15:12Z"),
        ("061512Z FEB 6~9", "1969-02-06T15:12Z"),
        ("061512Z FEB l969", "1969-02-06T15:12Z"),
    ],
)
def test_damaged_dtg_with_one_reading(printed: str, utc: str) -> None:
    group = read_dtg(printed)
    assert (group.as_printed, group.utc, group.damaged) == (printed, utc, True)


@pytest.mark.parametrize(
    "printed",
    [
        "2512346Z JUN 73",
        "1A1728Z OCT 73",
        "25040Z MAR 95",  # a digit lost, not five and a 2
        "250402 MAR 95",
        "2H0507Z DEC 93",
        "262310Z MAN 75",
        "25l400Z",
        "312310Z FEB 00",
        "262360Z SEP 00",
        "262310Z JU 75",
        "262310Z MA 75",
        "262310Z SEP",
        "261200R JUL 66",
        "FM AMEMBASSY ROME",
        "",
    ],
)
def test_dtg_without_a_certain_reading_has_no_utc(printed: str) -> None:
    group = read_dtg(printed)
    assert (group.as_printed, group.utc, group.damaged) == (printed, None, True)


def test_what_can_be_read_of_a_damaged_dtg_is_kept() -> None:
    group = read_dtg("262310Z JU 75")
    assert (group.day, group.hour, group.minute, group.month, group.year) == (26, 23, 10, None, 1975)


@pytest.mark.parametrize(
    ("printed", "as_printed"),
    [
        ("0 262310Z SEP O0 ZFF4", "262310Z SEP O0"),
        ("R l4l5z0Z SFP 70", "l4l5z0Z SFP 70"),
        ("R262310Z SEF 00", "262310Z SEF 00"),
        ("130725 R 072l00Z MAY 73", "072l00Z MAY 73"),
        ("O R 262310Z SEP", "262310Z SEP"),
        ("P 1A1728Z OCT 73", "1A1728Z OCT 73"),
    ],
)
def test_neighbours_of_a_damaged_dtg_are_no_part_of_it(printed: str, as_printed: str) -> None:
    group = read_dtg(printed)
    assert (group.as_printed, group.damaged) == (as_printed, True)


@given(st.datetimes(datetime(1945, 1, 1), datetime(2044, 12, 31)), st.data())
def test_letters_for_digits_change_no_dtg(when: datetime, data: st.DataObject) -> None:
    printed = f"{when:%d%H%M}Z {MONTHS[when.month - 1]} {when:%y}"
    place = data.draw(st.sampled_from([0, 1, 2, 3, 4, 5, 11, 12]))
    taken = {"0": "ODQ@", "1": "Il|!", "2": "Z", "5": "S$", "6": "Gb", "8": "B&", "9": "gq"}.get(printed[place], "")
    damaged = printed[:place] + data.draw(st.sampled_from([*taken, printed[place]])) + printed[place + 1 :]
    assert read_dtg(f"O R {damaged} ZFF4").utc == f"{when:%Y-%m-%dT%H:%MZ}"


@given(st.datetimes(datetime(1945, 1, 1), datetime(2044, 12, 31)))
def test_every_dtg_is_read_back(when: datetime) -> None:
    printed = f"{when:%d%H%M}Z {MONTHS[when.month - 1]} {when:%y}"
    group = read_dtg(f"O R {printed} ZFF4")
    assert (group.as_printed, group.utc, group.damaged) == (printed, f"{when:%Y-%m-%dT%H:%MZ}", False)


@given(st.text(alphabet=st.sampled_from("0123456789OIlSBZ JUNSEPMAR./-,\u0130\u0131\u017f")) | st.text())
def test_no_text_raises(text: str) -> None:
    assert isinstance(read_dtg(text).damaged, bool)
    assert iso_date(text) is None or date.fromisoformat(str(iso_date(text)))


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("9/22/10", "2010-09-22"),
        ("09/26/00", "2000-09-26"),
        ("12/31/2015", "2015-12-31"),
        ("2/25/2026", "2026-02-25"),
        ("02 MAR 2006", "2006-03-02"),
        ("20 Mar 2014", "2014-03-20"),
        ("04-MAY-06", "2006-05-04"),
        ("31DEC84", "1984-12-31"),
        ("12-31-84", "1984-12-31"),
        ("2022/05/07", "2022-05-07"),
        ("2010-09-22", "2010-09-22"),
        ("September 21, 1964", "1964-09-21"),
        ("Sept. 5, 1964", "1964-09-05"),
    ],
)
def test_dates(printed: str, iso: str) -> None:
    assert iso_date(printed) == iso


@pytest.mark.parametrize(
    "printed",
    [
        "31 FEB 2000",
        "13/13/99",
        "2/30/85",
        "00/00/00",
        "OADR",
        "9/22",
        "10 FOO 1999",
        "OS/IO/SO",
        "SECTION 12 75",
        "2Z/07/85",
        "",
    ],
)
def test_no_such_day(printed: str) -> None:
    assert iso_date(printed) is None


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("9/22/1O", "2010-09-22"),
        ("l/3/79", "1979-01-03"),
        ("O2 MAR 2OO6", "2006-03-02"),
        ("02 MAP 2006", "2006-03-02"),
        ("04-MAY-O6", "2006-05-04"),
        ("22 0CT 83", "1983-10-22"),
        ("SEPT 21, l964", "1964-09-21"),
    ],
)
def test_damaged_dates(printed: str, iso: str) -> None:
    assert read_date(printed) == (iso, True)
    assert iso_date(printed) == iso


def test_a_whole_date_is_not_damaged() -> None:
    assert read_date("02 MAR 2006") == ("2006-03-02", False)


@pytest.mark.parametrize(
    ("printed", "message_year", "iso"),
    [
        ("9/22/10", 2000, "2010-09-22"),
        ("11/15/85", 1979, "1985-11-15"),
        ("6/5/99", 1979, "1999-06-05"),
        ("08/25/05", 1995, "2005-08-25"),
        ("12/31/73", 1974, "1973-12-31"),
        ("12/31/50", 2005, "2050-12-31"),
        ("12/31/1950", 2005, "1950-12-31"),
    ],
)
def test_declassification_date_comes_after_the_message(printed: str, message_year: int, iso: str) -> None:
    assert iso_date(printed, after=message_year) == iso


@given(st.integers(0, 99))
def test_two_digit_years_lie_between_1945_and_2044(year: int) -> None:
    assert 1945 <= full_year(year) <= 2044
    assert full_year(year) % 100 == year
