import {element, empty} from './dom.js';
import {Figure} from './figure.js';
import {groupsFor} from './figure-groups.js';
import {linesOf} from './figure-lines.js';

const SMOOTHING = 0.6;

/** The curves of the selected runs, one figure per quantity. */
export class CurvesView {
  static parts = ['curves'];

  constructor(urlState) {
    this.urlState = urlState;
    this.figures = new Map();
    this.zooms = new Map();
    this.scheduled = new Set();
    this.visible = new Set();
    this.weight = element('output', {});
    this.slider = element('input', {type: 'range', min: 0, max: 0.99, step: 0.01, id: 'smoothing',
      input: () => urlState.set({smoothing: this.slider.value})});
    this.groups = element('div', {});
    this.element = element('div', {}, element('div', {class: 'controls'},
      element('label', {for: 'smoothing'}, 'Smoothing'), this.slider, this.weight,
      element('span', {class: 'hint'}, 'horizontal axis: training images; drag to zoom, double-click or press Esc to reset')),
    this.groups);
    this.sizeObserver = new ResizeObserver(entries => entries.forEach(entry => this.schedule(entry.target.id)));
    this.visibilityObserver = new IntersectionObserver(entries =>
      entries.forEach(entry => this.onVisibility(entry)));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.scheduleAll());
  }

  render({store, selected, highlighted}) {
    const weight = Math.min(0.99, Math.max(0, Number(this.urlState.get('smoothing', SMOOTHING)) || 0));
    this.slider.value = weight;
    this.weight.textContent = weight.toFixed(2);
    const runs = selected.filter(run => store.part(run.id, 'curves') !== undefined)
      .map(run => ({...run, curves: store.part(run.id, 'curves'), config: store.part(run.id, 'config') ?? {}}));
    const groups = groupsFor([...new Set(runs.flatMap(run => [...run.curves.series.keys()]))], store.evaluations);
    this.arrange(groups, selected);
    for (const {title, figures} of groups) {
      const zoom = this.zooms.get(title) ?? null;
      figures.forEach(spec => this.figures.get(spec.id).update(() => linesOf(spec, runs, weight),
        {logarithmic: this.isLogarithmic(spec), zoom, highlighted}));
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
        ...group.figures.map(spec => this.figure(spec, group.title).element)))));
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
        onZoom: zoom => {
          this.zooms.set(group, zoom);
          this.urlState.notify();
        },
      }));
    }
    return this.figures.get(spec.id);
  }

  /** The URL lists the figures whose axis was switched from its default. */
  isLogarithmic(spec) {
    return this.urlState.list('log', []).includes(spec.id) !== (spec.log === true);
  }

  toggleLog(spec) {
    const others = this.urlState.list('log', []);
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
