import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useAllowed } from "#components/shell/viewer.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { AttributeForm } from "./attribute-form.tsx";
import { attributeText } from "./attribute-value.ts";
import { Facts } from "./facts.tsx";
import { Section } from "./section.tsx";

/** What journeys have found out in this conversation, and what colleagues keep of it, to be added to and put right. */
export function KnownSection({ conversation }: { conversation: Conversation }) {
  const { memory, attributes } = conversation;
  const mayEdit = useAllowed("conversations.reply");
  // The name of what is being changed; empty for a new one.
  const [editing, setEditing] = useState<string | null>(null);
  const found = Object.entries(memory);
  const kept = Object.entries(attributes);
  if (found.length + kept.length === 0 && !mayEdit) return null;
  // Whoever has gone on to another one meanwhile is left there.
  const close = (name: string) => setEditing((now) => (now === name ? null : now));
  const form = (name: string) => (
    <AttributeForm conversation={conversation} name={name} onDone={() => close(name)} />
  );
  return (
    <Section
      title="Found out here"
      aside={
        mayEdit && (
          <IconButton label="Add an attribute" size="small" onClick={() => setEditing("")}>
            <Plus aria-hidden />
          </IconButton>
        )
      }
    >
      <Facts facts={found} />
      <ul className="flex flex-col gap-1">
        {kept.map(([name, value]) => (
          <li key={name}>
            {editing === name ? (
              form(name)
            ) : (
              <span className="group flex items-center gap-3">
                <span className="min-w-0 flex-1 truncate text-ink-muted" title={name}>
                  {name}
                </span>
                <span className="wrap-anywhere min-w-0 flex-1">{attributeText(value)}</span>
                {mayEdit && (
                  <IconButton label={`Change ${name}`} size="small" onClick={() => setEditing(name)}>
                    <Pencil aria-hidden />
                  </IconButton>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {editing === "" && form("")}
      {found.length + kept.length === 0 && editing === null && <p className="text-ink-faint">Nothing yet.</p>}
    </Section>
  );
}
