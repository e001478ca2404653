"""Records what statsforecast 2.1.1 says about generated series, for the specs of src/models.

    python record-fixture.py > ../../src/models/statsforecast.fixture.csv
"""

import csv
import sys

import numpy as np
from statsforecast.ets import ets_f
from statsforecast.models import SimpleExponentialSmoothingOptimized
from statsforecast.theta import auto_theta, forecast_theta

HORIZON = 12
FORMS = ["ANN", "AAN", "ANA", "AAA", "MNN", "MAN", "MNA", "MAA", "MNM", "MAM"]


def generated(rng: np.random.Generator) -> list[int]:
    length = int(rng.integers(40, 90))
    time = np.arange(length)
    level = 100 + np.cumsum(rng.normal(rng.uniform(-0.5, 1), rng.uniform(0.2, 2), length))
    season = 1 + rng.uniform(0, 0.4) * np.sin(2 * np.pi * (time + rng.integers(12)) / 12)
    noise = rng.normal(1, rng.uniform(0.01, 0.1), length)
    # Its searches stop at an absolute tolerance: only series of large values are searched to the end.
    return [round(float(value)) for value in 100 * np.maximum(level, 20) * season * noise]


def numbers(values) -> str:
    return " ".join(repr(float(value)) for value in values)


def record(index: int, values: list[int]) -> dict:
    y = np.array(values, dtype=float)
    theta = auto_theta(y, 12, model="STM")
    form = FORMS[index % len(FORMS)]
    ets = ets_f(y, m=12, model=form, damped=False)
    return {
        "ses": numbers(SimpleExponentialSmoothingOptimized().forecast(y, h=1)["mean"]),
        "theta": numbers(forecast_theta(theta, HORIZON)["mean"]),
        "theta_squares": numbers([theta["mse"]]),
        "form": form,
        "log_likelihood": numbers([ets["loglik"]]),
        "alpha": numbers(ets["par"][:1]),
        "beta": numbers(ets["par"][1:2]),
        "values": " ".join(map(str, values)),
    }


rng = np.random.default_rng(20240101)
rows = [record(i, generated(rng)) for i in range(100)]
writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
writer.writeheader()
writer.writerows(rows)
