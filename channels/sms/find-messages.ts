import { z } from "zod";
import type { OpenAccount } from "#channels/inbound.ts";
import type { FindResult, OutboundMessage } from "#channels/sender.ts";
import { smsConfig, smsCredentials } from "#channels/sms/definition.ts";
import { basicAuthorization, formOf, messagesUrl } from "#channels/sms/requests.ts";

const TIME_LIMIT = 5_000;
const PAGE = 50;
/** Twilio's clock and ours may differ by so many milliseconds; what is known already is told apart by its id. */
const CLOCKS_APART = 60_000;

const page = z.object({
  messages: z.array(
    z.object({
      sid: z.string().min(1),
      body: z.string().nullable(),
      direction: z.string(),
      date_created: z.string(),
    }),
  ),
});

/**
 * The newest messages to an address that have the text of ours. Twilio takes no key of ours, so who asks must leave
 * out those that are other messages of his: https://www.twilio.com/docs/messaging/api/message-resource#list
 */
export async function findMessages(
  account: OpenAccount,
  message: OutboundMessage,
  since: number,
): Promise<FindResult> {
  const config = smsConfig.safeParse(account.config);
  const credentials = smsCredentials.safeParse(account.credentials);
  if (!config.success || !credentials.success) return { kind: "silent" };
  const { accountSid, messagingServiceSid, phoneNumber } = config.data;
  const query = new URLSearchParams({ To: message.to, PageSize: String(PAGE) });
  // A service sends from any of its numbers.
  if (phoneNumber && !messagingServiceSid) query.set("From", phoneNumber);
  try {
    const response = await fetch(`${messagesUrl(account, accountSid)}?${query}`, {
      headers: {
        authorization: basicAuthorization(accountSid, credentials.data.authToken),
        accept: "application/json",
      },
      redirect: "error",
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
    if (response.status === 429 || response.status >= 500) return { kind: "unreachable" };
    const listed = page.safeParse(response.ok ? await response.json() : null);
    if (!listed.success) return { kind: "silent" };
    const body = formOf(config.data, message).get("Body") ?? "";
    const found = listed.data.messages.filter(
      (each) =>
        each.direction !== "inbound" &&
        (each.body ?? "") === body &&
        Date.parse(each.date_created) >= since - CLOCKS_APART,
    );
    return { kind: "found", externalIds: found.map(({ sid }) => sid).reverse() };
  } catch {
    return { kind: "unreachable" };
  }
}
