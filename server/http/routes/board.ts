import { boardSchema, tellUserSchema } from "#core/api/board.ts";
import { readBoard } from "#server/board/read-board.ts";
import { tellUser } from "#server/board/tell-user.ts";
import { endpoint } from "#server/http/endpoint.ts";

const tag = "Board";

export const boardEndpoints = [
  endpoint({
    method: "get",
    path: "/board",
    summary: "What waits, presses and grows at this moment, and who has what in hand",
    tag,
    permission: "conversations.manage",
    result: boardSchema,
    run: ({ actor }) => readBoard(actor),
  }),
  endpoint({
    method: "post",
    path: "/users/{id}/tell",
    summary: "Tell a colleague something, among their notifications",
    tag,
    permission: "conversations.manage",
    body: tellUserSchema,
    run: ({ actor, params, body }) => tellUser(actor, params.id, body),
  }),
];
