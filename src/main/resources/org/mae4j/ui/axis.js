import {count, number, whole} from './format.js';
import {Scale} from './scale.js';

/** Units of a time axis from their smallest upper end in seconds: size, name and symbol. */
const TIMES = [[2 * 3600, 3600, 'hours', 'h'], [180, 60, 'minutes', 'min'], [0, 1, 'seconds', 's']];

/** Units of CPU time. Hours begin late, so that runs of some hours are compared in minutes. */
const CPU_TIMES = [[1000 * 60, 3600, 'hours', 'h'], [30, 60, 'minutes', 'min'], [0, 1, 'seconds', 's']];

/** Units of floating-point operations, likewise. */
const OPERATIONS = [[1e18, 1e18, 'EFLOP', 'E'], [1e15, 1e15, 'PFLOP', 'P'], [1e12, 1e12, 'TFLOP', 'T'],
  [0, 1e9, 'GFLOP', 'G']];

/**
 * The horizontal axes. `values` returns the positions of points that were measured after numbers of images of a stage;
 * undefined if they are not known. An axis with `units` has the unit that suits its end.
 */
export const AXES = new Map([
  ['images', {name: 'images', label: 'training images', values: (run, stage, images) => images}],
  ['steps', {name: 'steps', label: 'optimizer steps', values: (run, stage, images) =>
    divided(images, run.curves.stages[stage]?.stepImages)}],
  ['epochs', {name: 'epochs', label: 'epochs', values: (run, stage, images) =>
    divided(images, run.curves.stages[stage]?.epochImages)}],
  ['time', {name: 'time', label: 'time of the stage', values: times, units: TIMES}],
  ['cpu', {name: 'CPU time', label: 'CPU time of the stage', values: cpuTimes, units: CPU_TIMES}],
  ['flops', {name: 'FLOPs', label: 'operations of the stage', values: operations, units: OPERATIONS}],
]);

export const FIRST_AXIS = 'images';

function divided(images, by) {
  return by > 0 ? images.map(value => value / by) : undefined;
}

/** Returns seconds since the start of the stage. The speed between two measurements is taken as constant. */
function times(run, stage, images) {
  const clock = run.curves.series.get(`${stage}.system.seconds`);
  if (clock === undefined || clock.xs.length === 0) {
    return undefined;
  }
  const speed = run.curves.series.get(`${stage}.system.imagesPerSecond`)?.ys[0] || Infinity;
  const ys = [clock.ys[0] - clock.xs[0] / speed, ...clock.ys];
  return along([0, ...clock.xs], ys, images).map(value => value - ys[0]);
}

/** Returns the CPU seconds of the stage. */
function cpuTimes(run, stage, images) {
  const clock = run.curves.series.get(`${stage}.system.cpuSeconds`);
  return clock === undefined || clock.xs.length === 0 ? undefined : along([0, ...clock.xs], [0, ...clock.ys], images);
}

/** Returns the floating-point operations of the training steps of the stage. */
function operations(run, stage, images) {
  const knots = run.curves.stages[stage]?.flops ?? [];
  return knots.length === 0 ? undefined : along(knots.map(([x]) => x), knots.map(([, y]) => y), images);
}

/** Returns the values at ascending positions of the curve through the points `xs` and `ys`. */
function along(xs, ys, positions) {
  let next = 1;
  return positions.map(value => {
    while (next < xs.length - 1 && xs[next] < value) {
      next++;
    }
    return interpolated(xs, ys, next, value);
  });
}

function interpolated(xs, ys, next, x) {
  const width = xs[next] - xs[next - 1];
  return width > 0 ? ys[next - 1] + (ys[next] - ys[next - 1]) * (x - xs[next - 1]) / width : ys[next];
}

/** Returns ticks of an axis with their texts, and the title with the unit. */
export function horizontalTicks(name, {low, high}, wanted) {
  const axis = AXES.get(name);
  if (axis.units === undefined) {
    const ticks = new Scale(low, high).ticks(wanted).filter(({value}) => name === 'epochs' || Number.isInteger(value));
    return {title: axis.label, ticks: ticks.map(({value, text}) =>
      ({value, text: name === 'epochs' ? text : count(value)}))};
  }
  const [, size, unit] = axis.units.find(([from]) => high >= from);
  return {title: `${axis.label} in ${unit}`, ticks: new Scale(low / size, high / size).ticks(wanted)
    .map(({value, text}) => ({value: value * size, text}))};
}

/** Formats a position on an axis with its unit. */
export function position(name, value) {
  const {units} = AXES.get(name);
  if (units !== undefined) {
    const [, size, , symbol] = units.find(([from]) => value >= from);
    return `${number(value / size, 3)} ${symbol}`;
  }
  return name === 'epochs' ? number(value, 4) : whole(value);
}
