import {element, swatch, whenChanged} from './dom.js';

/** The list of all runs, where the user selects runs. */
export class RunsPanel {
  /** @param {function(?string)} onHighlight is called with the id of the run to highlight, or null */
  constructor(panel, urlState, onHighlight) {
    this.urlState = urlState;
    this.onHighlight = onHighlight;
    this.summary = element('summary', {});
    this.filter = element('input', {type: 'search', placeholder: 'Filter', 'aria-label': 'Filter runs by name',
      input: () => this.update()});
    this.list = element('ul', {class: 'runs'});
    const buttons = element('p', {class: 'buttons'},
      element('button', {type: 'button', id: 'runs-all',
        click: () => urlState.select(this.matching().map(run => run.id))}, 'All'),
      element('button', {type: 'button', click: () => urlState.select([])}, 'None'),
      element('button', {type: 'button', click: () => urlState.select(this.running())}, 'Running'));
    this.details = element('details', {open: matchMedia('(min-width: 60rem)').matches}, this.summary,
      element('div', {class: 'choice'}, this.filter, buttons), this.list);
    panel.append(this.details);
    this.fill = whenChanged(rows => this.replace(rows));
    this.runs = [];
    this.notes = new Map();
  }

  render(runs, selected) {
    this.notes = new Map(selected.map(run => [run.id, run.note]));
    this.runs = [...runs].sort((a, b) => a.name.localeCompare(b.name, 'en', {numeric: true}));
    this.update();
  }

  matching() {
    const text = this.filter.value.trim().toLowerCase();
    return this.runs.filter(run => run.name.toLowerCase().includes(text));
  }

  running() {
    return this.runs.filter(run => run.state === 'running').map(run => run.id);
  }

  update() {
    const {runs: slots} = this.urlState;
    const selected = this.runs.filter(run => slots.has(run.id)).length;
    this.summary.textContent = `Runs: ${selected} of ${this.runs.length} selected`;
    this.fill(this.matching().map(run => ({id: run.id, name: run.name, path: run.path, state: run.state,
      note: this.notes.get(run.id) ?? '', progress: progress(run), slot: slots.get(run.id) ?? null})));
  }

  replace(rows) {
    const focused = document.activeElement?.id;
    this.list.replaceChildren(...rows.map(row => this.row(row)));
    if (focused?.startsWith('run-')) {
      document.getElementById(focused)?.focus();
    }
  }

  row({id, name, path, state, note, progress, slot}) {
    const highlight = () => this.onHighlight(slot === null ? null : id);
    const clear = () => this.onHighlight(null);
    const box = element('input', {type: 'checkbox', id: `run-${id}`, change: () => this.urlState.toggle(id),
      focus: highlight, blur: clear});
    box.checked = slot !== null;
    return element('li', {mouseenter: highlight, mouseleave: clear},
      element('label', {title: path, class: state}, box,
        slot === null ? element('span', {class: 'swatch none'}) : swatch(slot), element('span', {class: 'name'}, name),
        element('span', {class: `state ${state}`}, progress),
        note === '' ? null : element('span', {class: 'note'}, note)));
  }
}

/** Returns the state and the stage of a run in words. */
function progress({state, stage, stages, done}) {
  const position = stages.length === 0 ? '' : `, stage ${Math.min(done + 1, stages.length)} of ${stages.length}`;
  return state === 'complete' ? state : `${state}: ${stage || 'starting'}${position}`;
}
