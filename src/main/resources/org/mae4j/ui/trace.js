/**
 * Strokes a line through points; what cannot be placed (a logarithm of zero) interrupts it.
 *
 * @param {{xs: number[], ys: number[]}} points
 * @param {{across: function, up: function}} chart
 */
export function trace(context, {xs, ys}, chart) {
  let broken = true;
  context.beginPath();
  for (let i = 0; i < xs.length; i++) {
    const y = chart.up(ys[i]);
    if (Number.isFinite(y)) {
      context[broken ? 'moveTo' : 'lineTo'](chart.across(xs[i]), y);
    }
    broken = !Number.isFinite(y);
  }
  context.stroke();
}

/** Marks points that are at least `apart` pixels apart, with rings or dots. */
export function markers(context, {xs, ys}, chart, apart, rings) {
  let last = -Infinity;
  for (let i = 0; i < xs.length; i++) {
    const x = chart.across(xs[i]);
    const y = chart.up(ys[i]);
    if (x - last >= apart && Number.isFinite(y)) {
      context.beginPath();
      context.arc(x, y, rings ? 3.2 : 2.2, 0, 2 * Math.PI);
      context[rings ? 'stroke' : 'fill']();
      last = x;
    }
  }
}

/** Fills a dot that stands for a single value. */
export function dot(context, x, y) {
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.fill();
}
