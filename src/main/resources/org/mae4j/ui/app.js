import {colored} from './run-colors.js';
import {differing, distinctions, neutralSettings} from './config-differences.js';
import {element, empty, whenChanged} from './dom.js';
import {Polling} from './polling.js';
import {RunsPanel} from './runs-panel.js';
import {Store} from './store.js';
import {SweepView} from './sweep-view.js';
import {UrlState} from './url-state.js';
import {FIRST_VIEW, VIEWS} from './views.js';

/** Maximum number of running runs that are selected if the URL has no selection. */
const INITIAL_RUNS = 5;

/** The parts of the address that decide what is fetched; a filter, for example, does not. */
const FETCHED = ['view', 'runs', 'sweep', 'follow', 'run'];

/** The page: fetches the selected runs and shows them in the selected view. */
class App {
  constructor() {
    this.main = document.getElementById('main');
    this.status = document.getElementById('status');
    this.urlState = new UrlState();
    this.store = new Store();
    this.views = new Map([...VIEWS].map(([name, [, View]]) => [name, new View(this.urlState)]));
    this.highlighted = null;
    this.followed = new Set();
    this.panel = new RunsPanel(document.getElementById('runs'), this.urlState, id => this.highlight(id));
    this.polling = new Polling(() => this.poll(), wait => this.showStatus(wait));
    const poll = whenChanged(() => this.polling.pollNow());
    const update = () => {
      this.scheduleRender();
      poll(...FETCHED.map(name => this.urlState.get(name)));
    };
    this.urlState.onChange(update);
    this.setStatus = whenChanged((text, failed) => {
      this.status.textContent = text;
      this.status.classList.toggle('failed', failed);
    });
    this.problems = element('ul', {class: 'problems', role: 'alert'});
    this.setProblems = whenChanged(lines => {
      this.problems.hidden = lines.length === 0;
      this.problems.replaceChildren(...lines.map(line => element('li', {}, line)));
    });
    document.getElementById('skip').addEventListener('click', event => {
      event.preventDefault();
      this.main.focus();
    });
    update();
  }

  viewName() {
    const name = this.urlState.get('view');
    return VIEWS.has(name) ? name : FIRST_VIEW;
  }

  async poll() {
    await this.store.list();
    this.selectInitialRuns();
    const view = this.views.get(this.viewName());
    this.followSweep();
    await this.store.load([...this.urlState.runs.keys()], view.constructor.parts);
    const sweep = view instanceof SweepView ? view.selectedSweep(this.store) : undefined;
    if (sweep !== undefined) {
      await this.store.loadSweep(sweep.id);
    }
    if (this.store.version !== this.renderedVersion) {
      this.scheduleRender();
    }
  }

  /** Without a selection in the URL, selects the running runs, or else the most recently changed run. */
  selectInitialRuns() {
    if (!this.urlState.hasSelection() && this.store.runs.length > 0) {
      const latest = [...this.store.runs].sort((a, b) => b.updated - a.updated);
      const running = latest.filter(run => run.state === 'running').slice(0, INITIAL_RUNS);
      this.urlState.select((running.length > 0 ? running : latest.slice(0, 1)).map(run => run.id));
    }
  }

  /** Selects new trials of the sweep that the address says to follow. */
  followSweep() {
    const followed = this.urlState.get('follow', '');
    const added = this.store.runs.filter(run => run.sweep === followed && !this.followed.has(run.id));
    if (followed !== '' && added.length > 0) {
      added.forEach(run => this.followed.add(run.id));
      this.urlState.select([...new Set([...this.urlState.runs.keys(), ...added.map(run => run.id)])]);
    }
  }

  /** Renders the page before the next frame. */
  scheduleRender() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.render();
    });
  }

  render() {
    this.renderedVersion = this.store.version;
    const name = this.viewName();
    this.renderLinks(name);
    const neutral = neutralSettings(this.store.evaluations);
    const selected = this.selectedRuns(neutral);
    this.panel.render(this.store, selected, neutral);
    const view = this.views.get(name);
    view.render({store: this.store, selected, highlighted: this.highlighted, colorings: this.settingsToColorBy});
    const isEmpty = this.store.listed && this.store.runs.length === 0 && this.store.sweeps.length === 0;
    const content = isEmpty ? this.emptyPage() : view.element;
    if (this.main.lastChild !== content) {
      this.main.replaceChildren(this.problems, content);
    }
    this.setProblems(selected.flatMap(run => this.store.problemsOf(run.id).map(problem => `${run.name}: ${problem}`)));
  }

  /** Returns the selected runs with the slot of their color and the settings in which they differ, except `neutral`. */
  selectedRuns(neutral) {
    const selected = [...this.urlState.runs].filter(([id]) => this.store.run(id) !== undefined);
    const settings = selected.map(([id]) => this.store.settings(id));
    this.settingsToColorBy = differing(settings, neutral);
    const notes = distinctions(settings, this.settingsToColorBy);
    const runs = selected.map(([id, slot], i) => ({...this.store.run(id), slot, note: notes[i], settings: settings[i]}));
    const key = this.urlState.get('color', '');
    return this.settingsToColorBy.includes(key) ? colored(runs, key) : runs;
  }

  renderLinks(current) {
    const views = document.getElementById('views');
    if (views.childElementCount === 0) {
      views.append(...[...VIEWS].map(([name, [label]]) => element('a', {href: `#view=${name}`, 'data-view': name,
        click: event => {
          event.preventDefault();
          this.urlState.set({view: name});
        }}, label)));
    }
    for (const link of views.children) {
      link[link.dataset.view === current ? 'setAttribute' : 'removeAttribute']('aria-current', 'page');
    }
  }

  emptyPage() {
    this.emptyNote ??= empty(`No runs yet in ${this.store.places.join(', ')}. Start one with `,
      element('code', {}, './mae4j run conf/quickstart.conf'), '; it appears here immediately.');
    return this.emptyNote;
  }

  /** Highlights a run; the other runs are faded. */
  highlight(id) {
    if (this.highlighted !== id) {
      this.highlighted = id;
      this.scheduleRender();
    }
  }

  showStatus(wait) {
    const running = this.store.runs.filter(run => run.state === 'running').length;
    this.setStatus(wait !== null ? `The server does not respond; next try in ${wait} s` : running === 0
      ? 'No run in progress' : running === 1 ? '1 run in progress' : `${running} runs in progress`, wait !== null);
  }
}

new App();
