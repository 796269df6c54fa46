import {firstFrom} from './figure-lines.js';

/** Number of points per pixel column above which a curve is down-sampled. */
const MAX_PER_COLUMN = 4;

/** Last result by the array of values. */
const cache = new WeakMap();

/**
 * The points of a curve in an interval, and one point on either side of it. Like `Downsampling.extremes` in Java, it
 * keeps the lowest and the highest point of each group, so that no peak is lost; a group is a column of pixels here.
 *
 * @param {number[]} xs ascending
 * @param {number[]} ys
 * @param {{low: number, high: number}} scale linear scale of the horizontal axis
 * @param {number} columns width in pixels
 */
export function visiblePoints(xs, ys, {low, high}, columns) {
  const last = cache.get(ys);
  if (last !== undefined && last.xs === xs && last.low === low && last.high === high && last.columns === columns) {
    return last.points;
  }
  const from = Math.max(0, firstFrom(xs, low) - 1);
  const to = xs.at(-1) < low ? from : Math.min(xs.length, firstFrom(xs, high) + 1);
  const points = to - from <= MAX_PER_COLUMN * columns ? {xs: xs.slice(from, to), ys: ys.slice(from, to)}
    : extremes(xs, ys, from, to, columns / (high - low));
  cache.set(ys, {xs, low, high, columns, points});
  return points;
}

function extremes(xs, ys, from, to, columnsPerUnit) {
  const kept = [from];
  for (let i = from; i < to;) {
    const column = Math.floor(xs[i] * columnsPerUnit);
    let lowest = i;
    let highest = i;
    for (; i < to && Math.floor(xs[i] * columnsPerUnit) === column; i++) {
      lowest = ys[i] < ys[lowest] ? i : lowest;
      highest = ys[i] > ys[highest] ? i : highest;
    }
    kept.push(Math.min(lowest, highest), Math.max(lowest, highest));
  }
  kept.push(to - 1);
  return {xs: kept.map(i => xs[i]), ys: kept.map(i => ys[i])};
}
