import {address} from './api.js';
import {element} from './dom.js';
import {whole} from './format.js';

/** A picture with a slider: first the sheets of pre-training, then those of later stages. */
export class SheetSlider {
  /** @param {function(Object)} onMove is called with the sheet that the user selected */
  constructor(id, name, sheets, onMove) {
    this.name = name;
    this.sheets = [...sheets].sort((a, b) =>
      (b.stage === 'pretrain') - (a.stage === 'pretrain') || a.images - b.images);
    this.picture = element('img', {class: 'sheet'});
    this.moment = element('output', {});
    this.input = element('input', {type: 'range', min: 0, max: sheets.length - 1, step: 1, id: `sheet-${id}`,
      disabled: sheets.length === 1, 'aria-label': `epoch of ${name}`, input: () => {
        this.show();
        onMove(this.sheet());
      }});
    this.elements = [element('div', {class: 'slide'}, this.input, this.moment), this.picture];
    this.moveToIndex(this.sheets.length - 1);
  }

  /** Moves to the position of an earlier slider, unless that was at its newest sheet or does not exist. */
  follow(before) {
    if (before !== undefined && Number(before.input.value) < before.sheets.length - 1) {
      this.moveTo(before.sheet());
    }
  }

  /** Moves to the last sheet of the same stage that is not after the given one, if there is one. */
  moveTo({stage, images}) {
    const index = this.sheets.findLastIndex(sheet => sheet.stage === stage && sheet.images <= images);
    if (index >= 0) {
      this.moveToIndex(index);
    }
  }

  moveToIndex(index) {
    this.input.value = index;
    this.show();
  }

  sheet() {
    return this.sheets[Number(this.input.value)];
  }

  show() {
    const sheet = this.sheet();
    const moment = inWords(sheet);
    this.moment.textContent = moment;
    this.input.setAttribute('aria-valuetext', moment);
    this.picture.src = address(sheet.url);
    this.picture.alt = `Original, masked input and reconstruction by ${this.name}, ${moment}`;
    this.preloaded = [-1, 1].map(step => this.sheets[Number(this.input.value) + step])
      .filter(next => next !== undefined).map(next => Object.assign(new Image(), {src: address(next.url)}));
  }
}

function inWords({stage, images, epoch}) {
  return [stage === 'pretrain' ? '' : 'best weights', epoch > 0 ? `epoch ${epoch}` : '',
    images > 0 ? `${whole(images)} images` : ''].filter(part => part !== '').join(' · ');
}
