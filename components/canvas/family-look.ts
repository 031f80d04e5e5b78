import type { NodeFamily } from "#core/journey/node-definition.ts";

interface FamilyLook {
  name: string;
  /** Glyph on wash, written out so that the stylesheet holds them. */
  tint: string;
  /** A bar along the card's edge. */
  bar: string;
  /** For the minimap, which paints on its own. */
  color: string;
}

/** The tint of each family of nodes; always beside an icon and a title. */
export const FAMILY_LOOKS: Record<NodeFamily, FamilyLook> = {
  trigger: {
    name: "Triggers",
    tint: "bg-family-trigger-soft text-family-trigger",
    bar: "bg-family-trigger",
    color: "var(--color-family-trigger)",
  },
  message: {
    name: "Messages",
    tint: "bg-family-message-soft text-family-message",
    bar: "bg-family-message",
    color: "var(--color-family-message)",
  },
  logic: {
    name: "Logic",
    tint: "bg-family-logic-soft text-family-logic",
    bar: "bg-family-logic",
    color: "var(--color-family-logic)",
  },
  people: {
    name: "People",
    tint: "bg-family-people-soft text-family-people",
    bar: "bg-family-people",
    color: "var(--color-family-people)",
  },
  ai: {
    name: "AI",
    tint: "bg-family-ai-soft text-family-ai",
    bar: "bg-family-ai",
    color: "var(--color-family-ai)",
  },
  data: {
    name: "Data",
    tint: "bg-family-data-soft text-family-data",
    bar: "bg-family-data",
    color: "var(--color-family-data)",
  },
};
