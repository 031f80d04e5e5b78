import { z } from "zod";
import { idSchema, nameSchema, optionalKeySchema, timeSchema } from "#core/api/fields.ts";

/** Something customers want, as an agent would say it: a message is given the one it sounds like. */
const exampleSchema = z.string().trim().min(1).max(500);
const keywordSchema = z.string().trim().min(1).max(100);
const examplesSchema = z.array(exampleSchema).max(1_000, "An intent has 1,000 examples at most");

export const intentFaultSchema = z.strictObject({
  code: z.enum(["too_few_examples", "duplicate_example"]),
  message: z.string(),
  example: z.string().nullable(),
  /** Key of the other intent that has the example too. */
  intent: z.string().nullable(),
});

export const intentSchema = z
  .strictObject({
    id: idSchema,
    key: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    examples: z.array(z.string()),
    keywords: z.array(z.string()),
    /** How many customers' messages of the last seven days were taken for it. */
    recentMessages: z.int(),
    /** What keeps it from being told apart from the others. */
    problems: z.array(intentFaultSchema),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "Intent" });

export const createIntentSchema = z.strictObject({
  key: optionalKeySchema,
  name: nameSchema,
  description: z.string().max(1000).nullable().optional(),
  /** What people write when they mean it. */
  examples: examplesSchema.optional(),
  /** Single words or phrases that say it. */
  keywords: z.array(keywordSchema).max(200, "An intent has 200 keywords at most").optional(),
});
export const patchIntentSchema = createIntentSchema.partial();

/** An example in words, or a customer's message that is one. */
export const addExampleSchema = z
  .strictObject({ text: exampleSchema.optional(), messageId: idSchema.optional() })
  .refine(({ text, messageId }) => (text === undefined) !== (messageId === undefined), {
    error: "Give either text or messageId",
    path: ["text"],
  });

export const tryIntentsSchema = z.strictObject({ text: z.string().min(1).max(20_000) });
export const triedIntentsSchema = z
  .strictObject({
    /** The likeliest first; what has nothing for it is left out. */
    data: z.array(z.strictObject({ key: z.string(), name: z.string(), confidence: z.number() })),
    /** What the message would be given; null where it is none of them. */
    intent: z.strictObject({ key: z.string(), confidence: z.number() }).nullable(),
  })
  .meta({ id: "TriedIntents" });

export type Intent = z.output<typeof intentSchema>;
export type CreateIntent = z.output<typeof createIntentSchema>;
export type PatchIntent = z.output<typeof patchIntentSchema>;
export type TriedIntents = z.output<typeof triedIntentsSchema>;
