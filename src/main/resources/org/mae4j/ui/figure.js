import {element} from './dom.js';
import {Chart} from './chart.js';
import {Readout} from './readout.js';
import {Zoom} from './zoom.js';

/** A chart with its heading, its switch for a logarithmic axis, and a legend of its kinds of lines. */
export class Figure {
  /**
   * @param {Object} spec of `figures.js`
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
    this.readout = new Readout(this.chart, this.plot, spec.share === true);
    this.zoom = new Zoom(this.chart, this.readout, this.plot, actions.onZoom);
    this.title = spec.title;
  }

  /**
   * @param {function(): Object[]} lines what to draw, asked for when the figure can be seen
   * @param {Object} options as `Chart.draw` takes them
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
      + 'over images seen; the arrow keys read out values, plus and minus zoom, Escape shows all');
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
