import {Unreachable} from './server.js';

const EVERY_MILLIS = 2_000;
const LONGEST_MILLIS = 30_000;

/**
 * Calls `round` again and again: every two seconds, ever more seldom while it fails, and not at all while nobody looks.
 *
 * @param {function(): Promise} round
 * @param {function(?number)} onOutcome is told null after a round, and after a failure the seconds to the next one
 */
export class Polling {
  constructor(round, onOutcome) {
    this.round = round;
    this.onOutcome = onOutcome;
    this.failures = 0;
    this.busy = false;
    document.addEventListener('visibilitychange', () => this.soon());
  }

  /** Has a round at once, or right after the one under way. */
  async soon() {
    clearTimeout(this.timer);
    this.again = this.busy;
    if (this.busy || document.hidden) {
      return;
    }
    this.busy = true;
    const wait = await this.attempt();
    this.busy = false;
    this.timer = setTimeout(() => this.soon(), this.again ? 0 : wait);
  }

  /** Has a round; returns the milliseconds to the next. */
  async attempt() {
    try {
      await this.round();
      this.failures = 0;
      this.onOutcome(null);
      return EVERY_MILLIS;
    } catch (failure) {
      if (!(failure instanceof Unreachable)) {
        console.error(failure);
      }
      const wait = Math.min(LONGEST_MILLIS, EVERY_MILLIS * 2 ** this.failures++);
      this.onOutcome(wait / 1000);
      return wait;
    }
  }
}
