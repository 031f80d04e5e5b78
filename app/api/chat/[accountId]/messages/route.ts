import { visitorMessageSchema } from "#channels/webchat/protocol.ts";
import {
  answerChat,
  answerPreflight,
  type ChatContext,
  chatBody,
  limitChat,
  visitorOf,
} from "#server/channels/webchat/answer-chat.ts";
import { listVisitorMessages, postVisitorMessage } from "#server/channels/webchat/visitor-messages.ts";
import { clientAddress } from "#server/http/client-address.ts";

export const dynamic = "force-dynamic";
export const OPTIONS = answerPreflight;

const MESSAGES_PER_MINUTE = 30;
/** People behind one address, as in an office, share this. */
const MESSAGES_PER_ADDRESS = 300;

/** What was said so far. */
export function GET(request: Request, context: ChatContext): Promise<Response> {
  return answerChat(request, context, async (account) =>
    Response.json({ data: await listVisitorMessages(account, visitorOf(request, account)) }),
  );
}

/** Says something. */
export function POST(request: Request, context: ChatContext): Promise<Response> {
  return answerChat(request, context, async (account) => {
    const visitor = visitorOf(request, account);
    await limitChat("message", `${account.id} ${visitor.address}`, MESSAGES_PER_MINUTE);
    await limitChat("message", `${account.id} ${clientAddress(request)}`, MESSAGES_PER_ADDRESS);
    const body = await chatBody(request, visitorMessageSchema);
    return Response.json(await postVisitorMessage(account, visitor, body), { status: 201 });
  });
}
