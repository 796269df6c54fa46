import {element, empty} from './dom.js';
import {CurveControls} from './curve-controls.js';
import {Figure} from './figure.js';
import {groupsFor} from './figure-groups.js';
import {linesOf} from './figure-lines.js';

/** The curves of the selected runs, one figure per quantity. */
export class CurvesView {
  static parts = ['curves'];

  constructor(urlState) {
    this.urlState = urlState;
    this.figures = new Map();
    this.scheduled = new Set();
    this.visible = new Set();
    this.controls = new CurveControls(urlState);
    this.groups = element('div', {});
    this.element = element('div', {}, this.controls.element, this.groups);
    this.sizeObserver = new ResizeObserver(entries => entries.forEach(entry => this.schedule(entry.target.id)));
    this.visibilityObserver = new IntersectionObserver(entries =>
      entries.forEach(entry => this.onVisibility(entry)));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.scheduleAll());
  }

  render({store, selected, highlighted, colorings}) {
    this.controls.render(selected, colorings);
    const {weight, axis, error} = this.controls.values();
    const runs = selected.filter(run => store.part(run.id, 'curves') !== undefined)
      .map(run => ({...run, curves: store.part(run.id, 'curves')}));
    const groups = groupsFor([...new Set(runs.flatMap(run => [...run.curves.series.keys()]))], store.evaluations, error);
    this.arrange(groups, selected);
    for (const {id, figures} of groups) {
      const zoom = this.controls.zoom(id);
      figures.forEach(spec => this.figures.get(spec.id).update(() => linesOf(spec, runs, weight, axis),
        {logarithmic: this.isLogarithmic(spec), axis, zoom, highlighted}));
    }
    this.scheduleAll();
  }

  /** Rebuilds the list of figures if it has changed. */
  arrange(groups, selected) {
    const order = groups.map(group => [group.title, group.figures.map(figure => figure.id)]);
    const signature = JSON.stringify([order, selected.length > 0]);
    if (signature === this.arranged) {
      return;
    }
    this.arranged = signature;
    this.sizeObserver.disconnect();
    this.visibilityObserver.disconnect();
    this.visible.clear();
    this.groups.replaceChildren(...groups.map(group => element('section', {class: 'group'},
      element('h2', {}, group.title), element('div', {class: 'figures'},
        ...group.figures.map(spec => this.figure(spec, group.id).element)))));
    if (groups.length === 0) {
      this.groups.append(empty(selected.length === 0 ? 'Select runs to see their curves.'
        : 'No step has been logged yet.'));
    }
    groups.flatMap(group => group.figures).forEach(spec => {
      this.sizeObserver.observe(this.figures.get(spec.id).element);
      this.visibilityObserver.observe(this.figures.get(spec.id).element);
    });
  }

  figure(spec, group) {
    if (!this.figures.has(spec.id)) {
      this.figures.set(spec.id, new Figure(spec, {
        onLog: () => this.toggleLog(spec),
        onZoom: zoom => this.controls.setZoom(group, zoom),
      }));
    }
    return this.figures.get(spec.id);
  }

  /** The URL lists the figures whose axis was switched from its default. */
  isLogarithmic(spec) {
    return this.urlState.list('log').includes(spec.id) !== (spec.log === true);
  }

  toggleLog(spec) {
    const others = this.urlState.list('log');
    this.urlState.set({log: others.includes(spec.id) ? others.filter(id => id !== spec.id) : [...others, spec.id]});
  }

  onVisibility(entry) {
    this.visible[entry.isIntersecting ? 'add' : 'delete'](entry.target.id);
    this.schedule(entry.target.id);
  }

  scheduleAll() {
    this.figures.forEach(figure => this.schedule(figure.element.id));
  }

  /** Paints a visible figure before the next frame; an invisible one is scheduled again when it becomes visible. */
  schedule(id) {
    if (this.scheduled.size === 0) {
      requestAnimationFrame(() => this.paint());
    }
    this.scheduled.add(id);
  }

  paint() {
    const ids = this.scheduled;
    this.scheduled = new Set();
    this.figures.forEach(figure => {
      const {id} = figure.element;
      if (ids.has(id) && this.visible.has(id) && figure.lines !== undefined) {
        figure.paint();
      }
    });
  }
}
