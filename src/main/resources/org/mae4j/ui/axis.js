import {count, number, whole} from './format.js';
import {Scale} from './scale.js';

/** Units of a time axis from their smallest upper end in seconds. */
const TIMES = [[2 * 3600, 3600, 'hours'], [180, 60, 'minutes'], [0, 1, 'seconds']];

/**
 * The horizontal axes. `values` returns the positions of points that were measured after numbers of images of a stage;
 * undefined if they are not known.
 */
export const AXES = new Map([
  ['images', {label: 'training images', values: (run, stage, images) => images}],
  ['steps', {label: 'optimizer steps', values: (run, stage, images) =>
    divided(images, run.curves.stages[stage]?.stepImages)}],
  ['epochs', {label: 'epochs', values: (run, stage, images) => divided(images, run.curves.stages[stage]?.epochImages)}],
  ['time', {label: 'time in the stage', values: times, isTime: true}],
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
  const xs = [0, ...clock.xs];
  const ys = [clock.ys[0] - clock.xs[0] / speed, ...clock.ys];
  let next = 1;
  return images.map(value => {
    while (next < xs.length - 1 && xs[next] < value) {
      next++;
    }
    return interpolated(xs, ys, next, value) - ys[0];
  });
}

function interpolated(xs, ys, next, x) {
  const width = xs[next] - xs[next - 1];
  return width > 0 ? ys[next - 1] + (ys[next] - ys[next - 1]) * (x - xs[next - 1]) / width : ys[next];
}

/** Returns ticks of an axis with their texts, and the title with the unit. */
export function horizontalTicks(name, {low, high}, wanted) {
  const axis = AXES.get(name);
  if (!axis.isTime) {
    const ticks = new Scale(low, high).ticks(wanted).filter(({value}) => name === 'epochs' || Number.isInteger(value));
    return {title: axis.label, ticks: ticks.map(({value, text}) =>
      ({value, text: name === 'epochs' ? text : count(value)}))};
  }
  const [, size, unit] = TIMES.find(([from]) => high >= from);
  return {title: `${axis.label}, ${unit}`, ticks: new Scale(low / size, high / size).ticks(wanted)
    .map(({value, text}) => ({value: value * size, text}))};
}

/** Formats a position on an axis with its unit. */
export function position(name, value) {
  if (name === 'time') {
    const [, size, unit] = TIMES.find(([from]) => value >= from);
    return `${number(value / size, 4)} ${unit === 'seconds' ? 's' : unit === 'minutes' ? 'min' : 'h'}`;
  }
  return name === 'epochs' ? number(value, 4) : whole(value);
}
