import { canonicalJson } from "#core/canonical-json.ts";
import type { Plan, PlanNode } from "#core/journey/plan.ts";

/** Nodes of the version that runs are on → nodes of the one they move to; null ends the run. */
export type NodeMap = Readonly<Record<string, string | null>>;

/**
 * What becomes of a run that rests at a node. keep: it rests on, at the same thing, which may have another config
 * now. enter: it leaves its wait for another node, which it enters. end: it ends. none: nobody has said.
 */
export type Fate =
  | { kind: "keep"; nodeId: string; changed: boolean }
  | { kind: "enter"; nodeId: string }
  | { kind: "end" }
  | { kind: "none"; code: MigrationProblemCode; reason: string };

export type MigrationProblemCode = "occupied_node" | "incompatible_node" | "unknown_node";

/** Why a migration cannot hold: at which node, for how many runs, and what to do. */
export interface MigrationProblem {
  code: MigrationProblemCode;
  severity: "error";
  nodeId: string;
  path: string;
  message: string;
  hint: string;
}

/** What becomes of runs that rest at a node when they move from one plan to another. */
export function fateOf(from: Plan, to: Plan, nodeId: string, nodeMap: NodeMap): Fate {
  const node = find(from, nodeId);
  const mapped = Object.hasOwn(nodeMap, nodeId) ? nodeMap[nodeId] : undefined;
  if (mapped === null) return { kind: "end" };
  const target = find(to, mapped ?? nodeId);
  if (!target) {
    return mapped === undefined
      ? { kind: "none", code: "occupied_node", reason: "the version has no such step" }
      : { kind: "none", code: "unknown_node", reason: `the version has no step “${mapped}”` };
  }
  if (to.triggers.includes(target.id)) {
    return {
      kind: "none",
      code: "incompatible_node",
      reason: "a run that is under way cannot go to a trigger",
    };
  }
  if (node?.type === target.type) {
    return { kind: "keep", nodeId: target.id, changed: differ(node, target) };
  }
  // Under one's own id another type is a chance hit, not a decision: where a person names the node they are asked.
  if (mapped === undefined) {
    return {
      kind: "none",
      code: "incompatible_node",
      reason: `it was a step of type “${node?.type ?? "unknown"}” and is one of type “${target.type}” now`,
    };
  }
  return { kind: "enter", nodeId: target.id };
}

function differ(node: PlanNode, target: PlanNode): boolean {
  return canonicalJson(node.config) !== canonicalJson(target.config);
}

function find(plan: Plan, id: string): PlanNode | undefined {
  return Object.hasOwn(plan.nodes, id) ? plan.nodes[id] : undefined;
}

/** Where runs of one earlier version rest. */
export interface Occupied {
  plan: Plan;
  /** Runs by node. */
  runs: Readonly<Record<string, number>>;
}

/** Whether every run has a place in the new plan, and what is wrong where not. */
export function checkMigration(
  occupied: readonly Occupied[],
  to: Plan,
  nodeMap: NodeMap,
): MigrationProblem[] {
  const problems = new Map<string, { count: number; name: string; fate: Extract<Fate, { kind: "none" }> }>();
  for (const { plan, runs } of occupied) {
    for (const [nodeId, count] of Object.entries(runs)) {
      const fate = fateOf(plan, to, nodeId, nodeMap);
      if (fate.kind !== "none" || count === 0) continue;
      const known = problems.get(nodeId)?.count ?? 0;
      problems.set(nodeId, { count: known + count, name: nameOf(plan, nodeId), fate });
    }
  }
  return [
    ...[...problems].map(([nodeId, { count, name, fate }]) => problemOf(nodeId, name, count, fate)),
    ...unknownKeys(occupied, to, nodeMap),
  ];
}

function problemOf(
  nodeId: string,
  name: string,
  count: number,
  { code, reason }: Extract<Fate, { kind: "none" }>,
): MigrationProblem {
  const who = count === 1 ? "1 run stands" : `${count} runs stand`;
  return {
    code,
    severity: "error",
    nodeId,
    path: `nodeMap.${nodeId}`,
    message: `${who} at ${name}, and ${reason}`,
    hint: "Say in nodeMap where they go: the id of another step, or null to end them",
  };
}

/** What is mapped and stands in no version is a slip of the pen that would go unseen. */
function unknownKeys(occupied: readonly Occupied[], to: Plan, nodeMap: NodeMap): MigrationProblem[] {
  const isKnown = (id: string) => [to, ...occupied.map(({ plan }) => plan)].some((plan) => find(plan, id));
  return Object.keys(nodeMap).flatMap((nodeId): MigrationProblem[] =>
    isKnown(nodeId)
      ? []
      : [
          {
            code: "unknown_node",
            severity: "error",
            nodeId,
            path: `nodeMap.${nodeId}`,
            message: `No version that runs are on has a step “${nodeId}”`,
            hint: "Take it out of nodeMap, or write the id as the version before has it",
          },
        ],
  );
}

function nameOf(plan: Plan, nodeId: string): string {
  const label = find(plan, nodeId)?.label;
  return label === undefined ? `“${nodeId}”` : `“${label}” (${nodeId})`;
}
