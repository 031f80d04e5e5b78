"use client";
import { type FormEvent, useState } from "react";
import { ConditionBuilder } from "#components/conditions/condition-builder.tsx";
import { DurationInput } from "#components/forms/duration-input.tsx";
import { FormScopeProvider } from "#components/forms/form-scope.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { useResource } from "#components/settings/use-resource.ts";
import { EscalationEditor } from "#components/sla/escalation-editor.tsx";
import { TARGET_WORDS } from "#components/sla/time-left.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Select } from "#components/ui/select.tsx";
import type { SlaPolicy } from "#core/api/sla.ts";
import { isConversationField } from "#core/conditions/conversation-fields.ts";
import { SLA_TARGETS } from "#core/sla/follow-conversation.ts";

type Draft = Omit<SlaPolicy, "id" | "key" | "createdAt" | "updatedAt">;

const ROUND_THE_CLOCK = "-";
const EVERYBODY: SlaPolicy["when"] = { all: [] };

/** What is promised to whom, when it counts, and what happens when it is not kept. */
export function PolicyForm(props: { policy: SlaPolicy | null; position: number; onClose: () => void }) {
  const { policy, position, onClose } = props;
  const save = useResource<Draft, SlaPolicy>("sla-policies");
  const { data: references } = useReferences();
  const [draft, setDraft] = useState<Draft>(() => draftOf(policy, position));
  const [warnings, setWarnings] = useState(() =>
    [draft.targets.warnAt ?? []]
      .flat()
      .map((share) => Math.round(share * 100))
      .join(", "),
  );
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const shares = readShares(warnings);
  const problems = fieldErrors(save.error, fieldsOf(draft));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shares === null) return;
    const { warnAt: _, ...targets } = draft.targets;
    const body = {
      ...draft,
      name: draft.name.trim(),
      targets: shares.length > 0 ? { ...targets, warnAt: shares } : targets,
    };
    save.mutate(policy ? { method: "patch", id: policy.id, body } : { method: "post", body }, {
      onSuccess: onClose,
    });
  };
  const hours = (references?.businessHours ?? []).map(({ key, name }) => ({ value: key, label: name }));
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 px-5 py-4">
      <Field label="Name" error={problems.at.name} required>
        <Input value={draft.name} onChange={(event) => set({ name: event.target.value })} autoFocus />
      </Field>
      <Field label="For" hideLabel error={problems.at.when}>
        <span className="font-medium text-xs">For which conversations</span>
        <FormScopeProvider
          scope={{
            messageAt: (path) => problems.at[path],
            savedVariables: [],
            activities: {},
            canRead: isConversationField,
            onSettled: () => undefined,
          }}
        >
          <ConditionBuilder
            label="For which conversations"
            path="when"
            value={isEverybody(draft.when) ? undefined : draft.when}
            onChange={(when) => set({ when: when ?? EVERYBODY })}
            fresh={{ field: "contact.tier", op: "eq", value: "" }}
          />
        </FormScopeProvider>
        {isEverybody(draft.when) && (
          <span className="text-ink-faint text-xs">Every conversation, so far.</span>
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-3">
        {SLA_TARGETS.map((target) => (
          <Field key={target} label={TARGET_WORDS[target]} error={problems.at[`targets.${target}`]}>
            <DurationInput
              label={TARGET_WORDS[target]}
              value={draft.targets[target]}
              onChange={(duration) => set({ targets: { ...draft.targets, [target]: duration } })}
            />
          </Field>
        ))}
      </div>
      {problems.at.targets && (
        <p role="alert" className="text-danger text-xs">
          {problems.at.targets}
        </p>
      )}
      <Field
        label="Warn at"
        aside="% of the time"
        hint="One or more, with commas between. Empty for no warning."
        error={
          shares === null
            ? "Write up to five percentages between 1 and 99, such as 50, 80."
            : problems.at["targets.warnAt"]
        }
      >
        <Input
          value={warnings}
          onChange={(event) => setWarnings(event.target.value)}
          inputMode="numeric"
          placeholder="50, 80"
        />
      </Field>
      <Field label="Counts in" error={problems.at.businessHours}>
        <Select
          value={draft.businessHours ?? ROUND_THE_CLOCK}
          options={[{ value: ROUND_THE_CLOCK, label: "Around the clock" }, ...hours]}
          onValueChange={(key) => set({ businessHours: key === ROUND_THE_CLOCK ? null : key })}
        />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium text-xs">Stands still</legend>
        <Checkbox
          label="While the conversation is snoozed"
          checked={draft.pauseWhileSnoozed}
          onCheckedChange={(on) => set({ pauseWhileSnoozed: on === true })}
        />
        <Checkbox
          label="While the customer is to answer"
          hint="A journey can also pause it by its SLA step."
          checked={draft.pauseWhileOnCustomer}
          onCheckedChange={(on) => set({ pauseWhileOnCustomer: on === true })}
        />
      </fieldset>
      <EscalationEditor
        value={draft.escalation}
        errors={problems.at}
        onChange={(escalation) => set({ escalation })}
      />
      {problems.other && <ErrorNotice what="The policy was not saved" error={save.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        pending={save.isPending}
        disabled={!draft.name.trim() || shares === null}
      >
        {policy ? "Save policy" : "Create policy"}
      </Button>
    </form>
  );
}

function draftOf(policy: SlaPolicy | null, position: number): Draft {
  if (policy) {
    const { id: _, key: __, createdAt: ___, updatedAt: ____, ...draft } = policy;
    return draft;
  }
  return {
    name: "",
    position,
    when: EVERYBODY,
    targets: { firstResponse: "PT1H", warnAt: [0.8] },
    escalation: [],
    businessHours: null,
    pauseWhileSnoozed: true,
    pauseWhileOnCustomer: false,
  };
}

function isEverybody(when: SlaPolicy["when"]): boolean {
  return "all" in when && when.all.length === 0;
}

function fieldsOf({ escalation }: Draft): string[] {
  const steps = escalation.flatMap((_, index) =>
    ["", ".after", ".to", ".assignee", ".team", ".name"].map((field) => `escalation.${index}${field}`),
  );
  const targets = ["", ".firstResponse", ".nextResponse", ".resolution", ".warnAt"];
  return ["name", "when", "businessHours", ...targets.map((field) => `targets${field}`), ...steps];
}

/** "50, 80" as shares; null where it cannot be read. */
function readShares(text: string): number[] | null {
  const parts = text.split(/[\s,;%]+/).filter(Boolean);
  const shares = parts.map((part) => Number(part) / 100);
  return shares.length <= 5 && shares.every((share) => share > 0 && share < 1) ? shares : null;
}
