import {smoothed} from './curves.js';

/** What was computed of a curve, as long as it has not grown. */
const computed = new WeakMap();

/**
 * The lines of a figure.
 *
 * @param {{id: string, name: string, slot: number, curves: Curves, config: Object}[]} runs
 * @param {number} weight of the past in smoothing, 0 for none
 * @returns {Object[]} each with its `run`, the `label` and `dash` of its kind, whether it is `marked`, `xs` in images,
 *     `ys` as they are to be seen, and the `raw` values that they were smoothed from, or null
 */
export function linesOf(figure, runs, weight) {
  return figure.curves.flatMap(curve => runs.filter(run => !isExcepted(curve, run)).flatMap(run => {
    const points = run.curves.series.get(curve.series);
    if (points === undefined || points.xs.length === 0) {
      return [];
    }
    const {label, dash, marked = false} = curve;
    return [{run, label, dash, marked: marked || points.xs.length === 1, xs: points.xs,
      ...values(points, curve, weight)}];
  }));
}

function isExcepted(curve, run) {
  return curve.unless !== undefined && run.config[curve.unless[0]] === curve.unless[1];
}

function values(points, {factor = 1, noisy = false}, weight) {
  const byKind = computed.get(points) ?? new Map();
  computed.set(points, byKind);
  const kept = byKind.get(factor);
  if (kept?.length === points.ys.length && kept.weight === weight) {
    return kept.values;
  }
  const raw = factor === 1 ? points.ys.slice() : points.ys.map(y => y * factor);
  const made = noisy && weight > 0 ? {ys: smoothed(raw, weight), raw} : {ys: raw, raw: null};
  byKind.set(factor, {length: points.ys.length, weight, values: made});
  return made;
}

/** The place of the first value that is not below `x`; the length if all are. */
export function firstFrom(xs, x) {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = xs[middle] < x ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** The place of the value nearest to `x`. */
export function nearest(xs, x) {
  const after = firstFrom(xs, x);
  if (after === 0) {
    return 0;
  }
  return after < xs.length && xs[after] - x < x - xs[after - 1] ? after : after - 1;
}
