"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useViewer } from "#components/shell/viewer.tsx";
import { tabStyle } from "#components/ui/tab-style.ts";
import { isAllowed, type Permission } from "#core/permissions/roles.ts";

const SECTIONS: { href: string; name: string; permission: Permission }[] = [
  { href: "/settings/channels", name: "Channels", permission: "channels.view" },
  { href: "/settings/people", name: "People", permission: "people.view" },
  { href: "/settings/routing", name: "Routing", permission: "conversations.view" },
  { href: "/settings/intents", name: "Intents", permission: "routing.edit" },
  { href: "/settings/sla", name: "SLA", permission: "conversations.view" },
  { href: "/settings/business-hours", name: "Business hours", permission: "conversations.view" },
  { href: "/settings/out-of-office", name: "Out of office", permission: "conversations.reply" },
  { href: "/settings/notifications", name: "Notifications", permission: "conversations.view" },
  { href: "/settings/api-keys", name: "API keys", permission: "developer.edit" },
];

/** Parts of the settings that the viewer may open. */
export function SettingsNav() {
  const pathname = usePathname();
  const { role } = useViewer();
  return (
    <nav
      aria-label="Settings"
      className="scroll-quiet -ml-2.5 flex gap-1 -mb-px overflow-x-auto whitespace-nowrap pb-px"
    >
      {SECTIONS.filter((section) => isAllowed(role, section.permission)).map((section) => (
        <Link
          key={section.href}
          href={section.href}
          aria-current={pathname.startsWith(section.href) ? "page" : undefined}
          className={tabStyle}
        >
          {section.name}
        </Link>
      ))}
    </nav>
  );
}
