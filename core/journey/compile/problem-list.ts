import type { Problem, ProblemCode } from "#core/journey/problem.ts";

/** A hostile document has more mistakes than anybody reads. */
const MAXIMUM_PROBLEMS = 500;

const HINTS: Record<ProblemCode, string> = {
  unknown_type: "Choose a node from the palette.",
  missing_config: "Fill it in; the journey cannot run without it.",
  invalid_config: "Correct the value.",
  unknown_config: "Remove it, or correct its name.",
  dangling_edge: "Remove the connection, or draw it to a node that exists.",
  unknown_outlet: "Remove the connection, or draw it from a way out that the node has.",
  outlet_used_twice: "Keep one of the connections; one way out leads to one node.",
  duplicate_id: "Give each node an id of its own.",
  no_trigger: "Add a trigger, such as “Message received”.",
  unreachable_node: "Connect it, or delete it.",
  unknown_variable: "Choose a variable from the list.",
  unknown_reference: "Choose one that exists, or add it first.",
  loop_without_wait: "Put a wait or a question into the loop.",
};

/** Gathers problems, each with a hint, up to a bound. */
export class ProblemList {
  readonly problems: Problem[] = [];

  get isFull(): boolean {
    return this.problems.length >= MAXIMUM_PROBLEMS;
  }

  /** `severity` is error unless said otherwise; without a hint the code's own is given. */
  add(problem: Omit<Problem, "severity"> & { severity?: Problem["severity"] }): void {
    if (this.isFull) return;
    const { code, severity = "error", nodeId, path, message, hint = HINTS[code] } = problem;
    this.problems.push({
      code,
      severity,
      ...(nodeId === undefined ? {} : { nodeId }),
      ...(path === undefined ? {} : { path }),
      message,
      hint,
    });
  }
}
