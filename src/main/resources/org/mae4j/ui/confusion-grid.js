import {element} from './dom.js';
import {percent, whole} from './format.js';
import {scrolling} from './table.js';

const MOVES = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]};

/** A confusion matrix. The pointer and the arrow keys select a cell, which is described in words. */
export class ConfusionGrid {
  /** @param {number[][]} counts counts by true class, then by predicted class */
  constructor(name, classNames, counts) {
    this.classNames = classNames;
    this.counts = counts;
    this.description = element('p', {class: 'cell-description', role: 'status'},
      'Point at a cell, or select one with the arrow keys.');
    this.cells = counts.map((row, i) => row.map((count, j) => this.cell(count, i, j)));
    this.cells[0]?.[0]?.setAttribute('tabindex', '0');
    const head = element('tr', {}, element('td'), ...classNames.map(label =>
      element('th', {scope: 'col'}, element('span', {}, label))));
    const body = this.cells.map((row, i) => element('tr', {}, element('th', {scope: 'row'}, classNames[i]), ...row));
    const table = element('table', {class: 'confusion', role: 'grid', 'aria-label': `Confusion matrix of ${name}`,
      keydown: event => this.onKey(event)}, element('thead', {}, head), element('tbody', {}, ...body));
    this.element = element('div', {}, scrolling(`Confusion matrix of ${name}`, table), this.description);
    this.element.firstChild.removeAttribute('tabindex');
  }

  cell(count, i, j) {
    const share = this.share(i, j);
    const cell = element('td', {tabindex: '-1', 'aria-label': this.sentence(i, j),
      mouseenter: () => this.describe(i, j), focus: () => this.describe(i, j)}, count);
    cell.style.setProperty('--share', percent(share, 0).replace(' ', ''));
    cell.classList.toggle('strong', share > 0.5);
    return cell;
  }

  share(i, j) {
    return this.counts[i][j] / Math.max(1, this.counts[i].reduce((sum, count) => sum + count, 0));
  }

  sentence(i, j) {
    const total = this.counts[i].reduce((sum, count) => sum + count, 0);
    return `${whole(this.counts[i][j])} of ${whole(total)} images of ${this.classNames[i]} `
      + `(${percent(this.share(i, j), 1)}) classified as ${this.classNames[j]}`;
  }

  describe(i, j) {
    this.description.textContent = this.sentence(i, j);
  }

  onKey(event) {
    const move = MOVES[event.key];
    const row = this.cells.findIndex(cells => cells.includes(event.target));
    if (move === undefined || row < 0) {
      return;
    }
    event.preventDefault();
    const target = this.cells[row + move[0]]?.[this.cells[row].indexOf(event.target) + move[1]];
    if (target !== undefined) {
      event.target.setAttribute('tabindex', '-1');
      target.setAttribute('tabindex', '0');
      target.focus();
    }
  }
}
