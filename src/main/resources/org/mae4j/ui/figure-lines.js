import {AXES} from './axis.js';
import {smoothed} from './curves.js';

/** Computed values by curve; valid until the curve grows. */
const cache = new WeakMap();

/** Horizontal positions by curve, valid as long. */
const positions = new WeakMap();

/**
 * Returns the lines of a figure.
 *
 * @param {{id: string, name: string, slot: number, curves: Curves, settings: Object}[]} runs
 * @param {number} weight weight of earlier values in smoothing, 0 for none
 * @param {string} axis name of the horizontal axis
 * @returns {Object[]} lines with `run`, `label`, `dash`, `marked`, `xs` on the axis, `ys` to draw, and the `raw` values
 *     before smoothing, or null
 */
export function linesOf(figure, runs, weight, axis) {
  return figure.curves.flatMap(curve => runs.filter(run => !isExcluded(curve, run)).flatMap(run => {
    const points = run.curves.series.get(curve.series);
    if (points === undefined || points.xs.length === 0) {
      return [];
    }
    const {label, dash, marked = false} = curve;
    const xs = positionsOf(run, curve.series.split('.')[0], points, axis);
    return xs === undefined ? [] : [{run, label, dash, marked: marked || points.xs.length === 1, xs,
      ...values(points, curve, weight)}];
  }));
}

function positionsOf(run, stage, points, axis) {
  const clock = run.curves.series.get(`${stage}.system.seconds`)?.xs.length;
  const cached = positions.get(points);
  if (cached?.length === points.xs.length && cached.axis === axis && cached.clock === clock) {
    return cached.xs;
  }
  const xs = AXES.get(axis).values(run, stage, points.xs);
  positions.set(points, {length: points.xs.length, axis, clock, xs});
  return xs;
}

function isExcluded(curve, run) {
  return curve.unless !== undefined && run.settings[curve.unless[0]] === curve.unless[1];
}

function values(points, {factor = 1, noisy = false}, weight) {
  const byFactor = cache.get(points) ?? new Map();
  cache.set(points, byFactor);
  const cached = byFactor.get(factor);
  if (cached?.length === points.ys.length && cached.weight === weight) {
    return cached.values;
  }
  const raw = factor === 1 ? points.ys.slice() : points.ys.map(y => y * factor);
  const result = noisy && weight > 0 ? {ys: smoothed(raw, weight), raw} : {ys: raw, raw: null};
  byFactor.set(factor, {length: points.ys.length, weight, values: result});
  return result;
}

/** Returns the index of the first value that is at least `x`; the length if there is none. */
export function firstFrom(xs, x) {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = xs[middle] < x ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** Returns the index of the value that is nearest to `x`. */
export function nearest(xs, x) {
  const after = firstFrom(xs, x);
  if (after === 0) {
    return 0;
  }
  return after < xs.length && xs[after] - x < x - xs[after - 1] ? after : after - 1;
}
