"use client";
import { WifiOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { QueryProvider } from "#components/api/query-provider.tsx";
import { useLive } from "#components/api/use-live.ts";
import { CommandPalette } from "#components/shell/command-palette.tsx";
import { NarrowNav } from "#components/shell/narrow-nav.tsx";
import { NAV_COOKIE } from "#components/shell/nav-cookie.ts";
import { destinationsFor } from "#components/shell/navigation.ts";
import { SendingBanner } from "#components/shell/sending-banner.tsx";
import { ShortcutHelp } from "#components/shell/shortcut-help.tsx";
import { SideNav } from "#components/shell/side-nav.tsx";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { useViewer, type Viewer, ViewerProvider } from "#components/shell/viewer.tsx";

interface StudioFrameProps {
  viewer: Viewer;
  navCollapsed: boolean;
  children: ReactNode;
}

/** Everything around a page of the studio: menu, palette, shortcuts, live connection. */
export function StudioFrame({ viewer, navCollapsed, children }: StudioFrameProps) {
  return (
    <QueryProvider>
      <ViewerProvider viewer={viewer}>
        <Frame navCollapsed={navCollapsed}>{children}</Frame>
      </ViewerProvider>
    </QueryProvider>
  );
}

function Frame({ navCollapsed, children }: { navCollapsed: boolean; children: ReactNode }) {
  const live = useLive();
  const [collapsed, setCollapsed] = useState(navCollapsed);
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const collapse = () => {
    setCollapsed(!collapsed);
    // biome-ignore lint/suspicious/noDocumentCookie: Safari and Firefox have had no Cookie Store for long
    document.cookie = `${NAV_COOKIE}=${collapsed ? "" : "folded"}; path=/; max-age=31536000; samesite=lax`;
  };
  usePaletteKey(() => setSearching((open) => !open));
  useShortcuts({ ...useGoTo(), "?": () => setHelping(true), "[": collapse });
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-accent-contrast focus:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="flex h-dvh flex-col md:flex-row">
        <SideNav
          collapsed={collapsed}
          onCollapse={collapse}
          onSearch={() => setSearching(true)}
          onHelp={() => setHelping(true)}
        />
        <NarrowNav onSearch={() => setSearching(true)} onHelp={() => setHelping(true)} />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {live === "lost" && <OfflineBar />}
          <SendingBanner />
          <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
            {children}
          </main>
        </div>
      </div>
      <CommandPalette open={searching} onOpenChange={setSearching} onHelp={() => setHelping(true)} />
      <ShortcutHelp open={helping} onOpenChange={setHelping} />
    </>
  );
}

function OfflineBar() {
  return (
    <p
      role="status"
      className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-1 text-warning text-xs"
    >
      <WifiOff className="size-3.5" aria-hidden />
      Not connected. What you see may be out of date; it catches up when the connection is back.
    </p>
  );
}

/** ⌘K or Ctrl+K works while typing too. */
function usePaletteKey(toggle: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
}

function useGoTo() {
  const router = useRouter();
  const { role } = useViewer();
  return Object.fromEntries(
    destinationsFor(role).map((place) => [`g ${place.key}`, () => router.push(place.href)]),
  );
}
