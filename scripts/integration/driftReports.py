"""Writes Evidently reports about real data into a directory: the same people twice, and
other people than those that the model has learned from."""

import sys
from pathlib import Path

from evidently import Report
from evidently.presets import DataDriftPreset
from sklearn.datasets import load_breast_cancer

out = Path(sys.argv[1])
data = load_breast_cancer(as_frame=True).frame
columns = ["mean radius", "mean texture", "mean area", "mean smoothness"]
shuffled = data.sample(frac=1, random_state=7)
halves = shuffled.iloc[: len(data) // 2], shuffled.iloc[len(data) // 2 :]
healthy, ill = data[data["target"] == 1], data[data["target"] == 0]

for name, (reference, current) in {
    "same": halves,
    "drifted": (healthy, ill),
}.items():
    report = Report([DataDriftPreset()])
    run = report.run(current_data=current[columns], reference_data=reference[columns])
    run.save_json(str(out / f"{name}.json"))
