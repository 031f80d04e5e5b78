export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const MEGABYTE = 1_048_576;
