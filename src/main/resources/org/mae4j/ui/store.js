import {Curves} from './curves.js';
import {get, Missing} from './api.js';

/** The data that was fetched from the server. Unchanged data is not fetched again. `version` increases with each change. */
export class Store {
  constructor() {
    this.runs = [];
    this.sweeps = [];
    this.places = [];
    this.evaluations = {trainings: [], figures: [], withoutEffect: []};
    this.values = new Map();
    this.listed = false;
    this.parts = new Map();
    this.stamps = new Map();
    this.problems = new Map();
    this.version = 0;
  }

  /** Fetches the lists of runs and sweeps; the first time also the metrics that stages report. */
  async list() {
    if (!this.listed) {
      this.evaluations = await get('/evaluations');
    }
    const answer = await get('/runs');
    this.keep('runs', answer);
    this.runs = answer.runs;
    this.sweeps = answer.sweeps;
    this.places = answer.places;
    this.listed = true;
    await this.loadValues();
  }

  /** Fetches settings and metrics of the runs that have changed, for the list of runs. */
  async loadValues() {
    const changed = this.runs.filter(run => this.stamps.get(run.id) !== run.updated);
    if (changed.length > 0) {
      const since = Math.max(0, Math.min(...changed.map(run => run.updated)) - 1);
      const fetched = Object.entries(await get(`/values?since=${since}`));
      fetched.forEach(([id, values]) => this.values.set(id, values));
      this.version += fetched.length;
      changed.forEach(run => this.stamps.set(run.id, run.updated));
    }
  }

  /** Returns the settings of a run by dotted key. */
  settings(id) {
    return this.values.get(id)?.settings ?? {};
  }

  /** Returns the final metrics of a run by dotted key. */
  results(id) {
    return this.values.get(id)?.figures ?? {};
  }

  /** Returns a `note` and the `settings` of each stage that was repeated with others than those of the run. */
  stages(id) {
    return this.values.get(id)?.stages ?? {};
  }

  run(id) {
    return this.runs.find(run => run.id === id);
  }

  /** Returns the `overview`, `figures` or `curves` of a run; undefined if they were not fetched. */
  part(id, kind) {
    return this.parts.get(`${id}/${kind}`);
  }

  /** Returns the ranking of a sweep; undefined if it was not fetched. */
  sweep(id) {
    return this.parts.get(`sweep/${id}`);
  }

  /** Fetches parts of runs that have changed since the last fetch. */
  async load(ids, kinds) {
    const known = ids.map(id => this.run(id)).filter(run => run !== undefined);
    await Promise.all(known.flatMap(run => kinds.map(kind => this.loadPart(run, kind))));
  }

  async loadPart(run, kind) {
    const key = `${run.id}/${kind}`;
    const stamp = `${run.state} ${run.updated}`;
    if (this.stamps.get(key) === stamp) {
      return;
    }
    try {
      const path = `/runs/${encodeURIComponent(run.id)}/${kind}`;
      this.keep(key, kind === 'curves' ? await this.fetchCurves(key, path) : await get(path));
      this.keepProblem(key);
    } catch (failure) {
      this.requireMissing(failure);
      this.keepProblem(key, failure.message);
    }
    this.stamps.set(key, stamp);
  }

  keepProblem(key, message) {
    if (this.problems.get(key) !== message) {
      this.problems.set(key, message);
      this.version++;
    }
  }

  /** Returns why parts of a run could not be fetched, each reason once. */
  problemsOf(id) {
    const messages = [...this.problems].filter(([key]) => key.startsWith(`${id}/`)).map(([, message]) => message);
    return [...new Set(messages)].filter(message => message !== undefined);
  }

  async fetchCurves(key, path) {
    const curves = this.parts.get(key) ?? new Curves();
    curves.add(await get(`${path}?token=${encodeURIComponent(curves.token)}`));
    return curves;
  }

  async loadSweep(id) {
    try {
      this.keep(`sweep/${id}`, await get(`/sweeps/${encodeURIComponent(id)}`));
    } catch (failure) {
      this.requireMissing(failure);
    }
  }

  keep(key, value) {
    if (value instanceof Curves || JSON.stringify(this.parts.get(key)) !== JSON.stringify(value)) {
      this.version++;
    }
    this.parts.set(key, value);
  }

  /** Missing data may be written later, so it is not an error of the page. */
  requireMissing(failure) {
    if (!(failure instanceof Missing)) {
      throw failure;
    }
  }
}
