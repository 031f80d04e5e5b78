"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Keyboard, LogOut, Moon, OctagonX, Plus, Search, Sun, Waypoints } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as Primitive } from "radix-ui";
import { useDeferredValue, useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { destinationsFor } from "#components/shell/navigation.ts";
import { PaletteGroup, PaletteItem } from "#components/shell/palette-parts.tsx";
import { usePresence } from "#components/shell/presence-switch.tsx";
import { useHaltSending } from "#components/shell/use-sending.ts";
import { leave } from "#components/shell/user-menu.tsx";
import { useAllowed, useViewer } from "#components/shell/viewer.tsx";
import { type Presence, PresenceDot } from "#components/ui/avatar.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { JourneySummary } from "#core/api/journeys.ts";
import type { Page } from "#core/api/page.ts";

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
}

/** ⌘K: go to a place, find a journey or a conversation, do something. */
export function CommandPalette({ open, onOpenChange, onHelp }: PaletteProps) {
  const [query, setQuery] = useState("");
  const change = (next: boolean) => {
    if (!next) setQuery("");
    onOpenChange(next);
  };
  const done = (run: () => void) => () => {
    change(false);
    run();
  };
  return (
    <Primitive.Root open={open} onOpenChange={change}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-xl animate-pop overflow-hidden rounded-lg bg-raised shadow-sheet outline-none"
        >
          <Primitive.Title className="sr-only">Find anything, or do something</Primitive.Title>
          <Command loop label="Find anything, or do something">
            <div className="flex items-center gap-2.5 border-b px-4">
              <Search className="size-4 shrink-0 text-ink-faint" aria-hidden />
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder="Find a journey, a person, a conversation, or type what to do"
                className="h-12 w-full bg-transparent text-base outline-none"
              />
              <Kbd keys="Esc" />
            </div>
            <Command.List className="scroll-quiet max-h-[56vh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-ink-muted">
                Nothing matches “{query}”. Try a name, a phone number or a place such as “runs”.
              </Command.Empty>
              <Places done={done} />
              <Actions done={done} onHelp={onHelp} />
              {open && <Found query={query} done={done} />}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

type Done = (run: () => void) => () => void;

function Places({ done }: { done: Done }) {
  const router = useRouter();
  const { role } = useViewer();
  return (
    <PaletteGroup heading="Go to">
      {destinationsFor(role).map(({ href, name, icon: Icon, key }) => (
        <PaletteItem
          key={href}
          value={`go ${name}`}
          icon={<Icon className="size-4 text-ink-muted" aria-hidden />}
          aside={<Kbd keys={`G ${key.toUpperCase()}`} />}
          onSelect={done(() => router.push(href))}
        >
          {name}
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}

const PRESENCES: Presence[] = ["online", "busy", "away", "offline"];

function Actions({ done, onHelp }: { done: Done; onHelp: () => void }) {
  const router = useRouter();
  const mayEdit = useAllowed("journeys.edit");
  const mayHalt = useAllowed("sending.halt");
  const { halt } = useHaltSending();
  const { resolvedTheme, setTheme } = useTheme();
  const { presence, setPresence } = usePresence();
  const dark = resolvedTheme === "dark";
  return (
    <PaletteGroup heading="Do">
      {mayEdit && (
        <PaletteItem
          value="new journey create"
          icon={<Plus className="size-4 text-ink-muted" aria-hidden />}
          onSelect={done(() => router.push("/journeys?new=1"))}
        >
          New journey
        </PaletteItem>
      )}
      {mayHalt && (
        <PaletteItem
          value="halt sending stop kill switch"
          icon={<OctagonX className="size-4 text-ink-muted" aria-hidden />}
          onSelect={done(() => halt())}
        >
          Halt all sending
        </PaletteItem>
      )}
      {PRESENCES.filter((each) => each !== presence).map((each) => (
        <PaletteItem
          key={each}
          value={`presence be ${each}`}
          icon={<PresenceDot presence={each} className="mx-1" />}
          onSelect={done(() => setPresence(each))}
        >
          Set yourself {each}
        </PaletteItem>
      ))}
      <PaletteItem
        value="theme dark light"
        icon={dark ? <Sun className="size-4 text-ink-muted" /> : <Moon className="size-4 text-ink-muted" />}
        onSelect={done(() => setTheme(dark ? "light" : "dark"))}
      >
        Switch to the {dark ? "light" : "dark"} theme
      </PaletteItem>
      <PaletteItem
        value="keyboard shortcuts help"
        icon={<Keyboard className="size-4 text-ink-muted" aria-hidden />}
        aside={<Kbd keys="?" />}
        onSelect={done(onHelp)}
      >
        Keyboard shortcuts
      </PaletteItem>
      <PaletteItem
        value="sign out leave"
        icon={<LogOut className="size-4 text-ink-muted" aria-hidden />}
        onSelect={done(leave)}
      >
        Sign out
      </PaletteItem>
    </PaletteGroup>
  );
}

/** Journeys and conversations whose words match; the server searches. */
function Found({ query, done }: { query: string; done: Done }) {
  const router = useRouter();
  const q = useDeferredValue(query.trim());
  const enabled = q.length >= 2;
  const journeys = useQuery({
    enabled,
    queryKey: queryKeys.journeys({ palette: q }),
    queryFn: ({ signal }) => api.get<Page<JourneySummary>>("/journeys", { query: { q, limit: 5 }, signal }),
  });
  const conversations = useQuery({
    enabled,
    queryKey: queryKeys.conversations({ palette: q }),
    queryFn: ({ signal }) =>
      api.get<Page<Conversation>>("/conversations", { query: { q, limit: 6 }, signal }),
  });
  if (!enabled) return null;
  return (
    <>
      <PaletteGroup heading="Journeys">
        {journeys.data?.data.map((journey) => (
          <PaletteItem
            key={journey.id}
            value={`journey ${journey.id}`}
            keywords={[q, journey.name]}
            icon={<Waypoints className="size-4 text-ink-muted" aria-hidden />}
            onSelect={done(() => router.push(`/journeys/${journey.id}`))}
          >
            {journey.name}
          </PaletteItem>
        ))}
      </PaletteGroup>
      <PaletteGroup heading="Conversations">
        {conversations.data?.data.map((conversation) => (
          <PaletteItem
            key={conversation.id}
            value={`conversation ${conversation.id}`}
            keywords={[q]}
            icon={<ChannelMark channel={conversation.channel} />}
            aside={<span className="text-ink-faint text-xs">{conversation.status.replace("_", " ")}</span>}
            onSelect={done(() => router.push(`/inbox/${conversation.id}`))}
          >
            {conversation.contact.name ?? "Someone new"}
          </PaletteItem>
        ))}
      </PaletteGroup>
    </>
  );
}
