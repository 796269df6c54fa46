const TIMEOUT_MILLIS = 20_000;

/** What the server does not have: a run that was deleted, a file that is not written yet. */
export class Missing extends Error {}

/** The server does not answer, or answers with an error of its own. */
export class Unreachable extends Error {}

/**
 * What the server answers to a path below its interface, as an object.
 *
 * @throws {Missing}
 * @throws {Unreachable}
 */
export async function get(path) {
  const answer = await reached(path);
  if (answer.status === 404) {
    throw new Missing(path);
  }
  if (!answer.ok) {
    throw new Unreachable(`${path}: ${answer.status}`);
  }
  return answer.json().catch(failure => {
    throw new Unreachable(`${path}: ${failure.message}`);
  });
}

async function reached(path) {
  try {
    return await fetch('/mae4j/api' + path, {signal: AbortSignal.timeout(TIMEOUT_MILLIS), cache: 'no-store'});
  } catch (failure) {
    throw new Unreachable(`${path}: ${failure.message}`);
  }
}
