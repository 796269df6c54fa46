import {element} from './dom.js';

/** Minimum distance of a drag in pixels; a shorter one is a click. */
const MIN_DRAG = 8;

/** Zooms a chart horizontally: by dragging the mouse and by the keys + and -; Escape resets the zoom. */
export class ChartZoom {
  /** @param {function(?number[])} onZoom is called with both ends of the horizontal axis, or null for all */
  constructor(chart, readout, plot, onZoom) {
    this.chart = chart;
    this.readout = readout;
    this.plot = plot;
    this.onZoom = onZoom;
    this.from = null;
    this.band = element('div', {class: 'band', hidden: true});
    plot.append(this.band);
    plot.addEventListener('pointerdown', event => this.startDrag(event));
    plot.addEventListener('pointermove', event => this.drag(event));
    plot.addEventListener('pointerup', event => this.endDrag(event));
    plot.addEventListener('pointerleave', () => this.cancelDrag());
    plot.addEventListener('dblclick', () => onZoom(null));
    plot.addEventListener('keydown', event => this.onKey(event));
  }

  /** Ignores touch, which scrolls the page. */
  startDrag(event) {
    this.from = event.pointerType === 'mouse' && event.button === 0 ? event.offsetX : null;
  }

  drag({offsetX}) {
    this.band.hidden = this.from === null || Math.abs(offsetX - this.from) <= MIN_DRAG;
    this.band.style.left = `${Math.min(this.from, offsetX)}px`;
    this.band.style.width = `${Math.abs(offsetX - this.from)}px`;
  }

  endDrag({offsetX}) {
    if (!this.band.hidden) {
      this.onZoom([this.from, offsetX].map(x => this.chart.valueAt(x)).sort((a, b) => a - b));
    }
    this.cancelDrag();
  }

  cancelDrag() {
    this.from = null;
    this.band.hidden = true;
  }

  onKey({key}) {
    if (key === 'Escape') {
      this.onZoom(null);
    } else if (key === '+' || key === '-') {
      this.zoomBy(key === '+' ? 0.5 : 2);
    }
  }

  /** Multiplies the visible range by `factor`, around the position of the readout or else the center. */
  zoomBy(factor) {
    const {low, high} = this.chart.x;
    const last = Math.max(...this.chart.lines.map(line => line.xs.at(-1)));
    const half = (high - low) * factor / 2;
    const center = Math.max(half, this.readout.position ?? (low + high) / 2);
    this.onZoom(2 * half >= last ? null : [center - half, center + half]);
  }
}
