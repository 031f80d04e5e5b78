"use client";
import { type ComponentProps, useEffect, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import type { Json } from "#core/json.ts";

type NumberInputProps = Omit<ComponentProps<"input">, "value" | "onChange" | "type"> & {
  value: Json | undefined;
  onChange(value: number | undefined): void;
};

/** A number; what is typed on the way to one ("-", "-0", "1.") stays in the field as it is. */
export function NumberInput({ value, onChange, ...rest }: NumberInputProps) {
  const shown = typeof value === "number" ? String(value) : "";
  const [draft, setDraft] = useState(shown);
  useEffect(() => {
    setDraft((typed) => (typed !== "" && Number(typed) === value ? typed : shown));
  }, [shown, value]);
  return (
    <Input
      inputMode="decimal"
      step="any"
      {...rest}
      type="number"
      value={draft}
      onChange={(event) => {
        setDraft(event.target.value);
        if (event.target.value === "") onChange(undefined);
        else if (Number.isFinite(event.target.valueAsNumber)) onChange(event.target.valueAsNumber);
      }}
    />
  );
}
