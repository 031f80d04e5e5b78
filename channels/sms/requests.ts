import type { OpenAccount } from "#channels/inbound.ts";
import type { OutboundMessage } from "#channels/sender.ts";
import type { SmsConfig } from "#channels/sms/definition.ts";

const TWILIO = "https://api.twilio.com";

/** Twilio's Messages resource of an account: https://www.twilio.com/docs/messaging/api/message-resource */
export function messagesUrl(account: OpenAccount, accountSid: string): string {
  const base = (account.apiBaseUrl ?? TWILIO).replace(/\/+$/, "");
  return `${base}/2010-04-01/Accounts/${accountSid}/Messages.json`;
}

export function basicAuthorization(accountSid: string, authToken: string): string {
  return `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
}

/** A message as the form that Twilio takes; buttons become lines of the text. */
export function formOf(config: SmsConfig, message: OutboundMessage): URLSearchParams {
  const form = new URLSearchParams({ To: message.to, StatusCallback: message.statusCallbackUrl });
  if (config.messagingServiceSid) form.set("MessagingServiceSid", config.messagingServiceSid);
  if (config.phoneNumber) form.set("From", config.phoneNumber);
  const links = message.buttons.map((button) =>
    button.url ? `${button.label}: ${button.url}` : button.label,
  );
  const text = [message.text, ...links].filter((part) => part !== "").join("\n");
  if (text) form.set("Body", text);
  for (const attachment of message.attachments) form.append("MediaUrl", attachment.url);
  return form;
}
