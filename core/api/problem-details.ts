import { z } from "zod";

/** One mistake in what was sent: of a field of the body, or of a journey's node. */
export const problemSchema = z
  .strictObject({
    code: z.string(),
    severity: z.enum(["error", "warning"]),
    nodeId: z.string().optional(),
    path: z.string().optional(),
    message: z.string(),
    hint: z.string().optional(),
  })
  .meta({ id: "Problem" });

/** RFC 9457. `code` is for programs, `detail` for people. */
export const problemDetailsSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string().optional(),
    problems: z.array(problemSchema).optional(),
  })
  .meta({ id: "ProblemDetails" });

export type ApiProblem = z.output<typeof problemSchema>;
export type ProblemDetails = z.output<typeof problemDetailsSchema>;
