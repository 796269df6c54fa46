import {element, swatch} from './dom.js';
import {number, percent, whole} from './format.js';
import {fitted, stroke} from './chart.js';
import {nearest} from './lines.js';
import {dot} from './trace.js';

/** Rows that fit beside the pointer. */
const MOST_ROWS = 12;

/** How far beyond its ends a line is still read out, as a share of the axis. */
const NEAR = 0.03;

/** The values of a chart's lines at a place, which the pointer or the arrow keys choose. */
export class Readout {
  /**
   * @param {Chart} chart
   * @param {HTMLElement} plot holds the chart's canvas; what is read out is added to it
   * @param {boolean} share whether values are shares of one
   */
  constructor(chart, plot, share) {
    this.chart = chart;
    this.plot = plot;
    this.share = share;
    this.images = null;
    this.canvas = element('canvas', {'aria-hidden': 'true'});
    this.box = element('div', {class: 'readout', role: 'status', hidden: true});
    plot.append(this.canvas, this.box);
    plot.addEventListener('pointermove', event => this.at(chart.imagesAt(event.offsetX)));
    plot.addEventListener('pointerleave', () => this.hide());
    plot.addEventListener('blur', () => this.hide());
    plot.addEventListener('keydown', event => this.key(event));
  }

  key(event) {
    const {low, high} = this.chart.x;
    const step = (high - low) / (event.shiftKey ? 10 : 100);
    const from = this.images ?? high;
    const to = {ArrowLeft: from - step, ArrowRight: from + step, Home: low, End: high}[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.at(to);
    }
  }

  at(images) {
    this.images = images;
    this.refresh();
  }

  hide() {
    this.images = null;
    this.refresh();
  }

  /** Draws anew, after the place or the chart has changed. */
  refresh() {
    const context = fitted(this.canvas);
    this.box.hidden = this.images === null || this.chart.lines.length === 0;
    if (this.box.hidden) {
      return;
    }
    const {low, high} = this.chart.x;
    this.images = Math.min(high, Math.max(low, this.images));
    const points = this.chart.lines.filter(line => this.reaches(line))
      .map(line => ({line, at: nearest(line.xs, this.images)}))
      .sort((a, b) => b.line.ys[b.at] - a.line.ys[a.at]);
    this.mark(context, points);
    this.list(points);
  }

  /** Whether a line is there, give or take the distance of its points, or a finger's breadth. */
  reaches({xs}) {
    const {low, high} = this.chart.x;
    const near = Math.max(NEAR * (high - low), (xs.at(-1) - xs[0]) / Math.max(1, xs.length - 1));
    return xs[0] - near <= this.images && this.images <= xs.at(-1) + near;
  }

  mark(context, points) {
    const {top, bottom} = this.chart.area;
    const style = getComputedStyle(this.plot);
    const x = Math.round(this.chart.across(this.images)) + 0.5;
    context.strokeStyle = style.getPropertyValue('--faint');
    stroke(context, x, top, x, bottom);
    for (const {line, at} of points) {
      context.fillStyle = style.getPropertyValue(`--c${line.run.slot % 10}`);
      dot(context, this.chart.across(line.xs[at]), this.chart.up(line.ys[at]));
    }
  }

  list(points) {
    const smooth = points.some(({line}) => line.raw !== null);
    const rows = points.slice(0, MOST_ROWS).map(({line, at}) => element('tr', {},
      element('th', {scope: 'row'}, swatch(line.run.slot), line.run.name,
        element('small', {}, ` ${[line.label, line.run.note].filter(text => text !== '').join(' · ')}`)),
      element('td', {}, this.text(line.ys[at])),
      smooth ? element('td', {class: 'faint'}, line.raw === null ? '' : this.text(line.raw[at])) : null));
    const more = points.length - rows.length;
    const head = (smooth ? ['smoothed', 'value'] : ['value'])
      .map(text => element('th', {scope: 'col'}, text));
    const place = element('td', {class: 'faint'}, `${whole(this.images)} images`);
    this.box.replaceChildren(element('table', {}, element('thead', {}, element('tr', {}, place, ...head)),
      element('tbody', {}, ...rows)), more > 0 ? element('p', {class: 'faint'}, `and ${more} more below`) : '');
    const {top, bottom} = this.plot.getBoundingClientRect();
    const {offsetHeight} = this.box;
    this.box.classList.toggle('above', bottom + offsetHeight > innerHeight && top > offsetHeight);
  }

  text(value) {
    return this.share ? percent(value) : number(value);
  }
}
