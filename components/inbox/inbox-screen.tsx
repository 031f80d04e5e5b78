"use client";
import { MessagesSquare } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import type { QueryValue } from "#components/api/client.ts";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SidePanel } from "#components/ui/side-panel.tsx";
import { AwayBanner } from "./away-banner.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import type { ComposerMode } from "./draft-store.ts";
import { INBOX_VIEWS, viewOf } from "./inbox-views.ts";
import { ListHead } from "./list-head.tsx";
import { rowsOf } from "./list-pages.ts";
import { SearchResults, useFoundMessages } from "./search-results.tsx";
import { useConversations } from "./use-conversations.ts";
import { useInboxAddress } from "./use-inbox-address.ts";
import { useSelection } from "./use-selection.ts";
import { asInboxView, useViews } from "./use-views.ts";
import { ViewsBar } from "./views-bar.tsx";

// What is not needed to read and answer comes when it is called for.
const BulkBar = dynamic(() => import("./bulk-bar.tsx").then((file) => file.BulkBar));
const SaveViewDialog = dynamic(() => import("./save-view-dialog.tsx").then((file) => file.SaveViewDialog));
const ManageViewsDialog = dynamic(() =>
  import("./manage-views-dialog.tsx").then((file) => file.ManageViewsDialog),
);

/** The inbox: list, thread, context. The address holds the view, the filters, the search and the open conversation. */
export function InboxScreen() {
  const { conversationId, address, hrefOf, open, change } = useInboxAddress();
  const views = useViews();
  const saved = useMemo(() => views.data?.data ?? [], [views.data]);
  const view = useMemo(() => viewOf(address.view, saved.map(asInboxView)), [address.view, saved]);
  const known = !views.isPending || INBOX_VIEWS.some((each) => each.key === (address.view ?? view.key));
  const filter: Record<string, QueryValue> = useMemo(
    () => ({ ...view.filter, ...address.filters, ...(address.q && { q: address.q }) }),
    [view, address.filters, address.q],
  );
  const inMessages = address.q !== "" && address.found === "messages";
  const list = useConversations(filter, known && !inMessages);
  const found = useFoundMessages(address.q, address.filters, inMessages);
  const rows = useMemo(() => rowsOf(list.data?.pages), [list.data]);
  const selection = useSelection(rows);
  const [mode, setMode] = useState<ComposerMode>("reply");
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const [filtering, setFiltering] = useState(false);
  const byKeyboard = useRef(false);
  const searchBox = useRef<HTMLInputElement>(null);

  const places: Place[] = useMemo(
    () =>
      inMessages
        ? (found.data?.pages ?? []).flatMap((page) =>
            page.data.map((hit) => ({ id: hit.conversation.id, message: hit.messageId })),
          )
        : rows.map(({ id }) => ({ id, message: null })),
    [inMessages, found.data, rows],
  );
  const moveTo = (place: Place | null) => {
    byKeyboard.current = true;
    open(place?.id ?? null, place?.message);
  };
  const beside = (step: 1 | -1) => neighbour(places, { id: conversationId, message: address.message }, step);
  const move = (step: 1 | -1) => {
    const next = beside(step);
    if (next) moveTo(next);
  };
  const leave = useRef(() => {});
  leave.current = () => moveTo(beside(1) ?? beside(-1));
  const onDone = useCallback(() => leave.current(), []);
  // The list shows at once what was chosen; the thread follows when there is time between two keys.
  const shown = useDeferredValue(conversationId);
  const shownMessage = useDeferredValue(address.message);
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    "/": () => searchBox.current?.select(),
    f: () => setFiltering(true),
    x: () => {
      const id = conversationId ?? rows[0]?.id;
      if (id) selection.toggle(id);
    },
    "* a": selection.all,
    "* n": selection.clear,
    ...(selection.ids.length > 0 && { escape: selection.clear }),
  });

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <AwayBanner />
      <div className="flex min-h-0 flex-1">
        <SidePanel
          side="left"
          label="Conversations"
          name="inbox-list"
          usual={340}
          wideFrom="lg"
          className={conversationId ? "max-lg:hidden" : undefined}
        >
          <h1 className="sr-only">Inbox</h1>
          <ViewsBar
            view={view}
            saved={saved}
            hrefOf={(key) => hrefOf(null, { view: key, filters: {}, q: "", found: "conversations" })}
            onSave={() => setDialog("save")}
            onManage={() => setDialog("manage")}
          />
          <ListHead
            searchBox={searchBox}
            address={address}
            onChange={change}
            onLeave={() => move(1)}
            onSave={() => setDialog("save")}
            filtering={filtering}
            onFiltering={setFiltering}
          />
          {inMessages ? (
            <SearchResults
              found={found}
              q={address.q}
              selectedId={conversationId}
              messageId={address.message}
              hrefOf={(id, message) => hrefOf(id, { message })}
              onOpen={open}
            />
          ) : (
            <ConversationList
              view={view}
              search={address.q}
              filtered={Object.keys(address.filters).length > 0}
              list={list}
              rows={rows}
              selectedId={conversationId}
              chosen={selection.chosen}
              hrefOf={hrefOf}
              onOpen={open}
              onToggle={selection.toggle}
              onUnfilter={() => change({ filters: {} })}
            />
          )}
          {selection.ids.length > 0 && (
            <BulkBar
              ids={selection.ids}
              total={rows.length}
              onAll={selection.all}
              onClear={selection.clear}
            />
          )}
        </SidePanel>
        {conversationId && shown ? (
          <ConversationPane
            key={shown}
            id={shown}
            messageId={shownMessage}
            backHref={hrefOf(null)}
            mode={mode}
            onModeChange={setMode}
            byKeyboard={byKeyboard}
            choosing={selection.ids.length > 0 || shown !== conversationId}
            onDone={onDone}
          />
        ) : (
          <EmptyState
            className="hidden flex-1 justify-center lg:flex"
            icon={<MessagesSquare />}
            title="Choose a conversation"
          >
            All that was said on any channel opens here, in one thread. J and K move through the list, X
            chooses several.
          </EmptyState>
        )}
      </div>
      {dialog === "save" && (
        <SaveViewDialog
          filters={savable(filter)}
          onClose={() => setDialog(null)}
          onSaved={({ id }) => {
            setDialog(null);
            change({ view: id, filters: {}, q: "" });
          }}
        />
      )}
      {dialog === "manage" && <ManageViewsDialog onClose={() => setDialog(null)} />}
    </div>
  );
}

interface Place {
  id: string;
  message: string | null;
}

/** What comes after or before in the list; with nothing open, the first. */
function neighbour(
  places: readonly Place[],
  from: { id: string | null; message: string | null },
  step: 1 | -1,
) {
  const exact = places.findIndex((place) => place.id === from.id && place.message === from.message);
  const index = exact === -1 ? places.findIndex((place) => place.id === from.id) : exact;
  return places[index === -1 ? 0 : index + step] ?? null;
}

/** The list's filter as a view keeps it. */
function savable(filter: Record<string, QueryValue>): Record<string, string | string[] | boolean> {
  const kept: Record<string, string | string[] | boolean> = {};
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined || value === null || value === "") continue;
    if (typeof value === "object") kept[name] = [...value];
    else kept[name] = typeof value === "number" ? String(value) : value;
  }
  return kept;
}
