// https://www.twilio.com/docs/api/errors

const MEANING: Record<string, string> = {
  "20003": "Twilio refused the account's credentials",
  "21211": "The number is not valid",
  "21408": "The account may not send to this country",
  "21610": "The recipient has opted out with this sender",
  "21611": "Too many messages wait at Twilio for this sender",
  "21612": "Twilio cannot reach this number from this sender",
  "21614": "The number cannot receive SMS",
  "21617": "The message is longer than 1,600 characters",
  "30003": "The phone is off or out of reach",
  "30004": "The recipient or the carrier blocks the message",
  "30005": "The number is unknown or no longer in use",
  "30006": "The number is a landline or cannot be reached",
  "30007": "The carrier filtered the message as unwanted",
  "30008": "Delivery failed for an unknown reason",
};

/** Failures that sending again later may mend; nothing was accepted. */
const RETRYABLE = new Set(["20429", "21611", "14107", "30001", "30003", "30008"]);

/** An error for the message's row, in words an agent can read. */
export function errorOf(code: string, said?: string): { code: string; message: string; retryable: boolean } {
  return {
    code,
    message: MEANING[code] ?? said ?? `Twilio reported error ${code}`,
    retryable: RETRYABLE.has(code),
  };
}

/** What an error tells about the address itself. */
export function addressProblem(code: string | null): "unreachable" | "optedOut" | undefined {
  if (code === "21610") return "optedOut";
  return code === "21211" || code === "21614" || code === "30005" ? "unreachable" : undefined;
}
