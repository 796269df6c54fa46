import {around, Scale} from './scale.js';
import {count} from './format.js';
import {thinned} from './thinned.js';
import {markers, trace} from './trace.js';

const LEFT = 50;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 22;

/** Pixels between rings along a line, where colors alone do not tell runs apart. */
const RING_PIXELS = 60;

/** Lines over images seen, drawn on a canvas of the size that the page gives it. */
export class Chart {
  constructor(canvas) {
    this.canvas = canvas;
  }

  /**
   * @param {Object[]} lines as `linesOf` makes them
   * @param {{logarithmic: boolean, zoom: ?number[], lit: ?string}} options `zoom`: first and last image; `lit`: the id
   *     of the run that stands out
   */
  draw(lines, {logarithmic, zoom, lit}) {
    const context = fitted(this.canvas);
    const {clientWidth, clientHeight} = this.canvas;
    this.area = {left: LEFT, top: TOP, right: clientWidth - RIGHT, bottom: clientHeight - BOTTOM};
    this.lines = lines;
    const [first, last] = zoom ?? [0, Math.max(1, ...lines.map(line => line.xs.at(-1)))];
    this.x = new Scale(first, Math.max(last, first + 1));
    const drawn = lines.map(line => ({...line, points: this.thinned(line, line.ys),
      faint: line.raw === null ? null : this.thinned(line, line.raw)}));
    const [low, high] = extent(drawn.flatMap(({points, faint}) => [points.ys, faint?.ys ?? []]), logarithmic);
    this.y = around(low, high, logarithmic);
    const style = getComputedStyle(this.canvas);
    this.axes(context, style);
    context.save();
    context.beginPath();
    context.rect(LEFT, TOP - 2, this.area.right - LEFT + 2, this.area.bottom - TOP + 4);
    context.clip();
    drawn.sort((a, b) => (a.run.id === lit) - (b.run.id === lit));
    drawn.forEach(line => this.line(context, style, line, lit === null || line.run.id === lit));
    context.restore();
  }

  thinned({xs}, ys) {
    return thinned(xs, ys, this.x, (this.area.right - this.area.left) / 2);
  }

  across(x) {
    return this.area.left + this.x.place(x) * (this.area.right - this.area.left);
  }

  up(y) {
    return this.area.bottom - this.y.place(y) * (this.area.bottom - this.area.top);
  }

  /** The images at a place from left to right, in pixels of the page. */
  imagesAt(across) {
    const {left, right} = this.area;
    return this.x.value(Math.min(1, Math.max(0, (across - left) / (right - left))));
  }

  axes(context, style) {
    const {left, right, top, bottom} = this.area;
    context.font = `11px ${style.fontFamily}`;
    context.lineWidth = 1;
    context.strokeStyle = style.getPropertyValue('--line');
    context.fillStyle = style.getPropertyValue('--faint');
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const tick of this.y.ticks(Math.max(2, (bottom - top) / 36))) {
      const y = Math.round(this.up(tick.value)) + 0.5;
      stroke(context, left, y, right, y);
      context.fillText(tick.text, left - 6, y);
    }
    context.textAlign = 'center';
    context.textBaseline = 'top';
    for (const tick of this.x.ticks(Math.max(2, (right - left) / 80))) {
      const x = this.across(tick.value);
      stroke(context, Math.round(x) + 0.5, bottom, Math.round(x) + 0.5, bottom + 4);
      const text = count(tick.value);
      context.fillText(text, Math.min(x, right + RIGHT - 2 - context.measureText(text).width / 2), bottom + 7);
    }
    stroke(context, left, bottom + 0.5, right, bottom + 0.5);
  }

  line(context, style, line, isLit) {
    const {slot} = line.run;
    context.strokeStyle = context.fillStyle = style.getPropertyValue(`--c${slot % 10}`);
    context.lineJoin = 'bevel';
    if (line.faint !== null) {
      context.globalAlpha = isLit ? 0.22 : 0.05;
      context.lineWidth = 1;
      trace(context, line.faint, this);
    }
    context.globalAlpha = isLit ? 1 : 0.15;
    context.lineWidth = 1.6;
    context.setLineDash(line.dash);
    trace(context, line.points, this);
    context.setLineDash([]);
    if (line.marked || slot >= 10) {
      markers(context, line.points, this, line.marked ? 6 : RING_PIXELS, slot >= 10);
    }
    context.globalAlpha = 1;
  }
}

/** The canvas' context, empty, with as many dots as the screen has. */
export function fitted(canvas) {
  const dots = window.devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * dots);
  canvas.height = Math.round(canvas.clientHeight * dots);
  const context = canvas.getContext('2d');
  context.scale(dots, dots);
  return context;
}

/** The least and the greatest of all numbers; of the positive ones alone, if wanted. */
function extent(lists, positive = false) {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (const value of list) {
      if (!positive || value > 0) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  return low <= high ? [low, high] : [positive ? 0.1 : 0, 1];
}

/** Strokes a straight line. */
export function stroke(context, fromX, fromY, toX, toY) {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}
