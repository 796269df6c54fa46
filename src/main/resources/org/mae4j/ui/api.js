const TIMEOUT_MILLIS = 20_000;

/** The root of the interface. It follows from the address of this script, so a proxy can serve the page below a prefix. */
const ROOT = new URL('../api/', import.meta.url);

/** The server does not have the requested data: the run was deleted, or a file cannot be read. The message says why. */
export class Missing extends Error {}

/** The server does not respond or has failed. */
export class Unreachable extends Error {}

/**
 * Fetches JSON from the server.
 *
 * @param {string} path path below the root of the interface, which starts with a slash
 * @throws {Missing}
 * @throws {Unreachable}
 */
export async function get(path) {
  const answer = await request(path);
  if (answer.status === 404) {
    throw new Missing(await answer.json().then(({error}) => error, () => path));
  }
  if (!answer.ok) {
    throw new Unreachable(`${path}: ${answer.status}`);
  }
  return answer.json().catch(failure => {
    throw new Unreachable(`${path}: ${failure.message}`);
  });
}

/** Returns the full address of a path below the root of the interface. */
export function address(path) {
  return new URL(path, ROOT).href;
}

async function request(path) {
  try {
    return await fetch(address(path.slice(1)), {signal: AbortSignal.timeout(TIMEOUT_MILLIS), cache: 'no-store'});
  } catch (failure) {
    throw new Unreachable(`${path}: ${failure.message}`);
  }
}
