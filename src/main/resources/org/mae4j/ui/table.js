import {breakable, element, swatch} from './dom.js';

/**
 * Creates a table with one column per run.
 *
 * @param {string} caption
 * @param {string} corner heading of the first column
 * @param {Object[]} runs runs with `name`, `slot` and `note`
 * @param {{label: string, title: ?string, obstacle: ?string, cells: string[], best: ?number}[]} rows `obstacle`: why the
 *     cells are not comparable, written once above successive rows with the same obstacle; `best`: index of the
 *     highlighted cell
 */
export function runsTable(caption, corner, runs, rows) {
  const head = element('tr', {}, element('th', {scope: 'col'}, corner),
    ...runs.map(run => element('th', {scope: 'col'}, swatch(run.slot), run.name, element('small', {}, run.note))));
  const body = rows.flatMap((row, i) => [
    ...row.obstacle && row.obstacle !== rows[i - 1]?.obstacle ? [obstacleRow(row.obstacle, 1 + runs.length)] : [],
    element('tr', {},
      element('th', {scope: 'row', title: row.title}, ...breakable(row.label),
        row.obstacle ? element('small', {}, ' not comparable') : null),
      ...row.cells.map((cell, j) => j === row.best ? element('td', {class: 'best'}, cell, element('span',
        {class: 'unseen'}, ', best')) : element('td', {}, cell)))]);
  return scrolling(caption, element('table', {class: 'compared'}, element('caption', {class: 'unseen'}, caption),
    element('thead', {}, head), element('tbody', {}, ...body)));
}

function obstacleRow(obstacle, columns) {
  return element('tr', {class: 'obstacle'},
    element('td', {colspan: columns}, element('small', {}, ...breakable(`Not comparable: ${obstacle}.`))));
}

/** Wraps wide content in an area that scrolls horizontally, also with the keyboard. */
export function scrolling(label, ...children) {
  return element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label}, ...children);
}
