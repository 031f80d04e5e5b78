import { z } from "zod";
import { conversationsQuerySchema } from "#core/api/conversations.ts";
import { idSchema, namedSchema, nameSchema, timeSchema } from "#core/api/fields.ts";
import { flagSchema, pageQuerySchema } from "#core/api/page.ts";

/** A value of the conversations' query as it stands in an address: words joined by commas, `true` or `false`. */
const filterValueSchema = z.union([z.string().max(1000), z.array(z.string().max(254)).max(100), z.boolean()]);

/** Filters of `GET /conversations`, by the names they have there; what that list refuses is refused here. */
export const viewFiltersSchema = z.record(z.string(), filterValueSchema).superRefine((filters, context) => {
  const { cursor: _, limit: __, ...known } = conversationsQuerySchema.shape;
  const query = z.strictObject(known).safeParse(asQuery(filters));
  for (const { path, message } of query.error?.issues ?? []) {
    context.addIssue({ code: "custom", path, message });
  }
});

/** Filters as they stand in the address of `GET /conversations`. */
export function asQuery(filters: Record<string, string | string[] | boolean>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(",") : String(value),
    ]),
  );
}

/** What `count` stops at: "999+". */
export const VIEW_COUNT_LIMIT = 999;

export const viewSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    filters: z.record(z.string(), filterValueSchema),
    isShared: z.boolean(),
    owner: namedSchema,
    /** Whether it is the asking user's own. */
    isOwn: z.boolean(),
    position: z.int(),
    /** Conversations in it, as the asking user sees them, no further than 999; null unless `counts` was asked for. */
    count: z.int().nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "View" });

export const viewsQuerySchema = pageQuerySchema.extend({ counts: flagSchema.optional() });

const positionSchema = z.int().min(0).max(10_000);

export const createViewSchema = z.strictObject({
  name: nameSchema,
  filters: viewFiltersSchema,
  isShared: z.boolean().default(false),
  /** By default after those there are. */
  position: positionSchema.optional(),
});
export const patchViewSchema = z.strictObject({
  name: nameSchema.optional(),
  filters: viewFiltersSchema.optional(),
  isShared: z.boolean().optional(),
  position: positionSchema.optional(),
});

export type View = z.output<typeof viewSchema>;
export type CreateView = z.input<typeof createViewSchema>;
