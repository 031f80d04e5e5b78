"use client";
import { createContext, type ReactNode, useContext } from "react";
import { isAllowed, type Permission, type Role } from "#core/permissions/roles.ts";

/** The person who is signed in. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  role: Role;
  workspace: { id: string; name: string };
}

const Context = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <Context.Provider value={viewer}>{children}</Context.Provider>;
}

/** Who is signed in. Only below the studio's frame. */
export function useViewer(): Viewer {
  const viewer = useContext(Context);
  if (!viewer) throw new Error("useViewer is called outside the studio's frame.");
  return viewer;
}

/** Whether the viewer may do something; the API decides for itself again. */
export function useAllowed(permission: Permission): boolean {
  return isAllowed(useViewer().role, permission);
}
