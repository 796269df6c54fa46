import {element, empty, options, swatch, whenChanged} from './dom.js';
import {ConfusionGrid} from './confusion-grid.js';
import {inWords, percent} from './format.js';

/** Maximum number of classes; a larger matrix is not readable. */
const MAX_CLASSES = 32;

/** The confusion matrices of the selected runs. */
export class ConfusionView {
  static parts = ['figures'];

  constructor(urlState) {
    this.urlState = urlState;
    this.classifier = this.choice('classifier', 'Classifier');
    this.split = this.choice('split', 'Images');
    this.cards = element('div', {class: 'cards'});
    this.element = element('div', {}, element('div', {class: 'controls'}, element('label', {}, 'Classifier ',
      this.classifier), element('label', {}, 'Images ', this.split),
    element('span', {class: 'hint'}, 'rows: true classes, columns: predicted classes, shade: share of the row')),
    this.cards);
    this.fill = whenChanged((...values) => this.replace(...values));
  }

  choice(name, label) {
    return element('select', {'aria-label': label, change: event => this.urlState.set({[name]: event.target.value})});
  }

  render({store, selected}) {
    const all = selected.flatMap(run => store.part(run.id, 'figures')?.confusions ?? []);
    // Tables list fine-tuning last; the choice lists it first.
    const labels = new Map(store.evaluations.figures.map(({group, subject}) => [group, subject]).reverse());
    const classifiers = [...labels.keys(), ...all.map(one => one.classifier)]
      .filter((key, i, keys) => keys.indexOf(key) === i && all.some(one => one.classifier === key));
    const classifier = valid(classifiers, this.urlState.get('classifier'));
    const splits = ['test', 'val'].filter(key =>
      all.some(one => one.classifier === classifier && one.split === key));
    const split = valid(splits, this.urlState.get('split'));
    this.fill(selected.map(({id, name, slot}) => ({name, slot, confusion: (store.part(id, 'figures')?.confusions ?? [])
      .find(one => one.classifier === classifier && one.split === split) ?? null})),
    classifiers.map(key => [key, labels.get(key) ?? key]), classifier, splits, split);
  }

  replace(runs, classifiers, classifier, splits, split) {
    options(this.classifier, classifiers, classifier);
    options(this.split, splits.map(key => [key, inWords(key)]), split);
    this.element.firstChild.hidden = classifiers.length === 0;
    this.cards.replaceChildren(...runs.length === 0 ? [empty('Select runs to see their confusion matrices.')]
      : classifiers.length === 0 ? [empty('None of these runs has classified images yet.')] : runs.map(card));
  }
}

function card({name, slot, confusion}) {
  const heading = element('h3', {}, swatch(slot), name);
  if (confusion === null) {
    return element('section', {class: 'card'}, heading, empty('This run does not have this classifier yet.'));
  }
  const {classNames, counts} = confusion;
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const correct = counts.reduce((sum, row, i) => sum + row[i], 0);
  heading.append(element('small', {}, `${percent(correct / Math.max(1, total))} of ${total} correct`));
  return element('section', {class: 'card'}, heading, classNames.length <= MAX_CLASSES
    ? new ConfusionGrid(name, classNames, counts).element
    : empty(`The matrix is not shown: it has ${classNames.length} classes, more than ${MAX_CLASSES}.`));
}

function valid(values, value) {
  return values.includes(value) ? value : values[0];
}
