import { Gauge, Inbox, LayoutDashboard, ListTree, Settings, Waypoints } from "lucide-react";
import type { ComponentType } from "react";
import { isAllowed, type Permission, type Role } from "#core/permissions/roles.ts";

export interface Destination {
  href: string;
  name: string;
  icon: ComponentType<{ className?: string }>;
  /** Pressed after G. */
  key: string;
  /** Any one of these opens it. */
  permissions: Permission[];
}

const DESTINATIONS: Destination[] = [
  { href: "/inbox", name: "Inbox", icon: Inbox, key: "i", permissions: ["conversations.view"] },
  { href: "/journeys", name: "Journeys", icon: Waypoints, key: "j", permissions: ["journeys.view"] },
  { href: "/runs", name: "Runs", icon: ListTree, key: "r", permissions: ["runs.view"] },
  { href: "/board", name: "Board", icon: Gauge, key: "b", permissions: ["conversations.manage"] },
  { href: "/dashboard", name: "Dashboard", icon: LayoutDashboard, key: "d", permissions: ["metrics.view"] },
  {
    href: "/settings",
    name: "Settings",
    icon: Settings,
    key: "s",
    permissions: ["channels.edit", "people.edit", "routing.edit", "developer.edit", "workspace.edit"],
  },
];

/** The studio's places that a role may open, in their order. */
export function destinationsFor(role: Role): Destination[] {
  return DESTINATIONS.filter((place) => place.permissions.some((permission) => isAllowed(role, permission)));
}

/** Whether a path lies in a destination. */
export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
