# ruff: noqa: N806  # X, P and W are the names of the field
import numpy as np
import pytest

from engine.numerics.activations import SIGMOID
from engine.numerics.training import gradients, logits
from engine.numerics.two_two_one import NAMES, layers, samples, square


def test_a_square_and_its_two_matrices_are_the_same_nine_numbers() -> None:
    P = np.arange(18.0).reshape(2, 3, 3)
    W1, W2 = layers(P)
    assert W1.shape == (2, 3, 2)
    assert W2.shape == (2, 3, 1)
    assert np.array_equal(square([W1, W2]), P)


def test_the_names_are_in_the_order_of_the_raveled_square() -> None:
    names = np.array(NAMES).reshape(3, 3)
    assert names[0].tolist() == ["w₁₁", "w₁₂", "w₁₃"]
    assert names[2].tolist() == ["b₁", "b₂", "b₃"]


def test_a_square_is_the_network_that_the_documents_write_down() -> None:
    P = np.random.default_rng(0).standard_normal((1, 3, 3))
    (w11, w12, w13), (w21, w22, w23), (b1, b2, b3) = P[0]
    x1, x2 = 1.0, 2.0
    a1 = 1 / (1 + np.exp(-(w11 * x1 + w21 * x2 + b1)))
    a2 = 1 / (1 + np.exp(-(w12 * x1 + w22 * x2 + b2)))
    logit = logits(layers(P), np.array([[x1, x2]]), hidden=SIGMOID)
    assert logit[0, 0] == pytest.approx(w13 * a1 + w23 * a2 + b3, rel=1e-14)


def test_the_nine_formulas_of_the_documents_are_the_gradient() -> None:
    P = np.random.default_rng(1).standard_normal((1, 3, 3))
    (w11, w12, w13), (w21, w22, w23), (b1, b2, b3) = P[0]
    (x1, x2), t = samples("one")[0][0], 1.0
    a1 = 1 / (1 + np.exp(-(w11 * x1 + w21 * x2 + b1)))
    a2 = 1 / (1 + np.exp(-(w12 * x1 + w22 * x2 + b2)))
    e = 1 / (1 + np.exp(-(w13 * a1 + w23 * a2 + b3))) - t
    d1, d2 = e * w13 * a1 * (1 - a1), e * w23 * a2 * (1 - a2)
    by_hand = [[d1 * x1, d2 * x1, e * a1], [d1 * x2, d2 * x2, e * a2], [d1, d2, e]]
    found = square(gradients(layers(P), *samples("one"), hidden=SIGMOID))[0]
    assert found == pytest.approx(np.array(by_hand), abs=1e-15)


@pytest.mark.parametrize("name", ["one", "four", "and", "or", "xor"])
def test_every_data_set_on_offer_has_two_inputs_and_labels_zero_or_one(name: str) -> None:
    X, t = samples(name)
    assert X.shape == (len(t), 2)
    assert set(t) <= {0.0, 1.0}
