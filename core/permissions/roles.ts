export const ROLES = ["admin", "marketer", "supervisor", "agent", "developer"] as const;

export type Role = (typeof ROLES)[number];

/**
 * What may be done. `conversations.viewTeam` and `.viewAll` widen what is seen (see visible-conversations.ts);
 * the others allow an action on whatever is seen.
 */
export const PERMISSIONS = [
  "conversations.view",
  "conversations.viewTeam",
  "conversations.viewAll",
  "conversations.reply",
  "conversations.assign",
  "conversations.manage",
  "contacts.view",
  "contacts.edit",
  "contacts.merge",
  "contacts.erase",
  "contacts.export",
  "journeys.view",
  "journeys.edit",
  "journeys.publish",
  "journeys.approve",
  "runs.view",
  "runs.control",
  "campaigns.view",
  "campaigns.edit",
  "campaigns.launch",
  "sending.halt",
  "routing.edit",
  "content.edit",
  "metrics.view",
  "metrics.viewAll",
  "channels.view",
  "channels.edit",
  "connections.edit",
  "developer.edit",
  "people.view",
  "people.edit",
  "workspace.edit",
  "audit.view",
  "events.ingest",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

const everyone: Permission[] = [
  "conversations.view",
  "contacts.view",
  "journeys.view",
  "runs.view",
  "metrics.view",
  "channels.view",
  "people.view",
];

const agent: Permission[] = [...everyone, "conversations.reply", "conversations.assign", "contacts.edit"];

const supervisor: Permission[] = [
  ...agent,
  "conversations.viewTeam",
  "conversations.viewAll",
  "conversations.manage",
  "contacts.merge",
  "contacts.export",
  "runs.control",
  "sending.halt",
  "routing.edit",
  "content.edit",
  "metrics.viewAll",
  "campaigns.view",
];

const marketer: Permission[] = [
  ...everyone,
  "conversations.viewTeam",
  "contacts.edit",
  "contacts.export",
  "journeys.edit",
  "journeys.publish",
  "journeys.approve",
  "runs.control",
  "campaigns.view",
  "campaigns.edit",
  "campaigns.launch",
  "sending.halt",
  "content.edit",
  "metrics.viewAll",
];

const developer: Permission[] = [
  ...everyone,
  "conversations.viewTeam",
  "contacts.edit",
  "journeys.edit",
  "journeys.publish",
  "runs.control",
  "campaigns.view",
  "channels.edit",
  "connections.edit",
  "developer.edit",
  "events.ingest",
  "audit.view",
  "metrics.viewAll",
];

const permissionsByRole: Record<Role, ReadonlySet<Permission>> = {
  admin: new Set(PERMISSIONS),
  marketer: new Set(marketer),
  supervisor: new Set(supervisor),
  agent: new Set(agent),
  developer: new Set(developer),
};

/** All that a role may do. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return permissionsByRole[role];
}

/**
 * Whether a role, narrowed by an API key's scopes where it has any, may do something.
 * Scopes only ever narrow: one that the role lacks gives nothing.
 */
export function isAllowed(role: Role, permission: Permission, scopes: readonly string[] = []): boolean {
  return permissionsByRole[role].has(permission) && (scopes.length === 0 || scopes.includes(permission));
}
