"use client";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { DurationInput } from "#components/forms/duration-input.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { EscalationStep } from "#core/api/sla.ts";

type Kind = EscalationStep["do"];

const KINDS: { value: Kind; label: string }[] = [
  { value: "notify", label: "Tell somebody" },
  { value: "assign", label: "Give it to" },
  { value: "priority", label: "Raise the priority" },
  { value: "event", label: "Start journeys" },
];
const PRIORITIES = [
  { value: "high", label: "High" },
  { value: "urgent", label: "Urgent" },
];
const STANDING_OPTIONS = [
  { value: "supervisor", label: "A supervisor" },
  { value: "team", label: "Its team" },
  { value: "assignee", label: "Whoever has it" },
];

function freshStep(kind: Kind, after: string): EscalationStep {
  if (kind === "notify") return { do: kind, after, to: "supervisor" };
  if (kind === "priority") return { do: kind, after, priority: "urgent" };
  if (kind === "event") return { do: kind, after, name: "sla_breached" };
  return { do: kind, after };
}

interface EscalationEditorProps {
  value: EscalationStep[];
  onChange: (steps: EscalationStep[]) => void;
  errors: Record<string, string>;
}

/** What happens at a breach and after it, step by step. */
export function EscalationEditor({ value, onChange, errors }: EscalationEditorProps) {
  const put = (index: number, step: EscalationStep) =>
    onChange(value.map((each, at) => (at === index ? step : each)));
  const move = (index: number, by: number) => {
    const next = [...value];
    const [step] = next.splice(index, 1);
    if (step) next.splice(index + by, 0, step);
    onChange(next);
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-xs">When it is broken</legend>
      {value.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
        <div key={index} className="flex flex-col gap-2 rounded-md border p-3">
          <div className="flex items-center gap-1">
            <span className="flex-1 font-medium text-xs">Step {index + 1}</span>
            <IconButton
              label={`Move step ${index + 1} up`}
              size="small"
              disabled={index === 0}
              onClick={() => move(index, -1)}
            >
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              label={`Move step ${index + 1} down`}
              size="small"
              disabled={index === value.length - 1}
              onClick={() => move(index, 1)}
            >
              <ArrowDown aria-hidden />
            </IconButton>
            <IconButton
              label={`Remove step ${index + 1}`}
              size="small"
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </IconButton>
          </div>
          <div className="grid gap-2 sm:grid-cols-2">
            <Field label="After the breach" error={errors[`escalation.${index}.after`]}>
              <DurationInput
                label={`Step ${index + 1}, after the breach`}
                value={step.after === "PT0S" ? "PT0M" : step.after}
                onChange={(after) =>
                  put(index, { ...step, after: isNothing(after) ? "PT0S" : (after ?? "PT0S") })
                }
              />
            </Field>
            <Field label="Do">
              <Select
                value={step.do}
                options={KINDS}
                onValueChange={(kind) => put(index, freshStep(kind as Kind, step.after))}
              />
            </Field>
          </div>
          <StepTarget step={step} index={index} errors={errors} onChange={(next) => put(index, next)} />
        </div>
      ))}
      <Button
        size="small"
        className="self-start"
        onClick={() => onChange([...value, freshStep("notify", value.length === 0 ? "PT0S" : "PT15M")])}
      >
        <Plus aria-hidden />
        Add a step
      </Button>
    </fieldset>
  );
}

const isNothing = (after: string | undefined) => after === undefined || /^PT?0[SMHDW]$/.test(after);

interface StepTargetProps {
  step: EscalationStep;
  index: number;
  errors: Record<string, string>;
  onChange: (step: EscalationStep) => void;
}

function StepTarget({ step, index, errors, onChange }: StepTargetProps) {
  const { data } = useReferences();
  const named = (kind: "team" | "agent") =>
    (data?.[kind] ?? []).map(({ key, name, detail }) => ({ value: key, label: name, detail: detail ?? key }));
  const at = (field: string) => errors[`escalation.${index}.${field}`] ?? errors[`escalation.${index}`];
  if (step.do === "priority") {
    return (
      <Field label="To">
        <Select
          value={step.priority}
          options={PRIORITIES}
          onValueChange={(priority) => onChange({ ...step, priority: priority as "high" })}
        />
      </Field>
    );
  }
  if (step.do === "event") {
    return (
      <Field label="Event" hint="Journeys that begin with this event start." error={at("name")}>
        <Input value={step.name} onChange={(event) => onChange({ ...step, name: event.target.value })} />
      </Field>
    );
  }
  if (step.do === "notify") {
    return (
      <Field label="Whom" error={at("to")}>
        <Combobox
          value={step.to}
          onValueChange={(to) => to && onChange({ ...step, to })}
          options={[...STANDING_OPTIONS, ...named("team"), ...named("agent")]}
        />
      </Field>
    );
  }
  const chosen = step.assignee ?? step.team ?? null;
  return (
    <Field label="Whom" error={at("assignee") ?? at("team")}>
      <Combobox
        value={chosen}
        onValueChange={(key) => {
          const { after } = step;
          if (key)
            onChange({ do: "assign", after, ...(key.includes("@") ? { assignee: key } : { team: key }) });
        }}
        options={[...named("team"), ...named("agent")]}
      />
    </Field>
  );
}
