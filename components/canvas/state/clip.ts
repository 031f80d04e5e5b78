import { z } from "zod";
import { journeyEdgeSchema, journeyNodeSchema } from "#core/journey/document.ts";
import type { Clip } from "#core/journey/edit/copy-nodes.ts";

const clipSchema = z.strictObject({
  throughline: z.literal("nodes"),
  nodes: z.array(journeyNodeSchema).min(1).max(2_000),
  edges: z.array(journeyEdgeSchema).max(8_000),
});

/** Nodes as text, so that they paste into any journey in any tab. */
export function writeClip(clip: Clip): string {
  return JSON.stringify({ throughline: "nodes", ...clip }, null, 2);
}

/** The nodes in a clipboard's text; null where it holds something else. */
export function readClip(text: string): Clip | null {
  try {
    const parsed = clipSchema.safeParse(JSON.parse(text));
    return parsed.success ? { nodes: parsed.data.nodes, edges: parsed.data.edges } : null;
  } catch {
    return null;
  }
}
