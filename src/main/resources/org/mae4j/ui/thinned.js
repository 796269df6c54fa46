import {firstFrom} from './lines.js';

/** More points than these in a pixel's column are replaced by their least and greatest. */
const DENSE = 4;

/** What was thinned last of an array of values. */
const kept = new WeakMap();

/**
 * Points of a curve between two places, and one beyond either; no more of them than can be seen.
 *
 * @param {number[]} xs ascending
 * @param {number[]} ys taken for the same as long as they are the same array
 * @param {{low: number, high: number}} scale across, which is linear
 * @param {number} columns in pixels
 */
export function thinned(xs, ys, {low, high}, columns) {
  const last = kept.get(ys);
  if (last !== undefined && last.low === low && last.high === high && last.columns === columns) {
    return last.points;
  }
  const from = Math.max(0, firstFrom(xs, low) - 1);
  const to = xs.at(-1) < low ? from : Math.min(xs.length, firstFrom(xs, high) + 1);
  const points = to - from <= DENSE * columns ? {xs: xs.slice(from, to), ys: ys.slice(from, to)}
    : extremes(xs, ys, from, to, columns / (high - low));
  kept.set(ys, {low, high, columns, points});
  return points;
}

/** The least and the greatest value of each column. */
function extremes(xs, ys, from, to, columnsPerUnit) {
  const points = {xs: [], ys: []};
  for (let i = from; i < to;) {
    const column = Math.floor(xs[i] * columnsPerUnit);
    const x = xs[i];
    let least = ys[i];
    let greatest = ys[i];
    for (; i < to && Math.floor(xs[i] * columnsPerUnit) === column; i++) {
      least = Math.min(least, ys[i]);
      greatest = Math.max(greatest, ys[i]);
    }
    points.xs.push(x, x);
    points.ys.push(least, greatest);
  }
  return points;
}
