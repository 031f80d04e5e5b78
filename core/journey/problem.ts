export const PROBLEM_CODES = [
  "unknown_type",
  "missing_config",
  "invalid_config",
  "unknown_config",
  "dangling_edge",
  "unknown_outlet",
  "outlet_used_twice",
  "duplicate_id",
  "no_trigger",
  "unreachable_node",
  "unknown_variable",
  "unknown_reference",
  "loop_without_wait",
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/**
 * A mistake of a journey's author, returned and never thrown. Only `error` stops a publish.
 * `path` is a dotted path inside the node's config or the document.
 */
export interface Problem {
  code: ProblemCode;
  severity: "error" | "warning";
  nodeId?: string;
  path?: string;
  message: string;
  hint?: string;
}
