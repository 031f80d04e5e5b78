import { z } from "zod";
import { undoSchema } from "#core/api/bulk.ts";
import { conversationSchema, prioritySchema } from "#core/api/conversations.ts";
import {
  channelSchema,
  idSchema,
  nameSchema,
  optionalKeySchema,
  tagsSchema,
  timeSchema,
} from "#core/api/fields.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { keySchema } from "#core/journey/names.ts";

// Several actions by one key: all of them are done, or none.

const textSchema = z.string().trim().min(1).max(20_000);

export const macroActionSchema = z.discriminatedUnion("do", [
  z
    .strictObject({
      do: z.literal("reply"),
      /** May hold variables, as in {{ contact.firstName }}. */
      text: textSchema.optional(),
      /** Key of a canned response. */
      canned: keySchema.optional(),
      channel: channelSchema.optional(),
    })
    .refine((reply) => (reply.text === undefined) !== (reply.canned === undefined), {
      error: "Write a text, or name a canned response",
      path: ["text"],
    }),
  z.strictObject({ do: z.literal("note"), text: textSchema }),
  z.strictObject({ do: z.literal("tag"), add: tagsSchema.default([]), remove: tagsSchema.default([]) }),
  z.strictObject({ do: z.literal("priority"), priority: prioritySchema }),
  /** `me`, an id or e-mail; null for nobody. */
  z.strictObject({ do: z.literal("assign"), assignee: z.string().min(1).max(254).nullable() }),
  /** Key of a team; null for none. */
  z.strictObject({ do: z.literal("team"), team: keySchema.nullable() }),
  /** For a time, or with null until the customer writes. */
  z.strictObject({ do: z.literal("snooze"), for: durationSchema.nullable() }),
  z.strictObject({ do: z.literal("resolve"), reason: z.string().trim().min(1).max(200).default("resolved") }),
  /** Starts a journey for the contact, in this conversation. */
  z.strictObject({ do: z.literal("journey"), journey: keySchema }),
]);

/** What stands for a macro on the keyboard, after the key that opens them: a digit or a letter. */
const shortcutSchema = z.string().regex(/^[a-z0-9]$/, "Use one small letter or digit");

export const macroSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    shortcut: z.string().nullable(),
    actions: z.array(macroActionSchema),
    /** Key of the team it is for; null for everybody. */
    team: z.string().nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Macro" });

const actionsSchema = z.array(macroActionSchema).min(1, "Add at least one action").max(20);

export const createMacroSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  shortcut: shortcutSchema.nullable().optional(),
  actions: actionsSchema,
  team: keySchema.nullable().optional(),
});
export const patchMacroSchema = createMacroSchema.partial();

/** `POST /conversations/{id}/macros/{key}`. What cannot be done is told by action: `actions.2: …`. */
export const runMacroSchema = z.strictObject({
  /** As in a reply: someone's later answer refuses the macro with `reply_conflict`. */
  lastSeenMessageId: idSchema.optional(),
  /** For so long the macro's reply is held, and can be taken back. */
  undoSeconds: z.int().min(0).max(30).optional(),
});

export const macroOutcomeSchema = z
  .strictObject({
    conversation: conversationSchema,
    /** In order, what each action did: the message it wrote, the run it started. */
    actions: z.array(
      z.strictObject({ do: z.string(), messageId: idSchema.optional(), runId: idSchema.optional() }),
    ),
    undo: undoSchema.nullable(),
  })
  .meta({ id: "MacroOutcome" });

export type Macro = z.output<typeof macroSchema>;
export type MacroAction = z.output<typeof macroActionSchema>;
export type MacroOutcome = z.output<typeof macroOutcomeSchema>;
