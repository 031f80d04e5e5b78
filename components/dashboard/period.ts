/** A span of the dashboard, as it stands in the address. */
export type PeriodName = "today" | "7d" | "30d" | "90d";

export interface Period {
  name: PeriodName;
  /** ISO times. `to` is left out of questions about now, which last until the moment of asking. */
  from: string;
  /** The span of the same length before it, up to `from`. */
  beforeFrom: string;
  interval: "hour" | "day" | "week";
}

const DAYS: Record<PeriodName, number> = { today: 1, "7d": 7, "30d": 30, "90d": 91 };

export const PERIODS: { value: PeriodName; name: string }[] = [
  { value: "today", name: "Today" },
  { value: "7d", name: "7 days" },
  { value: "30d", name: "30 days" },
  { value: "90d", name: "90 days" },
];

/** The period of a name (unknown ones are a week), in whole days of the viewer's own zone, today included. */
export function periodOf(name: string, now: Date): Period {
  const known = PERIODS.find((period) => period.value === name)?.value ?? "7d";
  const days = DAYS[known];
  return {
    name: known,
    from: startOfDay(now, days - 1).toISOString(),
    beforeFrom: startOfDay(now, 2 * days - 1).toISOString(),
    interval: known === "today" ? "hour" : known === "90d" ? "week" : "day",
  };
}

function startOfDay(now: Date, daysBefore: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBefore);
}
