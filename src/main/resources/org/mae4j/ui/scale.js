import {number} from './format.js';

const STEPS = [1, 2, 2.5, 5, 10];

/** Relative distance up to which values count as one: an average of equal values differs from them by rounding. */
const ROUNDING = 1e-9;

/** Minimum number of decades of a logarithmic axis with decade ticks; shorter axes have even ticks. */
const MIN_DECADES = 0.7;

/** Ticks of a decade, from many to few. */
const DECADE_TICKS = [[1, 2, 3, 5], [1, 2, 5], [1, 3], [1]];

/**
 * The scale of an axis: `position` maps a value to [0, 1], `value` is its inverse.
 *
 * @param {number} low
 * @param {number} high
 * @param {boolean} logarithmic requires a positive `low`
 */
export class Scale {
  constructor(low, high, logarithmic = false) {
    this.logarithmic = logarithmic;
    this.from = this.transform(low);
    this.span = this.transform(high) - this.from || 1;
    this.low = low;
    this.high = high;
  }

  position(value) {
    return (this.transform(value) - this.from) / this.span;
  }

  value(position) {
    const transformed = this.from + position * this.span;
    return this.logarithmic ? 10 ** transformed : transformed;
  }

  transform(value) {
    return this.logarithmic ? Math.log10(value) : value;
  }

  /** Returns about `count` round values within the scale, each with its `text`. */
  ticks(count) {
    return this.logarithmic && this.span > MIN_DECADES ? this.decadeTicks(count)
      : evenTicks(this.low, this.high, count);
  }

  decadeTicks(count) {
    const multiples = DECADE_TICKS.find(ticks => ticks.length * this.span <= count) ?? DECADE_TICKS.at(-1);
    const step = Math.max(1, Math.ceil(this.span / count));
    const ticks = [];
    for (let decade = Math.floor(this.from); decade <= this.from + this.span; decade += step) {
      ticks.push(...multiples.map(multiple => multiple * 10 ** decade)
        .filter(tick => tick >= this.low && tick <= this.high));
    }
    return ticks.map(value => ({value, text: number(value, 1)}));
  }
}

/** Returns a scale that covers `low` and `high` with a margin. */
export function around(low, high, logarithmic) {
  if (logarithmic) {
    const margin = Math.max(0.02, 0.04 * Math.log10(high / low));
    return new Scale(low * 10 ** -margin, high * 10 ** margin, true);
  }
  const isOne = high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high));
  const margin = isOne ? 0.1 * Math.abs(high) || 1 : 0.05 * (high - low);
  return new Scale(low >= 0 && low < margin ? 0 : low - margin, high + margin);
}

function evenTicks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = STEPS.find(step => step * power >= rough * 0.999);
  const step = round * power;
  const digits = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)) / step)) + (round === 2.5 ? 2 : 1);
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) {
    const value = Number((i * step).toPrecision(12));
    ticks.push({value, text: number(value, Math.max(1, digits))});
  }
  return ticks;
}
