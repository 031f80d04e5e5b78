import { z } from "zod";

export const DEFAULT_LIMIT = 50;
export const MAXIMUM_LIMIT = 200;

/** Query of every list. `cursor` is the `nextCursor` of the page before. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(MAXIMUM_LIMIT).default(DEFAULT_LIMIT),
});

/** A page of a list; `nextCursor` is null on the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ data: z.array(item), nextCursor: z.string().nullable() });
}

export type PageQuery = z.output<typeof pageQuerySchema>;

export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}

/** Several values of one parameter: repeated, or joined by commas. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (Array.isArray(value) ? value : [value]).flatMap((part) => part.split(",")))
    .transform((parts) => parts.map((part) => part.trim()).filter((part) => part !== ""))
    .pipe(z.array(item).max(100) as unknown as z.ZodType<z.output<Item>[], string[]>);
}

/** A flag in a query: `true`, `false`, `1` or `0`. */
export const flagSchema = z
  .enum(["true", "false", "1", "0"])
  .transform((value) => value === "true" || value === "1");
