"use client";
import type { ControlProps } from "#components/forms/control-props.ts";
import { SeveralChoice, withMissing } from "#components/forms/several-choice.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import { REFERENCE_NOUNS } from "#core/journey/reference-kinds.ts";

const AN: ReadonlySet<string> = new Set(["agent", "intent", "attachment", "audience"]);

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
    return (
      <SeveralChoice
        value={value}
        onChange={onChange}
        known={known}
        emptyText={emptyText}
        placeholder={`Add ${AN.has(noun) ? "an" : "a"} ${noun}`}
      />
    );
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
