"use client";
import { CornerDownRight } from "lucide-react";
import { NodeIcon } from "#components/canvas/node-icon.tsx";
import { DeliveryMark } from "#components/runs/delivery-mark.tsx";
import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { durationWords } from "#components/ui/time-words.ts";
import type { Message } from "#core/api/messages.ts";
import type { Step } from "#core/api/runs.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { findNodeDefinition } from "#nodes/definitions.ts";

interface RunTimelineProps {
  steps: readonly Step[];
  /** What was said, by visit. */
  said: ReadonlyMap<number, readonly Message[]>;
}

/** A run's visits from the first down, each with its reasons in words. */
export function RunTimeline({ steps, said }: RunTimelineProps) {
  return (
    <ol aria-label="Steps" className="flex flex-col">
      {steps.map((step, index) => (
        <StepItem
          key={step.visit}
          step={step}
          messages={said.get(step.visit) ?? []}
          last={index === steps.length - 1}
        />
      ))}
    </ol>
  );
}

function StepItem({ step, messages, last }: { step: Step; messages: readonly Message[]; last: boolean }) {
  const definition = findNodeDefinition(step.type);
  const way = wayOut(step, definition);
  const name = step.label ?? definition?.title ?? step.type;
  const lines = step.trail.filter((line) => !isSaidElsewhere(line, { step, name, messages, way }));
  return (
    <li className="relative flex gap-3 pb-5">
      {!last && (
        <span aria-hidden className="absolute top-8 bottom-1 left-3.5 w-px -translate-x-1/2 bg-line-strong" />
      )}
      <NodeIcon type={step.type} family={definition?.family ?? "logic"} />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-7 flex-wrap items-center gap-x-2">
          <h2 className="font-medium">{name}</h2>
          {step.label && definition && <span className="text-ink-faint text-xs">{definition.title}</span>}
          {step.effect && <EffectBadge effect={step.effect} />}
          <span className="ml-auto text-ink-faint text-xs">
            <RelativeTime at={step.enteredAt} />
          </span>
        </div>
        {messages.map((message) => (
          <SaidMessage key={message.id} message={message} />
        ))}
        <ul className="mt-0.5 flex flex-col gap-0.5 text-ink-muted">
          {lines.map((line) => (
            <li
              key={`${line.at} ${line.kind} ${line.why}`}
              className={classNames(line.kind === "stuck" && "text-danger")}
            >
              {line.why}
            </li>
          ))}
        </ul>
        {way && (
          <p className="mt-1 flex items-center gap-1.5 text-ink-faint text-xs">
            <CornerDownRight className="size-3.5" aria-hidden />
            {way}
          </p>
        )}
      </div>
    </li>
  );
}

interface Shown {
  step: Step;
  name: string;
  messages: readonly Message[];
  way: string | null;
}

/** What the step's name, its message, its badge or its way out tell already. */
function isSaidElsewhere(
  { kind, why }: Step["trail"][number],
  { step, name, messages, way }: Shown,
): boolean {
  if (kind === "entered") return why === name || why === step.type;
  if (kind === "effect") return messages.length > 0;
  if (kind === "outcome") return step.effect?.status === "done";
  return kind === "left" && why === way;
}

const WORTH_TELLING = 1_000;

/** Which way it left and how long it stayed, where there was more than one way or it took a while. */
function wayOut(step: Step, definition: NodeDefinition | undefined): string | null {
  if (!step.leftAt || !step.outlet) return null;
  const outlets = definition?.outlets({}) ?? [];
  const name = outlets.find((outlet) => outlet.id === step.outlet)?.label ?? step.outlet;
  const stayed = Date.parse(step.leftAt) - Date.parse(step.enteredAt);
  const after = stayed >= WORTH_TELLING ? `after ${durationWords(stayed)}` : null;
  if (outlets.length === 1) return after && `On, ${after}`;
  return after ? `${name}, ${after}` : name;
}

function SaidMessage({ message }: { message: Message }) {
  return (
    <div className="mt-1.5 max-w-xl rounded-lg border bg-sunken px-3 py-2">
      <p className="whitespace-pre-wrap break-words text-reading">{message.text}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        {message.channel && (
          <ChannelMark channel={message.channel} size="small" withName className="text-xs" />
        )}
        {message.status && <DeliveryMark status={message.status} />}
        {message.error && <span className="text-danger text-xs">{message.error.message}</span>}
      </p>
    </div>
  );
}

const EFFECTS: Record<NonNullable<Step["effect"]>["status"], { name: string; tone: BadgeTone }> = {
  claimed: { name: "Under way", tone: "info" },
  done: { name: "Done", tone: "neutral" },
  failed: { name: "Failed", tone: "danger" },
  unknown: { name: "Not known", tone: "warning" },
};

/** Only what is not as it should be, or took several tries, is worth a badge. */
function EffectBadge({ effect }: { effect: NonNullable<Step["effect"]> }) {
  if (effect.status === "done" && effect.attempts <= 1) return null;
  const look = EFFECTS[effect.status];
  return (
    <Badge tone={look.tone}>
      {look.name}
      {effect.attempts > 1 && `, ${effect.attempts} tries`}
    </Badge>
  );
}
