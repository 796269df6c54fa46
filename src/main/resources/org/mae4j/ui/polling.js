import {Unreachable} from './api.js';

const INTERVAL_MILLIS = 2_000;
const MAX_INTERVAL_MILLIS = 30_000;

/**
 * Calls `poll` every two seconds, at increasing intervals while it fails, and not while the page is hidden.
 *
 * @param {function(): Promise} poll
 * @param {function(?number)} onOutcome is called with null after a success, and with the seconds to the next call after
 *     a failure
 */
export class Polling {
  constructor(poll, onOutcome) {
    this.poll = poll;
    this.onOutcome = onOutcome;
    this.failures = 0;
    this.busy = false;
    document.addEventListener('visibilitychange', () => this.pollNow());
  }

  /** Polls immediately, or after the current call. */
  async pollNow() {
    clearTimeout(this.timer);
    this.again = this.busy;
    if (this.busy || document.hidden) {
      return;
    }
    this.busy = true;
    const wait = await this.attempt();
    this.busy = false;
    this.timer = setTimeout(() => this.pollNow(), this.again ? 0 : wait);
  }

  /** Polls once and returns the milliseconds to the next call. */
  async attempt() {
    try {
      await this.poll();
      this.failures = 0;
      this.onOutcome(null);
      return INTERVAL_MILLIS;
    } catch (failure) {
      if (!(failure instanceof Unreachable)) {
        console.error(failure);
      }
      const wait = Math.min(MAX_INTERVAL_MILLIS, INTERVAL_MILLIS * 2 ** this.failures++);
      this.onOutcome(wait / 1000);
      return wait;
    }
  }
}
