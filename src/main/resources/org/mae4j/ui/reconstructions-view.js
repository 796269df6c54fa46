import {breakable, element, empty, swatch, whenChanged} from './dom.js';
import {difference, neutralSettings, obstacles} from './config-differences.js';
import {SheetSlider} from './sheet-slider.js';

/** Sheet of the best weights, drawn at the end of pre-training. */
const FINAL_SHEET = 'reconstructions.png';

/** The reconstruction sheets of each selected run, with a slider over the epochs. */
export class ReconstructionsView {
  static parts = ['figures'];

  constructor() {
    this.cards = element('div', {class: 'cards'});
    this.linked = element('input', {type: 'checkbox', id: 'linked'});
    this.linked.checked = true;
    this.hint = element('span', {class: 'hint'});
    this.element = element('div', {}, element('div', {class: 'controls'}, this.linked,
      element('label', {for: 'linked'}, 'Move all sliders together'), this.hint), this.cards);
    this.sliders = new Map();
    this.fill = whenChanged(runs => this.replace(runs));
  }

  render({store, selected}) {
    const different = obstacles(selected.map(run => run.settings), neutralSettings(store.evaluations), true);
    this.hint.replaceChildren(...breakable(selected.length < 2 ? '' : different.length === 0
      ? 'the same validation images with the same masks in every sheet'
      : `not the same images or masks: ${difference(different)}`));
    this.fill(selected.map(({id, name, slot}) =>
      ({id, name, slot, sheets: sheetsOf(store.part(id, 'figures'))})));
  }

  replace(runs) {
    if (runs.length === 0) {
      this.cards.replaceChildren(empty('Select runs to see their reconstructions.'));
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
      return element('section', {class: 'card'}, heading, empty('No reconstructions yet. The settings figures.images and '
        + 'figures.every control how many images are drawn, and how often.'));
    }
    const slider = new SheetSlider(id, name, sheets, sheet => this.onMove(id, sheet));
    this.sliders.set(id, slider);
    slider.follow(before);
    return element('section', {class: 'card'}, heading, ...slider.elements);
  }

  onMove(id, sheet) {
    if (this.linked.checked) {
      this.sliders.forEach((slider, other) => other !== id && slider.moveTo(sheet));
    }
  }
}

/** Returns the sheets of the epochs and the sheet of the best weights. */
function sheetsOf(figures) {
  const final = figures?.pictures.filter(picture => picture.name === FINAL_SHEET) ?? [];
  return [...figures?.reconstructions ?? [], ...final.map(({url}) => ({stage: '', images: 0, epoch: 0, url}))];
}
