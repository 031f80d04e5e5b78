"use client";
import { DurationInput } from "#components/forms/duration-input.tsx";
import { withMissing } from "#components/forms/several-choice.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import { PRIORITIES, STRATEGY_WORDS } from "#components/routing/rule-words.ts";
import { SkillLevels } from "#components/settings/skill-levels.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";
import { RULE_STRATEGIES, type RuleTarget } from "#core/routing/rule-target.ts";

interface RuleTargetFieldsProps {
  target: RuleTarget;
  /** By the field's path inside the rule. */
  faults: Record<string, string>;
  onChange(target: RuleTarget): void;
}

type Whom = "anybody" | "team" | "agent" | "journey";

const WHOM: { value: Whom; label: string }[] = [
  { value: "team", label: "A team" },
  { value: "agent", label: "One person" },
  { value: "journey", label: "A journey" },
  { value: "anybody", label: "Anybody who fits" },
];

/** Where a rule leads and how somebody is chosen there. */
export function RuleTargetFields({ target, faults, onChange }: RuleTargetFieldsProps) {
  const whom = whomOf(target);
  const set = (change: Partial<RuleTarget>) => onChange(tidy({ ...target, ...change }));
  const choose = (next: Whom) => {
    const { team: _, agent: __, journey: ___, ...rest } = target;
    if (next === "journey") onChange({ journey: "", ...(target.priority && { priority: target.priority }) });
    else onChange(next === "anybody" ? rest : { ...rest, [next]: "" });
  };
  return (
    <>
      <Field label="Give it to">
        <Select value={whom} onValueChange={(value) => choose(value as Whom)} options={WHOM} />
      </Field>
      {whom !== "anybody" && (
        <NamedChoice
          kind={whom}
          label={{ team: "Team", agent: "Person", journey: "Journey" }[whom]}
          value={target[whom] ?? ""}
          error={faults[`then.${whom}`] && (target[whom] ? faults[`then.${whom}`] : "Choose one")}
          onChange={(key) => set({ [whom]: key ?? "" })}
        />
      )}
      {whom !== "journey" && (
        <Choosing target={target} faults={faults} set={set} isNamed={whom === "agent"} />
      )}
      <Field label="Priority" error={faults["then.priority"]}>
        <Select
          value={target.priority ?? "as it is"}
          onValueChange={(value) => set({ priority: PRIORITIES.find((each) => each === value) })}
          options={[
            { value: "as it is", label: "As it is" },
            ...PRIORITIES.map((value) => ({
              value,
              label: value.replace(/^./, (letter) => letter.toUpperCase()),
            })),
          ]}
        />
      </Field>
    </>
  );
}

interface ChoosingProps {
  target: RuleTarget;
  faults: Record<string, string>;
  set(change: Partial<RuleTarget>): void;
  isNamed: boolean;
}

function Choosing({ target, faults, set, isNamed }: ChoosingProps) {
  // Only a team has a way of its own to leave it to.
  const strategy = target.strategy ?? (target.team === undefined ? "leastBusy" : undefined);
  const strategies = RULE_STRATEGIES.map((value) => ({
    value: value as string,
    label: STRATEGY_WORDS[value].name,
  }));
  return (
    <>
      {!isNamed && (
        <Field
          label="Choose by"
          hint={strategy ? STRATEGY_WORDS[strategy].means : "As the team’s settings say, under People."}
          error={faults["then.strategy"]}
        >
          <Select
            value={strategy ?? "team"}
            onValueChange={(value) => set({ strategy: RULE_STRATEGIES.find((each) => each === value) })}
            options={
              target.team === undefined
                ? strategies
                : [{ value: "team", label: "As the team chooses" }, ...strategies]
            }
          />
        </Field>
      )}
      <SkillLevels
        label="Skills needed"
        value={target.skills ?? []}
        errorAt={(index) => faults[`then.skills.${index}.key`]}
        onChange={(skills) => set({ skills })}
      />
      <NamedChoice
        kind="tier"
        label="Only for customers of tier, at least"
        value={target.minTier ?? ""}
        error={faults["then.minTier"]}
        onChange={(minTier) => set({ minTier: minTier ?? undefined })}
        clearable
      />
      <Field label="How" error={faults["then.mode"]}>
        <Select
          value={target.mode ?? "direct"}
          onValueChange={(mode) =>
            set(mode === "offer" ? { mode } : { mode: undefined, offerTimeout: undefined })
          }
          options={[
            { value: "direct", label: "Assign at once" },
            { value: "offer", label: "Offer, may be declined" },
          ]}
        />
      </Field>
      {target.mode === "offer" && (
        <Field label="Offer for" error={faults["then.offerTimeout"]}>
          <DurationInput
            label="Offer for"
            value={target.offerTimeout}
            defaultValue="PT2M"
            onChange={(offerTimeout) => set({ offerTimeout })}
          />
        </Field>
      )}
      {target.team !== undefined && <Waiting target={target} faults={faults} set={set} />}
    </>
  );
}

/** What happens where nobody of the team is free, or the team is closed. */
function Waiting({ target, faults, set }: Omit<ChoosingProps, "isNamed">) {
  const { overflow } = target;
  return (
    <>
      <NamedChoice
        kind="team"
        label="If it waits too long, also this team"
        value={overflow?.team ?? ""}
        error={faults["then.overflow.team"]}
        onChange={(team) =>
          set({ overflow: team === null ? undefined : { after: overflow?.after ?? "PT10M", team } })
        }
        clearable
      />
      {overflow && (
        <Field label="After" error={faults["then.overflow.after"]}>
          <DurationInput
            label="After"
            value={overflow.after}
            onChange={(after) => set({ overflow: { ...overflow, after: after ?? "" } })}
          />
        </Field>
      )}
      <Field label="While the team is closed" error={faults["then.whenClosed"]}>
        <Select
          value={target.whenClosed ?? "wait"}
          onValueChange={(value) =>
            set({ whenClosed: value === "wait" ? undefined : (value as RuleTarget["whenClosed"]) })
          }
          options={[
            { value: "wait", label: "It waits until the team opens" },
            { value: "overflow", label: "It goes on to the other team at once" },
            { value: "nextRule", label: "The next rule is asked" },
          ]}
        />
      </Field>
    </>
  );
}

interface NamedChoiceProps {
  kind: Extract<ReferenceKind, "team" | "agent" | "journey" | "tier">;
  label: string;
  value: string;
  error: string | undefined;
  onChange(key: string | null): void;
  clearable?: boolean;
}

/** One of the workspace's things by key. */
function NamedChoice({ kind, label, value, error, onChange, clearable }: NamedChoiceProps) {
  const references = useReferences();
  const known = (references.data?.[kind] ?? []).map(({ key, name, detail }) => ({
    value: key,
    label: name,
    detail: key === name ? undefined : (detail ?? key),
  }));
  return (
    <Field label={label} error={error}>
      <Combobox
        value={value === "" ? null : value}
        onValueChange={onChange}
        options={withMissing(known, value === "" ? [] : [value])}
        placeholder={references.isPending ? "Loading…" : clearable ? "None" : "Choose…"}
        emptyText={references.isError ? "The list could not be loaded. Reload the page." : "There is none."}
        clearable={clearable}
      />
    </Field>
  );
}

function whomOf({ team, agent, journey }: RuleTarget): Whom {
  if (journey !== undefined) return "journey";
  if (agent !== undefined) return "agent";
  return team === undefined ? "anybody" : "team";
}

/** Without what is not said. */
function tidy(target: RuleTarget): RuleTarget {
  const said = ([, value]: [string, unknown]) =>
    value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(target).filter(said)) as RuleTarget;
}
