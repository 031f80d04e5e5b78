import { z } from "zod";
import { channelSchema, idSchema, namedSchema, timeSchema } from "#core/api/fields.ts";
import { durationSchema } from "#core/duration/duration.ts";

/** A conversation's question of how it was: at most one. */
export const surveySchema = z
  .strictObject({
    id: idSchema,
    conversationId: idSchema,
    /** Who had the conversation when it was resolved. */
    assignee: namedSchema.nullable(),
    status: z.enum(["sent", "answered", "expired"]),
    sentAt: timeSchema,
    expiresAt: timeSchema,
    /** 1 to 5. */
    rating: z.int().nullable(),
    comment: z.string().nullable(),
    answeredAt: timeSchema.nullable(),
  })
  .meta({ id: "Survey" });

/** `GET /conversations/{id}/csat`. */
export const surveyAnswerSchema = z.strictObject({ survey: surveySchema.nullable() });

/** `POST /conversations/{id}/csat`: asks the customer; 409 when they were asked already. */
export const sendSurveySchema = z.strictObject({
  channel: channelSchema.optional(),
  /** May hold {{ links.csat }}; without it the link follows the text. */
  text: z.string().trim().min(1).max(2000).optional(),
  expires: durationSchema.default("P3D"),
});

/** What the page behind the link shows; nothing of what was said. */
export const publicSurveySchema = z
  .strictObject({
    workspace: z.string(),
    agent: z.string().nullable(),
    status: z.enum(["open", "answered", "expired"]),
    rating: z.int().nullable(),
  })
  .meta({ id: "PublicSurvey" });

export const answerSurveySchema = z.strictObject({
  rating: z.int().min(1).max(5),
  comment: z.string().trim().max(2000).optional(),
});

export type Survey = z.output<typeof surveySchema>;
export type PublicSurvey = z.output<typeof publicSurveySchema>;
