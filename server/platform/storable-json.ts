/**
 * JSON that Postgres takes: NUL characters and halves of surrogate pairs, as a text has that was cut inside of an emoji
 * or that a service answered with, are replaced.
 */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text;
  // Escape by escape, since a backslash may itself be escaped; whole pairs are not written as escapes.
  return text.replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (written) =>
    written.length > 2 ? "\ufffd" : written,
  );
}
