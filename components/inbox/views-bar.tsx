"use client";
import { Bookmark, ChevronDown, Settings2, Users } from "lucide-react";
import Link from "next/link";
import { classNames } from "#components/ui/class-names.ts";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "#components/ui/menu.tsx";
import { tabStyle } from "#components/ui/tab-style.ts";
import type { View } from "#core/api/views.ts";
import { INBOX_VIEWS, type InboxView, TAB_VIEWS } from "./inbox-views.ts";

interface ViewsBarProps {
  view: InboxView;
  saved: readonly View[];
  hrefOf: (view: string) => string;
  /** Keeps what the list shows now under a name. */
  onSave: () => void;
  onManage: () => void;
}

/** The views as tabs; those that are opened less often, and the saved ones, in a menu at their end. */
export function ViewsBar({ view, saved, hrefOf, onSave, onManage }: ViewsBarProps) {
  const tabs = INBOX_VIEWS.slice(0, TAB_VIEWS);
  const further = INBOX_VIEWS.slice(TAB_VIEWS);
  const elsewhere = !tabs.some((each) => each.key === view.key);
  return (
    <div className="flex shrink-0 border-b px-1">
      <nav aria-label="Views" className="scroll-quiet flex min-w-0 flex-1 overflow-x-auto">
        {tabs.map((each) => (
          <Link
            key={each.key}
            href={hrefOf(each.key)}
            aria-current={each.key === view.key ? "page" : undefined}
            className={classNames(tabStyle, "px-1.5")}
          >
            {each.label}
          </Link>
        ))}
      </nav>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={elsewhere ? `View: ${view.label}. More views` : "More views"}
            aria-current={elsewhere ? "page" : undefined}
            className={classNames(tabStyle, "max-w-32 shrink-0 px-1.5")}
          >
            {elsewhere && <span className="truncate">{view.label}</span>}
            <ChevronDown className="size-3.5 shrink-0" aria-hidden />
          </button>
        }
        className="w-64"
      >
        {further.map((each) => (
          <MenuItem key={each.key} asChild>
            <Link href={hrefOf(each.key)}>{each.label}</Link>
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuLabel>Saved views</MenuLabel>
        {saved.map((each) => (
          <MenuItem key={each.id} asChild>
            <Link href={hrefOf(each.id)}>
              <span className="min-w-0 flex-1 truncate">{each.name}</span>
              {each.isShared && <Users aria-label={each.isOwn ? "Shared" : `Shared by ${each.owner.name}`} />}
              <ViewCount count={each.count} />
            </Link>
          </MenuItem>
        ))}
        {saved.length === 0 && (
          <p className="px-2 pb-1.5 text-ink-muted text-xs">
            Filter the list, then keep it here to come back with one click.
          </p>
        )}
        <MenuSeparator />
        <MenuItem icon={<Bookmark aria-hidden />} onSelect={onSave}>
          Save this list as a view
        </MenuItem>
        {saved.length > 0 && (
          <MenuItem icon={<Settings2 aria-hidden />} onSelect={onManage}>
            Manage views
          </MenuItem>
        )}
      </Menu>
    </div>
  );
}

function ViewCount({ count }: { count: number | null }) {
  if (count === null) return null;
  return (
    <span className="text-ink-faint text-xs tabular-nums">
      {count > 998 ? "999+" : count}
      <span className="sr-only"> conversations</span>
    </span>
  );
}
