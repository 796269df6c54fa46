import {element, empty, swatch, whenChanged} from './dom.js';
import {SheetSlider} from './sheet-slider.js';

/** The sheet that is drawn when pre-training is over. */
const LAST = 'reconstructions.png';

/** The sheets of reconstructions that each chosen run drew, with a slider over them. */
export class ReconstructionsView {
  static parts = ['figures'];

  constructor() {
    this.cards = element('div', {class: 'cards'});
    this.linked = element('input', {type: 'checkbox', id: 'linked'});
    this.linked.checked = true;
    this.element = element('div', {}, element('div', {class: 'controls'}, this.linked,
      element('label', {for: 'linked'}, 'Move all sliders together'),
      element('span', {class: 'hint'}, 'validation images, always the same under the same masks')), this.cards);
    this.sliders = new Map();
    this.fill = whenChanged(runs => this.replace(runs));
  }

  render({store, shown}) {
    this.fill(shown.map(({id, name, slot}) =>
      ({id, name, slot, sheets: sheetsOf(store.part(id, 'figures'))})));
  }

  replace(runs) {
    if (runs.length === 0) {
      this.cards.replaceChildren(empty('Choose runs to see what they reconstruct.'));
      return;
    }
    const focused = document.activeElement?.id;
    const before = this.sliders;
    this.sliders = new Map();
    this.cards.replaceChildren(...runs.map(run => this.card(run, before.get(run.id))));
    this.sliders.forEach(slider => slider.input.id === focused && slider.input.focus());
  }

  card({id, name, slot, sheets}, before) {
    const heading = element('h3', {}, swatch(slot), name);
    if (sheets.length === 0) {
      return element('section', {class: 'card'}, heading, empty('No reconstructions so far; figures.images and '
        + 'figures.every say how many are drawn, and how often.'));
    }
    const slider = new SheetSlider(id, name, sheets, sheet => this.moved(id, sheet));
    this.sliders.set(id, slider);
    slider.follow(before);
    return element('section', {class: 'card'}, heading, ...slider.elements);
  }

  moved(id, sheet) {
    if (this.linked.checked) {
      this.sliders.forEach((slider, other) => other !== id && slider.moveTo(sheet));
    }
  }
}

/** Sheets that were drawn on the way, and the one of the best weights. */
function sheetsOf(figures) {
  const last = figures?.pictures.filter(picture => picture.name === LAST) ?? [];
  return [...figures?.reconstructions ?? [], ...last.map(({url}) => ({stage: '', images: 0, epoch: 0, url}))];
}
