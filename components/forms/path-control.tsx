"use client";
import { Braces } from "lucide-react";
import type { ControlProps } from "#components/forms/control-props.ts";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { TemplateInput } from "#components/forms/template-input.tsx";
import { VariablePicker } from "#components/forms/variable-picker.tsx";
import { Input } from "#components/ui/input.tsx";

/** A dotted path, typed or found. */
export function PathControl({ field, value, onChange }: ControlProps) {
  const { onSettled } = useFormScope();
  return (
    <div className="relative">
      <Input
        value={typeof value === "string" ? value : ""}
        placeholder={field.placeholder ?? "contact.attributes.renewalDate"}
        onChange={(event) => onChange(event.target.value || undefined)}
        onBlur={onSettled}
        className="pr-9 font-mono text-xs"
      />
      <VariablePicker use="conditions" onPick={onChange}>
        <button
          type="button"
          aria-label={`${field.title}: find a variable`}
          className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink"
        >
          <Braces className="size-3.5" aria-hidden />
        </button>
      </VariablePicker>
    </div>
  );
}

/** The name of an entry of `vars`. */
export function VariableNameControl({ field, value, onChange }: ControlProps) {
  const { onSettled } = useFormScope();
  return (
    <Input
      value={typeof value === "string" ? value : ""}
      placeholder={field.placeholder ?? "preferredTime"}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value || undefined)}
      onBlur={onSettled}
      className="font-mono text-xs"
    />
  );
}

/** Liquid that is the same in every language. */
export function TemplateControl({ field, value, onChange }: ControlProps) {
  return (
    <TemplateInput
      value={typeof value === "string" ? value : ""}
      placeholder={field.placeholder}
      onChange={(text) => onChange(text === "" ? undefined : text)}
    />
  );
}
