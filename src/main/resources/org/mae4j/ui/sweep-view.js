import {breakable, element, empty, options, swatch, whenChanged} from './dom.js';
import {duration, number} from './format.js';
import {ObjectiveChart} from './objective-chart.js';
import {SweepReport} from './sweep-report.js';
import {scrolling} from './table.js';

const BEST_TRIALS = 5;

/** The ranking of the trials of a sweep, with links to their curves. */
export class SweepView {
  static parts = [];

  constructor(urlState) {
    this.urlState = urlState;
    this.select = element('select', {'aria-label': 'Sweep', change: () => urlState.set({sweep: this.select.value})});
    this.summary = element('p', {class: 'hint summary', role: 'status'});
    this.best = element('button', {type: 'button', click: () => this.show(this.bestRuns)},
      `Curves of the best ${BEST_TRIALS} trials`);
    this.table = element('div', {});
    this.chart = new ObjectiveChart();
    this.follow = element('input', {type: 'checkbox', id: 'follow',
      change: () => urlState.set({follow: this.follow.checked ? this.select.value : ''})});
    this.controls = element('div', {class: 'controls'}, this.select, this.best, this.follow,
      element('label', {for: 'follow'}, 'Select new trials'));
    this.report = new SweepReport();
    this.element = element('div', {}, this.controls, this.summary, this.chart.element, this.table, this.report.element);
    this.fill = whenChanged((...values) => this.replace(...values));
  }

  /** Returns the selected sweep, else a running one, else the last one; undefined if there are no sweeps. */
  selectedSweep(store) {
    const id = this.urlState.get('sweep');
    return store.sweeps.find(sweep => sweep.id === id) ?? store.sweeps.find(sweep => sweep.state === 'running')
      ?? store.sweeps.at(-1);
  }

  render({store}) {
    const selected = this.selectedSweep(store);
    this.fill(store.sweeps, selected ?? null, selected === undefined ? null : store.sweep(selected.id) ?? null,
      [...this.urlState.runs], store.runs.map(run => run.id));
  }

  replace(sweeps, selected, ranking, slots, known) {
    this.controls.hidden = this.summary.hidden = this.chart.element.hidden = this.report.element.hidden = ranking === null;
    if (ranking === null) {
      this.table.replaceChildren(selected !== null ? empty('No trial of this sweep has started yet.')
        : empty('No sweeps yet. Start one with ', element('code', {}, './mae4j sweep conf/sweeps/quick.conf'), '.'));
      return;
    }
    this.slots = new Map(slots);
    this.known = new Set(known);
    options(this.select, sweeps.map(sweep => [sweep.id, sweep.name]), selected.id);
    this.follow.checked = this.urlState.get('follow', '') === selected.id;
    const trials = [...ranking.trials].sort((a, b) => (a.rank || Infinity) - (b.rank || Infinity)
      || a.trial - b.trial);
    this.bestRuns = trials.filter(trial => trial.rank > 0).slice(0, BEST_TRIALS).flatMap(trial => trial.runs);
    this.best.disabled = this.bestRuns.length === 0;
    this.summary.replaceChildren(...breakable(summary(ranking, selected)));
    this.chart.update(ranking);
    this.report.update(selected.id, ranking.ended);
    this.fillTable(ranking, trials);
  }

  fillTable(ranking, trials) {
    const focused = document.activeElement?.id;
    const others = (ranking.objectives ?? []).slice(1).map(({key}) => key);
    const columns = ['rank', 'trial', 'state', ranking.objective, ...others, ...others.length > 0 ? ['front'] : [],
      ...ranking.parameters, 'time', 'note']
      .map(column => element('th', {scope: 'col'}, ...breakable(column)));
    this.table.replaceChildren(scrolling('Ranking', element('table', {class: 'ranking'},
      element('caption', {class: 'unseen'}, `Ranking by ${ranking.objective} (${ranking.direction})`),
      element('thead', {}, element('tr', {}, ...columns)),
      element('tbody', {}, ...trials.map(trial => this.row(trial, ranking.parameters, others))))));
    if (focused?.startsWith('trial-')) {
      document.getElementById(focused)?.focus();
    }
  }

  row(trial, parameters, others) {
    const runs = trial.runs.filter(id => this.known.has(id));
    const label = [...runs.filter(id => this.slots.has(id)).map(id => swatch(this.slots.get(id))), trial.trial];
    return element('tr', {class: trial.rank === 1 ? 'first' : ''},
      element('td', {}, trial.rank || '–'),
      element('th', {scope: 'row'}, runs.length === 0 ? trial.trial : element('button', {type: 'button',
        class: 'link', id: `trial-${trial.trial}`, click: () => this.show(runs)}, ...label)),
      element('td', {class: `state ${trial.state}`}, trial.state),
      element('td', {}, objective(trial)),
      ...others.map((_, index) => element('td', {},
        trial.rank > 0 ? number(trial.objectives[index + 1], 5) : '–')),
      ...others.length > 0 ? [element('td', {}, trial.front || '–')] : [],
      ...parameters.map(key => element('td', {}, trial.parameters[key] ?? '–')),
      element('td', {}, trial.seconds > 0 ? duration(trial.seconds) : '–'),
      element('td', {class: 'note'}, trial.note ?? ''));
  }

  show(runs) {
    this.urlState.select(runs.filter(id => this.known.has(id)));
    this.urlState.set({view: 'curves'});
  }
}

/** Returns the objective, that of several runs as mean ± standard deviation. */
function objective({objective, deviation}) {
  const error = deviation === null ? '' : ` ± ${number(deviation, 2)}`;
  return objective === null ? '–' : number(objective, 5) + error;
}

function summary({trials, objective, objectives, planned, ended, secondsLeft}, {state, name}) {
  const best = trials.find(trial => trial.rank === 1);
  const progress = `${ended} of ${planned ?? trials.length} ${planned === undefined ? '' : 'planned '}trials ended`;
  const left = state === 'running' && secondsLeft !== undefined ? `, about ${duration(secondsLeft)} left` : '';
  if (best === undefined) {
    return `${state}: ${progress}${left}`;
  }
  if (objectives?.length > 1) {
    const front = trials.filter(trial => trial.front === 1).length;
    return `${state}: ${progress}${left}. ${front} trials on the Pareto front; their settings are in ${name}/best`;
  }
  const value = `${objective} ${number(best.objective, 5)}`;
  return state === 'complete' ? `complete: ${progress}. The best is trial ${best.trial} with ${value}; its settings are `
    + `in ${name}/best.conf` : `${state}: ${progress}${left}. Best so far: trial ${best.trial} with ${value}`;
}
