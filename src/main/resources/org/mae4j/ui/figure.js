import {element} from './dom.js';
import {Chart} from './chart.js';
import {ChartReadout} from './chart-readout.js';
import {ChartZoom} from './chart-zoom.js';

/** A chart with a heading, a switch for a logarithmic axis, and a legend of the line styles. */
export class Figure {
  /**
   * @param {Object} spec figure of `figure-groups.js`
   * @param {{onLog: function, onZoom: function(?number[])}} actions
   */
  constructor(spec, actions) {
    this.canvas = element('canvas', {'aria-hidden': 'true'});
    this.plot = element('div', {class: 'plot', tabindex: '0', role: 'group'}, this.canvas);
    this.log = element('button', {type: 'button', class: 'log', click: actions.onLog,
      'aria-label': `logarithmic axis, ${spec.title}`}, 'log');
    this.legend = element('ul', {class: 'legend'});
    this.element = element('section', {class: 'figure', id: `figure-${spec.id}`},
      element('header', {}, element('h3', {}, spec.title, element('small', {}, spec.unit)),
        spec.share ? null : this.log), this.plot, this.legend);
    this.chart = new Chart(this.canvas);
    this.readout = new ChartReadout(this.chart, this.plot, spec.share === true);
    this.zoom = new ChartZoom(this.chart, this.readout, this.plot, actions.onZoom);
    this.title = spec.title;
  }

  /**
   * @param {function(): Object[]} lines returns the lines; is called when the figure is visible
   * @param {Object} options options of `Chart.draw`
   */
  update(lines, options) {
    this.lines = lines;
    this.options = options;
    this.log.setAttribute('aria-pressed', options.logarithmic);
  }

  paint() {
    const lines = this.lines();
    this.chart.draw(lines, this.options);
    this.readout.refresh();
    this.describe(lines);
  }

  describe(lines) {
    const names = new Set(lines.map(line => line.run.name));
    this.plot.setAttribute('aria-label', `${this.title} of ${names.size === 1 ? [...names][0] : `${names.size} runs`}, `
      + 'over training images; press the arrow keys to read values, plus and minus to zoom, Escape to reset');
    const kinds = new Map(lines.map(line => [line.label, line.dash]));
    this.legend.replaceChildren(...kinds.size < 2 ? [] : [...kinds].map(([label, dash]) =>
      element('li', {}, sample(dash), label)));
    this.element.dataset.points = lines.reduce((sum, line) => sum + line.xs.length, 0);
  }
}

function sample(dash) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 28 8');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', 'M1 4h26');
  line.setAttribute('stroke-dasharray', dash.join(' '));
  svg.append(line);
  return svg;
}
