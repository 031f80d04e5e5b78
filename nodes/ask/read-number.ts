import { type Answer, accept, refuse } from "#nodes/ask/answer.ts";

const NUMBER = /[-+−]?\d[\d.,’']*/g;

/**
 * The one number in a text: “35”, “about 1,250.50”, “12,5”. Of `.` and `,` the last is the decimal point, unless
 * it stands before exactly three digits and is the only kind there is.
 */
export function readNumber(text: string, min: number | undefined, max: number | undefined): Answer {
  const found = text.replace(/(\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, "$1").match(NUMBER) ?? [];
  if (found.length !== 1)
    return refuse(found.length === 0 ? "There is no number in it" : "There are several numbers in it");
  const value = parseNumber(found[0] ?? "");
  if (!Number.isFinite(value)) return refuse("It is not a number");
  if (min !== undefined && value < min) return refuse(`It is less than ${min}`);
  if (max !== undefined && value > max) return refuse(`It is more than ${max}`);
  return accept(value);
}

function parseNumber(written: string): number {
  const plain = written
    .replace(/[’'+]/g, "")
    .replace("−", "-")
    .replace(/[.,]+$/, "");
  const point = Math.max(plain.lastIndexOf("."), plain.lastIndexOf(","));
  if (point < 0) return Number(plain);
  const digitsAfter = plain.length - point - 1;
  const kinds = new Set(plain.replace(/[^.,]/g, "")).size;
  const isGrouping = kinds === 1 && digitsAfter === 3 && !plain.startsWith("0");
  if (isGrouping) return Number(plain.replace(/[.,]/g, ""));
  return Number(`${plain.slice(0, point).replace(/[.,]/g, "")}.${plain.slice(point + 1)}`);
}
