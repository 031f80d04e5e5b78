"use client";
import { DurationInput } from "#components/forms/duration-input.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { OfflinePolicy } from "#core/routing/offline-policy.ts";

interface OfflinePolicyFieldsProps {
  /** Null: as the workspace says. */
  value: OfflinePolicy | null;
  /** Whether it may be left to the workspace. */
  mayInherit?: boolean;
  errors: Record<string, string>;
  onChange(value: OfflinePolicy | null): void;
}

const POLICIES = [
  { value: "keep", label: "They keep it" },
  { value: "return", label: "It goes to others at once" },
  { value: "returnAfter", label: "It goes to others after a while" },
];

const WHICH = [
  { value: "unanswered", label: "Conversations that wait for an answer" },
  { value: "all", label: "Everything they have open" },
];

/** What becomes of somebody's work once they are offline. */
export function OfflinePolicyFields({ value, mayInherit, errors, onChange }: OfflinePolicyFieldsProps) {
  const set = (policy: string) => {
    if (policy === "workspace") return onChange(null);
    const which = value?.which ?? "unanswered";
    if (policy === "returnAfter") return onChange({ policy, after: "PT15M", which });
    onChange({ policy: policy === "keep" ? "keep" : "return", which });
  };
  return (
    <>
      <Field label="When somebody with open work goes offline" error={errors.whenOffline}>
        <Select
          value={value?.policy ?? "workspace"}
          onValueChange={set}
          options={
            mayInherit ? [{ value: "workspace", label: "As the workspace says" }, ...POLICIES] : POLICIES
          }
        />
      </Field>
      {value?.policy === "returnAfter" && (
        <Field label="After" error={errors["whenOffline.after"]}>
          <DurationInput
            label="Offline for"
            value={value.after}
            onChange={(after) => onChange({ ...value, after: after ?? "" })}
          />
        </Field>
      )}
      {value && value.policy !== "keep" && (
        <Field label="What goes to others" hint="What they were offered always does.">
          <Select
            value={value.which}
            onValueChange={(which) => onChange({ ...value, which: which === "all" ? "all" : "unanswered" })}
            options={WHICH}
          />
        </Field>
      )}
    </>
  );
}
