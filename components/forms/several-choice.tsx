"use client";
import { X } from "lucide-react";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import type { Json } from "#core/json.ts";

interface SeveralChoiceProps {
  value: Json | undefined;
  /** `undefined` where none is left. */
  onChange(value: Json | undefined): void;
  known: readonly ComboboxOption[];
  emptyText?: string;
  placeholder: string;
  label?: string;
}

/** Several of a known list, each shown with a way to take it out. */
export function SeveralChoice({ value, onChange, known, placeholder, emptyText, label }: SeveralChoiceProps) {
  const keys = Array.isArray(value) ? value.map(String) : [];
  const options = withMissing(known, keys);
  const write = (next: string[]) => onChange(next.length > 0 ? next : undefined);
  return (
    <div className="flex flex-col gap-1">
      {keys.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {keys.map((key) => {
            const name = options.find((option) => option.value === key)?.label ?? key;
            return (
              <li key={key} className="inline-flex h-6 items-center rounded-sm bg-hover pl-1.5 text-xs">
                {name}
                <button
                  type="button"
                  aria-label={`Remove ${name}`}
                  onClick={() => write(keys.filter((other) => other !== key))}
                  className="inline-flex size-6 items-center justify-center text-ink-muted hover:text-ink"
                >
                  <X className="size-3" aria-hidden />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <Combobox
        value={null}
        label={label}
        onValueChange={(key) => key && write([...keys, key])}
        options={options.filter((option) => !keys.includes(option.value))}
        placeholder={placeholder}
        emptyText={emptyText}
      />
    </div>
  );
}

/** The options, with those that are chosen and not there any more. */
export function withMissing(known: readonly ComboboxOption[], keys: string[]): ComboboxOption[] {
  const missing = keys.filter((key) => !known.some((option) => option.value === key));
  return [...known, ...missing.map((key) => ({ value: key, label: key, detail: "Not in this workspace" }))];
}
