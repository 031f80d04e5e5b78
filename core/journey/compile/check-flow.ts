import type { Connections } from "#core/journey/compile/connect.ts";
import { findComponents, isCyclic, reachableFrom } from "#core/journey/compile/graph.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import type { ReadNode } from "#core/journey/compile/read-nodes.ts";

function isTrigger({ node }: ReadNode): boolean {
  return node.type.startsWith("trigger.");
}

/**
 * Checks that there is a beginning, that everything can be reached from it, and that no loop spins without rest.
 * @returns for each node whether a trigger leads to it
 */
export function checkFlow(
  nodes: ReadonlyMap<string, ReadNode>,
  connections: Connections,
  list: ProblemList,
): Uint8Array {
  const { graph, indexOf } = connections;
  const all = [...nodes.values()];
  const triggers = all.filter(isTrigger).map(({ node }) => indexOf.get(node.id) ?? 0);
  const reached = reachableFrom(graph, triggers);
  if (triggers.length === 0) {
    list.add({ code: "no_trigger", message: "The journey has no trigger, so nothing ever starts it" });
  } else {
    for (const [index, { node, definition }] of all.entries()) {
      if (reached[index]) continue;
      const name = node.label ?? definition?.title ?? node.type;
      list.add({ code: "unreachable_node", nodeId: node.id, message: `No trigger leads to “${name}”` });
    }
  }
  checkLoops(all, connections, list);
  return reached;
}

/** A node that is not understood may rest; what is wrong with it is told already. */
function mayLeaveAtOnce({ definition, config }: ReadNode, outlet: string): boolean {
  if (!definition) return false;
  if (definition.rests !== true) return true;
  return config !== undefined && definition.leavesAtOnce?.(config).includes(outlet) === true;
}

function checkLoops(
  all: readonly ReadNode[],
  { graph, targets, indexOf }: Connections,
  list: ProblemList,
): void {
  const next = all.map((read) => {
    const ways = targets.get(read.node.id) ?? new Map<string, string>();
    const restless = [...ways].filter(([outlet]) => mayLeaveAtOnce(read, outlet));
    return restless.map(([, target]) => indexOf.get(target) ?? 0);
  });
  const restless = { size: graph.size, next };
  for (const component of findComponents(restless)) {
    if (!isCyclic(restless, component)) continue;
    const inOrder = [...component].sort((left, right) => left - right).map((index) => all[index]);
    const names = inOrder.slice(0, 4).map((read) => `“${read?.node.label ?? read?.definition?.title ?? ""}”`);
    const more = inOrder.length > 4 ? ` and ${inOrder.length - 4} more` : "";
    const nodeId = inOrder[0]?.node.id;
    list.add({
      code: "loop_without_wait",
      ...(nodeId === undefined ? {} : { nodeId }),
      message: `${names.join(", ")}${more} go in circles and never rest`,
    });
  }
}
