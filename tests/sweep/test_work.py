"""Results are the same on every backend of joblib, on a Dask cluster, and without either."""

import os
from contextlib import nullcontext

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.sweep import work

RNG = np.random.default_rng(0)
X = RNG.normal(size=(30, 2))
LOGISTIC = sl.logistic_regression(X, (X[:, 0] + RNG.normal(size=30) > 0) * 1.0)
CALM = sl.quadratic([1.0, 2.0])


def absolute(params, batch):
    """A loss that takes no work."""
    return np.mean(abs(batch[0] * params[0] - batch[1]))


OWN = sl.Problem(absolute, data=(np.arange(1.0, 7), np.arange(2.0, 8)), start=[0.3], title="a loss of mine")


def own_step(rate):
    return lambda gradient, params: -rate * gradient


# One sweep of ensembles and one of single runs, with functions that have no name, on every backend.
TOGETHER = (LOGISTIC, sl.sgd, {"learning_rate": [0.1, 1.0, 10.0], "batch_size": [2, 8], "seed": range(3), "steps": 7})
ALONE = (OWN, own_step, {"rate": np.linspace(0.01, 0.3, 7), "stop": sl.loss_change(1e-2, 3), "steps": 40})


def check_backend(context, problem, recipe, settings, monkeypatch):
    """Bit for bit what the plain loop gives: every run is computed in the same company."""
    monkeypatch.setattr(work, "NUMBERS", 16)
    monkeypatch.setattr(work, "SHORT", 0)
    plain = sl.train_many(problem, recipe, **settings, n_jobs=1)
    with context:
        found = sl.train_many(problem, recipe, **settings, n_jobs=2)
    for name in ("losses", "params", "steps", "diverged_at", "stopped_by"):
        np.testing.assert_array_equal(getattr(found, name), getattr(plain, name))
    assert found.bill == plain.bill


@pytest.mark.oracle
@pytest.mark.parametrize("sweep", [TOGETHER, ALONE], ids=["together", "alone"])
@pytest.mark.parametrize("backend", ["threading", pytest.param("loky", marks=pytest.mark.slow)])
def test_the_same_results_on_every_backend_of_joblib(backend, sweep, monkeypatch):
    joblib = pytest.importorskip("joblib", reason="joblib is not installed: pip install sgdlab[sweep]")
    check_backend(joblib.parallel_config(backend=backend), *sweep, monkeypatch)


def test_without_joblib_a_plain_loop(monkeypatch):
    monkeypatch.setattr(work, "find_spec", lambda name: None)
    check_backend(nullcontext(), *ALONE, monkeypatch)


@pytest.mark.slow
@pytest.mark.oracle
def test_the_same_results_on_a_dask_cluster(monkeypatch):
    joblib = pytest.importorskip("joblib", reason="joblib is not installed: pip install sgdlab[sweep]")
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install sgdlab[sweep]")
    here = os.getpid()

    def told(rate):
        return lambda gradient, params: np.full_like(params, os.getpid() == here)

    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config(backend="dask"),
    ):
        for sweep in (TOGETHER, ALONE):
            check_backend(nullcontext(), *sweep, monkeypatch)
        elsewhere = sl.train_many(CALM, told, rate=[0.1, 0.2], steps=1)
    assert elsewhere.params.tolist() == [[1.0, 1.0]] * 2  # moved by 0: the workers are other processes
