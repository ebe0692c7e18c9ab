"""Learning the weights: the numbers that count them, and that they stay what their reasons say."""

from __future__ import annotations

from pathlib import Path

import pytest
import train

from cableparse.lines.weights import default_weights

MESSAGES = ["aad-1973-79/1974KHARTO01075.txt", "aad-1973-79/1976LAGOS05852.txt", "foia-1980s/1980BUENOS07776.txt"]


def test_a_sum_counts_its_weights() -> None:
    near, fit = train.Counted(5.0, name="near"), train.Counted(3.0, name="fit")
    total = 1 - (0.5 * near - fit / 4) + max(near, fit) - 2
    assert total == pytest.approx(1 - (2.5 - 0.75) + 5 - 2)
    assert isinstance(total, train.Counted)
    assert total.counts() == {"near": 0.5, "fit": 0.25}


def test_an_epoch_moves_weights_and_keeps_their_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "STEP", 1.0)
    monkeypatch.setattr(train, "RATES", (0.10,))
    learned, start = vars(train.learn(MESSAGES, epochs=1)), vars(default_weights())
    assert learned.keys() == start.keys()
    assert learned != start
    assert all(learned[name] * start[name] > 0 for name in start)
    assert all(value == round(value, 1) for value in learned.values())


def test_what_is_learned_stands_beside_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "weights.csv"
    printed = train.TABLE.read_text(encoding="utf-8")
    table.write_text(printed, encoding="utf-8")
    monkeypatch.setattr(train, "TABLE", table)
    train.write(default_weights())
    assert table.read_text(encoding="utf-8") == printed
