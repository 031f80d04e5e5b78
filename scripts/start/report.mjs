/** @typedef {(text: string) => void} Tell */

const isTerminal = process.stdout.isTTY === true;

/**
 * Shows one step of the set-up while it runs and how long it took. What the step tells meanwhile appears
 * behind its title; on a terminal the line is rewritten, elsewhere each is a line of its own.
 * @template Result
 * @param {string} title
 * @param {(tell: Tell) => Promise<Result> | Result} job
 * @returns {Promise<Result>}
 */
export async function step(title, job) {
  const started = performance.now();
  let note = "";
  show(`  … ${title}`);
  try {
    const result = await job((text) => {
      note = text;
      show(`  … ${title}: ${text}`);
    });
    close(`  ✓ ${title}${note ? `: ${note}` : ""} (${seconds(started)} s)`);
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
