import type { RoutingRule, RoutingRuleSet } from "#core/api/routing-rules.ts";

/** A rule while it is drawn: a new one has no id yet, so that each has a name of its own in the list. */
export interface DraftRule extends Omit<RoutingRule, "id"> {
  id?: string;
  /** Tells it apart in the list, and stays through every change. */
  mark: string;
}

/** The rules as they are drawn, with the way back. */
export interface RulesDraft {
  past: DraftRule[][];
  present: DraftRule[];
  future: DraftRule[][];
}

export type DraftChange =
  | { do: "load"; rules: DraftRule[] }
  | { do: "put"; rule: DraftRule }
  | { do: "remove"; mark: string }
  | { do: "move"; mark: string; to: number }
  | { do: "undo" }
  | { do: "redo" };

const LONGEST_PAST = 200;

export function draftOf(set: RoutingRuleSet): DraftRule[] {
  return set.rules.map((rule) => ({ ...rule, mark: rule.id }));
}

export function startDraft(rules: DraftRule[]): RulesDraft {
  return { past: [], present: rules, future: [] };
}

/** The draft after a change; the very same where nothing changes. */
export function changeDraft(draft: RulesDraft, change: DraftChange): RulesDraft {
  const { past, present, future } = draft;
  if (change.do === "load") return startDraft(change.rules);
  if (change.do === "undo") {
    const before = past.at(-1);
    return before ? { past: past.slice(0, -1), present: before, future: [present, ...future] } : draft;
  }
  if (change.do === "redo") {
    const [next, ...rest] = future;
    return next ? { past: [...past, present], present: next, future: rest } : draft;
  }
  const next = changeRules(present, change);
  if (next === present) return draft;
  return { past: [...past, present].slice(-LONGEST_PAST), present: next, future: [] };
}

function changeRules(
  rules: DraftRule[],
  change: Exclude<DraftChange, { do: "load" | "undo" | "redo" }>,
): DraftRule[] {
  if (change.do === "put") {
    const at = rules.findIndex(({ mark }) => mark === change.rule.mark);
    return at < 0 ? [...rules, change.rule] : rules.with(at, change.rule);
  }
  const from = rules.findIndex(({ mark }) => mark === change.mark);
  if (from < 0) return rules;
  const rest = rules.filter((_, index) => index !== from);
  if (change.do === "remove") return rest;
  const to = Math.max(0, Math.min(rest.length, change.to));
  return to === from ? rules : rest.toSpliced(to, 0, rules[from] as DraftRule);
}

/** How the API takes them. */
export function toWrite(rules: DraftRule[]) {
  return rules.map(({ mark: _, ...rule }) => rule);
}

/** Whether the rules drawn are the ones that are live. */
export function isSame(one: DraftRule[], other: DraftRule[]): boolean {
  return JSON.stringify(toWrite(one)) === JSON.stringify(toWrite(other));
}
