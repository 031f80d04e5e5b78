export const DURATION_UNITS = ["seconds", "minutes", "hours", "days", "weeks", "months"] as const;

export type DurationUnit = (typeof DURATION_UNITS)[number];

export interface DurationParts {
  amount: number;
  unit: DurationUnit;
}

const PATTERN = /^(-?)P(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const SECONDS = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;

const LETTERS: Record<DurationUnit, (amount: number) => string> = {
  seconds: (amount) => `PT${amount}S`,
  minutes: (amount) => `PT${amount}M`,
  hours: (amount) => `PT${amount}H`,
  days: (amount) => `P${amount}D`,
  weeks: (amount) => `P${amount}W`,
  months: (amount) => `P${amount}M`,
};

/**
 * An ISO 8601 duration as one amount and one unit ("PT90M" is 90 minutes, "P1DT2H" is 26 hours), or
 * null where no single unit says it (years, fractions, months with days).
 */
export function parseDuration(text: string): DurationParts | null {
  const match = PATTERN.exec(text.trim());
  if (!match) return null;
  const sign = match[1] === "-" ? -1 : 1;
  const given = match.slice(2);
  const [months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = given.map((part) =>
    Number(part ?? 0),
  );
  const named = DURATION_UNITS.toReversed().filter((_, position) => given[position] !== undefined);
  const only = named.length === 1 ? named[0] : undefined;
  if (only) return { amount: sign * (months + weeks + days + hours + minutes + seconds), unit: only };
  if (months > 0 || named.length === 0) return null;
  const total =
    weeks * SECONDS.weeks + days * SECONDS.days + hours * SECONDS.hours + minutes * SECONDS.minutes + seconds;
  const unit = (["hours", "minutes", "seconds"] as const).find((each) => total % SECONDS[each] === 0);
  return { amount: (sign * total) / SECONDS[unit ?? "seconds"], unit: unit ?? "seconds" };
}

/** The ISO 8601 text of an amount of one unit; a negative amount gets a leading minus. */
export function formatDuration({ amount, unit }: DurationParts): string {
  return `${amount < 0 ? "-" : ""}${LETTERS[unit](Math.abs(amount))}`;
}
