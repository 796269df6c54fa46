import {AXES} from './axis.js';
import {Chart} from './chart.js';
import {FORMATS} from './chart-export.js';
import {ChartReadout} from './chart-readout.js';
import {ChartZoom} from './chart-zoom.js';
import {breakable, element, lineSample} from './dom.js';

/** A chart with a heading, a switch for a logarithmic axis, export, and a legend of the line styles. */
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
    this.title = spec.title;
    this.unit = spec.unit;
    this.element = element('section', {class: 'figure', id: `figure-${spec.id}`},
      element('header', {}, element('h3', {}, ...breakable(spec.title), element('small', {}, spec.unit)), this.saving(),
        spec.share ? null : this.log), this.plot, this.legend);
    this.chart = new Chart();
    this.readout = new ChartReadout(this.chart, this.plot, spec.share === true);
    this.zoom = new ChartZoom(this.chart, this.readout, this.plot, actions.onZoom);
  }

  saving() {
    const menu = element('details', {class: 'saving'}, element('summary', {'aria-label': `save ${this.title}`}, 'save'),
      element('div', {class: 'menu'}, ...[...FORMATS].map(([format, save]) =>
        element('button', {type: 'button', click: () => {
          save(this);
          menu.open = false;
        }}, format))));
    return menu;
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
    this.chart.draw(this.canvas, lines, this.options);
    this.readout.refresh();
    this.describe(lines);
  }

  describe(lines) {
    const names = new Set(lines.map(line => line.run.name));
    this.plot.setAttribute('aria-label', `${this.title} of ${names.size === 1 ? [...names][0] : `${names.size} runs`} `
      + `over ${AXES.get(this.options.axis).label}; press the arrow keys to read values, plus and minus to zoom, Escape `
      + 'to reset');
    const kinds = new Map(lines.map(line => [line.label, line.dash]));
    this.legend.replaceChildren(...kinds.size < 2 ? [] : [...kinds].map(([label, dash]) =>
      element('li', {}, lineSample(dash), label)));
    this.element.dataset.points = lines.reduce((sum, line) => sum + line.xs.length, 0);
  }
}
