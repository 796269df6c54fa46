import {described, differing} from './config-differences.js';

/** Maximum number of settings in the name of a trial. */
const MAX_SETTINGS = 3;

/** A condition of a filter, such as `patch=4` or `accuracy>0.5`. */
const CONDITION = /^([^=<>!]+)(!=|>=|<=|=|<|>)(.+)$/;

const COMPARISONS = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => Number(a) < Number(b),
  '>': (a, b) => Number(a) > Number(b),
  '<=': (a, b) => Number(a) <= Number(b),
  '>=': (a, b) => Number(a) >= Number(b),
};

/** Orders of the list that need no setting or metric. */
export const ORDERS = new Map([['started', 'start'], ['seconds', 'duration'], ['name', 'name']]);

/** Returns the value of a setting or metric of a run; undefined if the run has none. */
export function valueOf(store, run, key) {
  return run[key] ?? store.settings(run.id)[key] ?? store.results(run.id)[key];
}

/** Returns the keys by which the runs can be sorted: settings that differ, and metrics that are numbers. */
export function sortKeys(store, runs, neutral) {
  const results = runs.map(run => store.results(run.id));
  return {settings: differing(runs.map(run => store.settings(run.id)), neutral),
    metrics: [...new Set(results.flatMap(result => Object.keys(result)
      .filter(key => typeof result[key] === 'number')))].sort()};
}

/** Returns the runs in the order of a key; those without a value last. */
export function sorted(store, runs, key, descending) {
  const sign = descending ? -1 : 1;
  return [...runs].sort((a, b) => {
    const [left, right] = [a, b].map(run => valueOf(store, run, key));
    if (left === undefined || right === undefined) {
      return (left === undefined) - (right === undefined);
    }
    return sign * compare(left, right) || compare(a.name, b.name);
  });
}

function compare(left, right) {
  return isNumber(left) && isNumber(right) ? left - right
    : String(left).localeCompare(String(right), 'en', {numeric: true});
}

function isNumber(value) {
  return String(value).trim() !== '' && Number.isFinite(Number(value));
}

/**
 * Returns a test of runs. Each word of the filter is a part of the name, or a condition on a setting or metric whose key
 * is or ends with the given one.
 */
export function filterOf(store, text) {
  const words = text.trim().split(/\s+/).filter(word => word !== '');
  return run => words.every(word => {
    const condition = CONDITION.exec(word);
    return condition === null ? run.name.toLowerCase().includes(word.toLowerCase())
      : satisfies(store, run, condition.slice(1));
  });
}

function satisfies(store, run, [key, comparison, wanted]) {
  const values = {...store.settings(run.id), ...store.results(run.id)};
  const found = Object.keys(values).filter(known => known === key || known.endsWith(`.${key}`));
  return found.some(known => COMPARISONS[comparison](String(values[known]), wanted));
}

/** Returns for each trial the settings in which the runs of its sweep differ, in words, by the id of the run. */
export function trialNames(store, runs, neutral) {
  const names = new Map();
  for (const sweep of new Set(runs.map(run => run.sweep).filter(id => id !== ''))) {
    const trials = runs.filter(run => run.sweep === sweep);
    const keys = differing(trials.map(run => store.settings(run.id)), neutral);
    trials.forEach(run => names.set(run.id, keys.slice(0, MAX_SETTINGS)
      .map(key => described(key, store.settings(run.id)[key])).join(', ')
      + (keys.length > MAX_SETTINGS ? ' …' : '')));
  }
  return names;
}
