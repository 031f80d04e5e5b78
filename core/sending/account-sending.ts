import { z } from "zod";

/** What an admin sets for a channel account: how fast journeys may send over it, and what a message costs. */
export const accountSendingSchema = z.strictObject({
  /** Messages a second; null for no limit, absent for the channel's own. */
  perSecond: z.number().positive().max(10_000).nullable().optional(),
  /** Of one message, or of one part where the channel bills parts. */
  price: z
    .strictObject({
      amount: z.number().nonnegative().max(1_000_000),
      currency: z.string().regex(/^[A-Z]{3}$/, "Write an ISO 4217 code such as EUR"),
    })
    .nullable()
    .optional(),
});

export type AccountSending = z.output<typeof accountSendingSchema>;

/** The settings as stored; what cannot be read counts as nothing set. */
export function readAccountSending(stored: unknown): AccountSending {
  const read = accountSendingSchema.safeParse(stored);
  return read.success ? read.data : {};
}
