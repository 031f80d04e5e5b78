import { AppError } from "#core/errors.ts";
import { isAllowed, type Permission, type Role } from "#core/permissions/roles.ts";
import type { Visibility } from "#core/permissions/visible-conversations.ts";

/** Who acts: the first argument of every function in server/. */
export type Actor = UserActor | ApiKeyActor | SystemActor;

export interface UserActor {
  kind: "user";
  workspaceId: string;
  userId: string;
  role: Role;
  teamIds: string[];
  /** Narrows what the role would see; null keeps the role's reach. */
  visibility: Visibility | null;
}

export interface ApiKeyActor {
  kind: "apiKey";
  workspaceId: string;
  apiKeyId: string;
  role: Role;
  /** Empty: all that the role may. */
  scopes: string[];
}

/** The product itself: inbound messages, journeys, deadlines. `name` says which part, for the audit log. */
export interface SystemActor {
  kind: "system";
  workspaceId: string;
  name: string;
}

/** The actor for work that the product does by itself in a workspace. */
export function systemActor(workspaceId: string, name: string): SystemActor {
  return { kind: "system", workspaceId, name };
}

/** Whether the actor may do something. The system may do everything in its workspace. */
export function can(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  return isAllowed(actor.role, permission, actor.kind === "apiKey" ? actor.scopes : []);
}

/** Throws `forbidden` unless the actor may. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) throw new AppError("forbidden", `This needs the permission ${permission}`);
}

/** The id to write beside `actorKind` in events and audit entries; null for the system. */
export function actorId(actor: Actor): string | null {
  if (actor.kind === "user") return actor.userId;
  return actor.kind === "apiKey" ? actor.apiKeyId : null;
}
