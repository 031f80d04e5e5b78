import { suggestName } from "#core/did-you-mean.ts";
import { addConfigProblems } from "#core/journey/compile/config-problems.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import type { JourneyDocument, JourneyNode } from "#core/journey/document.ts";
import type { DefinitionContext, NodeDefinition, Outlet } from "#core/journey/node-definition.ts";
import type { JsonObject } from "#core/json.ts";

export type Definitions = Readonly<Record<string, NodeDefinition>>;

/** A node of the document as far as it is understood. */
export interface ReadNode {
  node: JourneyNode;
  definition: NodeDefinition | undefined;
  /** With defaults applied; undefined where the config has mistakes. */
  config: JsonObject | undefined;
  outlets: Outlet[];
}

/** Reads every node: its type, its config, its ways out. Of several with one id the first counts. */
export function readNodes(
  document: JourneyDocument,
  definitions: Definitions,
  context: DefinitionContext,
  list: ProblemList,
): Map<string, ReadNode> {
  const nodes = new Map<string, ReadNode>();
  for (const [index, node] of document.nodes.entries()) {
    if (nodes.has(node.id)) {
      const message = `Two nodes have the id “${node.id}”`;
      list.add({ code: "duplicate_id", nodeId: node.id, path: `nodes.${index}.id`, message });
      continue;
    }
    nodes.set(node.id, readNode(node, definitions, context, list));
  }
  return nodes;
}

function readNode(
  node: JourneyNode,
  definitions: Definitions,
  context: DefinitionContext,
  list: ProblemList,
): ReadNode {
  const definition = Object.hasOwn(definitions, node.type) ? definitions[node.type] : undefined;
  if (!definition) {
    const hint = suggestName(node.type, Object.keys(definitions));
    const message = `There is no node of type “${node.type}”`;
    list.add({ code: "unknown_type", nodeId: node.id, path: "type", message, ...(hint ? { hint } : {}) });
    return { node, definition, config: undefined, outlets: [] };
  }
  const parsed = definition.config.safeParse(node.config, { reportInput: true });
  if (!parsed.success) {
    const subject = { nodeId: node.id, prefix: "", schema: definition.config, value: node.config };
    addConfigProblems(list, subject, parsed.error.issues);
  }
  const config = parsed.success ? (parsed.data as JsonObject) : undefined;
  return { node, definition, config, outlets: definition.outlets(config ?? node.config, context) };
}
