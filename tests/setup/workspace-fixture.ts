import { uuidv7 } from "uuidv7";
import type { Role } from "#core/permissions/roles.ts";
import type { PresenceStatus, Prisma } from "#prisma/generated/client.ts";
import { systemActor, type UserActor } from "#server/access/actor.ts";
import { createChannelAccount } from "#server/channels/save-account.ts";
import { transact } from "#server/platform/database.ts";

/** A workspace of a test's own. */
export async function makeWorkspace(overrides: Partial<Prisma.WorkspaceUncheckedCreateInput> = {}) {
  const id = uuidv7();
  const actor = systemActor(id, "test");
  await transact(actor, (tx) =>
    tx.workspace.create({ data: { id, slug: `test-${id}`, name: "Test workspace", ...overrides } }),
  );
  return { id, actor };
}

interface UserOptions {
  role?: Role;
  presence?: PresenceStatus;
  capacity?: Prisma.InputJsonObject;
  teamIds?: string[];
  name?: string;
}

/** Somebody who works there, as an actor. */
export async function makeUser(workspaceId: string, options: UserOptions = {}): Promise<UserActor> {
  const { role = "agent", presence, capacity = { default: 5 }, teamIds = [], name = "Agent" } = options;
  const userId = uuidv7();
  await transact({ workspaceId }, async (tx) => {
    const email = `${userId}@example.com`;
    await tx.user.create({ data: { id: userId, workspaceId, email, name, role, capacity } });
    await tx.teamMember.createMany({ data: teamIds.map((teamId) => ({ workspaceId, teamId, userId })) });
    if (presence) {
      const now = new Date();
      await tx.presence.create({
        data: { userId, workspaceId, status: presence, since: now, lastSeenAt: now },
      });
    }
  });
  return { kind: "user", workspaceId, userId, role, teamIds, visibility: null };
}

export async function makeTeam(workspaceId: string, key: string): Promise<string> {
  const id = uuidv7();
  await transact({ workspaceId }, (tx) => tx.team.create({ data: { id, workspaceId, key, name: key } }));
  return id;
}

interface SmsOptions {
  accountSid: string;
  authToken: string;
  phoneNumber?: string;
  apiBaseUrl?: string;
  key?: string;
}

/** An SMS account on Twilio, as an admin would add it. */
export function makeSmsAccount(workspaceId: string, options: SmsOptions) {
  const { accountSid, authToken, phoneNumber = "+15017122661", apiBaseUrl = null, key = "sms" } = options;
  return createChannelAccount(systemActor(workspaceId, "test"), {
    type: "sms",
    provider: "twilio",
    key,
    name: "SMS",
    config: { accountSid, phoneNumber },
    credentials: { authToken },
    apiBaseUrl,
  });
}

export const IDENTITY_SECRET = "an identity secret for tests";

export function makeWebchatAccount(
  workspaceId: string,
  config: Record<string, unknown> = {},
  key = "widget",
) {
  return createChannelAccount(systemActor(workspaceId, "test"), {
    type: "webchat",
    key,
    name: "Widget",
    config,
    credentials: { identitySecret: IDENTITY_SECRET },
  });
}
