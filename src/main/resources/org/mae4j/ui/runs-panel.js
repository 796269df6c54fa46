import {element, swatch, whenChanged} from './dom.js';
import {dateTime, duration, number} from './format.js';
import {filterOf, ORDERS, sorted, sortKeys, trialNames, valueOf} from './run-list.js';

/** The list of all runs, where the user selects runs. */
export class RunsPanel {
  /** @param {function(?string)} onHighlight is called with the id of the run to highlight, or null */
  constructor(panel, urlState, onHighlight) {
    this.urlState = urlState;
    this.onHighlight = onHighlight;
    this.summary = element('summary', {});
    this.filter = element('input', {type: 'search', id: 'runs-filter', placeholder: 'name, patch=4, depth>2',
      'aria-label': 'Filter runs by name, settings or metrics', input: () => urlState.set({filter: this.filter.value})});
    this.sort = element('select', {id: 'runs-sort', 'aria-label': 'Sort runs by',
      change: () => urlState.set({sort: this.sort.value})});
    this.order = element('button', {type: 'button', id: 'runs-order', click: () =>
      urlState.set({order: this.isDescending() ? 'up' : 'down'})});
    this.list = element('ul', {class: 'runs'});
    const buttons = element('p', {class: 'buttons'},
      element('button', {type: 'button', id: 'runs-all',
        click: () => urlState.select(this.shown.map(run => run.id))}, 'All'),
      element('button', {type: 'button', click: () => urlState.select([])}, 'None'),
      element('button', {type: 'button', click: () => urlState.select(this.running())}, 'Running'));
    this.details = element('details', {open: matchMedia('(min-width: 60rem)').matches}, this.summary,
      element('div', {class: 'choice'}, this.filter), element('div', {class: 'choice'}, this.sort, this.order, buttons),
      this.list);
    panel.append(this.details);
    this.fill = whenChanged(rows => this.replace(rows));
    this.fillOrders = whenChanged((...keys) => this.replaceOrders(...keys));
    this.shown = [];
  }

  /** @param {Set<string>} neutral settings that do not distinguish runs */
  render(store, selected, neutral) {
    const {runs} = store;
    const notes = new Map(selected.map(run => [run.id, run.note]));
    const slots = new Map(selected.map(run => [run.id, run.slot]));
    if (this.version !== store.version) {
      this.version = store.version;
      this.names = trialNames(store, runs, neutral);
      this.keys = sortKeys(store, runs, neutral);
    }
    const key = this.urlState.get('sort', 'started');
    this.fillOrders(this.keys.settings, this.keys.metrics, key);
    this.order.textContent = this.isDescending() ? '↓' : '↑';
    this.order.setAttribute('aria-label', this.isDescending() ? 'descending' : 'ascending');
    if (document.activeElement !== this.filter) {
      this.filter.value = this.urlState.get('filter', '');
    }
    this.runs = runs;
    this.shown = sorted(store, runs.filter(filterOf(store, this.filter.value)), key, this.isDescending());
    this.summary.textContent = `Runs: ${selected.length} of ${runs.length} selected`;
    this.fill(this.shown.map(run => ({id: run.id, name: run.name, path: run.path, state: run.state,
      note: this.names.get(run.id) || notes.get(run.id) || '', progress: progress(run), times: times(run),
      value: ORDERS.has(key) ? '' : `${key.split('.').slice(-2).join('.')} ${shortened(valueOf(store, run, key))}`,
      slot: slots.get(run.id) ?? null})));
  }

  /** New runs and long ones come first by default, names in alphabetical order. */
  isDescending() {
    return this.urlState.get('order', this.urlState.get('sort', 'started') === 'name' ? 'up' : 'down') === 'down';
  }

  running() {
    return this.runs.filter(run => run.state === 'running').map(run => run.id);
  }

  replaceOrders(settings, metrics, key) {
    const option = (value, label = value) => element('option', {value}, label);
    this.sort.replaceChildren(...[...ORDERS].map(([value, label]) => option(value, `by ${label}`)),
      element('optgroup', {label: 'Settings'}, ...settings.map(value => option(value))),
      element('optgroup', {label: 'Metrics'}, ...metrics.map(value => option(value))));
    this.sort.value = key;
  }

  replace(rows) {
    const focused = document.activeElement?.id;
    this.list.replaceChildren(...rows.map(row => this.row(row)));
    if (focused?.startsWith('run-')) {
      document.getElementById(focused)?.focus();
    }
  }

  row({id, name, path, state, note, progress, times, value, slot}) {
    const highlight = () => this.onHighlight(slot === null ? null : id);
    const clear = () => this.onHighlight(null);
    const box = element('input', {type: 'checkbox', id: `run-${id}`, change: () => this.urlState.toggle(id),
      focus: highlight, blur: clear});
    box.checked = slot !== null;
    const line = (kind, text) => text === '' ? null : element('span', {class: kind}, text);
    return element('li', {mouseenter: highlight, mouseleave: clear},
      element('label', {title: path}, box, slot === null ? element('span', {class: 'swatch none'}) : swatch(slot),
        element('span', {class: 'name'}, name), line('note', note), line(`state ${state}`, progress),
        line('note', times), line('note', value)));
  }
}

/** Returns the state and the stage of a run in words. */
function progress({state, stage, stages, done}) {
  const position = stages.length === 0 ? '' : `, stage ${Math.min(done + 1, stages.length)} of ${stages.length}`;
  return state === 'complete' ? '' : `${state}: ${stage || 'starting'}${position}`;
}

function times({started, seconds}) {
  return started === undefined ? '' : `${dateTime(started)} · ${duration(seconds)}`;
}

function shortened(value) {
  return value === undefined ? '–' : typeof value === 'number' ? number(value) : value;
}
