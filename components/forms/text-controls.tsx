"use client";
import { useEffect, useState } from "react";
import type { ControlProps } from "#components/forms/control-props.ts";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { NumberInput } from "#components/forms/number-input.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

/** A line of text; emptied, the value goes away. */
export function TextControl({ field, value, onChange }: ControlProps) {
  const { onSettled } = useFormScope();
  return (
    <Input
      value={typeof value === "string" ? value : ""}
      placeholder={placeholderOf(field.placeholder, field.defaultValue)}
      onChange={(event) => onChange(event.target.value || undefined)}
      onBlur={onSettled}
    />
  );
}

export function LongTextControl({ field, value, onChange }: ControlProps) {
  const { onSettled } = useFormScope();
  return (
    <Textarea
      value={typeof value === "string" ? value : ""}
      placeholder={placeholderOf(field.placeholder, field.defaultValue)}
      onChange={(event) => onChange(event.target.value || undefined)}
      onBlur={onSettled}
    />
  );
}

export function TimeControl({ value, onChange }: ControlProps) {
  const { onSettled } = useFormScope();
  return (
    <Input
      type="time"
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value || undefined)}
      onBlur={onSettled}
      className="w-32"
    />
  );
}

export function NumberControl({ field, value, onChange }: ControlProps) {
  const { onSettled } = useFormScope();
  const { control } = field;
  const bounds = control.kind === "number" ? { min: control.minimum, max: control.maximum } : {};
  return (
    <NumberInput
      {...bounds}
      step={control.kind === "number" && control.integer ? 1 : "any"}
      value={value}
      placeholder={placeholderOf(field.placeholder, field.defaultValue)}
      onChange={onChange}
      onBlur={onSettled}
      className="w-32 tabular-nums"
    />
  );
}

/** Anything without a form of its own, as JSON; saved whenever it can be read. */
export function JsonControl({ value, onChange }: ControlProps) {
  const { onSettled } = useFormScope();
  const shown = value === undefined ? "" : JSON.stringify(value, null, 2);
  const [draft, setDraft] = useState(shown);
  const [readable, setReadable] = useState(true);
  useEffect(() => {
    setDraft((typed) => (sameJson(typed, shown) ? typed : shown));
    setReadable(true);
  }, [shown]);
  const write = (text: string) => {
    setDraft(text);
    if (text.trim() === "") {
      setReadable(true);
      return onChange(undefined);
    }
    try {
      const parsed = JSON.parse(text);
      setReadable(true);
      onChange(parsed);
    } catch {
      setReadable(false);
    }
  };
  return (
    <>
      <Textarea
        value={draft}
        spellCheck={false}
        aria-invalid={readable ? undefined : true}
        onChange={(event) => write(event.target.value)}
        onBlur={onSettled}
        className="font-mono text-xs"
      />
      {!readable && (
        <p role="alert" className="text-danger text-xs">
          This is not JSON yet. The last readable version stays in place until it is.
        </p>
      )}
    </>
  );
}

function placeholderOf(placeholder: string | undefined, defaultValue: unknown): string | undefined {
  if (placeholder) return placeholder;
  return typeof defaultValue === "string" || typeof defaultValue === "number"
    ? String(defaultValue)
    : undefined;
}

function sameJson(one: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
  } catch {
    return false;
  }
}
