/** The part of the interface of a canvas context that charts use, which writes an SVG picture. */
export class SvgContext {
  constructor(width, height) {
    this.size = [width, height];
    this.elements = [];
    this.path = '';
    this.clips = 0;
    this.state = {globalAlpha: 1, lineWidth: 1, dash: [], clip: '', x: 0, y: 0};
    this.stack = [];
    for (const name of ['font', 'fillStyle', 'strokeStyle', 'lineWidth', 'lineJoin', 'globalAlpha', 'textAlign',
      'textBaseline']) {
      Object.defineProperty(this, name, {get: () => this.state[name], set: value => {
        this.state[name] = value;
      }});
    }
  }

  save() {
    this.stack.push({...this.state});
  }

  restore() {
    this.state = this.stack.pop();
  }

  translate(x, y) {
    this.state.x += x;
    this.state.y += y;
  }

  setLineDash(dash) {
    this.state.dash = dash;
  }

  beginPath() {
    this.path = '';
  }

  moveTo(x, y) {
    this.path += `M${this.point(x, y)}`;
  }

  lineTo(x, y) {
    this.path += `L${this.point(x, y)}`;
  }

  rect(x, y, width, height) {
    this.path += `M${this.point(x, y)}h${width}v${height}h${-width}z`;
  }

  /** Adds a full circle. */
  arc(x, y, radius) {
    this.path += `M${this.point(x - radius, y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0`
      + `a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
  }

  point(x, y) {
    return `${(x + this.state.x).toFixed(2)} ${(y + this.state.y).toFixed(2)}`;
  }

  clip() {
    const id = `clip${this.clips++}`;
    this.elements.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath>`);
    this.state.clip = ` clip-path="url(#${id})"`;
  }

  stroke() {
    const {strokeStyle, lineWidth, dash, clip, globalAlpha} = this.state;
    this.elements.push(`<path d="${this.path}" fill="none" stroke="${strokeStyle}" stroke-width="${lineWidth}"`
      + `${dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''} opacity="${globalAlpha}"${clip}/>`);
  }

  fill() {
    const {fillStyle, clip, globalAlpha} = this.state;
    this.elements.push(`<path d="${this.path}" fill="${fillStyle}" opacity="${globalAlpha}"${clip}/>`);
  }

  fillRect(x, y, width, height) {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
  }

  fillText(text, x, y) {
    const {font, fillStyle, textAlign, textBaseline} = this.state;
    const anchor = {right: 'end', center: 'middle'}[textAlign] ?? 'start';
    const baseline = {top: 'hanging', middle: 'central'}[textBaseline] ?? 'auto';
    const [left, top] = this.point(x, y).split(' ');
    this.elements.push(`<text x="${left}" y="${top}" style="font: ${escaped(font)}" fill="${fillStyle}" `
      + `text-anchor="${anchor}" dominant-baseline="${baseline}">${escaped(text)}</text>`);
  }

  /** Estimates the width of a text from its length. */
  measureText(text) {
    return {width: 6 * text.length};
  }

  /** Returns the picture. */
  text() {
    const [width, height] = this.size;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" `
      + `viewBox="0 0 ${width} ${height}">\n${this.elements.join('\n')}\n</svg>\n`;
  }
}

function escaped(text) {
  return String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
