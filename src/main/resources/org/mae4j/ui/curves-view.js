import {element, empty} from './dom.js';
import {Figure} from './figure.js';
import {groupsFor} from './figures.js';
import {linesOf} from './lines.js';

const SMOOTHING = 0.6;

/** All curves of the chosen runs, a figure for each quantity. */
export class CurvesView {
  static parts = ['curves'];

  constructor(address) {
    this.address = address;
    this.figures = new Map();
    this.zooms = new Map();
    this.due = new Set();
    this.visible = new Set();
    this.weight = element('output', {});
    this.slider = element('input', {type: 'range', min: 0, max: 0.99, step: 0.01, id: 'smoothing',
      input: () => address.set({smoothing: this.slider.value})});
    this.groups = element('div', {});
    this.element = element('div', {}, element('div', {class: 'controls'},
      element('label', {for: 'smoothing'}, 'Smoothing'), this.slider, this.weight,
      element('span', {class: 'hint'}, 'over images seen; drag over a figure to zoom, double-click or Esc to see all')),
    this.groups);
    this.sizes = new ResizeObserver(entries => entries.forEach(entry => this.isDue(entry.target.id)));
    this.sight = new IntersectionObserver(entries => entries.forEach(entry => this.seen(entry)));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.allDue());
  }

  render({store, shown, lit}) {
    const weight = Math.min(0.99, Math.max(0, Number(this.address.get('smoothing', SMOOTHING)) || 0));
    this.slider.value = weight;
    this.weight.textContent = weight.toFixed(2);
    const runs = shown.filter(run => store.part(run.id, 'curves') !== undefined)
      .map(run => ({...run, curves: store.part(run.id, 'curves'), config: store.part(run.id, 'config') ?? {}}));
    const groups = groupsFor([...new Set(runs.flatMap(run => [...run.curves.series.keys()]))],
      store.evaluations.trainings);
    this.arrange(groups, shown);
    for (const {title, figures} of groups) {
      const zoom = this.zooms.get(title) ?? null;
      figures.forEach(spec => this.figures.get(spec.id).update(() => linesOf(spec, runs, weight),
        {logarithmic: this.isLogarithmic(spec), zoom, lit}));
    }
    this.allDue();
  }

  /** Puts the figures that there are in their order, where that changed. */
  arrange(groups, shown) {
    const order = groups.map(group => [group.title, group.figures.map(figure => figure.id)]);
    const signature = JSON.stringify([order, shown.length > 0]);
    if (signature === this.arranged) {
      return;
    }
    this.arranged = signature;
    this.sizes.disconnect();
    this.sight.disconnect();
    this.visible.clear();
    this.groups.replaceChildren(...groups.map(group => element('section', {class: 'group'},
      element('h2', {}, group.title), element('div', {class: 'figures'},
        ...group.figures.map(spec => this.figure(spec, group.title).element)))));
    if (groups.length === 0) {
      this.groups.append(empty(shown.length === 0 ? 'Choose runs to see their curves.'
        : 'No step has been logged yet.'));
    }
    groups.flatMap(group => group.figures).forEach(spec => {
      this.sizes.observe(this.figures.get(spec.id).element);
      this.sight.observe(this.figures.get(spec.id).element);
    });
  }

  figure(spec, group) {
    if (!this.figures.has(spec.id)) {
      this.figures.set(spec.id, new Figure(spec, {
        onLog: () => this.toggleLog(spec),
        onZoom: zoom => {
          this.zooms.set(group, zoom);
          this.address.tell();
        },
      }));
    }
    return this.figures.get(spec.id);
  }

  /** The address names the figures whose axis is not as it is at first. */
  isLogarithmic(spec) {
    return this.address.list('log', []).includes(spec.id) !== (spec.log === true);
  }

  toggleLog(spec) {
    const others = this.address.list('log', []);
    this.address.set({log: others.includes(spec.id) ? others.filter(id => id !== spec.id) : [...others, spec.id]});
  }

  seen(entry) {
    this.visible[entry.isIntersecting ? 'add' : 'delete'](entry.target.id);
    this.isDue(entry.target.id);
  }

  allDue() {
    this.figures.forEach(figure => this.isDue(figure.element.id));
  }

  /** Paints before the next frame, if it can be seen; when it comes into sight otherwise. */
  isDue(id) {
    if (this.due.size === 0) {
      requestAnimationFrame(() => this.paint());
    }
    this.due.add(id);
  }

  paint() {
    const ids = this.due;
    this.due = new Set();
    this.figures.forEach(figure => {
      const {id} = figure.element;
      if (ids.has(id) && this.visible.has(id) && figure.lines !== undefined) {
        figure.paint();
      }
    });
  }
}
