/** The five fields of a cron expression, with the least and the greatest number of each. */
const FIELDS = [
  { name: "minute", low: 0, high: 59 },
  { name: "hour", low: 0, high: 23 },
  { name: "day of the month", low: 1, high: 31 },
  { name: "month", low: 1, high: 12 },
  { name: "day of the week", low: 0, high: 7 },
] as const;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** What is wrong with a cron expression of five fields, in a sentence; null where nothing is. */
export function cronFault(expression: string): string | null {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return "Write five fields: minute, hour, day of the month, month and day of the week, such as 0 9 * * 1";
  }
  for (const [index, field] of fields.entries()) {
    const fault = field.split(",").find((part) => !isPart(part, index));
    if (fault !== undefined) return `“${fault.slice(0, 40)}” is no ${FIELDS[index]?.name ?? "field"}`;
  }
  return null;
}

/**
 * The same times for a scheduler that wants the day of the month and the day of the week both to fit: as cron has
 * it, where both are named either is enough.
 */
export function eitherDay(expression: string): string[] {
  const [minute, hour, day, month, weekday] = numbered(expression);
  if (day === "*" || weekday === "*") return [[minute, hour, day, month, weekday].join(" ")];
  return [[minute, hour, day, month, "*"].join(" "), [minute, hour, "*", month, weekday].join(" ")];
}

/** In numbers throughout: not every scheduler knows the same names, nor Sunday as 7. */
function numbered(expression: string): string[] {
  return expression
    .trim()
    .split(/\s+/)
    .map((field, index) => field.replace(/[a-z]{3}/gi, (name) => String(numberOf(name, index) ?? name)))
    .map((field, index) => (index === 4 ? field.replace(/(^|,)7(?=$|,)/g, "$10") : field));
}

function isPart(part: string, index: number): boolean {
  const [range = "", step, ...more] = part.split("/");
  if (more.length > 0 || (step !== undefined && !(/^\d{1,2}$/.test(step) && Number(step) > 0))) return false;
  if (range === "*") return true;
  const ends = range.split("-");
  const numbers = ends.map((end) => numberOf(end, index));
  if (ends.length > 2 || numbers.some((number) => number === undefined)) return false;
  const [from = 0, to = from] = numbers as number[];
  return from <= to;
}

function numberOf(text: string, index: number): number | undefined {
  const names = index === 3 ? MONTHS : index === 4 ? WEEKDAYS : [];
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return index === 3 ? named + 1 : named;
  const field = FIELDS[index];
  if (!field || !/^\d{1,2}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= field.low && number <= field.high ? number : undefined;
}
