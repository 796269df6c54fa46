// Additions to Deeplearning4j's training pages, whose scripts are no modules: sessions by their last change, with start and
// total time. A tab opens the session that changed last until the user chooses another one.
'use strict';
(() => {
  const CHOSEN = 'mae4j-session';
  const INTERVAL_MILLIS = 2000;
  let sessions = [];

  window.sortedSessions = data => {
    const known = sessions.map(({id}) => id).filter(id => id in data);
    return [...known, ...Object.keys(data).filter(id => !known.includes(id))];
  };

  /** Returns the name of the run and the stage, without the digest of the path. */
  window.sessionLabel = id => id.replace(/-[0-9a-f]{8}\./, ': ');

  const select = window.selectNewSession;
  window.selectNewSession = () => {
    sessionStorage.setItem(CHOSEN, document.getElementById('sessionSelect').value);
    select();
  };

  async function refresh() {
    const answer = await fetch('../train/times', {cache: 'no-store'});
    sessions = await answer.json();
    if (sessions.length > 0 && sessionStorage.getItem(CHOSEN) === null) {
      sessionStorage.setItem(CHOSEN, sessions[0].id);
      await fetch(`../train/sessions/set/${sessions[0].id}`);
    }
    const shown = sessions.find(({id}) => id === window.currSession);
    const start = document.getElementById('startTime');
    if (shown !== undefined && start !== null) {
      start.textContent = new Date(shown.start).toLocaleString();
      document.getElementById('totalRuntime').textContent = `${Math.round((shown.end - shown.start) / 1000)} s`;
    }
  }

  function repeat() {
    refresh().catch(failure => console.info(`no sessions: ${failure.message}`))
      .finally(() => setTimeout(repeat, INTERVAL_MILLIS));
  }

  repeat();
})();
