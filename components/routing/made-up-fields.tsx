"use client";
import { useReferences } from "#components/forms/use-references.ts";
import { PRIORITIES } from "#components/routing/rule-words.ts";
import { CHANNEL_LOOKS } from "#components/ui/channel-mark.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { MadeUpConversation } from "#core/api/routing-trials.ts";
import { CHANNELS } from "#core/channel.ts";

interface MadeUpFieldsProps {
  value: Partial<MadeUpConversation>;
  onChange(change: Partial<MadeUpConversation>): void;
}

const MOODS = [
  { value: "unknown", label: "Not known", score: undefined },
  { value: "negative", label: "Unhappy", score: -0.6 },
  { value: "neutral", label: "Neutral", score: 0 },
  { value: "positive", label: "Happy", score: 0.6 },
];

/** What a made-up conversation is like. */
export function MadeUpFields({ value, onChange }: MadeUpFieldsProps) {
  const references = useReferences();
  const options = (kind: "intent" | "tier") =>
    (references.data?.[kind] ?? []).map(({ key, name }) => ({ value: key, label: name }));
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
      <Field label="Channel">
        <Select
          value={value.channel ?? "webchat"}
          onValueChange={(channel) => onChange({ channel: CHANNELS.find((each) => each === channel) })}
          options={CHANNELS.map((each) => ({ value: each, label: CHANNEL_LOOKS[each].name }))}
        />
      </Field>
      <Field label="Intent">
        <Combobox
          value={value.intent ?? null}
          onValueChange={(intent) => onChange({ intent: intent ?? undefined })}
          options={options("intent")}
          placeholder="None"
          emptyText="No intent is defined yet."
          clearable
        />
      </Field>
      <Field label="Mood">
        <Select
          value={MOODS.find(({ score }) => score === (value.sentiment ?? undefined))?.value ?? "unknown"}
          onValueChange={(mood) => onChange({ sentiment: MOODS.find((each) => each.value === mood)?.score })}
          options={MOODS}
        />
      </Field>
      <Field label="Language" hint="Such as en, pt or de-AT">
        <Input
          value={value.language ?? ""}
          onChange={(event) => onChange({ language: event.target.value.trim() || undefined })}
          placeholder="Not known"
        />
      </Field>
      <Field label="Tier">
        <Combobox
          value={value.tier ?? null}
          onValueChange={(tier) => onChange({ tier: tier ?? undefined })}
          options={options("tier")}
          placeholder="None"
          emptyText="No customer has a tier yet."
          clearable
        />
      </Field>
      <Field label="Priority">
        <Select
          value={value.priority ?? "normal"}
          onValueChange={(priority) => onChange({ priority: PRIORITIES.find((each) => each === priority) })}
          options={PRIORITIES.map((each) => ({
            value: each,
            label: each.replace(/^./, (letter) => letter.toUpperCase()),
          }))}
        />
      </Field>
    </div>
  );
}
