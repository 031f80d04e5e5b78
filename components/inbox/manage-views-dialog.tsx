"use client";
import { ArrowDown, ArrowUp, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { View } from "#core/api/views.ts";
import { useViewActions, useViews } from "./use-views.ts";

/** One's saved views: their names, their order, and who sees them. */
export function ManageViewsDialog({ onClose }: { onClose: () => void }) {
  const views = useViews();
  const { change, remove } = useViewActions();
  const rows = views.data?.data ?? [];
  const swap = (one: View | undefined, other: View | undefined) => {
    if (!one || !other) return;
    // Positions may be alike: then the order they stand in decides.
    const [from, to] = [rows.indexOf(one), rows.indexOf(other)];
    change.mutate({ id: one.id, position: to });
    change.mutate({ id: other.id, position: from });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Saved views"
      description="A shared view is everybody's to see; only whoever made it can change it."
    >
      {views.isPending && <SkeletonRows rows={3} label="Loading views" />}
      {views.isError && (
        <ErrorNotice
          what="The views could not be loaded"
          error={views.error}
          onRetry={() => void views.refetch()}
        />
      )}
      {views.data && rows.length === 0 && (
        <p className="py-6 text-center text-ink-muted">No view is saved. Filter the list, then save it.</p>
      )}
      <ul className="flex flex-col">
        {rows.map((view, index) => (
          <li key={view.id} className="flex h-11 items-center gap-1 border-line border-b last:border-b-0">
            {view.isOwn ? (
              <ViewName view={view} onRename={(name) => change.mutate({ id: view.id, name })} />
            ) : (
              <span className="min-w-0 flex-1 truncate px-2.5">
                {view.name} <span className="text-ink-faint text-xs">by {view.owner.name}</span>
              </span>
            )}
            {view.isOwn && (
              <>
                <IconButton
                  label={view.isShared ? "Shared. Keep it to yourself" : "Share with the workspace"}
                  aria-pressed={view.isShared}
                  onClick={() => change.mutate({ id: view.id, isShared: !view.isShared })}
                >
                  <Users aria-hidden />
                </IconButton>
                <IconButton
                  label="Move up"
                  disabled={index === 0}
                  onClick={() => swap(view, rows[index - 1])}
                >
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton
                  label="Move down"
                  disabled={index === rows.length - 1}
                  onClick={() => swap(view, rows[index + 1])}
                >
                  <ArrowDown aria-hidden />
                </IconButton>
                <IconButton label={`Delete ${view.name}`} onClick={() => remove.mutate(view)}>
                  <Trash2 aria-hidden />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function ViewName({ view, onRename }: { view: View; onRename: (name: string) => void }) {
  const [name, setName] = useState(view.name);
  const rename = () => {
    if (name.trim() === "") setName(view.name);
    else if (name.trim() !== view.name) onRename(name.trim());
  };
  return (
    <Input
      aria-label={`Name of ${view.name}`}
      value={name}
      maxLength={100}
      onChange={(event) => setName(event.target.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
      className="mr-1 min-w-0 flex-1 border-transparent"
    />
  );
}
