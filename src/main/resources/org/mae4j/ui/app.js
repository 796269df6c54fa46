import {Address} from './address.js';
import {CompareView} from './compare-view.js';
import {ConfusionView} from './confusion-view.js';
import {CurvesView} from './curves-view.js';
import {element, empty, whenChanged} from './dom.js';
import {Polling} from './polling.js';
import {ReconstructionsView} from './reconstructions-view.js';
import {RunsPanel} from './runs-panel.js';
import {distinctions} from './settings.js';
import {Store} from './store.js';
import {SweepView} from './sweep-view.js';

const VIEWS = new Map([['curves', ['Curves', CurvesView]], ['compare', ['Compare', CompareView]],
  ['reconstructions', ['Reconstructions', ReconstructionsView]], ['confusion', ['Confusion', ConfusionView]],
  ['sweep', ['Sweep', SweepView]]]);

/** So many runs are shown at first, where the address names none. */
const FIRST = 5;

/** Ties the page together: what the address asks for is fetched, and shown by one of the views. */
class App {
  constructor() {
    this.main = document.getElementById('main');
    this.status = document.getElementById('status');
    this.address = new Address();
    this.store = new Store();
    this.views = new Map([...VIEWS].map(([name, [, View]]) => [name, new View(this.address)]));
    this.lit = null;
    this.panel = new RunsPanel(document.getElementById('runs'), this.address, id => this.light(id));
    this.polling = new Polling(() => this.round(), wait => this.told(wait));
    this.address.onChange(() => {
      this.changed();
      this.polling.soon();
    });
    this.say = whenChanged((text, failed) => {
      this.status.textContent = text;
      this.status.classList.toggle('failed', failed);
    });
    document.getElementById('skip').addEventListener('click', event => {
      event.preventDefault();
      this.main.focus();
    });
    this.changed();
    this.polling.soon();
  }

  name() {
    const wanted = this.address.get('view');
    return VIEWS.has(wanted) ? wanted : 'curves';
  }

  async round() {
    await this.store.list();
    this.chooseFirst();
    const view = this.views.get(this.name());
    await this.store.load([...this.address.runs.keys()], ['config', ...view.constructor.parts]);
    const sweep = view instanceof SweepView ? view.chosen(this.store) : undefined;
    if (sweep !== undefined) {
      await this.store.loadSweep(sweep.id);
    }
    if (this.store.version !== this.rendered) {
      this.changed();
    }
  }

  /** Where nobody has chosen: the runs under way, else the one that was at work last. */
  chooseFirst() {
    if (!this.address.namesRuns() && this.store.runs.length > 0) {
      const latest = [...this.store.runs].sort((a, b) => b.updated - a.updated);
      const running = latest.filter(run => run.state === 'running').slice(0, FIRST);
      this.address.select((running.length > 0 ? running : latest.slice(0, 1)).map(run => run.id));
    }
  }

  /** Shows the page anew before the next frame. */
  changed() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.render();
    });
  }

  render() {
    this.rendered = this.store.version;
    const name = this.name();
    this.links(name);
    const shown = this.shown();
    this.panel.render(this.store.runs, shown);
    const view = this.views.get(name);
    view.render({store: this.store, shown, lit: this.lit});
    const nothing = this.store.listed && this.store.runs.length === 0 && this.store.sweeps.length === 0;
    const content = nothing ? this.nothing() : view.element;
    if (this.main.firstChild !== content) {
      this.main.replaceChildren(content);
    }
  }

  /** The chosen runs, each with the slot of its color, and with the settings that tell it from the others. */
  shown() {
    const shown = [...this.address.runs].filter(([id]) => this.store.run(id) !== undefined);
    const notes = distinctions(shown.map(([id]) => this.store.part(id, 'config') ?? {}));
    return shown.map(([id, slot], i) => ({...this.store.run(id), slot, note: notes[i]}));
  }

  links(current) {
    const views = document.getElementById('views');
    if (views.childElementCount === 0) {
      views.append(...[...VIEWS].map(([name, [label]]) => element('a', {href: `#view=${name}`, 'data-view': name,
        click: event => {
          event.preventDefault();
          this.address.set({view: name});
        }}, label)));
    }
    for (const link of views.children) {
      link[link.dataset.view === current ? 'setAttribute' : 'removeAttribute']('aria-current', 'page');
    }
  }

  nothing() {
    this.emptiness ??= empty(`No runs yet in ${this.store.places.join(', ')}. `,
      element('code', {}, './mae4j run conf/quickstart.conf'), ' makes one; it shows here as soon as it starts.');
    return this.emptiness;
  }

  /** Lets a run stand out from the others. */
  light(id) {
    if (this.lit !== id) {
      this.lit = id;
      this.changed();
    }
  }

  told(wait) {
    const running = this.store.runs.filter(run => run.state === 'running').length;
    this.say(wait !== null ? `The server is gone; trying again in ${wait} s` : running === 0 ? 'No run is under way'
      : running === 1 ? '1 run is under way' : `${running} runs are under way`, wait !== null);
  }
}

new App();
