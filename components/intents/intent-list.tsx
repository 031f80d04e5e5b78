"use client";
import { Crosshair, Plus, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { IntentSheet } from "#components/intents/intent-sheet.tsx";
import { Section } from "#components/settings/section.tsx";
import { SettingsList } from "#components/settings/settings-list.tsx";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { Intent } from "#core/api/intents.ts";

/** What customers want, each with how much it has learnt and how often it was met. */
export function IntentList() {
  const mayEdit = useAllowed("routing.edit");
  const [open, setOpen] = useState<Intent | "new" | null>(null);
  const add = mayEdit && (
    <Button variant="primary" onClick={() => setOpen("new")}>
      <Plus aria-hidden />
      New intent
    </Button>
  );
  return (
    <Section
      title="Intents"
      description="What customers want when they write. Each message is given the one that it sounds like; routing, journeys and the inbox go by it."
      actions={add}
    >
      <SettingsList<Intent>
        resource="intents"
        noun="intents"
        empty={
          <EmptyState icon={<Crosshair aria-hidden />} title="No intent yet" actions={add}>
            Name something customers often want, such as “Move an appointment”, and paste five or more
            messages that say it, in every language they write. Messages are recognised from then on.
          </EmptyState>
        }
      >
        {(intents) => (
          <ul>
            {intents.map((intent) => (
              <li key={intent.id} className="border-b last:border-b-0">
                <IntentRow intent={intent} onOpen={() => setOpen(intent)} />
              </li>
            ))}
          </ul>
        )}
      </SettingsList>
      <IntentSheet intent={open === "new" ? null : open} open={open !== null} onClose={() => setOpen(null)} />
    </Section>
  );
}

function IntentRow({ intent, onOpen }: { intent: Intent; onOpen: () => void }) {
  const { name, key, examples, recentMessages, problems } = intent;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full items-center gap-3 px-4 py-2.5 text-left transition-colors hover:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          <span className="hidden truncate font-mono text-ink-faint text-xs sm:inline">{key}</span>
        </span>
        <span className="block truncate text-ink-faint text-xs tabular-nums">
          {countOf(examples.length, "example")} · {countOf(recentMessages, "message")} in 7 days
        </span>
      </span>
      {problems.length > 0 && (
        <Badge tone="warning">
          <TriangleAlert aria-hidden />
          {problems.some(({ code }) => code === "duplicate_example") ? "Same example twice" : "Few examples"}
        </Badge>
      )}
    </button>
  );
}

function countOf(count: number, noun: string): string {
  return `${count === 0 ? "no" : count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
