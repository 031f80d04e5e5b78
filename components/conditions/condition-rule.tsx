"use client";
import { ChevronsUpDown, CircleAlert, X } from "lucide-react";
import { ConditionValue } from "#components/conditions/condition-value.tsx";
import { OPERATOR_WORDS, withOperator } from "#components/conditions/operator-words.ts";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { VariablePicker } from "#components/forms/variable-picker.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { controlStyle } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ConditionLeaf } from "#core/conditions/condition.ts";
import { findField } from "#core/conditions/fields.ts";
import {
  type ConditionOperator,
  isConditionOperator,
  OPERATORS_BY_TYPE,
} from "#core/conditions/operators.ts";

interface ConditionRuleProps {
  rule: ConditionLeaf;
  path: string;
  /** Its place in its group, from 1, for screen readers. */
  number: number;
  onChange(rule: ConditionLeaf): void;
  onRemove(): void;
}

/** One comparison: a field, an operator that fits it, a value that fits both. */
export function ConditionRule({ rule, path, number, onChange, onRemove }: ConditionRuleProps) {
  const { messageAt } = useFormScope();
  const field = findField(rule.field ?? "");
  const type = field?.type ?? "any";
  const name = `Comparison ${number}`;
  const chooseField = (chosen: string) => {
    const fitting = OPERATORS_BY_TYPE[findField(chosen)?.type ?? "any"];
    const next = { ...rule, field: chosen };
    if (fitting.includes(rule.op) && findField(chosen)?.type === type) return onChange(next);
    const first = fitting.includes("eq") ? "eq" : fitting.includes("hasAny") ? "hasAny" : "before";
    onChange(withOperator({ field: chosen, op: "exists" }, first, findField(chosen)?.type ?? "any"));
  };
  const faults = [path, `${path}.field`, `${path}.op`, `${path}.value`, `${path}.within`]
    .map(messageAt)
    .filter((message) => message !== undefined);
  return (
    <div data-path={path} className="flex flex-col gap-1.5 rounded-md border border-line bg-surface p-1.5">
      <div className="flex items-center gap-1">
        <VariablePicker use="conditions" onPick={chooseField}>
          <button
            type="button"
            aria-label={`${name}: field, ${labelOf(rule.field)}`}
            className={classNames(
              controlStyle,
              "flex h-8 min-w-0 flex-1 items-center justify-between gap-1 px-2.5 text-left",
            )}
          >
            <span className="truncate first-letter:uppercase">{labelOf(rule.field)}</span>
            <ChevronsUpDown className="size-4 shrink-0 text-ink-faint" aria-hidden />
          </button>
        </VariablePicker>
        <IconButton size="small" label={`Remove comparison ${number}`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      </div>
      <Select
        label={`${name}: operator`}
        id=""
        value={isConditionOperator(rule.op) ? rule.op : ""}
        placeholder="Choose how to compare"
        options={OPERATORS_BY_TYPE[type].map((each) => ({ value: each, label: OPERATOR_WORDS[each] }))}
        onValueChange={(op) => onChange(withOperator(rule, op as ConditionOperator, type))}
      />
      {isConditionOperator(rule.op) && (
        <ConditionValue rule={rule} type={type} values={field?.values} name={name} onChange={onChange} />
      )}
      {faults[0] && (
        <p role="alert" className="flex items-start gap-1 text-danger text-xs">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {faults[0]}
        </p>
      )}
    </div>
  );
}

/** A known field by its name, one of an open namespace by its path. */
function labelOf(path: string | undefined): string {
  if (!path) return "Choose a field";
  const field = findField(path);
  return field && !field.path.includes("*") ? field.label : path;
}
