"""A word of a PDF is read where it is seen, and only there; a viewer says which it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from concealment import faults, made_case
from drawn import KINDS, mixtures
from drawn.catalogue import Kind
from drawn.colors import COLORS
from drawn.mixtures import Mixture
from drawn.viewer import Seen, lacking
from drawn.words import drawn_words
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st
from written import batched, telling, written

MIXTURES = st.builds(
    Mixture,
    cover=st.sampled_from(mixtures.COVERS),
    color=st.sampled_from([*COLORS]),
    ink=st.just("black_grey") | st.sampled_from([*COLORS]),
    clip=st.sampled_from(mixtures.CLIPS),
    mode=st.sampled_from(mixtures.MODES),
    order=st.sampled_from(mixtures.ORDERS),
    alpha=st.sampled_from(mixtures.ALPHAS),
    turn=st.sampled_from(mixtures.TURNS),
    angle=st.sampled_from(mixtures.ANGLES),
    cover_depth=st.integers(0, 4),
    word_depth=st.integers(0, 4),
    text_in_form=st.booleans(),
)


@pytest.fixture(scope="module", autouse=True)
def viewer() -> None:
    if reason := lacking():
        pytest.skip(reason)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drawn")


@pytest.mark.parametrize("name", KINDS)
def test_kind(name: str, tmp_path: Path) -> None:
    case = made_case(KINDS[name], next(drawn_words(zlib.crc32(name.encode()))), tmp_path)
    assert faults(case, written(case.path)) == {}


# Nothing is shrunk: an example takes as long as a look at a page, and its parts have names.
@settings(phases=[Phase.explicit, Phase.generate])
@given(mixture=MIXTURES, seed=st.integers(0, 2**32))
def test_mixtures(folder: Path, mixture: Mixture, seed: int) -> None:
    case = made_case(Kind("mixture", "mixture", mixture.draw), next(drawn_words(seed)), folder)
    event(case.seen.value)
    assert faults(case, written(case.path)) == {}


def test_no_format_of_a_batch_has_what_is_concealed(tmp_path: Path) -> None:
    given_folder = tmp_path / "in"
    given_folder.mkdir()
    cases = [made_case(kind, words, given_folder) for kind, words in zip(_one_a_family(), drawn_words(1), strict=False)]
    texts = batched(given_folder, tmp_path / "out")
    concealed = [case for case in cases if case.seen is Seen.CONCEALED]
    assert {case.kind: telling(texts, case.word) for case in concealed} == {case.kind: [] for case in concealed}
    shown = [case for case in cases if case.seen is Seen.VISIBLE]
    assert [case.kind for case in shown if not telling(texts, case.word)] == []


def _one_a_family() -> Iterator[Kind]:
    """Of each family the first kind and the last."""
    for family in {kind.family: None for kind in KINDS.values()}:
        kinds = [kind for kind in KINDS.values() if kind.family == family]
        yield from (kinds[0], kinds[-1])
