import { z } from "zod";
import { CHANNELS } from "#core/channel.ts";
import { keySchema } from "#core/journey/names.ts";

/** UUID of any version; ours are v7. */
export const idSchema = z.uuid();

/** ISO 8601 with an offset or Z, such as 2026-05-04T09:30:00Z. */
export const timeSchema = z.iso.datetime({
  offset: true,
  error: "Write a time such as 2026-05-04T09:30:00Z",
});

export const channelSchema = z.enum(CHANNELS);

export const emailSchema = z.email().max(254);

/** Of a service that is called with credentials of its own, so that none belong into the address. */
export const httpUrlSchema = z
  .url({ protocol: /^https?$/, error: "Write an http or https URL" })
  .max(2000)
  .refine((url) => !/^https?:\/\/[^/?#]*@/i.test(url), "Leave name and password out of the address");

/** E.164; separators are removed by the server. */
export const phoneSchema = z.string().min(3).max(40);

/** A thing's name, as people see it. */
export const nameSchema = z.string().trim().min(1).max(200);

export const tagsSchema = z.array(z.string().trim().min(1).max(100)).max(100);

/** Keys of things made over the API; made from the name when absent. */
export const optionalKeySchema = keySchema.optional();

/** BCP 47. */
export const localeSchema = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Write a language tag such as en or pt-BR");

/** IANA. */
export const zoneSchema = z
  .string()
  .min(1)
  .max(64)
  .refine(isTimeZone, "Write an IANA time zone such as Europe/Lisbon");

/** How sure a customer's message sounds of being content: −1 to 1. */
export const sentimentSchema = z.strictObject({
  label: z.enum(["negative", "neutral", "positive"]),
  score: z.number().min(-1).max(1),
});

export const intentGuessSchema = z.strictObject({ key: z.string(), confidence: z.number().min(0).max(1) });

/** Somebody or something, with what to call it. */
export const namedSchema = z.strictObject({ id: idSchema, name: z.string() });

export const keyedSchema = z.strictObject({ id: idSchema, key: z.string(), name: z.string() });

export type Named = z.output<typeof namedSchema>;
export type Keyed = z.output<typeof keyedSchema>;
export type Sentiment = z.output<typeof sentimentSchema>;

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Body of calls that say all by their address. */
export const emptySchema = z.strictObject({});
