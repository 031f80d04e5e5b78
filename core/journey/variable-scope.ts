import type { FieldLookup } from "#core/conditions/evaluate.ts";
import type { Facts, MessageFacts } from "#core/journey/variables.ts";
import type { Json } from "#core/json.ts";

export interface VariableSource {
  facts: Facts;
  vars: Readonly<Record<string, Json>>;
  /** Null outside of a run, as in a trigger's condition. */
  run: { id: string; startedAt: number; journey: string } | null;
  /** Epoch milliseconds. */
  now: number;
}

/** The same few times are asked for at every step: each of them is written out once. */
const isoOfNow = createIsoWriter();
const isoOfStart = createIsoWriter();
const isoOfMessage = createIsoWriter();

function createIsoWriter(): (milliseconds: number) => string {
  let last = Number.NaN;
  let text = "";
  return (milliseconds) => {
    if (milliseconds !== last) {
      text = new Date(milliseconds).toISOString();
      last = milliseconds;
    }
    return text;
  };
}

/** What stands at the root of a path; what is unset is absent or null, and renders empty. */
const ROOTS: Record<string, (source: VariableSource) => unknown> = {
  contact: ({ facts }) => facts.contact,
  conversation: ({ facts }) => facts.conversation,
  message: ({ facts }) => facts.message && describeMessage(facts.message),
  event: ({ facts }) => facts.event,
  records: ({ facts }) => facts.records ?? null,
  vars: ({ vars }) => vars,
  agent: ({ facts }) => facts.agent,
  run: ({ run }) => run && { id: run.id, startedAt: isoOfStart(run.startedAt), journey: run.journey },
  workspace: ({ facts }) => ({ name: facts.workspace.name }),
  now: ({ now }) => isoOfNow(now),
  links: ({ facts }) => facts.links ?? null,
};

function describeMessage({ text, channel, at, intent, sentiment }: MessageFacts) {
  return { text, channel, at: isoOfMessage(at), intent, sentiment };
}

/** The tree that templates read. */
export function templateScope(source: VariableSource): Record<string, unknown> {
  const scope: Record<string, unknown> = {};
  for (const name in ROOTS) scope[name] = ROOTS[name]?.(source);
  return scope;
}

/** Reads fields of conditions and paths of configs: the templates' tree and what conditions alone see. */
export function createLookup(source: VariableSource): FieldLookup {
  return (path, within) => {
    const segments = path.split(".");
    const special = readSpecial(source, segments, within);
    if (special !== NOT_SPECIAL) return special;
    const [root = "", ...rest] = segments;
    return Object.hasOwn(ROOTS, root) ? readPath(ROOTS[root]?.(source), rest) : undefined;
  };
}

/** The value below a plain value, own properties only; undefined where there is none. */
export function readPath(root: unknown, segments: readonly string[]): unknown {
  let value = root;
  for (const segment of segments) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

const NOT_SPECIAL = Symbol("not special");

function readSpecial(source: VariableSource, segments: string[], within: number | undefined): unknown {
  const { facts, now } = source;
  switch (segments[0]) {
    case "hours":
    case "consent":
    case "verified":
      return readPath(facts, segments);
    case "contact":
      return segments.length === 2 && segments[1] === "audiences" ? facts.audiences : NOT_SPECIAL;
    case "events":
      return countEvents(facts.events, segments, within === undefined ? undefined : now - within);
    default:
      return NOT_SPECIAL;
  }
}

/** `events.<name>.count`: the name may hold dots itself. */
function countEvents(
  events: Facts["events"],
  segments: string[],
  since: number | undefined,
): number | undefined {
  if (segments.length < 3 || segments.at(-1) !== "count") return undefined;
  const name = segments.slice(1, -1).join(".");
  const times = events && Object.hasOwn(events, name) ? (events[name] ?? []) : [];
  return since === undefined ? times.length : times.filter((time) => time >= since).length;
}
