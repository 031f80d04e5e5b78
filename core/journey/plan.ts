import type { JourneySettings } from "#core/journey/document.ts";
import type { JsonObject } from "#core/json.ts";

/** A node as the engine walks it: config with defaults applied, outlets resolved to nodes. */
export interface PlanNode {
  id: string;
  type: string;
  /** What the author called the node; for the timeline only. */
  label?: string;
  config: JsonObject;
  /** Every outlet of the node; `null` where nothing is connected. */
  outlets: Record<string, string | null>;
}

/** A compiled journey: no layout, no descriptions; the same content always has the same hash. */
export interface Plan {
  schemaVersion: 1;
  key: string;
  nodes: Record<string, PlanNode>;
  /** Ids of the trigger nodes, in document order. */
  triggers: string[];
  settings: JourneySettings;
}
