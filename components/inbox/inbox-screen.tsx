"use client";
import { MessagesSquare, Search } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { classNames } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { tabStyle } from "#components/ui/tab-style.ts";
import type { Conversation } from "#core/api/conversations.ts";
import { ConversationList } from "./conversation-list.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import type { ComposerMode } from "./draft-store.ts";
import { INBOX_VIEWS, viewOf } from "./inbox-views.ts";
import { useConversations } from "./use-conversations.ts";

/**
 * The inbox: list, thread, context. The address holds the view, the search and the open conversation; it changes
 * without asking the server, so that the list stays as it is.
 */
export function InboxScreen() {
  const conversationId = usePathname().split("/")[2] ?? null;
  const parameters = useSearchParams();
  const view = viewOf(parameters.get("view"));
  const search = parameters.get("q") ?? "";
  const list = useConversations(view, useDeferredValue(search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  const [mode, setMode] = useState<ComposerMode>("reply");
  const byKeyboard = useRef(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const hrefOf = (id: string | null, overrides: { view?: string; q?: string } = {}) =>
    inboxHref(id, { view: view.key, q: search, ...overrides });

  const open = (id: string | null) => window.history.pushState(null, "", hrefOf(id));
  const moveTo = (id: string | null) => {
    byKeyboard.current = true;
    open(id);
  };
  const move = (step: 1 | -1) => {
    const next = neighbour(rows, conversationId, step);
    if (next) moveTo(next);
  };
  const leave = () => moveTo(neighbour(rows, conversationId, 1) ?? neighbour(rows, conversationId, -1));
  useShortcuts({ j: () => move(1), k: () => move(-1), "/": () => searchBox.current?.focus() });

  return (
    <div className="flex min-h-0 flex-1">
      <section
        aria-label="Conversations"
        className={classNames(
          "min-h-0 w-full flex-col border-r bg-surface lg:flex lg:w-80 lg:shrink-0",
          conversationId ? "hidden" : "flex",
        )}
      >
        <h1 className="sr-only">Inbox</h1>
        <nav aria-label="Views" className="scroll-quiet flex shrink-0 overflow-x-auto border-b px-1">
          {INBOX_VIEWS.map((each) => (
            <Link
              key={each.key}
              href={hrefOf(null, { view: each.key })}
              aria-current={each.key === view.key ? "page" : undefined}
              className={tabStyle}
            >
              {each.label}
            </Link>
          ))}
        </nav>
        <SearchBox
          ref={searchBox}
          value={search}
          onChange={(q) => window.history.replaceState(null, "", hrefOf(conversationId, { q }))}
          onLeave={() => move(1)}
        />
        <ConversationList
          view={view}
          search={search}
          list={list}
          rows={rows}
          selectedId={conversationId}
          hrefOf={hrefOf}
          onOpen={open}
        />
      </section>
      {conversationId ? (
        <ConversationPane
          key={conversationId}
          id={conversationId}
          backHref={hrefOf(null)}
          mode={mode}
          onModeChange={setMode}
          byKeyboard={byKeyboard}
          onDone={leave}
        />
      ) : (
        <EmptyState
          className="hidden flex-1 justify-center lg:flex"
          icon={<MessagesSquare />}
          title="Choose a conversation"
        >
          All that was said on any channel opens here, in one thread. J and K move through the list.
        </EmptyState>
      )}
    </div>
  );
}

/** The conversation after or before another in the list; with none open, the first. */
function neighbour(rows: readonly Conversation[], id: string | null, step: 1 | -1): string | null {
  const index = rows.findIndex((row) => row.id === id);
  return rows[index === -1 ? 0 : index + step]?.id ?? null;
}

function inboxHref(id: string | null, parameters: { view: string; q: string }): string {
  const query = new URLSearchParams({ view: parameters.view });
  if (parameters.q) query.set("q", parameters.q);
  return `/inbox${id ? `/${id}` : ""}?${query}`;
}

interface SearchBoxProps {
  ref: React.Ref<HTMLInputElement>;
  value: string;
  onChange: (q: string) => void;
  /** Enter opens the first that was found. */
  onLeave: () => void;
}

function SearchBox({ ref, value, onChange, onLeave }: SearchBoxProps) {
  const [text, setText] = useState(value);
  return (
    <search className="relative shrink-0 border-b p-2">
      <Search className="-translate-y-1/2 absolute top-1/2 left-4.5 size-4 text-ink-faint" aria-hidden />
      <Input
        ref={ref}
        type="search"
        aria-label="Search conversations"
        placeholder="Search names and messages"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") onLeave();
          if (event.key === "Escape" && text === "") event.currentTarget.blur();
        }}
        className="pl-8"
      />
    </search>
  );
}
