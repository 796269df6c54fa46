import {drawDot, fitCanvas, strokeSegment} from './canvas.js';
import {breakable, element, lineSample, swatch} from './dom.js';
import {around, Scale} from './scale.js';

const LEFT = 56;
const BOTTOM = 34;

/** A chart of the objective of each trial and of the best objective so far. */
export class ObjectiveChart {
  constructor() {
    this.canvas = element('canvas', {role: 'img'});
    this.title = element('h3', {});
    this.element = element('div', {class: 'objective'}, element('header', {}, this.title,
      element('ul', {class: 'legend groups'}, element('li', {}, swatch(0), 'a trial'),
        element('li', {class: 'c1'}, lineSample([]), 'best so far'))), this.canvas);
    this.trials = [];
    new ResizeObserver(() => this.paint()).observe(this.canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.paint());
  }

  update({trials, objective, direction}) {
    this.trials = trials.filter(trial => trial.objective !== null).sort((a, b) => a.trial - b.trial);
    this.better = direction === 'minimize' ? Math.min : Math.max;
    this.title.replaceChildren(...breakable(`${objective} (${direction})`));
    this.canvas.setAttribute('aria-label', `${objective} of each trial, and the best so far; the values are in the `
      + 'ranking below');
    this.paint();
  }

  paint() {
    const context = fitCanvas(this.canvas);
    if (this.trials.length === 0 || this.canvas.clientWidth === 0) {
      return;
    }
    const style = getComputedStyle(this.canvas);
    const values = this.trials.map(trial => trial.objective);
    this.y = around(Math.min(...values), Math.max(...values), false);
    this.x = new Scale(0.5, this.trials.at(-1).trial + 0.5);
    this.drawAxes(context, style);
    this.drawBest(context, style);
    context.fillStyle = style.getPropertyValue('--c0');
    for (const {trial, objective} of this.trials) {
      drawDot(context, this.pixelX(trial), this.pixelY(objective));
    }
  }

  drawAxes(context, style) {
    context.font = `11px ${style.fontFamily}`;
    context.fillStyle = style.getPropertyValue('--faint');
    context.strokeStyle = style.getPropertyValue('--line');
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const tick of this.y.ticks(5)) {
      const y = Math.round(this.pixelY(tick.value)) + 0.5;
      strokeSegment(context, LEFT, y, this.canvas.clientWidth, y);
      context.fillText(tick.text, LEFT - 6, y);
    }
    context.textAlign = 'center';
    context.textBaseline = 'bottom';
    this.x.ticks(Math.min(10, this.trials.length)).filter(({value}) => Number.isInteger(value))
      .forEach(({value, text}) => context.fillText(text, this.pixelX(value), this.canvas.clientHeight - 15));
    context.fillText('trial', (LEFT + this.canvas.clientWidth) / 2, this.canvas.clientHeight);
  }

  drawBest(context, style) {
    let best = this.trials[0].objective;
    context.strokeStyle = style.getPropertyValue('--c1');
    context.lineWidth = 1.6;
    context.beginPath();
    context.moveTo(this.pixelX(this.trials[0].trial), this.pixelY(best));
    for (const {trial, objective} of this.trials) {
      context.lineTo(this.pixelX(trial), this.pixelY(best));
      best = this.better(best, objective);
      context.lineTo(this.pixelX(trial), this.pixelY(best));
    }
    context.lineTo(this.canvas.clientWidth, this.pixelY(best));
    context.stroke();
  }

  pixelX(trial) {
    return LEFT + this.x.position(trial) * (this.canvas.clientWidth - LEFT - 4);
  }

  pixelY(value) {
    const bottom = this.canvas.clientHeight - BOTTOM;
    return bottom - this.y.position(value) * (bottom - 6);
  }
}
