import {AXES, FIRST_AXIS} from './axis.js';
import {element, options, swatch, whenChanged} from './dom.js';

const SMOOTHING = 0.6;

/** What the first figure shows: the loss is the masked MSE of pixels in [-1, 1] unless targets are normalized. */
const ERRORS = new Map([['loss', 'loss'], ['mse', 'masked MSE'], ['both', 'both']]);

/** Smallest part of an axis that can be shown. */
const MIN_ZOOM = 1e-6;

/** The controls above the curves. Their values are in the address. */
export class CurveControls {
  constructor(urlState) {
    this.urlState = urlState;
    this.weight = element('output', {});
    this.slider = element('input', {type: 'range', min: 0, max: 0.99, step: 0.01, id: 'smoothing',
      input: () => urlState.set({smoothing: this.slider.value})});
    this.axis = this.select('axis', [...AXES].map(([key, {name}]) => [key, name]), {zoom: ''});
    this.error = this.select('error', [...ERRORS]);
    this.color = this.select('color', []);
    this.legend = element('ul', {class: 'legend groups'});
    this.element = element('div', {}, element('div', {class: 'controls'},
      element('label', {for: 'smoothing'}, 'Smoothing'), this.slider, this.weight,
      element('label', {}, 'Over ', this.axis), element('label', {}, 'Show ', this.error),
      element('label', {}, 'Color by ', this.color),
      element('span', {class: 'hint'}, 'drag to zoom, double-click or press Esc to reset')), this.legend);
    this.fillColors = whenChanged((keys, current) => this.replaceColors(keys, current));
    this.fillLegend = whenChanged(groups => this.legend.replaceChildren(...groups.map(([name, slot]) =>
      element('li', {}, swatch(slot), name))));
  }

  select(name, options, others = {}) {
    const select = element('select', {id: `curves-${name}`,
      change: () => this.urlState.set({[name]: select.value, ...others})},
    ...options.map(([value, label]) => element('option', {value}, label)));
    return select;
  }

  /** @param {string[]} colorings settings in which the selected runs differ */
  render(selected, colorings) {
    const {weight, axis, error} = this.values();
    this.slider.value = weight;
    this.weight.textContent = weight.toFixed(2);
    this.axis.value = axis;
    this.error.value = error;
    this.fillColors(colorings, this.urlState.get('color', ''));
    this.fillLegend([...new Map(selected.filter(run => run.group !== undefined)
      .map(run => [run.group, run.slot]))]);
  }

  replaceColors(keys, current) {
    options(this.color, [['', 'run'], ...keys.map(key => [key, key])], keys.includes(current) ? current : '');
  }

  values() {
    const axis = this.urlState.get('axis');
    const error = this.urlState.get('error');
    return {weight: Math.min(0.99, Math.max(0, Number(this.urlState.get('smoothing', SMOOTHING)) || 0)),
      axis: AXES.has(axis) ? axis : FIRST_AXIS, error: ERRORS.has(error) ? error : 'loss'};
  }

  /** Returns both ends of the horizontal axis of a group of figures; null for all. */
  zoom(group) {
    const entry = this.urlState.list('zoom').map(part => part.split('~')).find(([id]) => id === group);
    const [low, high] = (entry ?? []).slice(1).map(Number);
    return high - low > MIN_ZOOM * Math.abs(high) ? [low, high] : null;
  }

  setZoom(group, zoom) {
    const others = this.urlState.list('zoom').filter(part => part.split('~')[0] !== group);
    this.urlState.set({zoom: zoom === null ? others
      : [...others, `${group}~${zoom.map(value => Number(value.toPrecision(6))).join('~')}`]});
  }
}
