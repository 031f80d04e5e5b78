import { startSessionSchema } from "#channels/webchat/protocol.ts";
import {
  answerChat,
  answerPreflight,
  type ChatContext,
  chatBody,
  limitChat,
} from "#server/channels/webchat/answer-chat.ts";
import { startSession } from "#server/channels/webchat/start-session.ts";
import { clientAddress } from "#server/http/client-address.ts";

export const dynamic = "force-dynamic";
export const OPTIONS = answerPreflight;

const SESSIONS_PER_MINUTE = 60;

/** Starts or resumes a visitor's session. */
export function POST(request: Request, context: ChatContext): Promise<Response> {
  return answerChat(request, context, async (account) => {
    await limitChat("session", `${account.id} ${clientAddress(request)}`, SESSIONS_PER_MINUTE);
    return Response.json(await startSession(account, await chatBody(request, startSessionSchema)));
  });
}
