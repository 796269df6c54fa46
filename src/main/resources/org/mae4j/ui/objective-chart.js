import {element} from './dom.js';
import {fitted, stroke} from './chart.js';
import {around, Scale} from './scale.js';
import {dot} from './trace.js';

const LEFT = 56;
const BOTTOM = 20;

/** The objective of each candidate in their order, and the best so far. */
export class ObjectiveChart {
  constructor() {
    this.canvas = element('canvas', {role: 'img'});
    this.element = element('div', {class: 'objective'}, this.canvas);
    this.points = [];
    new ResizeObserver(() => this.paint()).observe(this.canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.paint());
  }

  update({candidates, objective, direction}) {
    this.points = candidates.filter(one => one.objective !== null).sort((a, b) => a.candidate - b.candidate);
    this.better = direction === 'minimize' ? Math.min : Math.max;
    this.canvas.setAttribute('aria-label', `${objective} by candidate, and the best so far; the values are in the `
      + 'ranking below');
    this.paint();
  }

  paint() {
    const context = fitted(this.canvas);
    if (this.points.length === 0 || this.canvas.clientWidth === 0) {
      return;
    }
    const style = getComputedStyle(this.canvas);
    const values = this.points.map(point => point.objective);
    this.y = around(Math.min(...values), Math.max(...values), false);
    this.x = new Scale(0.5, this.points.at(-1).candidate + 0.5);
    this.axes(context, style);
    this.best(context, style);
    context.fillStyle = style.getPropertyValue('--c0');
    for (const {candidate, objective} of this.points) {
      dot(context, this.across(candidate), this.up(objective));
    }
  }

  axes(context, style) {
    context.font = `11px ${style.fontFamily}`;
    context.fillStyle = style.getPropertyValue('--faint');
    context.strokeStyle = style.getPropertyValue('--line');
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const tick of this.y.ticks(5)) {
      const y = Math.round(this.up(tick.value)) + 0.5;
      stroke(context, LEFT, y, this.canvas.clientWidth, y);
      context.fillText(tick.text, LEFT - 6, y);
    }
    context.textAlign = 'center';
    context.textBaseline = 'bottom';
    this.x.ticks(Math.min(10, this.points.length)).filter(({value}) => Number.isInteger(value))
      .forEach(({value, text}) => context.fillText(text, this.across(value), this.canvas.clientHeight));
  }

  best(context, style) {
    let best = this.points[0].objective;
    context.strokeStyle = style.getPropertyValue('--c1');
    context.lineWidth = 1.6;
    context.beginPath();
    context.moveTo(this.across(this.points[0].candidate), this.up(best));
    for (const {candidate, objective} of this.points) {
      context.lineTo(this.across(candidate), this.up(best));
      best = this.better(best, objective);
      context.lineTo(this.across(candidate), this.up(best));
    }
    context.lineTo(this.canvas.clientWidth, this.up(best));
    context.stroke();
  }

  across(candidate) {
    return LEFT + this.x.place(candidate) * (this.canvas.clientWidth - LEFT - 4);
  }

  up(value) {
    const bottom = this.canvas.clientHeight - BOTTOM;
    return bottom - this.y.place(value) * (bottom - 6);
  }
}
