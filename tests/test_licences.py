"""What is installed along has a licence that is known, and CONTRIBUTING names those that ask for more than a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution

from conftest import ROOT
from packaging.requirements import Requirement

# Licences that ask whoever passes the program on for more than keeping a notice.
_RECIPROCAL = re.compile(r"GPL|General Public|MPL|Mozilla|EPL|CDDL|EUPL")
_TESTS_ALONE = "test"


def _licence(metadata: Message) -> str:
    told = metadata.get("License-Expression")
    classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    return told or "; ".join(classifiers) or (metadata.get("License") or "").partition("\n")[0]


def _along(name: str, extras: set[str], seen: set[str]) -> Iterator[tuple[str, str]]:
    """What a package takes, itself first, each with its licence."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    seen.add(key)
    try:
        found = distribution(name)
    except PackageNotFoundError:  # what another system or Python takes
        return
    yield key, _licence(found.metadata)  # type: ignore[arg-type]
    for requirement in map(Requirement, found.requires or ()):
        if not requirement.marker or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield from _along(requirement.name, requirement.extras, seen)


def test_each_licence_is_known_and_the_reciprocal_ones_are_named() -> None:
    extras = set(distribution("cableparse").metadata.get_all("Provides-Extra", [])) - {_TESTS_ALONE}
    licences = dict(_along("cableparse", extras, set()))
    assert len(licences) > 50
    assert not [name for name, licence in licences.items() if not licence]
    section = (ROOT / "CONTRIBUTING.md").read_text().partition("## Dependencies\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `([\w-]+)` \|", section, re.MULTILINE))
    assert named == {name for name, licence in licences.items() if _RECIPROCAL.search(licence)}
