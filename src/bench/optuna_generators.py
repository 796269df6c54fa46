"""Optuna's TPE on the objectives of SyntheticObjective, to compare with experiments/search-benchmarks/generators.csv.

    python3 src/bench/optuna_generators.py > experiments/search-benchmarks/optuna.csv

Needs Optuna 5 and numpy. A row is a search of 50 trials; its regret is that of the trial with the lowest measured value.
With pending = 4, a trial is sampled while the three before it are running, as by the default of sweep.surrogate.pending;
with 1, it knows all trials before it. Samplers have their default settings; tpe-group also has group = True, which models
conditional parameters together.
"""

import math
import random

import optuna

SEEDS = 50
TRIALS = 50
HEIGHTS = (1, 1.2, 3, 3.2)
WIDTHS = ((10, 3, 17, 3.5, 1.7, 8), (0.05, 10, 17, 0.1, 8, 14), (3, 3.5, 1.7, 10, 17, 8), (17, 8, 0.05, 10, 0.1, 14))
CENTERS = ((1312, 1696, 5569, 124, 8283, 5886), (2329, 4135, 8307, 3736, 1004, 9991),
           (2348, 1451, 3522, 2883, 3047, 6650), (4047, 8828, 8732, 5743, 1091, 381))
FLOORS = {"a": 0.2, "b": 0, "c": 0.35}
RATES = {"a": -3.5, "b": -2.5, "c": -2}


def reals(trial, dimensions):
    return [trial.suggest_float(f"x{d}", 0, 1) for d in range(dimensions)]


def branin(trial):
    x0, x1 = reals(trial, 2)
    first, second = 15 * x0 - 5, 15 * x1
    curve = second - 5.1 / (4 * math.pi**2) * first**2 + 5 / math.pi * first - 6
    return curve**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(first) + 10 - 0.39788735772973816


def hartmann6(trial):
    x = reals(trial, 6)
    return 3.32236801141551 - sum(
        height * math.exp(-sum(w * (v - c * 1e-4) ** 2 for w, v, c in zip(widths, x, centers)))
        for height, widths, centers in zip(HEIGHTS, WIDTHS, CENTERS))


def conditional(trial):
    kind = trial.suggest_categorical("kind", ["a", "b", "c"])
    regret = (FLOORS[kind] + (math.log10(trial.suggest_float("rate", 1e-5, 1e-1, log=True)) - RATES[kind]) ** 2
              + 0.03 * (trial.suggest_int("depth", 1, 6) - 4) ** 2
              + (trial.suggest_float("share", 0, 1, step=0.05) - 0.3) ** 2)
    return regret if kind == "a" else regret + (trial.suggest_float("momentum", 0, 1) - 0.8) ** 2


def noisy(trial):
    return sum((d + 1) * (x - m) ** 2 for d, (x, m) in enumerate(zip(reals(trial, 4), (0.3, 0.7, 0.5, 0.2))))


def search(objective, sampler, seed, pending):
    study = optuna.create_study(sampler=sampler)
    noise = random.Random(seed)
    lowest = regret = math.inf
    running = []
    for _ in range(TRIALS):
        trial = study.ask()
        value = objective(trial)
        measured = value + 0.05 * noise.gauss(0, 1) if objective is noisy else value
        if measured < lowest:
            lowest, regret = measured, value
        running.append((trial, measured))
        if len(running) == pending:
            study.tell(*running.pop(0))
    return regret


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    print("objective,generator,pending,seed,regret")
    for objective in (branin, hartmann6, conditional, noisy):
        for seed in range(1, SEEDS + 1):
            samplers = [("random", optuna.samplers.RandomSampler(seed=seed), 1)]
            for pending in (1, 4):
                samplers.append(("tpe", optuna.samplers.TPESampler(seed=seed), pending))
                if objective is conditional:
                    samplers.append(("tpe-group", optuna.samplers.TPESampler(seed=seed, group=True), pending))
            for name, sampler, pending in samplers:
                regret = search(objective, sampler, seed, pending)
                print(f"{objective.__name__},optuna-{name},{pending},{seed},{regret:.5g}")


if __name__ == "__main__":
    main()
