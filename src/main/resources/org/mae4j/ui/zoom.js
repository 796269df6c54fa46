import {element} from './dom.js';

/** A mouse that was moved less, in pixels, was only clicked. */
const CLICK = 8;

/** Chooses which images a chart shows: by dragging a mouse over it, by the keys + and -; Escape shows all again. */
export class Zoom {
  /** @param {function(?number[])} onZoom is told the first and the last image, or null for all */
  constructor(chart, readout, plot, onZoom) {
    this.chart = chart;
    this.readout = readout;
    this.plot = plot;
    this.onZoom = onZoom;
    this.from = null;
    this.band = element('div', {class: 'band', hidden: true});
    plot.append(this.band);
    plot.addEventListener('pointerdown', event => this.grab(event));
    plot.addEventListener('pointermove', event => this.drag(event));
    plot.addEventListener('pointerup', event => this.release(event));
    plot.addEventListener('pointerleave', () => this.letGo());
    plot.addEventListener('dblclick', () => onZoom(null));
    plot.addEventListener('keydown', event => this.key(event));
  }

  /** A finger moves the page instead. */
  grab(event) {
    this.from = event.pointerType === 'mouse' && event.button === 0 ? event.offsetX : null;
  }

  drag({offsetX}) {
    this.band.hidden = this.from === null || Math.abs(offsetX - this.from) <= CLICK;
    this.band.style.left = `${Math.min(this.from, offsetX)}px`;
    this.band.style.width = `${Math.abs(offsetX - this.from)}px`;
  }

  release({offsetX}) {
    if (!this.band.hidden) {
      this.onZoom([this.from, offsetX].map(across => this.chart.imagesAt(across)).sort((a, b) => a - b));
    }
    this.letGo();
  }

  letGo() {
    this.from = null;
    this.band.hidden = true;
  }

  key({key}) {
    if (key === 'Escape') {
      this.onZoom(null);
    } else if (key === '+' || key === '-') {
      this.by(key === '+' ? 0.5 : 2);
    }
  }

  /** Shows so many times as many images around the place that is read out, or else the middle. */
  by(factor) {
    const {low, high} = this.chart.x;
    const last = Math.max(...this.chart.lines.map(line => line.xs.at(-1)));
    const half = (high - low) * factor / 2;
    const middle = Math.max(half, this.readout.images ?? (low + high) / 2);
    this.onZoom(2 * half >= last ? null : [middle - half, middle + half]);
  }
}
