import { randomUUID } from "node:crypto";
import type { WorkflowHandle } from "@temporalio/client";
import { type Player, playNode, type Setting } from "#core/journey/__fixtures__/player.ts";
import { type EffectOutcome, SLOW_EFFECTS } from "#core/journey/effect.ts";
import { ENDED_STATUSES, type HappeningEvent } from "#core/journey/run.ts";
import {
  type EventReference,
  INBOUND_SIGNAL,
  type JourneyActivities,
  type RunRest,
} from "#core/journey/wake.ts";
import type { JsonObject } from "#core/json.ts";
import { NODE_TYPES, type NodeType } from "#nodes/definitions.ts";
import type { Scenario } from "#tests/replay/scenarios.ts";

/** How a run is taken through a node by its main way. */
interface Drive {
  config: JsonObject;
  /** How its effect comes out; absent: done. */
  outcome?: EffectOutcome;
  /** What it then waits for, beside time. */
  happens?: "message" | Pick<HappeningEvent, "on" | "name" | "data">;
  setting?: Setting;
}

/** Of the visit at the node, behind its trigger. */
const effectKey = "run-1:2";
const assigned: EffectOutcome = { status: "done", outlet: "assigned" };
const labels = [
  { key: "billing", description: "About money" },
  { key: "other", description: "" },
];
const schema = { type: "object", properties: { date: { type: "string" } } };
const customActivities = {
  "check-order": {
    name: "check-order",
    title: "Check an order",
    description: "Looks an order up",
    inputSchema: {},
    outputSchema: {},
  },
};

const DRIVES: Record<NodeType, Drive> = {
  "ai.classify": {
    config: { labels },
    outcome: { status: "done", result: { label: "billing", confidence: 0.9 } },
  },
  "ai.extract": {
    config: { schema, saveAs: "visit" },
    outcome: { status: "done", result: { values: { date: "2026-03-04" } } },
  },
  "ai.reply": { config: { mode: "draft" }, outcome: { status: "done", result: { text: "Hello" } } },
  "ai.summarise": { config: { saveAs: "gist" }, outcome: { status: "done", result: { text: "Brief" } } },
  ask: { config: { text: "When?", saveAs: "slot", collect: "PT0.2S" }, happens: "message" },
  assign: { config: {}, outcome: assigned },
  branch: {
    config: { cases: [{ outlet: "gold", when: { field: "contact.tier", op: "eq", value: "gold" } }] },
  },
  call: {
    config: { say: "Are you coming?", gather: { kind: "digits", maxDigits: 1 } },
    happens: { on: "call", name: "answered", data: { effectKey } },
  },
  crm: { config: { connection: "sales", action: "upsert", object: "Lead", fields: { Name: "Ann" } } },
  custom: { config: { activity: "check-order" }, setting: { customActivities } },
  escalate: { config: { to: "supervisor", reason: "Angry" } },
  exit: { config: { reason: "booked" } },
  goal: { config: { name: "sold" } },
  handoff: { config: { waitForReturn: false }, outcome: assigned },
  http: { config: { method: "POST", url: "https://api.example.com/orders" } },
  intent: { config: { intents: ["billing", "cancel"] } },
  journey: {
    config: { journey: "collect_slot" },
    happens: { on: "journey", name: "completed", data: { effectKey, status: "completed", vars: {} } },
  },
  note: { config: { text: "Noted" } },
  notify: { config: { via: "inApp", to: "supervisor", text: "Look" } },
  nudge: { config: { text: "Look" } },
  resolve: { config: { reason: "done" } },
  send: { config: { text: "Hello" } },
  sentiment: { config: {} },
  sla: { config: { policy: "vip", action: "start" } },
  split: {
    config: {
      arms: [
        { outlet: "a", weight: 1 },
        { outlet: "b", weight: 1 },
      ],
    },
  },
  task: { config: { title: "Call" } },
  "trigger.audience": { config: { audience: "vips", on: "entered" } },
  "trigger.conversation": { config: { on: "status" } },
  "trigger.crm": { config: { object: "Lead", change: "created" } },
  "trigger.event": { config: { event: "order_placed" } },
  "trigger.form": { config: { form: "newsletter" } },
  "trigger.message": { config: {} },
  "trigger.schedule": { config: { cron: "0 9 * * 1", timezone: "Europe/Lisbon", audience: "vips" } },
  update: { config: { changes: [{ path: "contact.attributes.plan", op: "set", value: "pro" }] } },
  wait: { config: { for: "PT0.2S" } },
  waitFor: {
    config: { events: [{ outlet: "bought", on: "event", name: "ordered" }] },
    happens: { on: "event", name: "ordered", data: { properties: {} } },
  },
};

/** Carries one run with the steps of now, its effects coming out as the drive says. */
function carrying(type: NodeType): Partial<JourneyActivities> {
  const drive = DRIVES[type];
  const player = playNode(type, drive.config, { ...drive.setting, now: Date.now() });
  return {
    carry: async ({ items }) => ({
      rests: items.map(({ runId, events }) => {
        player.now = Date.now();
        for (const event of events) tell(player, drive, event);
        if (events.length === 0) player.pass(0);
        while (isQuick(player)) player.outcome(drive.outcome);
        return restOf(player, runId);
      }),
    }),
    perform: async () => undefined,
  };
}

function tell(player: Player, { outcome, happens }: Drive, event: EventReference): void {
  if (event.kind === "effect") player.outcome(outcome);
  else if (event.kind === "message") player.say("Monday", { id: event.id });
  else if (event.kind === "happening" && typeof happens === "object") player.apply({ ...event, ...happens });
}

function isQuick({ run: { status, position } }: Player): boolean {
  const kind = position?.effect?.effect.kind;
  return status === "running" && kind !== undefined && !SLOW_EFFECTS.has(kind);
}

function restOf({ run: { status, position } }: Player, runId: string): RunRest {
  if (ENDED_STATUSES.has(status)) return { runId, kind: "ended", status };
  if (status === "stuck") throw new Error(`The run is stuck at ${position?.nodeId}`);
  if (status === "running" && position?.effect) {
    const work = { key: position.effect.key, timeout: 5_000, attempts: 1 };
    return { runId, kind: "slow", status, work, wakeAt: null };
  }
  return { runId, kind: "resting", status, wakeAt: position?.rest?.until ?? null };
}

/** The name of a node type's scenario, and of its history behind the version. */
export function nodeScenario(type: NodeType): string {
  return `node-${type}`;
}

/** A run through a node of each type. */
export const nodeScenarios: Scenario[] = NODE_TYPES.map((type) => ({
  name: nodeScenario(type),
  input: { size: 1 },
  activities: () => carrying(type),
  play: async (handle: WorkflowHandle, [runId = ""]) => {
    const { happens } = DRIVES[type];
    if (!happens) return;
    const kind = happens === "message" ? "message" : "happening";
    await handle.signal(INBOUND_SIGNAL, { runId, event: { kind, id: randomUUID(), at: Date.now() } });
  },
}));
