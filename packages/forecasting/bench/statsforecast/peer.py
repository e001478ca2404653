"""Forecasts series by statsforecast, for the comparison of `linchpin-forecast bench --python`.

Reads {"period": 12, "series": [{"training": [...], "horizon": 18}, ...]} and writes, by method, the forecasts, the bands
where the method has them, and the processor time of one series in milliseconds, after one series to warm up.
"""

import json
import sys
import time
import warnings

import numpy as np
import statsforecast
from statsforecast.models import AutoCES, AutoETS, DynamicOptimizedTheta

warnings.filterwarnings("ignore")
LEVELS = [80, 95]


def run(make, series, with_bands):
    options = {"level": LEVELS} if with_bands else {}
    first = series[0]
    make().forecast(np.array(first["training"], dtype=float), h=first["horizon"], **options)
    started = time.process_time()
    answers = [make().forecast(np.array(one["training"], dtype=float), h=one["horizon"], **options) for one in series]
    milliseconds = 1000 * (time.process_time() - started) / len(series)
    bands = {
        str(level): [
            {"lower": answer[f"lo-{level}"].tolist(), "upper": answer[f"hi-{level}"].tolist()} for answer in answers
        ]
        for level in (LEVELS if with_bands else [])
    }
    return {"forecasts": [answer["mean"].tolist() for answer in answers], "bands": bands, "milliseconds": milliseconds}


task = json.load(sys.stdin)
period = task["period"]
methods = {
    "AutoETS": run(lambda: AutoETS(season_length=period), task["series"], True),
    "dynamic optimised Theta": run(lambda: DynamicOptimizedTheta(season_length=period), task["series"], False),
    "AutoCES": run(lambda: AutoCES(season_length=period), task["series"], False),
}
json.dump({"version": statsforecast.__version__, "methods": methods}, sys.stdout)
