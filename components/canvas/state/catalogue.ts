import { z } from "zod";
import {
  describeFields,
  type FieldDescription,
  type FieldSchema,
} from "#components/forms/describe-fields.ts";
import { type CustomActivityCatalogue, findCustomActivity } from "#core/journey/custom-activity.ts";
import type { JourneyNode } from "#core/journey/document.ts";
import type { NodeDefinition, NodeFamily, Outlet } from "#core/journey/node-definition.ts";
import { findNodeDefinition } from "#nodes/definitions.ts";

/** What the canvas knows of node types, the workspace's custom activities included. */
export interface Catalogue {
  activities: CustomActivityCatalogue;
  definitionOf(node: JourneyNode): NodeDefinition | undefined;
  familyOf(node: JourneyNode): NodeFamily;
  /** The author's name for the node, else its type's title. */
  titleOf(node: JourneyNode): string;
  /** One sentence: what the node does. */
  summaryOf(node: JourneyNode): string;
  outletsOf(node: JourneyNode): Outlet[];
  /** Names under `vars` that the node sets; none while its config is not valid. */
  savedBy(node: JourneyNode): string[];
}

export function makeCatalogue(activities: CustomActivityCatalogue): Catalogue {
  const definitionOf = (node: JourneyNode) => findNodeDefinition(node.type);
  const activityOf = (node: JourneyNode) =>
    node.type === "custom" ? findCustomActivity(activities, node.config.activity) : undefined;
  return {
    activities,
    definitionOf,
    familyOf: (node) => definitionOf(node)?.family ?? "data",
    titleOf: (node) => node.label ?? activityOf(node)?.title ?? definitionOf(node)?.title ?? node.type,
    summaryOf: (node) =>
      activityOf(node)?.description ??
      definitionOf(node)?.summary(node.config) ??
      `This version of the studio does not know “${node.type}”.`,
    outletsOf: (node) => definitionOf(node)?.outlets(node.config, { customActivities: activities }) ?? [],
    savedBy: (node) => {
      const definition = definitionOf(node);
      const parsed = definition?.config.safeParse(node.config);
      return parsed?.success ? (definition?.saves?.(parsed.data) ?? []) : [];
    },
  };
}

const described = new WeakMap<NodeDefinition, FieldDescription[]>();

/** The fields of a node type's form, made once from its zod schema. */
export function formFieldsOf(definition: NodeDefinition): FieldDescription[] {
  const known = described.get(definition);
  if (known) return known;
  const fields = describeSchema(definition.config);
  described.set(definition, fields);
  return fields;
}

/** The fields of a form for a zod object. */
export function describeSchema(schema: z.ZodType): FieldDescription[] {
  return describeFields(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as FieldSchema);
}
