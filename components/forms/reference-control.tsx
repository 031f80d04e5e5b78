"use client";
import { X } from "lucide-react";
import type { ControlProps } from "#components/forms/control-props.ts";
import { useReferences } from "#components/forms/use-references.ts";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { REFERENCE_NOUNS } from "#core/journey/reference-kinds.ts";

/** One or several of the workspace's things by key. A key that is not there any more stays shown as it is. */
export function ReferenceControl({ field, value, onChange }: ControlProps) {
  const { data, isPending, isError } = useReferences();
  if (field.control.kind !== "reference") return null;
  const { reference, many } = field.control;
  const known = (data?.[reference] ?? []).map((each) => ({
    value: each.key,
    label: each.name,
    detail: each.detail ?? each.key,
  }));
  const noun = REFERENCE_NOUNS[reference];
  const emptyText = isError
    ? "The list could not be loaded. Reload the page to try again."
    : known.length === 0
      ? `There is no ${noun} in this workspace yet.`
      : "Nothing matches. Try fewer letters.";
  const placeholder = isPending ? "Loading…" : (field.placeholder ?? `Choose ${many ? "" : "a "}${noun}`);
  if (many)
    return <Several value={value} onChange={onChange} known={known} emptyText={emptyText} noun={noun} />;
  const chosen = typeof value === "string" && value !== "" ? value : null;
  return (
    <Combobox
      value={chosen}
      onValueChange={(key) => onChange(key ?? undefined)}
      options={withMissing(known, chosen ? [chosen] : [])}
      placeholder={placeholder}
      emptyText={emptyText}
      clearable
    />
  );
}

interface SeveralProps {
  value: ControlProps["value"];
  onChange: ControlProps["onChange"];
  known: ComboboxOption[];
  emptyText: string;
  noun: string;
}

function Several({ value, onChange, known, emptyText, noun }: SeveralProps) {
  const keys = Array.isArray(value) ? value.map(String) : [];
  const options = withMissing(known, keys);
  const write = (next: string[]) => onChange(next.length > 0 ? next : undefined);
  return (
    <div className="flex flex-col gap-1">
      {keys.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {keys.map((key) => {
            const label = options.find((option) => option.value === key)?.label ?? key;
            return (
              <li key={key} className="inline-flex h-6 items-center rounded-sm bg-hover pl-1.5 text-xs">
                {label}
                <button
                  type="button"
                  aria-label={`Remove ${label}`}
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
        onValueChange={(key) => key && write([...keys, key])}
        options={options.filter((option) => !keys.includes(option.value))}
        placeholder={`Add ${noun === "agent" || noun === "intent" || noun === "attachment" || noun === "audience" ? "an" : "a"} ${noun}`}
        emptyText={emptyText}
      />
    </div>
  );
}

function withMissing(known: ComboboxOption[], keys: string[]): ComboboxOption[] {
  const missing = keys.filter((key) => !known.some((option) => option.value === key));
  return [...known, ...missing.map((key) => ({ value: key, label: key, detail: "Not in this workspace" }))];
}
