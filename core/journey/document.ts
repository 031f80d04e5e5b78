import { z } from "zod";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { keySchema } from "#core/journey/names.ts";

export type { JourneySettings } from "#core/journey/settings.ts";

export const MAXIMUM_NODES = 10_000;
export const MAXIMUM_EDGES = 40_000;

/** Ids appear in URLs and as keys of plain objects, so `__proto__` is no id. */
export const nodeIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$/, "Use letters, digits, and _ . : - inside, at most 100");

export const positionSchema = z.strictObject({
  x: z.number().min(-1e7).max(1e7),
  y: z.number().min(-1e7).max(1e7),
});

export const journeyNodeSchema = z.strictObject({
  id: nodeIdSchema,
  type: z.string().min(1).max(100),
  label: z.string().max(200).optional(),
  description: z.string().max(2000).optional(),
  config: jsonObjectSchema.prefault({}),
  position: positionSchema.optional(),
});

export const journeyEdgeSchema = z.strictObject({
  from: z.string().min(1).max(100),
  outlet: z.string().min(1).max(100),
  to: z.string().min(1).max(100),
});

/**
 * The envelope of a journey: strict about itself, free about each node's `config` and the `settings`,
 * whose mistakes `compile` returns as problems. So any draft can be saved while it is being drawn.
 */
export const journeyDocumentSchema = z.strictObject({
  schemaVersion: z.literal(1).default(1),
  key: keySchema.optional(),
  name: z.string().min(1).max(200),
  description: z.string().max(5000).optional(),
  nodes: z.array(journeyNodeSchema).max(MAXIMUM_NODES),
  edges: z.array(journeyEdgeSchema).max(MAXIMUM_EDGES),
  settings: jsonObjectSchema.optional(),
});

export type JourneyDocument = z.output<typeof journeyDocumentSchema>;
export type JourneyDocumentInput = z.input<typeof journeyDocumentSchema>;
export type JourneyNode = z.output<typeof journeyNodeSchema>;
export type JourneyEdge = z.output<typeof journeyEdgeSchema>;
