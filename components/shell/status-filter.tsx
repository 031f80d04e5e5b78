"use client";
import { classNames } from "#components/ui/class-names.ts";

interface StatusFilterProps<Value extends string> {
  /** The accessible name: "Status". */
  label: string;
  value: Value | "";
  options: readonly { value: Value | ""; name: string; count?: number }[];
  onChange: (value: Value | "") => void;
}

/** A row of a few filters of which one holds. */
export function StatusFilter<Value extends string>({
  label,
  value,
  options,
  onChange,
}: StatusFilterProps<Value>) {
  return (
    <fieldset className="scroll-quiet flex min-w-0 max-w-full items-center gap-0.5 overflow-x-auto rounded-md bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={classNames(
            "inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-xs transition-colors",
            option.value === value
              ? "bg-raised text-ink outline-line-strong outline-1 outline-solid"
              : "text-ink-muted hover:text-ink",
          )}
        >
          {option.name}
          {option.count !== undefined && <span className="text-ink-faint tabular-nums">{option.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
