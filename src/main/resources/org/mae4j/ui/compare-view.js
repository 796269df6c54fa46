import {element, empty, whenChanged} from './dom.js';
import {inWords, number, percent} from './format.js';
import {differing, keys} from './config-differences.js';
import {runsTable} from './table.js';

/** Final figures by their key: what they are called, how they are written, and whether the greatest is the best. */
const FIGURES = [
  ...['val', 'test'].flatMap(split => [
    [`pretrain.${split}.maskedMse`, `Masked MSE, ${inWords(split)}`, value => value.toFixed(5), -1],
    [`pretrain.${split}.mse`, `MSE, ${inWords(split)}`, value => value.toFixed(5), -1],
    [`pretrain.${split}.psnr`, `PSNR in dB, ${inWords(split)}`, value => value.toFixed(2), 1],
  ]),
  ...[['pixelProbe', 'linear on raw pixels'], ['randomProbe', 'linear on random encoder'],
    ['linearProbe', 'linear on MAE encoder'], ['knn', 'kNN on MAE encoder'], ['scratch', 'trained from scratch'],
    ['finetune', 'MAE encoder, fine-tuned']].flatMap(([key, label]) => ['val', 'test'].map(split =>
    [`${key}.${split}.accuracy`, `Accuracy, ${label}, ${inWords(split)}`, value => percent(value), 1])),
];
const KNOWN = new Set(FIGURES.map(([key]) => key));

/** The settings and the results in which the selected runs differ. */
export class CompareView {
  static parts = ['results'];

  constructor() {
    this.element = element('div', {});
    this.fill = whenChanged((runs, configs, results) => this.replace(runs, configs, results));
  }

  render({store, selected}) {
    this.fill(selected.map(({id, name, slot, note}) => ({id, name, slot, note})),
      selected.map(run => store.part(run.id, 'config') ?? {}),
      selected.map(run => store.part(run.id, 'results') ?? {}));
  }

  replace(runs, configs, results) {
    if (runs.length === 0) {
      this.element.replaceChildren(empty('Select runs to compare them.'));
      return;
    }
    const others = keys(results).filter(key => !KNOWN.has(key) && !/confusion|classNames/.test(key))
      .map(key => ({label: key, cells: results.map(result => plain(result[key]))}));
    this.element.replaceChildren(
      element('section', {class: 'group'}, element('h2', {}, 'Final figures ', element('small', {},
        'the best validation result is highlighted; test results are not used for selection')), main(runs, results)),
      element('section', {class: 'group'}, element('h2', {}, 'Different settings'), different(runs, configs)),
      others.length === 0 ? '' : element('details', {class: 'group'}, element('summary', {}, 'All other figures'),
        runsTable('All other figures', 'figure', runs, others)));
  }
}

function main(runs, results) {
  const rows = FIGURES.filter(([key]) => results.some(result => key in result))
    .map(([key, label, text, direction]) => ({label, title: key, best: best(key, results, direction),
      cells: results.map(result => key in result ? text(result[key]) : '–')}));
  return rows.length === 0 ? empty('None of these runs has final figures yet.')
    : runsTable('Final figures', 'figure', runs, rows);
}

function different(runs, configs) {
  if (runs.length === 1) {
    return empty('Select a second run to compare the settings.');
  }
  const rows = differing(configs).map(key => ({label: key, cells: configs.map(config => plain(config[key]))}));
  return rows.length === 0 ? empty('All settings are the same.')
    : runsTable('Settings in which the runs differ', 'setting', runs, rows);
}

function plain(value) {
  return value === undefined ? '–' : typeof value === 'number' ? number(value, 6) : String(value);
}

/** The index of the run with the best validation result; undefined for a tie or a test result. */
function best(key, results, direction) {
  const values = results.map(result => result[key]);
  const numbers = values.filter(value => value !== undefined);
  const top = direction > 0 ? Math.max(...numbers) : Math.min(...numbers);
  const single = numbers.length > 1 && numbers.filter(value => value === top).length === 1;
  return single && key.includes('.val.') ? values.indexOf(top) : undefined;
}
