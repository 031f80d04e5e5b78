"use client";
import { useMemo, useRef, useState } from "react";
import { ConditionBuilder } from "#components/conditions/condition-builder.tsx";
import { type FormScope, FormScopeProvider } from "#components/forms/form-scope.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import { RuleTargetFields } from "#components/routing/rule-target-fields.tsx";
import type { DraftRule } from "#components/routing/rules-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { writeRoutingRuleSchema } from "#core/api/routing-rules.ts";
import type { References } from "#core/api/studio.ts";
import type { ConditionLeaf } from "#core/conditions/condition.ts";
import { isConversationField } from "#core/conditions/conversation-fields.ts";
import { listLeaves } from "#core/conditions/list-fields.ts";

interface RuleSheetProps {
  /** The rule as it was when the sheet was opened; null while it is closed. */
  rule: DraftRule | null;
  isNew: boolean;
  /** What the server found, by the field's path inside the rule. */
  problems: Record<string, string>;
  onDone(rule: DraftRule): void;
  onClose(): void;
}

/** One rule as a form: when it holds, and where it leads. */
export function RuleSheet({ rule, isNew, onClose, ...rest }: RuleSheetProps) {
  return (
    <Sheet
      open={rule !== null}
      onOpenChange={(open) => !open && onClose()}
      title={isNew ? "New rule" : "Edit rule"}
      description="Nothing is live until the rules are saved."
    >
      {rule && <RuleForm key={rule.mark} rule={rule} {...rest} />}
    </Sheet>
  );
}

const FRESH: ConditionLeaf = { field: "conversation.intent", op: "eq", value: "" };

function RuleForm({
  rule: given,
  problems,
  onDone,
}: Omit<RuleSheetProps, "isNew" | "onClose"> & { rule: DraftRule }) {
  const [rule, setRule] = useState(given);
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const references = useReferences();
  const faults = useMemo(() => {
    const found = asked ? faultsOf(rule) : {};
    // What the server said holds as long as the rule is the one it was said of.
    return rule === given ? { ...problems, ...found } : found;
  }, [rule, given, problems, asked]);
  const scope = useMemo(() => scopeOf(faults, references.data), [faults, references.data]);
  const isAlways = "all" in rule.when && rule.when.all.length === 0;
  const done = () => {
    setAsked(true);
    if (Object.keys(faultsOf(rule)).length === 0) return onDone(rule);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <FormScopeProvider scope={scope}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
        className="flex flex-col gap-5 px-5 py-4"
      >
        <Field label="Name" error={faults.name} required>
          <Input
            value={rule.name}
            onChange={(event) => setRule({ ...rule, name: event.target.value })}
            placeholder="Billing questions of the best customers"
          />
        </Field>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-semibold">When</legend>
          <RadioGroup
            label="When the rule holds"
            value={isAlways ? "always" : "when"}
            onValueChange={(value) =>
              setRule({ ...rule, when: value === "always" ? { all: [] } : { all: [FRESH] } })
            }
            options={[
              { value: "always", label: "For every conversation that comes this far" },
              { value: "when", label: "For conversations that are like this" },
            ]}
          />
          {!isAlways && (
            <ConditionBuilder
              value={rule.when}
              onChange={(when) => setRule({ ...rule, when: when ?? { all: [] } })}
              path="when"
              label="When the rule holds"
              fresh={FRESH}
            />
          )}
        </fieldset>
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-1.5 font-semibold">Then</legend>
          <RuleTargetFields
            target={rule.then}
            faults={faults}
            onChange={(then) => setRule({ ...rule, then })}
          />
        </fieldset>
        <Button type="submit" variant="primary" className="self-start">
          Keep this rule
        </Button>
      </form>
    </FormScopeProvider>
  );
}

/** What is wrong with a rule before anybody else is asked, by the field's path. */
function faultsOf({ mark: _, ...rule }: DraftRule): Record<string, string> {
  const result = writeRoutingRuleSchema.safeParse(rule);
  const faults: Record<string, string> = {};
  for (const issue of result.error?.issues ?? []) {
    const path = issue.path.map(String).join(".");
    faults[path] ??= path === "name" ? "Give the rule a name" : issue.message;
  }
  for (const { path, leaf } of listLeaves(rule.when)) {
    const at = ["when", path, "value"].filter((part) => part !== "").join(".");
    if (leaf.value === "") faults[at] ??= "Say what to compare with";
  }
  return faults;
}

function scopeOf(faults: Record<string, string>, references: References | undefined): FormScope {
  const choices = (kind: "intent" | "tier") =>
    references?.[kind].map(({ key, name }) => ({
      value: key,
      label: name,
      detail: key === name ? undefined : key,
    }));
  return {
    messageAt: (path) => faults[path],
    savedVariables: [],
    activities: {},
    onSettled: () => undefined,
    canRead: (path) => isConversationField(path.replace(/\.\*$/, "")),
    choicesOf: (path) => {
      if (path === "conversation.intent") return choices("intent");
      return path === "contact.tier" ? choices("tier") : undefined;
    },
  };
}
