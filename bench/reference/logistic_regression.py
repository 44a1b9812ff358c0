"""Writes the golden numbers of the probe's logistic regression, from scikit-learn.

    pip install scikit-learn
    python bench/reference/logistic_regression.py > fixtures/logistic-regression/golden.json
"""

import json

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression


def case(classes, rows, width, strength, seed, weighted):
    random = np.random.default_rng(seed)
    labels = np.arange(rows) % classes
    centers = random.normal(size=(classes, width))
    values = (centers[labels] + 1.5 * random.normal(size=(rows, width))).round(3)
    weights = random.uniform(0.2, 2, size=rows).round(3) if weighted else np.ones(rows)
    # whisker: sum(share * loss) + strength / 2 * |W|^2, with shares that add up to 1. scikit-learn: C * sum(weight * loss) + |W|^2 / 2.
    # With two classes scikit-learn has one row of weights, w. The softmax has -w/2 and w/2, whose penalty is half of that of w.
    penalty = strength / 2 if classes == 2 else strength
    model = LogisticRegression(C=1 / (weights.sum() * penalty), tol=1e-10, max_iter=100_000).fit(values, labels, sample_weight=weights)
    w, b = model.coef_, model.intercept_
    if classes == 2:
        w, b = np.concatenate([-w / 2, w / 2]), np.concatenate([-b / 2, b / 2])
    return {
        "outputs": classes, "width": width, "strength": strength, "values": values.ravel().tolist(), "labels": labels.tolist(),
        "shares": (weights / weights.sum()).tolist(), "weights": w.ravel().tolist(), "bias": (b - b.mean()).tolist(),
    }


if __name__ == "__main__":
    cases = [case(3, 30, 6, 0.1, 1, False), case(3, 30, 6, 0.001, 2, True), case(2, 24, 40, 0.01, 3, False), case(2, 24, 8, 0.01, 4, True)]
    print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}))
