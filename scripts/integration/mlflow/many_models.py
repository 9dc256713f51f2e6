"""Puts many registered models into the database of an MLflow server that does not run.

MLflow's own classes write them, in one transaction: one request for each would take
minutes.
"""

import sys
import time

from mlflow.store.model_registry.dbmodels.models import SqlRegisteredModel
from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore

uri, count = sys.argv[1], int(sys.argv[2])
now = int(time.time() * 1000)

store = SqlAlchemyStore(uri)
with store.ManagedSessionMaker() as session:
    session.add_all(
        SqlRegisteredModel(
            name=f"segment-{number:04}",
            description=f"One of {count} models, one for each segment",
            creation_time=now,
            last_updated_time=now,
        )
        for number in range(1, count + 1)
    )
