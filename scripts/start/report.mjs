/** @typedef {(text: string) => void} Tell */

const isTerminal = process.stdout.isTTY === true;
const secondsBetweenLines = 5;

/**
 * Shows one step of the set-up while it runs and how long it took. What it tells meanwhile appears behind its
 * title: on a terminal in place, elsewhere as a line now and then. Its conclusion stays.
 * @template Result
 * @param {string} title
 * @param {(tell: Tell, conclude: Tell) => Promise<Result> | Result} job
 * @returns {Promise<Result>}
 */
export async function step(title, job) {
  const started = performance.now();
  let lastShown = Number.NEGATIVE_INFINITY;
  let conclusion = "";
  show(`  … ${title}`);
  /** @type {Tell} */
  const tell = (text) => {
    const isTime = performance.now() - lastShown > secondsBetweenLines * 1000;
    if (!isTerminal && !isTime) return;
    lastShown = performance.now();
    show(`  … ${title}: ${text}`);
  };
  try {
    const result = await job(tell, (text) => {
      conclusion = `: ${text}`;
    });
    close(`  ✓ ${title}${conclusion} (${seconds(started)} s)`);
    return result;
  } catch (error) {
    close(`  ✗ ${title} (${seconds(started)} s)`);
    throw error;
  }
}

/** @param {string} line */
function show(line) {
  if (isTerminal) process.stdout.write(`\r\x1b[K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
  else console.log(line);
}

/** @param {string} line */
function close(line) {
  process.stdout.write(`${isTerminal ? "\r\x1b[K" : ""}${line}\n`);
}

/** @param {number} started */
function seconds(started) {
  return ((performance.now() - started) / 1000).toFixed(1);
}
