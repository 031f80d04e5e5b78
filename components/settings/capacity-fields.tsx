"use client";
import { X } from "lucide-react";
import { NumberInput } from "#components/forms/number-input.tsx";
import { CHANNEL_LOOKS, ChannelMark } from "#components/ui/channel-mark.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { CHANNELS } from "#core/channel.ts";

type Capacity = Record<string, number>;

interface CapacityFieldsProps {
  value: Capacity;
  onChange(value: Capacity): void;
  error: string | undefined;
}

const USUAL = 5;

/** How many open conversations somebody takes at once: of channels with a number of their own, and of all others together. */
export function CapacityFields({ value, onChange, error }: CapacityFieldsProps) {
  const own = CHANNELS.filter((channel) => value[channel] !== undefined);
  const others = CHANNELS.filter((channel) => value[channel] === undefined);
  const set = (name: string, count: number | undefined) => onChange({ ...value, [name]: count ?? 0 });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-xs">Open conversations at once</legend>
      {own.map((channel) => (
        <div key={channel} className="flex items-center gap-2">
          <ChannelMark channel={channel} withName className="min-w-0 flex-1" />
          <CountInput
            label={`${CHANNEL_LOOKS[channel].name} at once`}
            value={value[channel]}
            onChange={(count) => set(channel, count)}
          />
          <IconButton
            size="small"
            label={`Count ${CHANNEL_LOOKS[channel].name} with the others`}
            onClick={() => onChange(without(value, channel))}
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          {own.length > 0 ? "All others together" : "All channels together"}
        </span>
        <CountInput
          label={own.length > 0 ? "All others at once" : "All channels at once"}
          value={value.default ?? USUAL}
          onChange={(count) => set("default", count)}
        />
        <span className="size-6" />
      </div>
      {others.length > 0 && (
        <Select
          label="Give a channel a number of its own"
          id=""
          value=""
          placeholder="Give a channel a number of its own"
          options={others.map((channel) => ({ value: channel, label: CHANNEL_LOOKS[channel].name }))}
          onValueChange={(channel) => set(channel, 1)}
        />
      )}
      {error && (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface CountInputProps {
  label: string;
  value: number | undefined;
  onChange(count: number | undefined): void;
}

function CountInput({ label, value, onChange }: CountInputProps) {
  return (
    <NumberInput
      aria-label={label}
      min={0}
      max={1000}
      step={1}
      value={value}
      onChange={onChange}
      className="w-20 shrink-0 tabular-nums"
    />
  );
}

function without(value: Capacity, name: string): Capacity {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}
