import {element, empty, swatch, whenChanged} from './dom.js';
import {ConfusionGrid} from './confusion-grid.js';
import {inWords, percent} from './format.js';

/** More columns than these cannot be read. */
const MOST_CLASSES = 32;

/** Which classes the classifiers of the chosen runs take for which. */
export class ConfusionView {
  static parts = ['figures'];

  constructor(address) {
    this.address = address;
    this.classifier = this.choice('classifier', 'Classifier');
    this.split = this.choice('split', 'Images');
    this.cards = element('div', {class: 'cards'});
    this.element = element('div', {}, element('div', {class: 'controls'}, element('label', {}, 'Classifier ',
      this.classifier), element('label', {}, 'Images ', this.split),
    element('span', {class: 'hint'}, 'rows: true classes, columns: predicted ones; the shade is the share of the row')),
    this.cards);
    this.fill = whenChanged((...values) => this.replace(...values));
  }

  choice(name, label) {
    return element('select', {'aria-label': label, change: event => this.address.set({[name]: event.target.value})});
  }

  render({store, shown}) {
    const all = shown.flatMap(run => store.part(run.id, 'figures')?.confusions ?? []);
    // The classifiers that tables list last are those of most interest.
    const labels = new Map(store.evaluations.figures.map(({group, subject}) => [group, subject]).reverse());
    const classifiers = [...labels.keys(), ...all.map(one => one.classifier)]
      .filter((key, i, keys) => keys.indexOf(key) === i && all.some(one => one.classifier === key));
    const classifier = chosen(classifiers, this.address.get('classifier'));
    const splits = ['test', 'val'].filter(key =>
      all.some(one => one.classifier === classifier && one.split === key));
    const split = chosen(splits, this.address.get('split'));
    this.fill(shown.map(({id, name, slot}) => ({name, slot, confusion: (store.part(id, 'figures')?.confusions ?? [])
      .find(one => one.classifier === classifier && one.split === split) ?? null})),
    classifiers.map(key => [key, labels.get(key) ?? key]), classifier, splits, split);
  }

  replace(runs, classifiers, classifier, splits, split) {
    options(this.classifier, classifiers, classifier);
    options(this.split, splits.map(key => [key, inWords(key)]), split);
    this.element.firstChild.hidden = classifiers.length === 0;
    this.cards.replaceChildren(...runs.length === 0 ? [empty('Choose runs to see what their classifiers confuse.')]
      : classifiers.length === 0 ? [empty('None of these runs has classified images yet.')] : runs.map(card));
  }
}

function card({name, slot, confusion}) {
  const heading = element('h3', {}, swatch(slot), name);
  if (confusion === null) {
    return element('section', {class: 'card'}, heading, empty('Has no such classifier yet.'));
  }
  const {classNames, counts} = confusion;
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, i) => sum + row[i], 0);
  heading.append(element('small', {}, `${percent(right / Math.max(1, total))} of ${total} right`));
  return element('section', {class: 'card'}, heading, classNames.length <= MOST_CLASSES
    ? new ConfusionGrid(name, classNames, counts).element
    : empty(`${classNames.length} classes are too many to be drawn.`));
}

function chosen(values, wanted) {
  return values.includes(wanted) ? wanted : values[0];
}

function options(select, values, value) {
  select.replaceChildren(...values.map(([key, label]) => element('option', {value: key}, label)));
  select.value = value;
}
