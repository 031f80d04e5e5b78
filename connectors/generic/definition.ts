import { z } from "zod";
import type { ConnectorDefinition } from "#connectors/connector.ts";

export const genericConfig = z.strictObject({
  /** Where every request is posted; may be left out where `apiBaseUrl` is set. */
  url: z
    .url({ protocol: /^https?$/, error: "Write an http or https URL" })
    .max(2000)
    .optional(),
});

export const genericCredentials = z.strictObject({
  /** Signs what we send, and what we are sent at /api/webhooks/crm/{connectionId}. */
  signingSecret: z
    .string()
    .min(16, "At least 16 characters")
    .max(500)
    // What is no base64 decodes to little or nothing, and anybody could sign with that.
    .regex(/^(?!whsec_)|^whsec_[\w+/-]{22,}={0,2}$/, "After whsec_ comes base64 of at least 16 bytes"),
  /** Goes along as `Authorization: Bearer`, where the other side asks for one. */
  token: z.string().min(1).max(5000).optional(),
});

/** Any system that takes signed JSON: a small service of one's own, or an integration platform. */
export const genericDefinition: ConnectorDefinition = {
  provider: "generic",
  title: "Signed webhook",
  config: genericConfig,
  credentials: genericCredentials,
};
