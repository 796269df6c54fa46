import {element, empty, notes, whenChanged} from './dom.js';
import {inWords, number, percent} from './format.js';
import {difference, differing, keys, neutralSettings, obstacles} from './config-differences.js';
import {runsTable} from './table.js';

/** How values of a unit are written. */
const UNITS = {
  share: value => percent(value),
  'squared-error': value => value.toFixed(5),
  decibel: value => `${value.toFixed(2)} dB`,
  number: value => number(value, 5),
};

/** Unit of the metrics that measure a reconstruction. */
const RECONSTRUCTION = ['squared-error', 'decibel'];

/** The settings and the results in which the selected runs differ. */
export class CompareView {
  static parts = [];

  constructor() {
    this.element = element('div', {});
    this.fill = whenChanged((...values) => this.replace(...values));
  }

  render({store, selected}) {
    this.fill(selected.map(({id, name, slot, note}) => ({id, name, slot, note})),
      selected.map(run => store.settings(run.id)), selected.map(run => store.results(run.id)),
      selected.map(run => store.stages(run.id)), store.evaluations);
  }

  replace(runs, configs, results, stages, evaluations) {
    if (runs.length === 0) {
      this.element.replaceChildren(empty('Select runs to compare them.'));
      return;
    }
    const compared = comparedRows(evaluations.figures);
    const neutral = neutralSettings(evaluations);
    const {marks, texts} = marked(runs, stages);
    const known = new Set(compared.map(({key}) => key));
    const others = keys(results).filter(key => !known.has(key) && !/confusion|classNames/.test(key))
      .map(key => ({label: key, cells: results.map(result => plain(result[key]))}));
    this.element.replaceChildren(
      element('section', {class: 'group'}, element('h2', {}, 'Final metrics ', element('small', {},
        'the best validation result is highlighted; test results are not used for selection')),
        main(runs, configs, results, stages, marks, compared, neutral), ...notes(texts)),
      element('section', {class: 'group'}, element('h2', {}, 'Different settings'),
        different(runs, configs, neutral)),
      others.length === 0 ? '' : element('details', {class: 'group'}, element('summary', {}, 'All other metrics'),
        runsTable('All other metrics', 'metric', runs, others)));
  }
}

/** The metrics that are compared, on validation and on test images; those of a group stand together. */
function comparedRows(metrics) {
  const compared = metrics.filter(metric => metric.compared);
  return [...new Set(compared.map(metric => metric.group))].flatMap(group => ['val', 'test'].flatMap(split =>
    compared.filter(metric => metric.group === group).map(({name, label, unit, direction, stage}) => ({unit, direction, stage,
      key: `${group}.${split}.${name}`,
      label: `${label.charAt(0).toUpperCase()}${label.slice(1)}, ${inWords(split)}`}))));
}

/** Returns the number of the note on each stage that was repeated with other settings, for each run, and the notes. */
function marked(runs, stages) {
  const texts = [];
  const marks = stages.map((repeated, i) => Object.fromEntries(Object.entries(repeated).map(([stage, {note}]) => {
    const mark = `[${texts.length + 1}]`;
    texts.push(`${mark} ${note}, run ${runs[i].name}`);
    return [stage, ` ${mark}`];
  })));
  return {marks, texts};
}

function main(runs, configs, results, stages, marks, compared, neutral) {
  const rows = compared.filter(({key}) => results.some(result => key in result)).map(row => {
    const {key, label, unit, direction, stage} = row;
    const measured = configs.map((config, i) => ({...config, ...stages[i][stage]?.settings}))
      .filter((_, i) => key in results[i]);
    const reasons = obstacles(measured, neutral, RECONSTRUCTION.includes(unit));
    return {label, title: key, obstacle: reasons.length === 0 ? '' : difference(reasons),
      best: reasons.length === 0 ? best(key, results, direction) : undefined,
      cells: results.map((result, i) => key in result ? UNITS[unit](result[key]) + (marks[i][stage] ?? '') : '–')};
  });
  return rows.length === 0 ? empty('None of these runs has final metrics yet.')
    : runsTable('Final metrics', 'metric', runs, rows);
}

function different(runs, configs, neutral) {
  if (runs.length === 1) {
    return empty('Select a second run to compare the settings.');
  }
  const rows = differing(configs, neutral).map(key => ({label: key, cells: configs.map(config => plain(config[key]))}));
  return rows.length === 0 ? empty('All settings with an effect are the same.')
    : runsTable('Settings in which the runs differ', 'setting', runs, rows);
}

function plain(value) {
  return value === undefined ? '–' : typeof value === 'number' ? number(value, 6) : String(value);
}

/** The index of the run with the best validation result; undefined for a tie or a test result. */
function best(key, results, direction) {
  const values = results.map(result => result[key]);
  const numbers = values.filter(value => value !== undefined);
  const top = direction === 'maximize' ? Math.max(...numbers) : Math.min(...numbers);
  const single = numbers.length > 1 && numbers.filter(value => value === top).length === 1;
  return single && key.includes('.val.') ? values.indexOf(top) : undefined;
}
