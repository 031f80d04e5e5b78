import { humanize } from "#components/forms/describe-fields.ts";
import type { CustomActivityCatalogue } from "#core/journey/custom-activity.ts";
import type { JourneyNode } from "#core/journey/document.ts";
import type { NodeFamily } from "#core/journey/node-definition.ts";
import { NODE_TYPES, nodeDefinitions } from "#nodes/definitions.ts";

/** Something to put on the canvas. */
export interface PaletteEntry {
  /** Names it in lists: the type, or `custom:` and the activity. */
  id: string;
  type: string;
  family: NodeFamily;
  title: string;
  description: string;
  config: JourneyNode["config"];
}

/** Every node type in the palette's order, and each custom activity as an entry of its own. */
export function paletteEntries(activities: CustomActivityCatalogue): PaletteEntry[] {
  const custom = Object.values(activities).map(
    (activity): PaletteEntry => ({
      id: `custom:${activity.name}`,
      type: "custom",
      family: "data",
      title: activity.title,
      description: activity.description,
      config: { activity: activity.name },
    }),
  );
  return NODE_TYPES.flatMap((type): PaletteEntry[] => {
    const { family, title, description, defaults } = nodeDefinitions[type];
    if (type === "custom" && custom.length > 0) return custom;
    // Definitions are plain data, but typed by their own schemas: a copy is what the document holds.
    const config: JourneyNode["config"] = JSON.parse(JSON.stringify(defaults));
    return [{ id: type, type, family, title, description, config }];
  });
}

/** Entries that hold every word of a search, in their order. */
export function searchEntries(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  return entries.filter((entry) => {
    const text = `${entry.title} ${entry.description} ${entry.type} ${humanize(entry.family)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
