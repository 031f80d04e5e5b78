"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { contactName } from "#components/inbox/contact-name.ts";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Page } from "#core/api/page.ts";

interface ConversationChoiceProps {
  value: string | null;
  onChange(id: string | null): void;
}

/** One of the conversations there are, found by who it is with or what was said. */
export function ConversationChoice({ value, onChange }: ConversationChoiceProps) {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const filter = { q: q || undefined, limit: 20 };
  const found = useQuery({
    queryKey: queryKeys.conversations(filter),
    queryFn: ({ signal }) => api.get<Page<Conversation>>("/conversations", { query: filter, signal }),
    placeholderData: keepPreviousData,
  });
  const options = (found.data?.data ?? []).map(({ id, contact, channel, intent, lastMessagePreview }) => ({
    value: id,
    label: contactName(contact),
    detail: [intent?.key.replaceAll("_", " "), lastMessagePreview].filter(Boolean).join(" · "),
    icon: <ChannelMark channel={channel} size="small" />,
  }));
  return (
    <Field label="Conversation" hint="It is asked about as if it came anew: nobody has it yet.">
      <Combobox
        value={value}
        onValueChange={onChange}
        onSearch={setTyped}
        options={options}
        placeholder="Find one by name or by what was said"
        emptyText={found.isFetching ? "Looking…" : found.error ? "The search failed. Try again." : undefined}
        className="w-full sm:w-96"
      />
    </Field>
  );
}
