import {number} from './format.js';

const STEPS = [1, 2, 2.5, 5, 10];

/** Where a logarithmic axis has fewer decades than this, its marks are as far apart as on any other. */
const DECADE = 0.7;

/** Which values of a decade are marked, from many to few. */
const MARKS = [[1, 2, 3, 5], [1, 2, 5], [1, 3], [1]];

/**
 * Numbers along an axis: `place` leads from a value to [0, 1], `value` back.
 *
 * @param {number} low
 * @param {number} high
 * @param {boolean} logarithmic needs a positive `low`
 */
export class Scale {
  constructor(low, high, logarithmic = false) {
    this.logarithmic = logarithmic;
    this.from = this.inner(low);
    this.span = this.inner(high) - this.from || 1;
    this.low = low;
    this.high = high;
  }

  place(value) {
    return (this.inner(value) - this.from) / this.span;
  }

  value(place) {
    const inner = this.from + place * this.span;
    return this.logarithmic ? 10 ** inner : inner;
  }

  inner(value) {
    return this.logarithmic ? Math.log10(value) : value;
  }

  /** About `wanted` round values between both ends, each with its `text`. */
  ticks(wanted) {
    return this.logarithmic && this.span > DECADE ? this.decadeTicks(wanted) : evenTicks(this.low, this.high, wanted);
  }

  decadeTicks(wanted) {
    const marks = MARKS.find(marks => marks.length * this.span <= wanted) ?? MARKS.at(-1);
    const every = Math.max(1, Math.ceil(this.span / wanted));
    const ticks = [];
    for (let decade = Math.floor(this.from); decade <= this.from + this.span; decade += every) {
      ticks.push(...marks.map(mark => mark * 10 ** decade).filter(tick => tick >= this.low && tick <= this.high));
    }
    return ticks.map(value => ({value, text: number(value, 1)}));
  }
}

/** A scale around `low` and `high` with some room; around a single value if they are the same. */
export function around(low, high, logarithmic) {
  if (logarithmic) {
    const room = Math.max(0.02, 0.04 * Math.log10(high / low));
    return new Scale(low * 10 ** -room, high * 10 ** room, true);
  }
  const room = high > low ? 0.05 * (high - low) : 0.1 * Math.abs(high) || 1;
  return new Scale(low >= 0 && low < room ? 0 : low - room, high + room);
}

function evenTicks(low, high, wanted) {
  const rough = (high - low) / wanted;
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
