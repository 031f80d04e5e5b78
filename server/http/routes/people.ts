import { pageOf, pageQuerySchema } from "#core/api/page.ts";
import {
  apiKeySchema,
  createApiKeySchema,
  createdApiKeySchema,
  createSkillSchema,
  createTeamSchema,
  createUserSchema,
  patchSkillSchema,
  patchTeamSchema,
  patchUserSchema,
  presenceSchema,
  setPresenceSchema,
  skillSchema,
  teamSchema,
  userSchema,
  usersQuerySchema,
  viewerSchema,
} from "#core/api/people.ts";
import { createApiKey, revokeApiKey } from "#server/access/api-keys.ts";
import { getApiKey, listApiKeys, toApiKey } from "#server/access/read-api-keys.ts";
import { getUser, listUsers } from "#server/access/read-users.ts";
import { readViewer } from "#server/access/read-viewer.ts";
import { setPresence } from "#server/access/set-presence.ts";
import { createSkill, deleteSkill, getSkill, listSkills, patchSkill } from "#server/access/skills.ts";
import { archiveTeam, createTeam, getTeam, listTeams, patchTeam } from "#server/access/teams.ts";
import { createUser, patchUser } from "#server/access/write-users.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { resource } from "#server/http/resource.ts";

const tag = "People";

export const peopleEndpoints = [
  endpoint({
    method: "get",
    path: "/me",
    summary: "Who asks, and what they may do",
    tag,
    permission: null,
    result: viewerSchema,
    run: ({ actor }) => readViewer(actor),
  }),
  endpoint({
    method: "get",
    path: "/users",
    summary: "List people",
    tag,
    permission: "people.view",
    query: usersQuerySchema,
    result: pageOf(userSchema),
    run: ({ actor, query }) => listUsers(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/users",
    summary: "Add a person",
    tag,
    permission: "people.edit",
    body: createUserSchema,
    result: userSchema,
    status: 201,
    run: ({ actor, body }) => createUser(actor, body),
  }),
  endpoint({
    method: "get",
    path: "/users/{id}",
    summary: "Read a person",
    tag,
    permission: "people.view",
    result: userSchema,
    run: ({ actor, params }) => getUser(actor, params.id),
  }),
  endpoint({
    method: "patch",
    path: "/users/{id}",
    summary: "Change a person; one's own name, locale, zone and password need no permission",
    tag,
    permission: null,
    body: patchUserSchema,
    result: userSchema,
    run: ({ actor, params, body }) => patchUser(actor, params.id, body),
  }),
  endpoint({
    method: "put",
    path: "/users/{id}/presence",
    summary: "Say how someone is: oneself, or with conversations.manage somebody else",
    tag,
    permission: null,
    body: setPresenceSchema,
    result: presenceSchema,
    run: ({ actor, params, body }) => setPresence(actor, params.id, body),
  }),
  ...resource({
    path: "/teams",
    names: ["team", "teams"],
    tag,
    view: "people.view",
    edit: "people.edit",
    item: teamSchema,
    create: createTeamSchema,
    patch: patchTeamSchema,
    query: pageQuerySchema,
    run: { list: listTeams, get: getTeam, create: createTeam, patch: patchTeam, remove: archiveTeam },
  }),
  ...resource({
    path: "/skills",
    names: ["skill", "skills"],
    tag,
    view: "people.view",
    edit: "people.edit",
    item: skillSchema,
    create: createSkillSchema,
    patch: patchSkillSchema,
    query: pageQuerySchema,
    run: { list: listSkills, get: getSkill, create: createSkill, patch: patchSkill, remove: deleteSkill },
  }),
  endpoint({
    method: "get",
    path: "/api-keys",
    summary: "List API keys, without the keys",
    tag,
    permission: "developer.edit",
    query: pageQuerySchema,
    result: pageOf(apiKeySchema),
    run: ({ actor, query }) => listApiKeys(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/api-keys",
    summary: "Make an API key; only this answer shows it",
    tag,
    permission: "developer.edit",
    body: createApiKeySchema,
    result: createdApiKeySchema,
    status: 201,
    run: async ({ actor, body }) => {
      const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
      const { row, key } = await createApiKey(actor, { ...body, expiresAt });
      return { ...toApiKey(row), key };
    },
  }),
  endpoint({
    method: "get",
    path: "/api-keys/{id}",
    summary: "Read an API key, without the key",
    tag,
    permission: "developer.edit",
    result: apiKeySchema,
    run: ({ actor, params }) => getApiKey(actor, params.id),
  }),
  endpoint({
    method: "delete",
    path: "/api-keys/{id}",
    summary: "Revoke an API key at once",
    tag,
    permission: "developer.edit",
    run: ({ actor, params }) => revokeApiKey(actor, params.id),
  }),
];
