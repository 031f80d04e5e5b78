import { expect, it } from "vitest";
import { isAllowed, PERMISSIONS, permissionsOf, ROLES } from "#core/permissions/roles.ts";

it("lets an admin do everything", () => {
  expect([...permissionsOf("admin")].sort()).toEqual([...PERMISSIONS].sort());
});

it("keeps people, workspace and erasure for admins", () => {
  for (const permission of ["people.edit", "workspace.edit", "contacts.erase"] as const)
    for (const role of ROLES) expect(isAllowed(role, permission)).toBe(role === "admin");
});

it("lets only those who talk to customers reply", () => {
  expect(ROLES.filter((role) => isAllowed(role, "conversations.reply"))).toEqual([
    "admin",
    "supervisor",
    "agent",
  ]);
});

it("lets neither agents nor supervisors change a journey", () => {
  expect(ROLES.filter((role) => isAllowed(role, "journeys.edit"))).toEqual([
    "admin",
    "marketer",
    "developer",
  ]);
});

it("narrows a role by a key's scopes and never widens it", () => {
  expect(isAllowed("developer", "events.ingest", ["events.ingest"])).toBe(true);
  expect(isAllowed("developer", "journeys.edit", ["events.ingest"])).toBe(false);
  expect(isAllowed("agent", "journeys.edit", ["journeys.edit"])).toBe(false);
});
