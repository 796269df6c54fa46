/** The curves of one run as far as they were fetched, by name; each grows at its end. */
export class Curves {
  constructor() {
    this.token = '';
    this.series = new Map();
  }

  /** Takes what the server sent: what came since the token, or all of it anew. */
  take(answer) {
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
    this.token = answer.token;
  }
}

/**
 * An exponential average that does not start at zero: the weight that the missing past would have is taken out, as in
 * TensorBoard.
 *
 * @param {number[]} ys
 * @param {number} weight of the past, in [0, 1)
 */
export function smoothed(ys, weight) {
  let last = 0;
  let known = 0;
  return ys.map(y => {
    last = last * weight + y * (1 - weight);
    known = known * weight + (1 - weight);
    return last / known;
  });
}
