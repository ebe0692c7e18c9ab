"""Reads a telegram when it is imported: what is built at first use is there in every worker that is forked after that.

Those are models, grammars, vocabularies and patterns; each worker would take a tenth of a second to build them.
"""

from __future__ import annotations

from cableparse.pipeline import parse_text

# Invented. It has of each kind of line that is frequent one, and damaged labels and words, which are looked up.
TELEGRAM = """\
UNCLASSIFIED
RELEASED IN PART
B1, 1.4(D)
PAGE 01        LISBON  04711  01 OF 02  121640Z
47
ACTION EUR-12

INFO  OCT-01  ISO-00  SS-15  NSC-05  DODE-00  INR-07  /058 W
                     --------------------- 014711
O R 121530Z MAR 76
FM AMEMBASSY LISBON
TO SECSTATE WASHDC IMMEDIATE 6512
INFO AMEMBASSY MADR1D PRIORITY
USMISSION NATO

C O N F I D E N T I A L SECTION 1 OF 2 LISBON 4711

LIMDIS

E.0. 11652: GDS
TAGS: PFOR, MARR, PO
SUBJ: INVENTED TALKS ON PORTS AND FISHERIES
REF: (A) STATE 051234; (B) LISBON 4690 (NOTAL)

SUMMARY. THIS TELEGRAM WAS INVENTED. IT SAYS NOTHING OF ANYBODY. END SUMMARY.

1. (C) THE AMBASSADOR ASKED THE M1NISTER, ON MARCH 11, WHETHER THE PORTS WOULD BE OPEN IN APRIL.

2. (U) HE SAID THAT [1.4(D)] THEY WOULD.
CONFIDENTIAL

                  CONFIDENTIAL

PAGE 02        LISBON  04711  01 OF 02  121640Z

3. ACTION REQUESTED: DEPARTMENT PLEASE ADVISE.
SMITH

UNCLASSIFIED
"""

for _cable in parse_text(TELEGRAM):
    _cable.to_json()
