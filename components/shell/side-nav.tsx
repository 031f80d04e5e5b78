"use client";
import { PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { LogoMark } from "#components/shell/logo.tsx";
import { type Destination, destinationsFor, isWithin } from "#components/shell/navigation.ts";
import { NotificationBell } from "#components/shell/notification-bell.tsx";
import { PresenceSwitch } from "#components/shell/presence-switch.tsx";
import { UserMenu } from "#components/shell/user-menu.tsx";
import { useViewer } from "#components/shell/viewer.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";

interface SideNavProps {
  collapsed: boolean;
  onCollapse: () => void;
  onSearch: () => void;
  onHelp: () => void;
}

/** The studio's menu on screens wide enough for it. */
export function SideNav({ collapsed, onCollapse, onSearch, onHelp }: SideNavProps) {
  const viewer = useViewer();
  return (
    <header
      className={classNames(
        "hidden shrink-0 flex-col border-r bg-canvas transition-[width] md:flex",
        collapsed ? "w-13 items-center px-2" : "w-54 px-2.5",
      )}
    >
      <div
        className={classNames("flex h-13 w-full items-center gap-2", collapsed ? "justify-center" : "pl-1.5")}
      >
        <LogoMark className="size-5 shrink-0 text-accent-text" />
        {!collapsed && (
          <>
            <span className="min-w-0 flex-1 truncate font-semibold">{viewer.workspace.name}</span>
            <CollapseButton collapsed={false} onCollapse={onCollapse} />
          </>
        )}
      </div>
      {collapsed ? (
        <IconButton label="Search" shortcut="⌘ K" tooltipSide="right" onClick={onSearch} className="mb-2">
          <Search aria-hidden />
        </IconButton>
      ) : (
        <button
          type="button"
          onClick={onSearch}
          className="mb-3 flex h-8 w-full items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-ink-faint transition-colors hover:bg-hover"
        >
          <Search className="size-4" aria-hidden />
          <span className="flex-1 text-left">Search</span>
          <Kbd keys="⌘ K" />
        </button>
      )}
      <nav aria-label="Studio" className="flex w-full flex-col gap-0.5">
        {destinationsFor(viewer.role).map((place) => (
          <NavLink key={place.href} place={place} collapsed={collapsed} />
        ))}
      </nav>
      <div className={classNames("mt-auto flex w-full flex-col gap-0.5 py-2.5", collapsed && "items-center")}>
        {collapsed && <CollapseButton collapsed onCollapse={onCollapse} />}
        <NotificationBell collapsed={collapsed} />
        <PresenceSwitch collapsed={collapsed} />
        <UserMenu collapsed={collapsed} onHelp={onHelp} />
      </div>
    </header>
  );
}

function CollapseButton({ collapsed, onCollapse }: { collapsed: boolean; onCollapse: () => void }) {
  const Icon = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <IconButton
      label={collapsed ? "Unfold the menu" : "Fold the menu"}
      shortcut="["
      tooltipSide="right"
      size={collapsed ? "medium" : "small"}
      onClick={onCollapse}
    >
      <Icon aria-hidden />
    </IconButton>
  );
}

function NavLink({ place, collapsed }: { place: Destination; collapsed: boolean }) {
  const here = isWithin(usePathname(), place.href);
  const Icon = place.icon;
  const link = (
    <Link
      href={place.href}
      aria-current={here ? "page" : undefined}
      aria-label={collapsed ? place.name : undefined}
      className={classNames(
        "flex h-8 items-center gap-2.5 rounded-md font-medium text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:text-ink aria-[current=page]:[&_svg]:text-accent-text",
        collapsed ? "w-8 justify-center" : "px-2",
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      {!collapsed && place.name}
    </Link>
  );
  if (!collapsed) return link;
  return (
    <Tooltip content={place.name} shortcut={`G ${place.key.toUpperCase()}`} side="right">
      {link}
    </Tooltip>
  );
}
