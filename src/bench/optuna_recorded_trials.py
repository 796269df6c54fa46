"""Optuna's TPE on recorded trials, to compare with experiments/search-benchmarks/real-runs-generators.csv.

    python3 src/bench/optuna_recorded_trials.py > experiments/search-benchmarks/optuna-real-runs.csv

Needs Optuna 5 and numpy. What the sampler proposes is replaced by the nearest recorded trial that the search has not tried
yet, as in RecordedRunsBenchmarkTest; the sampler learns the parameters and the accuracy of that trial. With pending = 4, it
is told the accuracy after three further trials; the trial runs until then. The sampler has its default settings.
"""

import csv
import math

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution
from optuna.trial import TrialState

SEEDS = 50
TRIALS = (15, 20, 30, 40)
TABLE = "experiments/search-benchmarks/real-runs.csv"
# The space of conf/sweeps/search.conf.
SPACE = {
    "pretrain.optimizer.baseLearningRate": FloatDistribution(3e-3, 3e-2, log=True),
    "finetune.optimizer.baseLearningRate": FloatDistribution(2e-3, 3e-2, log=True),
    "finetune.layerDecay": CategoricalDistribution([0.75, 0.9, 1.0]),
    "finetune.keep": CategoricalDistribution([0.5, 0.75, 1.0]),
    "finetune.ema": CategoricalDistribution([0.0, 0.99]),
}


def coordinate(distribution, value):
    if isinstance(distribution, FloatDistribution):
        return math.log(value / distribution.low) / math.log(distribution.high / distribution.low)
    return (distribution.choices.index(value) + 0.5) / len(distribution.choices)


def position(parameters):
    return [coordinate(distribution, parameters[key]) for key, distribution in SPACE.items()]


def recorded():
    with open(TABLE, encoding="utf-8") as table:
        finished = [row for row in csv.DictReader(table) if row["state"] == "finished"]
    return [({key: float(row[key]) for key in SPACE}, float(row["objective"])) for row in finished]


def search(trials, seed, pending):
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))
    left = list(trials)
    running = []
    best = 0
    accuracies = []
    for _ in range(TRIALS[-1]):
        proposed = study.ask(SPACE)
        study.tell(proposed, state=TrialState.FAIL)
        nearest = min(left, key=lambda trial: math.dist(position(proposed.params), position(trial[0])))
        left.remove(nearest)
        best = max(best, nearest[1])
        accuracies.append(best)
        study.enqueue_trial(nearest[0])
        running.append((study.ask(SPACE), nearest[1]))
        if len(running) == pending:
            study.tell(*running.pop(0))
    return accuracies


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    trials = recorded()
    highest = max(accuracy for _, accuracy in trials)
    print("generator,pending,seed," + ",".join(f"regret{n}" for n in TRIALS))
    for seed in range(1, SEEDS + 1):
        for pending in (1, 4):
            accuracies = search(trials, seed, pending)
            regrets = ",".join(f"{highest - accuracies[n - 1]:.5f}" for n in TRIALS)
            print(f"optuna-tpe,{pending},{seed},{regrets}")


if __name__ == "__main__":
    main()
