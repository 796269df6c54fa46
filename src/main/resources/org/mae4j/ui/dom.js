/**
 * Creates an element. Strings become text, never markup.
 *
 * @param {string} tag
 * @param {Object} attributes a function becomes a listener of the event with this name; `false` and `undefined` omit
 *     the attribute
 * @param {...(Node|string|number|null)} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      node.addEventListener(name, value);
    } else if (value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.filter(child => child !== null).map(child => child instanceof Node ? child : String(child)));
  return node;
}

/** Returns a function that calls `build` only if the arguments have changed, so that focus and scrolling stay. */
export function whenChanged(build) {
  let last;
  return (...values) => {
    const signature = JSON.stringify(values);
    if (signature !== last) {
      last = signature;
      build(...values);
    }
  };
}

/** Replaces the options of a choice, given as pairs of value and label, and selects the one with `value`. */
export function options(select, pairs, value) {
  select.replaceChildren(...pairs.map(([key, label]) => element('option', {value: key}, label)));
  select.value = value;
}

/** Creates a sample of the color of a run. */
export function swatch(slot) {
  return element('span', {class: `swatch c${slot % 10}${slot >= 10 ? ' again' : ''}`, 'aria-hidden': 'true'});
}

/** Creates a sample of a line with a dash pattern; its color is that of the text. */
export function lineSample(dash) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 28 8');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', 'M1 4h26');
  line.setAttribute('stroke-dasharray', dash.join(' '));
  svg.append(line);
  return svg;
}

/** Returns a text in parts, so that lines break after the dots of its keys instead of within words. */
export function breakable(text) {
  return text.split(/(?<=\w\.)(?=[A-Za-z])/).flatMap((part, i) => i === 0 ? [part] : [element('wbr'), part]);
}

/** Creates the notes on stages that were repeated with other settings. */
export function notes(texts) {
  return texts.map(text => element('p', {class: 'hint'}, ...breakable(text)));
}

/** Creates a note that replaces missing content. */
export function empty(...words) {
  return element('p', {class: 'empty'}, ...words);
}
