"use client";
import { Menu as MenuIcon, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { LogoMark } from "#components/shell/logo.tsx";
import { destinationsFor, isWithin } from "#components/shell/navigation.ts";
import { NotificationBell } from "#components/shell/notification-bell.tsx";
import { PresenceSwitch } from "#components/shell/presence-switch.tsx";
import { UserMenu } from "#components/shell/user-menu.tsx";
import { useViewer } from "#components/shell/viewer.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";

/** The studio's menu on narrow screens: a bar that opens a drawer. */
export function NarrowNav({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const viewer = useViewer();
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  const places = destinationsFor(viewer.role);
  const help = () => {
    setOpen(false);
    onHelp();
  };
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-b bg-canvas px-2 md:hidden">
      <IconButton label="Open the menu" onClick={() => setOpen(true)}>
        <MenuIcon aria-hidden />
      </IconButton>
      <LogoMark className="mx-1 size-5 text-accent-text" />
      <span className="min-w-0 flex-1 truncate font-semibold">{viewer.workspace.name}</span>
      <IconButton label="Search" onClick={onSearch}>
        <Search aria-hidden />
      </IconButton>
      <Sheet open={open} onOpenChange={setOpen} title={viewer.workspace.name} side="left">
        <div className="flex h-full flex-col p-3">
          <nav aria-label="Studio" className="flex flex-col gap-0.5">
            {places.map(({ href, name, icon: Icon }) => (
              <Link
                key={href}
                href={href}
                onClick={() => setOpen(false)}
                aria-current={isWithin(pathname, href) ? "page" : undefined}
                className="flex h-10 items-center gap-3 rounded-md px-2.5 font-medium text-base text-ink-muted aria-[current=page]:bg-selected aria-[current=page]:text-ink"
              >
                <Icon className="size-4.5" aria-hidden />
                {name}
              </Link>
            ))}
          </nav>
          <div className="mt-auto flex flex-col gap-1 pt-4">
            <NotificationBell />
            <PresenceSwitch />
            <UserMenu onHelp={help} />
          </div>
        </div>
      </Sheet>
    </header>
  );
}
