"use client";
import { DurationInput } from "#components/forms/duration-input.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import { STRATEGY_WORDS } from "#components/routing/rule-words.ts";
import { OfflinePolicyFields } from "#components/settings/offline-policy-fields.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Team } from "#core/api/people.ts";
import { RULE_STRATEGIES } from "#core/routing/rule-target.ts";

export type TeamRouting = Pick<Team, "businessHours" | "overflow" | "strategy" | "whenOffline">;

interface TeamRoutingFieldsProps {
  /** The team's own key, where it has one: it does not overflow to itself. */
  teamKey: string | undefined;
  value: TeamRouting;
  errors: Record<string, string>;
  onChange(value: TeamRouting): void;
}

/** When a team is open, and where its work goes when nobody of it takes it. */
export function TeamRoutingFields({ teamKey, value, errors, onChange }: TeamRoutingFieldsProps) {
  const references = useReferences();
  const { businessHours, overflow, strategy, whenOffline } = value;
  const set = (change: Partial<TeamRouting>) => onChange({ ...value, ...change });
  const options = (kind: "businessHours" | "team") =>
    (references.data?.[kind] ?? [])
      .filter(({ key }) => key !== teamKey)
      .map(({ key, name }) => ({ value: key, label: name }));
  return (
    <>
      <Field
        label="Business hours"
        error={errors.businessHours}
        hint="While it is closed, conversations wait."
      >
        <Combobox
          value={businessHours}
          onValueChange={(key) => set({ businessHours: key })}
          options={options("businessHours")}
          placeholder="Always open"
          emptyText="No business hours are defined yet."
          clearable
        />
      </Field>
      <Field label="What waits too long goes also to" error={errors["overflow.team"]}>
        <Combobox
          value={overflow?.team ?? null}
          onValueChange={(team) =>
            set({ overflow: team === null ? null : { team, after: overflow?.after ?? "PT15M" } })
          }
          options={options("team")}
          placeholder="No other team"
          emptyText="There is no other team."
          clearable
        />
      </Field>
      {overflow && (
        <Field label="After" error={errors["overflow.after"]}>
          <DurationInput
            label="After"
            value={overflow.after}
            onChange={(after) => set({ overflow: { ...overflow, after: after ?? "" } })}
          />
        </Field>
      )}
      <Field label="Choose by" error={errors.strategy} hint="Where neither a rule nor a journey says so.">
        <Select
          value={strategy ?? "leastBusy"}
          onValueChange={(value) => set({ strategy: RULE_STRATEGIES.find((each) => each === value) ?? null })}
          options={RULE_STRATEGIES.map((value) => ({ value, label: STRATEGY_WORDS[value].name }))}
        />
      </Field>
      <OfflinePolicyFields
        value={whenOffline}
        mayInherit
        errors={errors}
        onChange={(policy) => set({ whenOffline: policy })}
      />
    </>
  );
}
