import {drawDot, fitCanvas, strokeSegment} from './canvas.js';
import {element, swatch} from './dom.js';
import {nearest} from './figure-lines.js';
import {number, percent, whole} from './format.js';

/** Maximum number of lines in the readout. */
const MAX_ROWS = 12;

/** Distance beyond its ends at which a line is still read, as a share of the axis. */
const TOLERANCE = 0.03;

/** The values of the lines of a chart at the position of the pointer, or at a position chosen by the arrow keys. */
export class ChartReadout {
  /**
   * @param {Chart} chart
   * @param {HTMLElement} plot parent of the canvas of the chart and of the readout
   * @param {boolean} share whether the values are shares in [0, 1]
   */
  constructor(chart, plot, share) {
    this.chart = chart;
    this.plot = plot;
    this.share = share;
    this.images = null;
    this.canvas = element('canvas', {'aria-hidden': 'true'});
    this.box = element('div', {class: 'readout', role: 'status', hidden: true});
    plot.append(this.canvas, this.box);
    plot.addEventListener('pointermove', event => this.show(chart.imagesAt(event.offsetX)));
    plot.addEventListener('pointerleave', () => this.hide());
    plot.addEventListener('blur', () => this.hide());
    plot.addEventListener('keydown', event => this.onKey(event));
  }

  onKey(event) {
    const {low, high} = this.chart.x;
    const step = (high - low) / (event.shiftKey ? 10 : 100);
    const from = this.images ?? high;
    const target = {ArrowLeft: from - step, ArrowRight: from + step, Home: low, End: high}[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.show(target);
    }
  }

  show(images) {
    this.images = images;
    this.refresh();
  }

  hide() {
    this.images = null;
    this.refresh();
  }

  /** Redraws the readout after the position or the chart has changed. */
  refresh() {
    const context = fitCanvas(this.canvas);
    this.box.hidden = this.images === null || this.chart.lines.length === 0;
    if (this.box.hidden) {
      return;
    }
    const {low, high} = this.chart.x;
    this.images = Math.min(high, Math.max(low, this.images));
    const points = this.chart.lines.filter(line => this.reaches(line))
      .map(line => ({line, at: nearest(line.xs, this.images)}))
      .sort((a, b) => b.line.ys[b.at] - a.line.ys[a.at]);
    this.drawMarks(context, points);
    this.list(points);
  }

  /** Returns whether a line exists at the position, with a tolerance of the width of a finger or of its point distance. */
  reaches({xs}) {
    const {low, high} = this.chart.x;
    const tolerance = Math.max(TOLERANCE * (high - low), (xs.at(-1) - xs[0]) / Math.max(1, xs.length - 1));
    return xs[0] - tolerance <= this.images && this.images <= xs.at(-1) + tolerance;
  }

  drawMarks(context, points) {
    const {top, bottom} = this.chart.area;
    const style = getComputedStyle(this.plot);
    const x = Math.round(this.chart.pixelX(this.images)) + 0.5;
    context.strokeStyle = style.getPropertyValue('--faint');
    strokeSegment(context, x, top, x, bottom);
    for (const {line, at} of points) {
      context.fillStyle = style.getPropertyValue(`--c${line.run.slot % 10}`);
      drawDot(context, this.chart.pixelX(line.xs[at]), this.chart.pixelY(line.ys[at]));
    }
  }

  list(points) {
    const smooth = points.some(({line}) => line.raw !== null);
    const rows = points.slice(0, MAX_ROWS).map(({line, at}) => element('tr', {},
      element('th', {scope: 'row'}, swatch(line.run.slot), line.run.name,
        element('small', {}, ` ${[line.label, line.run.note].filter(text => text !== '').join(' · ')}`)),
      element('td', {}, this.text(line.ys[at])),
      smooth ? element('td', {class: 'faint'}, line.raw === null ? '' : this.text(line.raw[at])) : null));
    const more = points.length - rows.length;
    const head = (smooth ? ['smoothed', 'value'] : ['value'])
      .map(text => element('th', {scope: 'col'}, text));
    const position = element('td', {class: 'faint'}, `${whole(this.images)} images`);
    this.box.replaceChildren(element('table', {}, element('thead', {}, element('tr', {}, position, ...head)),
      element('tbody', {}, ...rows)), more > 0 ? element('p', {class: 'faint'}, `and ${more} more`) : '');
    const {top, bottom} = this.plot.getBoundingClientRect();
    const {offsetHeight} = this.box;
    this.box.classList.toggle('above', bottom + offsetHeight > innerHeight && top > offsetHeight);
  }

  text(value) {
    return this.share ? percent(value) : number(value);
  }
}
