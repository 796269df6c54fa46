const TIMEOUT_MILLIS = 20_000;

/** The server does not have the requested data: the run was deleted, or the file is not written yet. */
export class Missing extends Error {}

/** The server does not respond or has failed. */
export class Unreachable extends Error {}

/**
 * Fetches JSON from the server.
 *
 * @param {string} path path below the root of the interface
 * @throws {Missing}
 * @throws {Unreachable}
 */
export async function get(path) {
  const answer = await request(path);
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

async function request(path) {
  try {
    return await fetch('/mae4j/api' + path, {signal: AbortSignal.timeout(TIMEOUT_MILLIS), cache: 'no-store'});
  } catch (failure) {
    throw new Unreachable(`${path}: ${failure.message}`);
  }
}
