import {Curves} from './curves.js';
import {get, Missing} from './server.js';

/** What was fetched from the server; what did not change since is not asked for again. `version` grows with it. */
export class Store {
  constructor() {
    this.runs = [];
    this.sweeps = [];
    this.places = [];
    this.evaluations = {trainings: [], figures: []};
    this.listed = false;
    this.parts = new Map();
    this.stamps = new Map();
    this.version = 0;
  }

  /** Fetches the lists of runs and sweeps, and at first the figures that evaluations report. */
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
  }

  run(id) {
    return this.runs.find(run => run.id === id);
  }

  /** What was fetched of a run, if it was: `config`, `results`, `figures` or `curves`. */
  part(id, kind) {
    return this.parts.get(`${id}/${kind}`);
  }

  /** A sweep's candidates, if they were fetched. */
  sweep(id) {
    return this.parts.get(`sweep/${id}`);
  }

  /** Fetches parts of runs, where the run went on since they were fetched. */
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
      this.keep(key, kind === 'curves' ? await this.grown(key, path) : await get(path));
      this.stamps.set(key, stamp);
    } catch (failure) {
      this.forgive(failure);
    }
  }

  async grown(key, path) {
    const curves = this.parts.get(key) ?? new Curves();
    curves.take(await get(`${path}?token=${encodeURIComponent(curves.token)}`));
    return curves;
  }

  async loadSweep(id) {
    try {
      this.keep(`sweep/${id}`, await get(`/sweeps/${encodeURIComponent(id)}`));
    } catch (failure) {
      this.forgive(failure);
    }
  }

  keep(key, value) {
    if (value instanceof Curves || JSON.stringify(this.parts.get(key)) !== JSON.stringify(value)) {
      this.version++;
    }
    this.parts.set(key, value);
  }

  /** What is missing may come later. */
  forgive(failure) {
    if (!(failure instanceof Missing)) {
      throw failure;
    }
  }
}
