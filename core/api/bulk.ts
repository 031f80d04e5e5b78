import { z } from "zod";
import { prioritySchema } from "#core/api/conversations.ts";
import { idSchema, tagsSchema, timeSchema } from "#core/api/fields.ts";
import { viewFiltersSchema } from "#core/api/views.ts";

// One change to many conversations, and how it is taken back.

/** At most as many conversations at once; a filter takes the first of its list. */
export const BULK_LIMIT = 500;

const someTagsSchema = tagsSchema.min(1, "Name at least one tag");

export const bulkActionSchema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("assign"),
    /** Id or e-mail, `me`, or null for nobody. */
    assignee: z.string().min(1).max(254).nullable().optional(),
    /** Id or key. */
    team: z.string().min(1).max(100).nullable().optional(),
  }),
  z.strictObject({ do: z.literal("resolve"), reason: z.string().trim().min(1).max(200).default("resolved") }),
  z.strictObject({ do: z.literal("snooze"), until: timeSchema.nullable() }),
  z.strictObject({ do: z.literal("reopen") }),
  z.strictObject({ do: z.literal("tag"), tags: someTagsSchema }),
  z.strictObject({ do: z.literal("untag"), tags: someTagsSchema }),
  z.strictObject({ do: z.literal("priority"), priority: prioritySchema }),
  z.strictObject({ do: z.literal("markRead") }),
  z.strictObject({ do: z.literal("spam") }),
  z.strictObject({ do: z.literal("notSpam") }),
]);

export const bulkSchema = z
  .strictObject({
    ids: z.array(idSchema).min(1).max(BULK_LIMIT).optional(),
    /** Filters as in a view; at most 500 of what it lists. */
    filter: viewFiltersSchema.optional(),
    action: bulkActionSchema,
  })
  .refine((body) => (body.ids === undefined) !== (body.filter === undefined), {
    error: "Name conversations by ids, or by a filter",
    path: ["ids"],
  });

/** By which something is taken back, as long as nobody has changed the same since. */
export const undoSchema = z.strictObject({ token: idSchema, until: timeSchema }).meta({ id: "Undo" });

export const bulkOutcomeSchema = z
  .strictObject({
    data: z.array(
      z.strictObject({
        id: idSchema,
        /** unchanged: it was so already. */
        outcome: z.enum(["done", "unchanged", "failed"]),
        error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
      }),
    ),
    done: z.int(),
    failed: z.int(),
    /** Of a filter: how many it matched past the 500, capped at 10,000. */
    left: z.int(),
    /** Null where there is nothing to take back. */
    undo: undoSchema.nullable(),
  })
  .meta({ id: "BulkOutcome" });

/** `POST /conversations/undo` answers as a bulk action does; `undo` is then null. */
export const takeBackSchema = z.strictObject({ token: idSchema });

export type BulkAction = z.output<typeof bulkActionSchema>;
export type Bulk = z.output<typeof bulkSchema>;
export type BulkOutcome = z.output<typeof bulkOutcomeSchema>;
