"use client";
import { readScalar, valueKind } from "#components/conditions/operator-words.ts";
import { humanize } from "#components/forms/describe-fields.ts";
import { DurationInput } from "#components/forms/duration-input.tsx";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { NumberInput } from "#components/forms/number-input.tsx";
import { SeveralChoice, withMissing } from "#components/forms/several-choice.tsx";
import { WordsInput } from "#components/forms/words-control.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ConditionLeaf } from "#core/conditions/condition.ts";
import type { FieldType } from "#core/conditions/operators.ts";
import type { Json } from "#core/json.ts";

interface ConditionValueProps {
  rule: ConditionLeaf;
  type: FieldType;
  /** The values that the field can have, where there are few. */
  values: readonly string[] | undefined;
  /** Begins the accessible name. */
  name: string;
  onChange(rule: ConditionLeaf): void;
}

const YES_OR_NO = [
  { value: "true", label: "yes" },
  { value: "false", label: "no" },
];

/** What a comparison compares with. */
export function ConditionValue({ rule, type, values, name, onChange }: ConditionValueProps) {
  const { choicesOf } = useFormScope();
  const kind = valueKind(rule.op, type);
  const choices = choicesOf?.(rule.field);
  const write = (value: Json | undefined) => {
    const { value: _, ...rest } = rule;
    onChange(value === undefined ? rest : { ...rest, value });
  };
  const label = `${name}: value`;
  switch (kind) {
    case "none":
      return null;
    case "duration":
      return (
        <DurationInput
          label={label}
          value={rule.within ?? (typeof rule.value === "string" ? rule.value : undefined)}
          onChange={(within) => {
            const { value: _, within: __, ...rest } = rule;
            onChange(within === undefined ? rest : { ...rest, within });
          }}
        />
      );
    case "words":
      if (choices) {
        const put = (keys: Json | undefined) => write(keys ?? []);
        return (
          <SeveralChoice
            value={rule.value}
            onChange={put}
            known={choices}
            label={label}
            placeholder="Add one"
          />
        );
      }
      return <WordsInput label={label} value={rule.value} onChange={(words) => write(words ?? [])} />;
    case "boolean":
      return (
        <Select
          label={label}
          id=""
          value={String(rule.value ?? true)}
          options={YES_OR_NO}
          onValueChange={(value) => write(value === "true")}
        />
      );
    case "pair":
      return <PairValue value={rule.value} type={type} label={label} onChange={write} />;
    default:
      if (choices && kind === "text") {
        return (
          <Combobox
            label={label}
            value={typeof rule.value === "string" && rule.value !== "" ? rule.value : null}
            onValueChange={(value) => write(value ?? undefined)}
            options={withMissing(choices, typeof rule.value === "string" ? [rule.value] : [])}
            placeholder="Choose…"
          />
        );
      }
      return values ? (
        <Select
          label={label}
          id=""
          value={typeof rule.value === "string" ? rule.value : ""}
          placeholder="Choose…"
          options={values.map((value) => ({ value, label: humanize(value) }))}
          onValueChange={write}
        />
      ) : (
        <SingleValue kind={kind} value={rule.value} label={label} onChange={write} />
      );
  }
}

interface SingleValueProps {
  kind: "text" | "number" | "date" | "scalar";
  value: Json | undefined;
  label: string;
  onChange(value: Json | undefined): void;
}

function SingleValue({ kind, value, label, onChange }: SingleValueProps) {
  const { onSettled } = useFormScope();
  if (kind === "number")
    return <NumberInput aria-label={label} value={value} onChange={onChange} onBlur={onSettled} />;
  const text = value === undefined || value === null ? "" : String(value);
  const read = (typed: string): Json | undefined => {
    if (kind === "scalar") return readScalar(typed);
    return kind === "date" && typed === "" ? undefined : typed;
  };
  return (
    <Input
      type={kind === "date" ? "date" : "text"}
      aria-label={label}
      value={kind === "date" ? text.slice(0, 10) : text}
      onChange={(event) => onChange(read(event.target.value))}
      onBlur={onSettled}
    />
  );
}

interface PairValueProps {
  value: Json | undefined;
  type: FieldType;
  label: string;
  onChange(value: Json): void;
}

function PairValue({ value, type, label, onChange }: PairValueProps) {
  const [from = null, to = null] = Array.isArray(value) ? value : [];
  const kind = type === "date" ? "date" : "number";
  return (
    <div className="flex items-center gap-1.5">
      <SingleValue
        kind={kind}
        label={`${label}, from`}
        value={from}
        onChange={(next) => onChange([next ?? null, to])}
      />
      <span className="text-ink-muted text-xs">and</span>
      <SingleValue
        kind={kind}
        label={`${label}, to`}
        value={to}
        onChange={(next) => onChange([from, next ?? null])}
      />
    </div>
  );
}
