"use client";
import { useMemo } from "react";
import type { ControlProps } from "#components/forms/control-props.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Select } from "#components/ui/select.tsx";

/** Stands for "nothing chosen" in a select, which takes no empty value. */
const NONE = "__none__";

/** One of a few values; one without a default can be taken back. */
export function SelectControl({ field, value, onChange }: ControlProps) {
  if (field.control.kind !== "select") return null;
  const clearable = !field.required && field.defaultValue === undefined;
  const options = clearable
    ? [{ value: NONE, label: field.placeholder ?? "Not set" }, ...field.control.options]
    : field.control.options;
  const shown = value ?? field.defaultValue ?? (clearable ? NONE : "");
  return (
    <Select
      value={String(shown)}
      options={options}
      placeholder={field.placeholder ?? "Choose…"}
      onValueChange={(chosen) => onChange(chosen === NONE ? undefined : chosen)}
    />
  );
}

/** Several of a few values, in the order in which they are offered. */
export function MultiSelectControl({ field, value, onChange }: ControlProps) {
  if (field.control.kind !== "multiSelect") return null;
  const chosen = new Set(Array.isArray(value) ? value.map(String) : []);
  const { options } = field.control;
  const toggle = (name: string, on: boolean) => {
    if (on) chosen.add(name);
    else chosen.delete(name);
    const next = options.map((option) => option.value).filter((each) => chosen.has(each));
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <fieldset aria-label={field.title} className="grid grid-cols-2 gap-x-2 gap-y-1.5">
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.has(option.value)}
          onCheckedChange={(on) => toggle(option.value, on === true)}
        />
      ))}
    </fieldset>
  );
}

/** The contact's zone, the workspace's, or one by name. */
export function TimezoneControl({ field, value, onChange }: ControlProps) {
  const options = useMemo(
    () => [
      { value: "contact", label: "The contact’s" },
      { value: "workspace", label: "The workspace’s" },
      ...Intl.supportedValuesOf("timeZone").map((zone) => ({
        value: zone,
        label: zone.replaceAll("_", " "),
      })),
    ],
    [],
  );
  const shown = value ?? field.defaultValue;
  return (
    <Combobox
      value={typeof shown === "string" ? shown : null}
      onValueChange={(zone) => onChange(zone ?? undefined)}
      options={options}
      placeholder={field.placeholder ?? "The journey’s"}
      clearable
    />
  );
}
