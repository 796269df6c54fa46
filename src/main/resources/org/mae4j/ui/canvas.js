/** Clears a canvas, fits its resolution to its size on the screen, and returns its context. */
export function fitCanvas(canvas) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  return context;
}

/** Draws a straight line. */
export function strokeSegment(context, fromX, fromY, toX, toY) {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

/**
 * Draws a line through points. A point without a position, such as the logarithm of zero, interrupts the line.
 *
 * @param {{xs: number[], ys: number[]}} points
 * @param {{pixelX: function, pixelY: function}} chart
 */
export function strokeCurve(context, {xs, ys}, chart) {
  let interrupted = true;
  context.beginPath();
  for (let i = 0; i < xs.length; i++) {
    const y = chart.pixelY(ys[i]);
    if (Number.isFinite(y)) {
      context[interrupted ? 'moveTo' : 'lineTo'](chart.pixelX(xs[i]), y);
    }
    interrupted = !Number.isFinite(y);
  }
  context.stroke();
}

/** Draws rings or dots at points that are at least `distance` pixels apart. */
export function drawMarkers(context, {xs, ys}, chart, distance, rings) {
  let last = -Infinity;
  for (let i = 0; i < xs.length; i++) {
    const x = chart.pixelX(xs[i]);
    const y = chart.pixelY(ys[i]);
    if (x - last >= distance && Number.isFinite(y)) {
      circle(context, x, y, rings ? 3.2 : 2.2);
      context[rings ? 'stroke' : 'fill']();
      last = x;
    }
  }
}

export function drawDot(context, x, y) {
  circle(context, x, y, 3.5);
  context.fill();
}

function circle(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}
