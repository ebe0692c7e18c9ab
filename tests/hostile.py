"""Inputs that patterns with nested or overlapping repetition die of: each is a function of its size."""

from __future__ import annotations

import random
from collections.abc import Callable

from corpus import samples

HEADER = """CONFIDENTIAL
PAGE 01  LIMA  00042  131200Z
ACTION ARA-10
INFO OCT-01  ISO-00  /011 W
--------------------- 099491
R 131202Z JUL 74
FM AMEMBASSY LIMA
TO SECSTATE WASHDC 1234
C O N F I D E N T I A L LIMA 0042
E.O. 11652: GDS
TAGS: PFOR, PE
SUBJECT: TRADE
"""
ADDRESS = "R 131202Z JUL 74\nFM AMEMBASSY LIMA\n"
SMART = "MRN: 12 LIMA 42\nFrom: AMEMBASSY LIMA\n"
FORM = "INCOMING TELEGRAM\nFROM: LIMA\nTO: Secretary of State\nNO: 12\n"


def _real(size: int) -> str:
    """Lines of real cables, cut and shuffled; the same for the same size."""
    chance = random.Random(size)
    lines = [line for sample in samples() for line in sample.document().text.splitlines()]
    chosen = [chance.choice(lines)[chance.randrange(8) :] for _ in range(size)]
    return "\n".join(chosen)


# Where a text repeats something, it does so `n` times; single characters more often, so that sizes are alike.
INPUTS: dict[str, Callable[[int], str]] = {
    "references on a line": lambda n: HEADER + "REF: " + "ALPHA BRAVO " * n,
    "references on lines": lambda n: HEADER + "REF: ALPHA BRAVO\n" * n,
    "references alone": lambda n: "REF: ALPHA BRAVO\n" * n,
    "references with numbers": lambda n: HEADER + "REF: " + "LIMA 123, " * n,
    "references going on": lambda n: HEADER + "REF:\n" + "A. LIMA 123,\n" * n,
    "labels of references": lambda n: HEADER + "REF: " + "A. B) (C) " * n,
    "dotted posts": lambda n: HEADER + "REF: " + "A." * (5 * n),
    "TAGS on a line": lambda n: HEADER + "TAGS: " + "PFOR, " * n,
    "TAGS on lines": lambda n: HEADER + "TAGS: PFOR\n" * n,
    "TAGS without label": lambda n: "TAGS " * n,
    "glued TAGS": lambda n: HEADER + "TAGS: " + "PFORPINT" * n,
    "words after TAGS": lambda n: (
        "TAGS: PFOR, PE\n" + "WE ARE INCREASINGLY CONCERNED ABOUT REPORTS " * n + "\n" + HEADER
    ),
    "parentheses": lambda n: "(" * (5 * n),
    "parentheses in TAGS": lambda n: HEADER + "TAGS: PFOR " + "(" * (5 * n),
    "parentheses in references": lambda n: HEADER + "REF: " + "(" * (5 * n),
    "one letter": lambda n: "A" * (10 * n),
    "one letter in a header": lambda n: HEADER + "REF: " + "A" * (10 * n),
    "letters and blanks": lambda n: HEADER + "REF: " + "A " * (5 * n),
    "digits": lambda n: "1" * (10 * n),
    "digits in a header": lambda n: HEADER + "REF: " + "1" * (10 * n),
    "lines of digits": lambda n: HEADER + "12\n" * n,
    "page lines": lambda n: "PAGE 01 LIMA 00042\n" * n,
    "page lines on a line": lambda n: "PAGE 01 LIMA 00042 " * n,
    "split page lines": lambda n: HEADER + "PAGE 02\nLIMA 00042\n" * n,
    "numbers": lambda n: HEADER + "1. \n" * n,
    "numbers on a line": lambda n: HEADER + "1. " * n,
    "one long paragraph": lambda n: HEADER + "1. ALPHA\n" + "BRAVO CHARLIE\n" * n,
    "many paragraphs": lambda n: HEADER + "".join(f"{i}. ALPHA BRAVO.\n" for i in range(1, n)),
    "SUBJECT on lines": lambda n: HEADER + "SUBJECT:\n" * n,
    "SUBJECT on a line": lambda n: HEADER + "SUBJECT:" * n,
    "blanks": lambda n: " " * (10 * n),
    "blanks in the text": lambda n: HEADER + "1. A" + " " * (10 * n) + "B",
    "tabs in the text": lambda n: HEADER + "1. A" + "\t" * (10 * n) + "B",
    "blanks in REF": lambda n: HEADER + "REF: A" + " " * (10 * n) + "B",
    "blanks in TO": lambda n: ADDRESS + "TO A" + " " * (10 * n) + "B\nSUBJECT: A",
    "blanks in SUBJECT": lambda n: HEADER.replace("TRADE", "A" + " " * (10 * n) + "B"),
    "empty lines": lambda n: HEADER + "1. A\n" + "\n" * (5 * n) + "B",
    "form feeds": lambda n: "\f" * (5 * n),
    "FM on a line": lambda n: ADDRESS + "FM " * n,
    "FM on lines": lambda n: ADDRESS + "FM\n" * n,
    "addressees": lambda n: ADDRESS + "TO SECSTATE WASHDC\n" + "AMEMBASSY QUITO\n" * n,
    "addressees on a line": lambda n: ADDRESS + "TO " + "AMEMBASSY QUITO " * n + "\nSUBJECT: X",
    "copies on a line": lambda n: "PAGE 01 LIMA 00042\nACTION ARA-10\nINFO " + "OCT-01 " * n,
    "copies with labels": lambda n: "PAGE 01 LIMA 00042\nACTION ARA-10\n" + "INFO OCT-01 " * n,
    "copies on lines": lambda n: "PAGE 01 LIMA 00042\nACTION ARA-10\n" + "INFO OCT-01\n" * n,
    "drafters": lambda n: "PAGE 01 LIMA 00042\nORIGIN ARA-10\nDRAFTED BY " + "A/B, " * n,
    "clearances": lambda n: "PAGE 01 LIMA 00042\nORIGIN ARA-10\nAPPROVED BY A:B\n" + "ARA:JDOE\n" * n,
    "spaced level": lambda n: "C O N F I D E N T I A L " * n,
    "spaced level in the text": lambda n: HEADER + "C O N F I D E N T I A L " * n,
    "classification lines": lambda n: HEADER + "C O N F I D E N T I A L LIMA 0042\n" * n,
    "captions": lambda n: HEADER + "EXDIS\n" * n,
    "dashes": lambda n: HEADER + "-" * (10 * n),
    "reasons": lambda n: HEADER + "REASON: 1.5 " + "(B), " * n,
    "exemption codes": lambda n: "RELEASED IN PART\n" + "B1, " * n + "\n" + HEADER,
    "margin codes": lambda n: HEADER + "1. A\n" + "B1\n" * n,
    "stamps": lambda n: HEADER + "1. A\n" + "REVIEW AUTHORITY: JANE Q EXAMPLE\n" * n,
    "officers": lambda n: HEADER + "1. A\nCSP-2025-00040\n" + "Jane Example, " * n,
    "date-time groups": lambda n: "R 131202Z JUL 74\n" * n,
    "routing lines": lambda n: "VZCZCXRO4024\n" * n,
    "labels alone": lambda n: HEADER + "REF:\n" + "A.\n" * n + "LIMA 12\n" * n,
    "signatures": lambda n: HEADER + "1. A.\n" + "EXAMPLE\n" * n,
    "specks": lambda n: HEADER + "1. A\n" + "~~ ee\n" * n,
    "lost characters": lambda n: HEADER + "\u00bf" * (10 * n),
    "SMART messages": lambda n: "MRN: 12 LIMA 42\n" * n,
    "SMART addressees": lambda n: SMART + "Action:\n" + "QUITO, AMEMBASSY ROUTINE;\n" * n,
    "SMART offices": lambda n: SMART + "Info Office:\n" + "ARA,\n" * n,
    "SMART text": lambda n: SMART + "Subject: X\n" + "words and words\n" * n,
    "SMART reasons": lambda n: SMART + "E.O.: 13526\n" + "Classified By: A B, reasons 1.4 (b)\n" * n,
    "form": lambda n: FORM + "words and words\n" * n,
    "form action": lambda n: FORM + "ACTION: " + "a " * (5 * n) + "\n",
    "form blanks": lambda n: FORM + "ACTION: a" + " " * (10 * n) + "a\n",
    "form headings": lambda n: "INCOMING TELEGRAM\n" * n,
    "form on one line": lambda n: (
        "INCOMING TELEGRAM FROM: LIMA TO: Secretary of State NO: 12 " + "SENT LIMA 1. Words " * n
    ),
    "labels of forms on one line": lambda n: "INCOMING TELEGRAM " + "FROM: TO: NO: Control: " * n,
    "boxes of a review": lambda n: HEADER + "( ) Release (X) Excise ( ) Deny " * n,
    "lines of a review": lambda n: HEADER + "1. TEXT.\n" + "( ) Release (X) Excise\nA LINE BETWEEN\n" * n,
    "heading of a volume": lambda n: "67. Telegram From the Embassy in Peru to the Department" + " " * (10 * n) + "x\n",
    "documents of a volume": lambda n: (
        "67. Telegram From the Embassy in Peru to Paris\n\nLima, May 5, 1972.\n\n/1/Source: A. Secret.\n\n7. A.\n" * n
    ),
    "letters without a sign": lambda n: HEADER + "REF: A LIMA 1 B LIMA 2 " * n + "\n",
    "attributes": lambda n: HEADER + "1. A\nMessage Attributes\n\nConcepts: A\n" + " words\n" * n,
    "prose": lambda n: "words and words of a story\n" * n,
    "prose in capitals": lambda n: "1. WORDS AND WORDS OF A STORY\n" * n,
    "a cable on one line": lambda n: (HEADER.replace("\n", " ") + "1. TEXT OF IT. ") * (n // 20),
    "many cables": lambda n: (HEADER + "1. TEXT OF IT.\n") * (n // 20),
    "shuffled cables": _real,
}
