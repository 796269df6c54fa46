import {horizontalTicks} from './axis.js';
import {drawMarkers, fitCanvas, strokeCurve, strokeSegment} from './canvas.js';
import {visiblePoints} from './downsampling.js';
import {around, Scale} from './scale.js';

const LEFT = 50;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 36;

/** Distance in pixels of the rings along a line whose color is also that of another run. */
const RING_DISTANCE = 60;

/** A line chart over one of the `AXES`. */
export class Chart {
  /**
   * Draws the chart on a canvas and fits it to its size on the screen.
   *
   * @param {Object[]} lines lines that `linesOf` returns
   * @param {{logarithmic: boolean, axis: string, zoom: ?number[], highlighted: ?string}} options `zoom`: ends of the
   *     horizontal axis; `highlighted`: id of the highlighted run
   */
  draw(canvas, lines, options) {
    this.paint(fitCanvas(canvas), getComputedStyle(canvas), canvas.clientWidth, canvas.clientHeight, lines, options);
  }

  /** Paints the chart with a context of a canvas or one like it. The style has the colors and the font. */
  paint(context, style, width, height, lines, {logarithmic, axis, zoom, highlighted}) {
    this.area = {left: LEFT, top: TOP, right: width - RIGHT, bottom: height - BOTTOM};
    this.lines = lines;
    this.axis = axis;
    const last = Math.max(0, ...lines.map(line => line.xs.at(-1))) || 1;
    this.x = new Scale(...zoom ?? [0, last]);
    const visible = lines.map(line => ({...line, points: this.visiblePoints(line, line.ys),
      rawPoints: line.raw === null ? null : this.visiblePoints(line, line.raw)}));
    const [low, high] = range(visible.flatMap(({points, rawPoints}) => [points.ys, rawPoints?.ys ?? []]), logarithmic);
    this.y = around(low, high, logarithmic);
    this.drawAxes(context, style);
    context.save();
    context.beginPath();
    context.rect(LEFT, TOP - 2, this.area.right - LEFT + 2, this.area.bottom - TOP + 4);
    context.clip();
    visible.sort((a, b) => (a.run.id === highlighted) - (b.run.id === highlighted));
    visible.forEach(line =>
      this.drawLine(context, style, line, highlighted === null || line.run.id === highlighted));
    context.restore();
  }

  visiblePoints({xs}, ys) {
    return visiblePoints(xs, ys, this.x, (this.area.right - this.area.left) / 2);
  }

  pixelX(x) {
    return this.area.left + this.x.position(x) * (this.area.right - this.area.left);
  }

  pixelY(y) {
    return this.area.bottom - this.y.position(y) * (this.area.bottom - this.area.top);
  }

  /** Returns the value of the horizontal axis at a position in pixels. */
  valueAt(x) {
    const {left, right} = this.area;
    return this.x.value(Math.min(1, Math.max(0, (x - left) / (right - left))));
  }

  drawAxes(context, style) {
    const {left, right, top, bottom} = this.area;
    context.font = `11px ${style.fontFamily}`;
    context.lineWidth = 1;
    context.strokeStyle = style.getPropertyValue('--line');
    context.fillStyle = style.getPropertyValue('--faint');
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const tick of this.y.ticks(Math.max(2, (bottom - top) / 36))) {
      const y = Math.round(this.pixelY(tick.value)) + 0.5;
      strokeSegment(context, left, y, right, y);
      context.fillText(tick.text, left - 6, y);
    }
    context.textAlign = 'center';
    context.textBaseline = 'top';
    const {title, ticks} = horizontalTicks(this.axis, this.x, Math.max(2, (right - left) / 80));
    for (const tick of ticks) {
      const x = this.pixelX(tick.value);
      strokeSegment(context, Math.round(x) + 0.5, bottom, Math.round(x) + 0.5, bottom + 4);
      context.fillText(tick.text, Math.min(x, right + RIGHT - 2 - context.measureText(tick.text).width / 2), bottom + 6);
    }
    context.fillText(title, (left + right) / 2, bottom + 21);
    strokeSegment(context, left, bottom + 0.5, right, bottom + 0.5);
  }

  drawLine(context, style, line, isHighlighted) {
    const {slot} = line.run;
    context.strokeStyle = context.fillStyle = style.getPropertyValue(`--c${slot % 10}`);
    context.lineJoin = 'bevel';
    if (line.rawPoints !== null) {
      context.globalAlpha = isHighlighted ? 0.22 : 0.05;
      context.lineWidth = 1;
      strokeCurve(context, line.rawPoints, this);
    }
    context.globalAlpha = isHighlighted ? 1 : 0.15;
    context.lineWidth = 1.6;
    context.setLineDash(line.dash);
    strokeCurve(context, line.points, this);
    context.setLineDash([]);
    if (line.marked || slot >= 10) {
      drawMarkers(context, line.points, this, line.marked ? 6 : RING_DISTANCE, slot >= 10);
    }
    context.globalAlpha = 1;
  }
}

/** Returns the smallest and the largest of all numbers, or of the positive ones. */
function range(lists, positive) {
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
