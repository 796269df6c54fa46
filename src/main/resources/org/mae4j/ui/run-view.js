import {address} from './api.js';
import {breakable, element, empty, notes, options, swatch, whenChanged} from './dom.js';
import {bytes, dateTime, duration, number} from './format.js';
import {scrolling} from './table.js';

const REPORT = 'report.html';

/** What is known about one run: progress, command, settings, origin, machine, log and files. */
export class RunView {
  static parts = ['overview'];

  constructor(urlState) {
    this.urlState = urlState;
    this.run = element('select', {'aria-label': 'Run', change: () => urlState.set({run: this.run.value})});
    this.find = element('input', {type: 'search', id: 'settings-filter', placeholder: 'Search settings',
      'aria-label': 'Search settings', input: () => this.filterSettings()});
    this.changed = element('input', {type: 'checkbox', id: 'settings-changed', change: () => this.filterSettings()});
    this.choice = element('div', {class: 'controls'}, this.run);
    this.head = element('div', {});
    this.settings = element('tbody', {});
    this.notes = element('div', {});
    this.rest = element('div', {});
    this.none = empty('Select a run to see its overview.');
    this.content = element('div', {}, this.head, element('section', {class: 'group'}, element('h2', {}, 'Settings'),
      this.notes,
      element('div', {class: 'controls'}, this.find, this.changed,
        element('label', {for: 'settings-changed'}, 'only those that differ from the defaults')),
      scrolling('Settings', element('table', {class: 'compared settings'}, element('thead', {}, element('tr', {},
        ...['setting', 'value', 'default'].map(title => element('th', {scope: 'col'}, title)))), this.settings))),
    this.rest);
    this.element = element('div', {}, this.choice, this.none, this.content);
    this.fill = whenChanged((...values) => this.replace(...values));
  }

  render({store, selected}) {
    const current = selected.find(run => run.id === this.urlState.get('run')) ?? selected[0];
    this.fill(selected.map(({id, name}) => [id, name]), current ?? null,
      current === undefined ? null : store.part(current.id, 'overview') ?? null);
  }

  replace(runs, run, overview) {
    this.choice.hidden = runs.length < 2;
    options(this.run, runs, run?.id ?? '');
    this.content.hidden = overview === null;
    this.none.hidden = run !== null;
    if (run === null || overview === null) {
      return;
    }
    this.head.replaceChildren(...head(run, overview));
    this.notes.replaceChildren(...notes(overview.notes));
    this.settings.replaceChildren(...overview.settings.map(setting));
    this.filterSettings();
    this.rest.replaceChildren(...commands(overview.commands), ...log(overview.log));
    const lines = this.rest.querySelector('pre');
    lines?.scrollTo(0, lines.scrollHeight);
  }

  filterSettings() {
    const text = this.find.value.trim().toLowerCase();
    for (const row of this.settings.children) {
      row.hidden = !row.dataset.text.includes(text) || this.changed.checked && !row.classList.contains('changed');
    }
  }
}

function head(run, {progress, files, commands}) {
  const report = files.find(file => file.name === REPORT);
  const last = commands.at(-1);
  return [element('h3', {class: 'title'}, swatch(run.slot), run.name, element('small', {}, run.path)),
    element('p', {class: `state ${run.state}`}, stateOf(run, progress)),
    progress?.share === undefined || run.state !== 'running' ? ''
      : element('progress', {value: progress.share, max: 1, 'aria-label': 'progress of the stage'}),
    last === undefined ? '' : element('pre', {class: 'command'}, `./mae4j ${last.commandLine}`),
    element('p', {class: 'files'}, report === undefined ? '' : link(report, 'Report'),
      ...files.filter(file => file !== report).map(file =>
        element('span', {}, link(file, file.name), element('small', {}, ` ${bytes(file.bytes)}`))))];
}

function link({url}, text) {
  return element('a', {href: address(url), target: '_blank', rel: 'noreferrer'}, text);
}

function stateOf({state, started, seconds}, progress) {
  const times = started === undefined ? ''
    : `, started ${dateTime(started)}, ${duration(seconds)} ${state === 'complete' ? 'in all' : 'so far'}`;
  if (state === 'complete' || progress === undefined) {
    return state + times;
  }
  const {stage, epoch, epochs, share, secondsLeft} = progress;
  return `${state}: ${stage}, epoch ${number(epoch, 3)}${epochs === undefined ? '' : ` of ${epochs}`}`
    + (share === undefined ? '' : `, ${Math.round(100 * share)} %`)
    + (secondsLeft === undefined || state !== 'running' ? '' : `, ${duration(secondsLeft)} left in this stage`) + times;
}

function setting({key, value, default: byDefault}) {
  const isChanged = byDefault !== undefined;
  return element('tr', {class: isChanged ? 'changed' : '', 'data-text': `${key} ${value}`.toLowerCase()},
    element('th', {scope: 'row'}, ...breakable(key)), element('td', {}, value),
    element('td', {class: 'faint'}, isChanged ? byDefault || 'none' : '', isChanged
      ? element('span', {class: 'unseen'}, ', differs') : ''));
}

function commands(records) {
  return records.map((record, i) => element('details', {class: 'group', open: i === records.length - 1},
    element('summary', {}, `Origin and machine: ${record.commandLine ?? 'a command'}`),
    scrolling('Origin and machine', element('table', {class: 'compared settings'}, element('tbody', {},
      ...Object.entries(record).map(([key, value]) => element('tr', {}, element('th', {scope: 'row'}, ...breakable(key)),
        element('td', {}, value))))))));
}

function log(text) {
  return text === '' ? [] : [element('section', {class: 'group'}, element('h2', {}, 'End of the log'),
    element('pre', {class: 'tail', tabindex: '0'}, text))];
}
