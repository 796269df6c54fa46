import {Chart} from './chart.js';
import {strokeSegment} from './canvas.js';
import {SvgContext} from './svg-context.js';

const WIDTH = 800;
const HEIGHT = 400;
const HEADING = 30;
const ROW = 18;
const SCALE = 2;

/** The formats in which a chart can be saved. Each function gets a figure and passes the file to `save`. */
export const FORMATS = new Map([['SVG', saveSvg], ['PNG', savePng], ['CSV', saveCsv]]);

function saveSvg(figure) {
  const context = new SvgContext(WIDTH, height(figure));
  paint(context, figure);
  save(figure, 'svg', new Blob([context.text()], {type: 'image/svg+xml'}));
}

function savePng(figure) {
  const canvas = document.createElement('canvas');
  canvas.width = SCALE * WIDTH;
  canvas.height = SCALE * height(figure);
  const context = canvas.getContext('2d');
  context.scale(SCALE, SCALE);
  paint(context, figure);
  canvas.toBlob(blob => save(figure, 'png', blob), 'image/png');
}

/** Saves one row per point, with the measured and the drawn value. */
function saveCsv(figure) {
  const rows = figure.chart.lines.flatMap(line => line.xs.map((x, i) =>
    [line.run.name, line.run.note, line.label, x, (line.raw ?? line.ys)[i], line.ys[i]]));
  const lines = [['run', 'note', 'line', figure.chart.axis, 'value', 'smoothed'], ...rows]
    .map(row => row.map(cell).join(','));
  save(figure, 'csv', new Blob([`${lines.join('\n')}\n`], {type: 'text/csv'}));
}

function cell(value) {
  return /[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value;
}

function height(figure) {
  return HEADING + HEIGHT + ROW * figure.chart.lines.length + ROW / 2;
}

/** Paints title, chart and legend. */
function paint(context, {canvas, title, unit, chart, options}) {
  const style = getComputedStyle(canvas);
  context.fillStyle = style.getPropertyValue('--paper');
  context.fillRect(0, 0, WIDTH, HEADING + HEIGHT + ROW * (chart.lines.length + 0.5));
  context.fillStyle = style.getPropertyValue('--ink');
  context.font = `15px ${style.fontFamily}`;
  context.textBaseline = 'middle';
  context.fillText([title, unit].filter(text => text !== '').join(', '), 10, HEADING / 2);
  context.save();
  context.translate(0, HEADING);
  new Chart().paint(context, style, WIDTH, HEIGHT, chart.lines, {...options, highlighted: null});
  context.restore();
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.font = `12px ${style.fontFamily}`;
  chart.lines.forEach((line, i) => legendRow(context, style, line, HEADING + HEIGHT + ROW * (i + 0.5)));
}

function legendRow(context, style, {run, label, dash}, y) {
  context.strokeStyle = style.getPropertyValue(`--c${run.slot % 10}`);
  context.lineWidth = 2;
  context.setLineDash(dash);
  strokeSegment(context, 50, y, 80, y);
  context.setLineDash([]);
  context.fillStyle = style.getPropertyValue('--ink');
  context.fillText([run.name, label, run.note].filter(text => text !== '').join(' · '), 90, y);
}

function save({element, title}, ending, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${title.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}.${ending}`;
  link.click();
  element.dataset.saved = link.download;
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
