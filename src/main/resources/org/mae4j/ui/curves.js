/** The curves of one run that were fetched so far, by name, and the images per step and epoch of each stage. */
export class Curves {
  constructor() {
    this.token = '';
    this.series = new Map();
    this.stages = {};
  }

  /** Adds the points of an answer; an answer with `reset` replaces all points. */
  add(answer) {
    if (answer.reset) {
      this.series = new Map();
    }
    for (const [name, points] of Object.entries(answer.series)) {
      const curve = this.series.get(name) ?? {xs: [], ys: []};
      this.series.set(name, curve);
      for (const [images, value] of points) {
        curve.xs.push(images);
        curve.ys.push(value);
      }
    }
    this.stages = answer.stages;
    this.token = answer.token;
  }
}

/**
 * An exponential moving average with bias correction, as in TensorBoard.
 *
 * @param {number[]} ys
 * @param {number} weight weight of earlier values, in [0, 1)
 */
export function smoothed(ys, weight) {
  let average = 0;
  let totalWeight = 0;
  return ys.map(y => {
    average = average * weight + y * (1 - weight);
    totalWeight = totalWeight * weight + (1 - weight);
    return average / totalWeight;
  });
}
