"use client";
import { useEffect, useState } from "react";
import {
  DURATION_UNITS,
  type DurationUnit,
  formatDuration,
  parseDuration,
} from "#components/forms/duration-parts.ts";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Json } from "#core/json.ts";

interface DurationInputProps {
  /** ISO 8601. */
  value: Json | undefined;
  onChange(value: string | undefined): void;
  /** Shown while there is no value. */
  defaultValue?: Json;
  /** May lie before as well as after. */
  signed?: boolean;
  label: string;
  onSettled?(): void;
}

const UNIT_OPTIONS = DURATION_UNITS.map((unit) => ({ value: unit, label: unit }));
const SIDE_OPTIONS = [
  { value: "before", label: "before" },
  { value: "after", label: "after" },
];

/** An amount and a unit; what no single unit says stays as ISO 8601 text. */
export function DurationInput(props: DurationInputProps) {
  const text = typeof props.value === "string" ? props.value : "";
  const parts = parseDuration(text);
  if (text !== "" && !parts) {
    return (
      <Input
        value={text}
        onChange={(event) => props.onChange(event.target.value || undefined)}
        onBlur={props.onSettled}
        className="font-mono"
      />
    );
  }
  return <AmountAndUnit {...props} text={text} />;
}

function AmountAndUnit(props: DurationInputProps & { text: string }) {
  const { text, signed, label, onChange, onSettled } = props;
  const parts = parseDuration(text);
  const usual = parseDuration(typeof props.defaultValue === "string" ? props.defaultValue : "");
  const [amount, setAmount] = useState(parts ? String(Math.abs(parts.amount)) : "");
  const [unit, setUnit] = useState<DurationUnit>(parts?.unit ?? usual?.unit ?? "hours");
  const [before, setBefore] = useState(text.startsWith("-"));
  useEffect(() => {
    const known = parseDuration(text);
    setAmount((typed) => (known ? String(Math.abs(known.amount)) : text === "" ? "" : typed));
    if (known) setUnit(known.unit);
    if (text !== "") setBefore(text.startsWith("-"));
  }, [text]);

  const write = (next: { amount?: string; unit?: DurationUnit; before?: boolean }) => {
    const number = Number(next.amount ?? amount);
    const blank = (next.amount ?? amount).trim() === "";
    if (blank || !Number.isInteger(number) || number < 0) return onChange(undefined);
    const sign = signed && (next.before ?? before) ? -1 : 1;
    onChange(formatDuration({ amount: sign * number, unit: next.unit ?? unit }));
  };
  return (
    <div className="flex gap-1.5">
      <Input
        type="number"
        min={0}
        step={1}
        value={amount}
        placeholder={usual ? String(Math.abs(usual.amount)) : undefined}
        onChange={(event) => {
          setAmount(event.target.value);
          write({ amount: event.target.value });
        }}
        onBlur={onSettled}
        className="w-20 shrink-0 tabular-nums"
      />
      <Select
        label={`${label}: unit`}
        id=""
        value={unit}
        options={UNIT_OPTIONS}
        onValueChange={(value) => {
          setUnit(value as DurationUnit);
          write({ unit: value as DurationUnit });
        }}
        className="min-w-0 flex-1"
      />
      {signed && (
        <Select
          label={`${label}: before or after`}
          id=""
          value={before ? "before" : "after"}
          options={SIDE_OPTIONS}
          onValueChange={(value) => {
            setBefore(value === "before");
            write({ before: value === "before" });
          }}
          className="w-24 shrink-0"
        />
      )}
    </div>
  );
}
