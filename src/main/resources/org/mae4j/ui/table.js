import {element, swatch} from './dom.js';

/**
 * A table with a column for each run.
 *
 * @param {string} caption
 * @param {string} corner above the names of the rows
 * @param {Object[]} runs each with its `name`, the `slot` of its color, and a `note`
 * @param {{label: string, title: ?string, cells: string[], best: ?number}[]} rows `best`: the cell that stands out
 */
export function runsTable(caption, corner, runs, rows) {
  const head = element('tr', {}, element('th', {scope: 'col'}, corner),
    ...runs.map(run => element('th', {scope: 'col'}, swatch(run.slot), run.name, element('small', {}, run.note))));
  const body = rows.map(row => element('tr', {},
    element('th', {scope: 'row', title: row.title}, row.label),
    ...row.cells.map((cell, i) => i === row.best ? element('td', {class: 'best'}, cell, element('span',
      {class: 'unseen'}, ', best')) : element('td', {}, cell))));
  return scrolling(caption, element('table', {class: 'compared'}, element('caption', {class: 'unseen'}, caption),
    element('thead', {}, head), element('tbody', {}, ...body)));
}

/** What is wider than the page scrolls for itself, by the keyboard too. */
export function scrolling(label, ...children) {
  return element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label}, ...children);
}
