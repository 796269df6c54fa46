import {element, swatch, whenChanged} from './dom.js';

/** The runs that there are, to choose from, each in the color of its lines. */
export class RunsPanel {
  /** @param {function(?string)} onLit is told the run that stands out, or null */
  constructor(panel, address, onLit) {
    this.address = address;
    this.onLit = onLit;
    this.summary = element('summary', {});
    this.filter = element('input', {type: 'search', placeholder: 'Filter', 'aria-label': 'Filter runs by name',
      input: () => this.update()});
    this.list = element('ul', {class: 'runs'});
    const buttons = element('p', {class: 'buttons'},
      element('button', {type: 'button', id: 'runs-all',
        click: () => address.select(this.matching().map(run => run.id))}, 'All'),
      element('button', {type: 'button', click: () => address.select([])}, 'None'),
      element('button', {type: 'button', click: () => address.select(this.running())}, 'Running'));
    this.details = element('details', {open: matchMedia('(min-width: 60rem)').matches}, this.summary,
      element('div', {class: 'choice'}, this.filter, buttons), this.list);
    panel.append(this.details);
    this.fill = whenChanged(rows => this.replace(rows));
    this.runs = [];
    this.notes = new Map();
  }

  render(runs, shown) {
    this.notes = new Map(shown.map(run => [run.id, run.note]));
    this.runs = [...runs].sort((a, b) => a.name.localeCompare(b.name, 'en', {numeric: true}));
    this.update();
  }

  matching() {
    const wanted = this.filter.value.trim().toLowerCase();
    return this.runs.filter(run => run.name.toLowerCase().includes(wanted));
  }

  running() {
    return this.runs.filter(run => run.state === 'running').map(run => run.id);
  }

  update() {
    const {runs: slots} = this.address;
    const chosen = this.runs.filter(run => slots.has(run.id)).length;
    this.summary.textContent = `Runs: ${chosen} of ${this.runs.length} shown`;
    this.fill(this.matching().map(run => ({id: run.id, name: run.name, path: run.path, state: run.state,
      note: this.notes.get(run.id) ?? '', doing: doing(run), slot: slots.get(run.id) ?? null})));
  }

  replace(rows) {
    const focused = document.activeElement?.id;
    this.list.replaceChildren(...rows.map(row => this.row(row)));
    if (focused?.startsWith('run-')) {
      document.getElementById(focused)?.focus();
    }
  }

  row({id, name, path, state, note, doing, slot}) {
    const box = element('input', {type: 'checkbox', id: `run-${id}`, change: () => this.address.toggle(id),
      focus: () => this.onLit(slot === null ? null : id), blur: () => this.onLit(null)});
    box.checked = slot !== null;
    return element('li', {mouseenter: () => this.onLit(slot === null ? null : id), mouseleave: () => this.onLit(null)},
      element('label', {title: path, class: state}, box,
        slot === null ? element('span', {class: 'swatch none'}) : swatch(slot), element('span', {class: 'name'}, name),
        element('span', {class: `state ${state}`}, doing),
        note === '' ? null : element('span', {class: 'note'}, note)));
  }
}

/** What a run does, in words. */
function doing({state, stage, stages, done}) {
  const at = stages.length === 0 ? '' : `, stage ${Math.min(done + 1, stages.length)} of ${stages.length}`;
  return state === 'complete' ? state : `${state}: ${stage || 'starting'}${at}`;
}
