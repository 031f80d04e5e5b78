"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Popover } from "#components/ui/popover.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Notification, Notifications } from "#core/api/notifications.ts";

const SHOWN = 20;

const KIND_WORDS: Partial<Record<Notification["kind"], string>> = {
  escalation: "Escalated",
  mention: "Mention",
  assignment: "Given to you",
  transfer: "Passed on",
  whisper: "Whisper",
  activity: "You follow this",
};

/** What colleagues and journeys tell the viewer, with how much of it is unread. */
export function NotificationBell({ collapsed }: { collapsed?: boolean }) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: queryKeys.notifications(),
    queryFn: ({ signal }) => api.get<Notifications>("/notifications", { query: { limit: SHOWN }, signal }),
  });
  const unread = data?.unread ?? 0;
  const count = unread > 99 ? "99+" : String(unread);
  return (
    <Popover
      label="Notifications"
      side="right"
      open={open}
      onOpenChange={setOpen}
      className="w-80 p-0"
      trigger={
        <button
          type="button"
          className={classNames(
            "flex h-8 items-center gap-2.5 rounded-md font-medium text-ink-muted transition-colors hover:bg-hover hover:text-ink",
            collapsed ? "relative w-8 justify-center" : "w-full px-2",
          )}
        >
          <Bell className="size-4 shrink-0" aria-hidden />
          <span className={collapsed ? "sr-only" : "flex-1 text-left"}>Notifications</span>
          {unread > 0 && (
            <span
              className={classNames(
                "rounded-full bg-accent px-1.5 text-accent-contrast text-xs tabular-nums",
                collapsed && "absolute -top-1 -right-1 px-1",
              )}
            >
              {count}
              <span className="sr-only"> unread</span>
            </span>
          )}
        </button>
      }
    >
      <NotificationList notifications={data} onFollow={() => setOpen(false)} />
    </Popover>
  );
}

interface ListProps {
  notifications: Notifications | undefined;
  onFollow: () => void;
}

function NotificationList({ notifications, onFollow }: ListProps) {
  const read = useRead();
  const { data = [], unread = 0 } = notifications ?? {};
  if (data.length === 0) return <p className="p-4 text-ink-muted">Nothing to know of yet.</p>;
  return (
    <>
      <ul className="max-h-96 overflow-y-auto py-1">
        {data.map((each) => (
          <li key={each.id}>
            <NotificationLine
              notification={each}
              onFollow={() => {
                if (!each.readAt) read.mutate([each.id]);
                onFollow();
              }}
            />
          </li>
        ))}
      </ul>
      {unread > 0 && (
        <div className="border-line border-t p-2">
          <Button variant="ghost" size="small" onClick={() => read.mutate(undefined)}>
            Mark all as read
          </Button>
        </div>
      )}
    </>
  );
}

function NotificationLine({ notification, onFollow }: { notification: Notification; onFollow: () => void }) {
  const { text, kind, readAt, createdAt, conversationId, runId } = notification;
  return (
    <Link
      href={conversationId ? `/inbox/${conversationId}` : `/runs/${runId ?? ""}`}
      onClick={onFollow}
      className={classNames("block px-3 py-2 hover:bg-hover", readAt ? "text-ink-muted" : "font-medium")}
    >
      <span className="line-clamp-3 wrap-anywhere">{text}</span>
      <span className="mt-0.5 flex gap-1.5 font-normal text-ink-muted text-xs">
        {KIND_WORDS[kind] && <span>{KIND_WORDS[kind]}</span>}
        {!readAt && <span className="text-accent-text">Unread</span>}
        <RelativeTime at={createdAt} />
      </span>
    </Link>
  );
}

/** Marks notifications as read, those of these ids or all of them. */
function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | undefined) =>
      api.post<{ unread: number }>("/notifications/read", ids ? { ids } : {}),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.notifications() }),
    meta: { failed: "The notifications could not be marked as read" },
  });
}
