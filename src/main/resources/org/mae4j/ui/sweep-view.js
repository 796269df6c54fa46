import {element, empty, swatch, whenChanged} from './dom.js';
import {duration, number} from './format.js';
import {ObjectiveChart} from './objective-chart.js';
import {scrolling} from './table.js';

const BEST = 5;

/** The candidates of a sweep as they stand, the best first; each leads to its curves. */
export class SweepView {
  static parts = [];

  constructor(address) {
    this.address = address;
    this.select = element('select', {'aria-label': 'Sweep', change: () => address.set({sweep: this.select.value})});
    this.summary = element('span', {class: 'hint', role: 'status'});
    this.best = element('button', {type: 'button', click: () => this.show(this.leaders)}, `Curves of the best ${BEST}`);
    this.table = element('div', {});
    this.chart = new ObjectiveChart();
    this.controls = element('div', {class: 'controls'}, this.select, this.best, this.summary);
    this.element = element('div', {}, this.controls, this.chart.element, this.table);
    this.fill = whenChanged((...values) => this.replace(...values));
  }

  /** The sweep that is shown, if there is one. */
  chosen(store) {
    const wanted = this.address.get('sweep');
    return store.sweeps.find(sweep => sweep.id === wanted) ?? store.sweeps.find(sweep => sweep.state === 'running')
      ?? store.sweeps.at(-1);
  }

  render({store}) {
    const chosen = this.chosen(store);
    this.fill(store.sweeps, chosen ?? null, chosen === undefined ? null : store.sweep(chosen.id) ?? null,
      [...this.address.runs], store.runs.map(run => run.id));
  }

  replace(sweeps, chosen, standing, slots, known) {
    this.controls.hidden = this.chart.element.hidden = standing === null;
    if (standing === null) {
      this.table.replaceChildren(empty(chosen === null ? 'No sweep here. ' : 'Nothing is known of this sweep yet.',
        chosen === null ? element('code', {}, './mae4j sweep conf/sweeps/quick.conf') : '',
        chosen === null ? ' makes one.' : ''));
      return;
    }
    this.slots = new Map(slots);
    this.known = new Set(known);
    this.select.replaceChildren(...sweeps.map(sweep => element('option', {value: sweep.id}, sweep.name)));
    this.select.value = chosen.id;
    const ranked = [...standing.candidates].sort((a, b) => (a.rank || Infinity) - (b.rank || Infinity)
      || a.candidate - b.candidate);
    this.leaders = ranked.filter(candidate => candidate.rank > 0).slice(0, BEST).flatMap(one => one.runs);
    this.best.disabled = this.leaders.length === 0;
    this.summary.textContent = summary(standing, chosen.state);
    this.chart.update(standing);
    this.rank(standing, ranked);
  }

  rank(standing, candidates) {
    const focused = document.activeElement?.id;
    const columns = ['rank', 'candidate', 'state', standing.objective, ...standing.parameters, 'time', 'note']
      .map(column => element('th', {scope: 'col'}, ...broken(column)));
    this.table.replaceChildren(scrolling('Ranking', element('table', {class: 'ranking'},
      element('caption', {class: 'unseen'}, `Ranking by ${standing.objective}, to ${standing.direction}`),
      element('thead', {}, element('tr', {}, ...columns)),
      element('tbody', {}, ...candidates.map(candidate => this.row(candidate, standing.parameters))))));
    if (focused?.startsWith('candidate-')) {
      document.getElementById(focused)?.focus();
    }
  }

  row(candidate, parameters) {
    const runs = candidate.runs.filter(id => this.known.has(id));
    const label = [...runs.filter(id => this.slots.has(id)).map(id => swatch(this.slots.get(id))), candidate.candidate];
    return element('tr', {class: candidate.rank === 1 ? 'first' : ''},
      element('td', {}, candidate.rank || '–'),
      element('th', {scope: 'row'}, runs.length === 0 ? candidate.candidate : element('button', {type: 'button',
        class: 'link', id: `candidate-${candidate.candidate}`, click: () => this.show(runs)}, ...label)),
      element('td', {class: `state ${candidate.state}`}, candidate.state),
      element('td', {}, objective(candidate)),
      ...parameters.map(key => element('td', {}, candidate.parameters[key] ?? '–')),
      element('td', {}, candidate.seconds > 0 ? duration(candidate.seconds) : '–'),
      element('td', {class: 'note'}, candidate.note ?? ''));
  }

  show(runs) {
    this.address.select(runs.filter(id => this.known.has(id)));
    this.address.set({view: 'curves'});
  }
}

function objective({objective, confidence}) {
  const error = confidence === null ? '' : ` ± ${number(confidence, 2)}`;
  return objective === null ? '–' : number(objective, 5) + error;
}

function summary({candidates, objective, direction}, state) {
  const finished = candidates.filter(candidate => candidate.rank > 0);
  const best = finished.find(candidate => candidate.rank === 1);
  return `${state}: ${finished.length} of ${candidates.length} candidates have their objective`
    + (best === undefined ? '' : `; ${objective} ${direction === 'minimize' ? 'down' : 'up'} to `
      + number(best.objective, 5));
}

/** A key that can be broken after its dots. */
function broken(key) {
  return key.split(/(?<=\.)/).flatMap(part => [part, element('wbr')]);
}
