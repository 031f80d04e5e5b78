"use client";
import { Plus, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { OpenPeriod } from "#core/hours/is-open.ts";

interface PeriodsEditorProps {
  /** Whose periods they are: "Monday". */
  label: string;
  value: OpenPeriod[];
  onChange: (periods: OpenPeriod[]) => void;
  error?: string;
}

/** The open periods of a day: none, one, or several with breaks between. */
export function PeriodsEditor({ label, value, onChange, error }: PeriodsEditorProps) {
  const change = (index: number, part: Partial<OpenPeriod>) =>
    onChange(value.map((period, at) => (at === index ? { ...period, ...part } : period)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5" aria-label={label}>
      {value.map((period, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a period has no name but its place
        <span key={index} className="flex flex-wrap items-center gap-1.5">
          <TimeInput
            label={`${label}, period ${index + 1}: from`}
            value={period.from}
            onChange={(from) => change(index, { from })}
          />
          <span aria-hidden>–</span>
          <TimeInput
            label={`${label}, period ${index + 1}: to`}
            value={period.to === "24:00" ? "00:00" : period.to}
            onChange={(to) => change(index, { to: to === "00:00" ? "24:00" : to })}
          />
          <IconButton
            label={`${label}: remove period ${index + 1}`}
            size="small"
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <X aria-hidden />
          </IconButton>
          {period.to !== "24:00" && period.to < period.from && (
            <span className="text-ink-faint text-xs">until the next day</span>
          )}
        </span>
      ))}
      {error && (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      )}
      <span className="flex items-center gap-2">
        {value.length === 0 && <span className="text-ink-faint">Closed</span>}
        <Button
          size="small"
          variant="ghost"
          aria-label={`${value.length === 0 ? "Open" : "Add a period"}: ${label}`}
          onClick={() => onChange([...value, nextPeriod(value)])}
        >
          <Plus aria-hidden />
          {value.length === 0 ? "Open" : "Add a period"}
        </Button>
      </span>
    </fieldset>
  );
}

function nextPeriod(periods: OpenPeriod[]): OpenPeriod {
  const last = periods.at(-1);
  if (!last) return { from: "09:00", to: "17:00" };
  const hour = Math.min(22, Number(last.to.slice(0, 2)) + 1);
  const clock = (at: number) => `${String(at).padStart(2, "0")}:00`;
  return { from: clock(hour), to: clock(Math.min(23, hour + 4)) };
}

function TimeInput(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Input
      type="time"
      required
      aria-label={props.label}
      value={props.value}
      onChange={(event) => event.target.value && props.onChange(event.target.value.slice(0, 5))}
      className="w-28 tabular-nums"
    />
  );
}
