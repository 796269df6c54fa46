import {position} from './axis.js';
import {drawDot, fitCanvas, strokeSegment} from './canvas.js';
import {element, lineSample} from './dom.js';
import {nearest} from './figure-lines.js';
import {number, percent} from './format.js';

/** Height of a row of the readout in pixels; the box has as many rows as the chart is high. */
const ROW = 18;

/** Distance of the box from the pointer in pixels. */
const GAP = 12;

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
    this.position = null;
    this.canvas = element('canvas', {'aria-hidden': 'true'});
    this.box = element('div', {class: 'readout', role: 'status', hidden: true});
    plot.append(this.canvas, this.box);
    plot.addEventListener('pointermove', event => this.show(chart.valueAt(event.offsetX)));
    plot.addEventListener('pointerleave', () => this.hide());
    plot.addEventListener('blur', () => this.hide());
    plot.addEventListener('keydown', event => this.onKey(event));
  }

  onKey(event) {
    const {low, high} = this.chart.x;
    const step = (high - low) / (event.shiftKey ? 10 : 100);
    const from = this.position ?? high;
    const target = {ArrowLeft: from - step, ArrowRight: from + step, Home: low, End: high}[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.show(target);
    }
  }

  show(value) {
    this.position = value;
    this.refresh();
  }

  hide() {
    this.show(null);
  }

  /** Redraws the readout after the position or the chart has changed. */
  refresh() {
    const context = fitCanvas(this.canvas);
    this.box.hidden = this.position === null || this.chart.lines.length === 0;
    if (this.box.hidden) {
      return;
    }
    const {low, high} = this.chart.x;
    this.position = Math.min(high, Math.max(low, this.position));
    const points = this.chart.lines.filter(line => this.reaches(line))
      .map(line => ({line, at: nearest(line.xs, this.position)}))
      .sort((a, b) => b.line.ys[b.at] - a.line.ys[a.at]);
    this.drawMarks(context, points);
    this.list(points);
    this.place();
  }

  /** Returns whether a line exists at the position, with a tolerance of the width of a finger or of its point distance. */
  reaches({xs}) {
    const {low, high} = this.chart.x;
    const tolerance = Math.max(TOLERANCE * (high - low), (xs.at(-1) - xs[0]) / Math.max(1, xs.length - 1));
    return xs[0] - tolerance <= this.position && this.position <= xs.at(-1) + tolerance;
  }

  drawMarks(context, points) {
    const {top, bottom} = this.chart.area;
    const style = getComputedStyle(this.plot);
    const x = Math.round(this.chart.pixelX(this.position)) + 0.5;
    context.strokeStyle = style.getPropertyValue('--faint');
    strokeSegment(context, x, top, x, bottom);
    for (const {line, at} of points) {
      context.fillStyle = style.getPropertyValue(`--c${line.run.slot % 10}`);
      drawDot(context, this.chart.pixelX(line.xs[at]), this.chart.pixelY(line.ys[at]));
    }
  }

  /** Lists the points, each with its own position, its measured value and, if it is another one, the smoothed value. */
  list(points) {
    const smooth = points.some(({line}) => line.raw !== null);
    const shown = Math.max(1, Math.floor(this.plot.clientHeight / ROW) - 2);
    const rows = points.slice(0, shown).map(({line, at}) => element('tr', {},
      element('th', {scope: 'row', class: `c${line.run.slot % 10}`}, lineSample(line.dash), line.run.name,
        element('small', {}, ` ${[line.label, line.run.note].filter(text => text !== '').join(' · ')}`)),
      element('td', {class: 'faint'}, position(this.chart.axis, line.xs[at])),
      element('td', {}, this.text((line.raw ?? line.ys)[at])),
      smooth ? element('td', {class: 'faint'}, line.raw === null ? '' : this.text(line.ys[at])) : null));
    const more = points.length - rows.length;
    const head = ['at', 'value', ...smooth ? ['smoothed'] : []].map(text => element('th', {scope: 'col'}, text));
    this.box.replaceChildren(element('table', {}, element('thead', {}, element('tr', {}, element('td'), ...head)),
      element('tbody', {}, ...rows)), more > 0 ? element('p', {class: 'faint'}, `and ${more} more`) : '');
  }

  /** Puts the box beside the pointer, on the side with more room and inside of the chart. */
  place() {
    const x = this.chart.pixelX(this.position);
    const width = this.plot.clientWidth;
    const room = Math.max(x, width - x) - GAP;
    this.box.style.maxWidth = `${Math.max(room, Math.min(width, 260))}px`;
    const left = x > width / 2 ? x - GAP - this.box.offsetWidth : x + GAP;
    this.box.style.left = `${Math.max(0, Math.min(width - this.box.offsetWidth, left))}px`;
  }

  text(value) {
    return this.share ? percent(value) : number(value);
  }
}
