/** Number of distinct looks: ten colors, without and with markers. Further runs reuse them. */
const SLOTS = 20;

/**
 * The state of the page, stored in the fragment of the URL so that a bookmark restores it. `runs` maps the ids of the
 * selected runs to their slot, which determines their color.
 */
export class UrlState {
  constructor() {
    this.listeners = [];
    this.read();
    window.addEventListener('hashchange', () => {
      this.read();
      this.notify();
    });
  }

  read() {
    this.values = new Map();
    for (const part of location.hash.slice(1).split('&').filter(part => part.includes('='))) {
      const separator = part.indexOf('=');
      this.values.set(part.slice(0, separator), decode(part.slice(separator + 1)));
    }
    this.runs = new Map();
    for (const part of this.list('runs')) {
      const [id, slot] = part.split(':');
      this.runs.set(id, /^\d+$/.test(slot) && slot < SLOTS ? Number(slot) : this.freeSlot());
    }
  }

  get(name, fallback) {
    return this.values.get(name) ?? fallback;
  }

  /** Returns a list; an empty one if the URL does not contain it. */
  list(name) {
    return this.get(name, '').split(',').filter(part => part !== '');
  }

  /** Sets values and updates the URL. Only a change of the view adds an entry to the history of the browser. */
  set(changes) {
    const before = this.get('view');
    Object.entries(changes).forEach(([name, value]) => this.values.set(name, String(value)));
    this.update(this.get('view') !== before);
  }

  /** Selects exactly the runs `ids`; runs that are already selected keep their colors. */
  select(ids) {
    const before = this.runs;
    this.runs = new Map(ids.filter(id => before.has(id)).map(id => [id, before.get(id)]));
    ids.filter(id => !before.has(id)).forEach(id => this.runs.set(id, this.freeSlot()));
    this.set({runs: [...this.runs].map(([id, slot]) => `${id}:${slot}`).join(',')});
  }

  toggle(id) {
    this.select(this.runs.has(id) ? [...this.runs.keys()].filter(other => other !== id) : [...this.runs.keys(), id]);
  }

  /** Returns whether the URL contains a selection of runs, which may be empty. */
  hasSelection() {
    return this.values.has('runs');
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  freeSlot() {
    const used = new Set(this.runs.values());
    return [...Array(SLOTS).keys()].find(slot => !used.has(slot)) ?? this.runs.size % SLOTS;
  }

  update(addToHistory) {
    const hash = '#' + [...this.values].map(([name, value]) => `${name}=${encode(value)}`).join('&');
    history[addToHistory ? 'pushState' : 'replaceState'](null, '', hash);
    this.notify();
  }

  notify() {
    this.listeners.forEach(listener => listener());
  }
}

function encode(value) {
  return encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2C', ',');
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
