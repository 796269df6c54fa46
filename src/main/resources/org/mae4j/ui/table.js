import {element, swatch} from './dom.js';

/**
 * Creates a table with one column per run.
 *
 * @param {string} caption
 * @param {string} corner heading of the first column
 * @param {Object[]} runs runs with `name`, `slot` and `note`
 * @param {{label: string, title: ?string, note: ?string, cells: string[], best: ?number}[]} rows `best`: index of the highlighted cell
 */
export function runsTable(caption, corner, runs, rows) {
  const head = element('tr', {}, element('th', {scope: 'col'}, corner),
    ...runs.map(run => element('th', {scope: 'col'}, swatch(run.slot), run.name, element('small', {}, run.note))));
  const body = rows.map(row => element('tr', {},
    element('th', {scope: 'row', title: row.title}, row.label, row.note ? element('small', {}, ` ${row.note}`) : null),
    ...row.cells.map((cell, i) => i === row.best ? element('td', {class: 'best'}, cell, element('span',
      {class: 'unseen'}, ', best')) : element('td', {}, cell))));
  return scrolling(caption, element('table', {class: 'compared'}, element('caption', {class: 'unseen'}, caption),
    element('thead', {}, head), element('tbody', {}, ...body)));
}

/** Wraps wide content in an area that scrolls horizontally, also with the keyboard. */
export function scrolling(label, ...children) {
  return element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label}, ...children);
}
