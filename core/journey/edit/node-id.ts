import type { JourneyDocument } from "#core/journey/document.ts";

/** A readable id that no node has yet: `send`, `send_2`, …; the last part of the type names it. */
export function freeNodeId(type: string, taken: ReadonlySet<string>): string {
  const stem = (type.split(".").at(-1) ?? type).replace(/[^a-zA-Z0-9]/g, "_").toLowerCase() || "node";
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

export function nodeIds(document: JourneyDocument): Set<string> {
  return new Set(document.nodes.map((node) => node.id));
}
