import { z } from "zod";

import { conditionSchema } from "#core/conditions/condition.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt, listOf, listWords, propertyOf } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { LISTENABLE, listenWord } from "#core/journey/happening.ts";
import { keySchema, variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition, Outlet } from "#core/journey/node-definition.ts";
import { channelSchema } from "#core/journey/send-config.ts";

const LABELS: Record<string, string> = {
  message: "A message of the customer",
  event: "An event",
  crm: "A change in the CRM",
  status: "The conversation’s status",
  sentiment: "A turn of the mood",
  delivery: "What became of a message",
  click: "A click",
  contact: "A change of the contact",
  task: "A task",
};

const eventSchema = z.strictObject({
  outlet: field(keySchema.default("happened"), {
    title: "Leave by",
    description: "Several may share a way out.",
  }),
  on: field(z.enum(LISTENABLE), { title: "On", labels: LABELS }),
  name: field(z.string().trim().min(1).max(200).optional(), {
    title: "Name",
    description:
      "The event’s name, the CRM’s object, the button, the contact’s field such as attributes.plan. Absent: any.",
  }),
  channels: field(z.array(channelSchema).min(1).max(8).optional(), {
    title: "Channels",
    widget: "channels",
    advanced: true,
  }),
  to: field(z.string().trim().min(1).max(200).optional(), {
    title: "To",
    description: "The new status or mood, delivered, read or failed, completed or overdue. Absent: any.",
  }),
  when: field(conditionSchema.optional(), {
    title: "Only when",
    description: "Here “event” is what happened.",
    widget: "condition",
  }),
});

export const waitForConfigSchema = z
  .strictObject({
    events: field(z.array(eventSchema).min(1).max(50), { title: "What to wait for" }),
    since: field(z.enum(["enter", "run"]).default("enter"), {
      title: "Counting",
      labels: { enter: "From here on", run: "Also what came earlier in the run" },
    }),
    saveAs: field(variableNameSchema.optional(), {
      title: "Save it as",
      description: "The text of a message; else what happened, with name, occurredAt and properties.",
      widget: "variableName",
    }),
    timeout: field(durationSchema.optional(), {
      title: "Give up after",
      description: "Absent: never.",
      widget: "duration",
    }),
  })
  .superRefine(({ events }, context) => {
    for (const [index, { outlet }] of events.entries()) {
      if (outlet !== "timeout") continue;
      const message = "The outlet “timeout” is for when nothing came";
      context.addIssue({ code: "custom", path: ["events", index, "outlet"], message });
    }
  });

export type WaitForConfig = z.output<typeof waitForConfigSchema>;
export type AwaitedEvent = WaitForConfig["events"][number];

export const waitForDefinition: NodeDefinition<typeof waitForConfigSchema> = {
  type: "waitFor",
  family: "logic",
  title: "Wait for",
  description: "Waits until something happens, or for so long.",
  icon: "hourglass",
  config: waitForConfigSchema,
  defaults: { events: [{ outlet: "happened", on: "message" }], timeout: "P1D" },
  outlets: (config) => [...namedOutlets(config.events), { id: "timeout", label: "Nothing came" }],
  summary(config) {
    const awaited = listOf(config.events).map(describeAwaited);
    const what = awaited.length === 0 ? "something" : listWords(awaited);
    return config.timeout
      ? `Wait for ${what}, up to ${describeDuration(config.timeout)}`
      : `Wait for ${what}`;
  },
  rests: true,
  saves: ({ saveAs }) => (saveAs === undefined ? [] : [saveAs]),
  conditions: ({ events }) =>
    events.flatMap(({ when }, index) => (when ? [{ path: `events.${index}.when`, condition: when }] : [])),
  listens: ({ events }) => events.filter(({ on }) => on !== "message").map(listenWord),
};

function describeAwaited(entry: unknown): string {
  const on = propertyOf(entry, "on");
  const named = excerpt(propertyOf(entry, "name") ?? propertyOf(entry, "to"), 40);
  if (named !== "") return `“${named}”`;
  const label = typeof on === "string" && Object.hasOwn(LABELS, on) ? (LABELS[on] ?? "") : "";
  return label === "" ? "something" : label.charAt(0).toLowerCase() + label.slice(1);
}

function namedOutlets(events: unknown): Outlet[] {
  const seen = new Set<string>(["timeout"]);
  const outlets: Outlet[] = [];
  for (const entry of listOf(events)) {
    const id = propertyOf(entry, "outlet") ?? "happened";
    if (typeof id !== "string" || id === "" || seen.has(id)) continue;
    seen.add(id);
    outlets.push({ id, label: id.charAt(0).toUpperCase() + id.slice(1).replaceAll("_", " ") });
  }
  return outlets;
}
