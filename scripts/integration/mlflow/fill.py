"""Trains small models on the handwritten digits of scikit-learn, and registers them."""

import sys

import mlflow
import sklearn
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

READER = "digit-reader"
ANOMALIES = "Unlesbare Ziffern (Anomalien)"

mlflow.set_tracking_uri(sys.argv[1])
mlflow.set_experiment("handwritten-digits")
client = MlflowClient()

digits = load_digits()
seen, unseen, seen_labels, unseen_labels = train_test_split(
    digits.data, digits.target, random_state=7
)


def register(model, name):
    # MLflow 2 calls the place of the artifact artifact_path, MLflow 3 name.
    place = "name" if mlflow.__version__.startswith("3") else "artifact_path"
    mlflow.sklearn.log_model(
        model,
        **{place: "model"},
        registered_model_name=name,
        signature=infer_signature(seen, model.predict(seen)),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )


def train_reader(regularization):
    with mlflow.start_run(run_name=f"logistic regression, C={regularization}"):
        model = make_pipeline(
            StandardScaler(), LogisticRegression(C=regularization, max_iter=500)
        ).fit(seen, seen_labels)
        read = model.predict(unseen)
        mlflow.log_params({"C": regularization, "solver": "lbfgs"})
        mlflow.log_metrics(
            {
                "accuracy": accuracy_score(unseen_labels, read),
                "f1_macro": f1_score(unseen_labels, read, average="macro"),
            }
        )
        register(model, READER)


def train_anomalies():
    with mlflow.start_run(run_name="one-class SVM"):
        model = OneClassSVM(nu=0.05).fit(seen)
        mlflow.log_params({"nu": 0.05, "kernel": "rbf"})
        mlflow.log_metric("flagged_share", float((model.predict(unseen) < 0).mean()))
        register(model, ANOMALIES)


for strength in (0.001, 0.01, 0.1):
    train_reader(strength)
train_anomalies()

client.update_registered_model(READER, "Reads handwritten digits on scanned forms")
for key, value in {
    "type": "classification",
    "owner": "group:default/credit-analytics",
    "system": "lending",
    "risk_tier": "limited",
    "tags": "vision, scikit-learn",
}.items():
    client.set_registered_model_tag(READER, key, value)
client.update_model_version(READER, "3", "Weaker regularization reads more digits")
client.set_registered_model_alias(READER, "champion", "2")
client.set_registered_model_alias(READER, "challenger", "3")

# What a registry looks like after a while: renamed, deleted, made by mistake.
client.create_registered_model("digits-tmp", description="Was called otherwise once")
client.rename_registered_model("digits-tmp", "digit-sorter")
client.create_registered_model("digits-by-mistake")
client.delete_registered_model("digits-by-mistake")
register_prompt = getattr(getattr(mlflow, "genai", mlflow), "register_prompt", None)
register_prompt(name="summarize-form", template="Summarize {{ form }}")
