"""How a text travels by e-mail: each way that mail programs send, forward and keep it."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from html import escape

from cableparse.pages import LINE_END

HEAD = {"From": "Desk Officer <desk@example.org>", "To": "Records <rec@example.org>", "Subject": "FW: CABLE"}
ORIGINAL = """Bob - see below.

-----Original Message-----
From: Example, Jane Q [mailto:example@example.org]
Sent: Tuesday, March 15, 2011 8:40 AM
To: Desk Officer; Sample, Robert
Cc: Records
Subject: FW: CABLE
Importance: High
Attachments: cable.txt

"""
BEGIN = """Begin forwarded message:

From: Jane Example <example@example.org>
Date: March 15, 2011 at 8:40:11 AM EDT
To: Desk Officer <desk@example.org>
Cc: Records <rec@example.org>
Subject: CABLE

"""
WROTE = "On Tue, Mar 15, 2011 at 8:40 AM, Jane Example <example@example.org> wrote:\n"
DASHED = """---------- Forwarded message ---------
From: Jane Example <example@example.org>
Date: Tue, Mar 15, 2011 at 8:40 AM
Subject: Fwd: CABLE
To: Desk Officer <desk@example.org>


"""


def mail(text: str, subtype: str = "plain") -> bytes:
    made = EmailMessage()
    for name, value in HEAD.items():
        made[name] = value
    made["Date"] = "Tue, 15 Mar 2011 09:12:00 -0500"
    made["Message-ID"] = "<1@example.org>"
    made.set_content(text, subtype=subtype, cte="base64")
    return made.as_bytes()


def pre(text: str) -> bytes:
    return mail(f"<html><body><pre>\n{escape(text)}</pre></body></html>", "html")


def blanked(line: str) -> str:
    """A line of a web page, further blanks and tabs as &nbsp;."""
    return re.sub("  +| $|^ ", lambda blanks: "&nbsp;" * len(blanks[0]), escape(line).replace("\t", "    "))


def broken(text: str) -> bytes:
    """Line ends as <br>."""
    lines = [blanked(line) for line in LINE_END.split(text)]
    return mail("<html><body><div>" + "<br>\n".join(lines) + "</div></body></html>", "html")


def paragraphs(text: str) -> bytes:
    """As Outlook has it: a paragraph a line, the head of what is forwarded among them."""
    lines = [blanked(line) for line in LINE_END.split(ORIGINAL + text)]
    return mail("<html><body>" + "".join(f"<p>{line or '&nbsp;'}</p>" for line in lines) + "</body></html>", "html")


def quoted(text: str) -> str:
    """As a program quotes it that marks each line."""
    return "".join(f"> {line}\n" for line in LINE_END.split(text.removesuffix("\n")))


def box(text: str) -> bytes:
    """A mailbox of one message."""
    message = mail(text).decode().replace("base64", "8bit")
    head, _, _ = message.partition("\n\n")
    body = re.sub(r"^(>*From )", r">\1", "\n".join(LINE_END.split(text)), flags=re.MULTILINE)
    return f"From desk@example.org Tue Mar 15 09:12:00 2011\n{head}\n\n{body}\n".encode()


WAYS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "plain": ("mail.eml", mail),
    "pre": ("mail.eml", pre),
    "br": ("mail.eml", broken),
    "mailbox": ("mail.mbox", box),
    "paragraphs": ("mail.eml", paragraphs),
    "original message": ("mail.eml", lambda text: mail(ORIGINAL + text)),
    "begin forwarded": ("mail.eml", lambda text: mail(BEGIN + text)),
    "forwarded message": ("mail.eml", lambda text: mail(DASHED + text)),
    "quoted": ("mail.eml", lambda text: mail(WROTE + quoted(text))),
    "quoted forward": ("mail.eml", lambda text: mail("FYI\n\n" + quoted(BEGIN + text))),
}
