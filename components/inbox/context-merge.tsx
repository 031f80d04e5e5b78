import { Merge } from "lucide-react";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { MergeSuggestion } from "#core/api/contacts.ts";
import { contactName } from "./contact-name.ts";
import { Section } from "./section.tsx";
import { useMergeSuggestions } from "./use-merge-suggestions.ts";

/** Contacts that may be the same person, for somebody to say whether they are. */
export function MergeSection({ contactId }: { contactId: string }) {
  const { suggestions, accept, dismiss } = useMergeSuggestions(contactId);
  const mayMerge = useAllowed("contacts.merge");
  const found = suggestions.data?.data ?? [];
  if (found.length === 0) return null;
  const pending = accept.isPending || dismiss.isPending;
  return (
    <Section title="May be the same person">
      <ul className="flex flex-col gap-2">
        {found.map((suggestion) => (
          <li key={suggestion.id} className="flex flex-col gap-1.5 rounded-md border bg-warning-soft p-2">
            <Suggested suggestion={suggestion} />
            {mayMerge ? (
              <div className="flex flex-wrap gap-1.5">
                <Button size="small" disabled={pending} onClick={() => accept.mutate(suggestion.id)}>
                  <Merge aria-hidden />
                  Merge
                </Button>
                <Button
                  variant="ghost"
                  size="small"
                  disabled={pending}
                  onClick={() => dismiss.mutate(suggestion.id)}
                >
                  Not the same
                </Button>
              </div>
            ) : (
              <p className="text-ink-muted text-xs">A supervisor can merge them.</p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Suggested({ suggestion: { contact, reason } }: { suggestion: MergeSuggestion }) {
  return (
    <div>
      <p className="font-medium">{contactName(contact)}</p>
      <ul>
        {contact.identities.map(({ id, channel, address }) => (
          <li key={id} className="flex items-center gap-1.5">
            <ChannelMark channel={channel} size="small" />
            <span className="min-w-0 truncate">{address}</span>
          </li>
        ))}
      </ul>
      <p className="text-ink-muted text-xs">
        {reason}
        {contact.lastSeenAt && (
          <>
            , last heard of <RelativeTime at={contact.lastSeenAt} />
          </>
        )}
      </p>
    </div>
  );
}
