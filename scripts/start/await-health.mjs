import { setTimeout as delay } from "node:timers/promises";

/**
 * Waits until `/api/health` says that every part is well.
 * @param {string} url
 * @param {{ milliseconds: number, tell: import("./report.mjs").Tell, signal: AbortSignal }} options
 */
export async function awaitHealth(url, { milliseconds, tell, signal }) {
  const deadline = Date.now() + milliseconds;
  let last = "it does not answer";
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const health = await ask(url);
    if (health.ok) return;
    if (health.said !== last) tell(health.said);
    last = health.said;
    await delay(100, undefined, { signal });
  }
  throw new Error(`${url} did not become ready within ${milliseconds / 1000} s: ${last}`);
}

/** @param {string} url */
async function ask(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return { ok: response.ok, said: `${response.status} ${summary(await response.text())}` };
  } catch {
    return { ok: false, said: "it does not answer" };
  }
}

/** @param {string} body */
function summary(body) {
  return body.startsWith("{") ? body.slice(0, 200) : "";
}
