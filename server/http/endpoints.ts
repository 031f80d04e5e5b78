import type { Endpoint } from "#server/http/endpoint.ts";
import { audienceEndpoints } from "#server/http/routes/audiences.ts";
import { boardEndpoints } from "#server/http/routes/board.ts";
import { campaignEndpoints } from "#server/http/routes/campaigns.ts";
import { channelEndpoints } from "#server/http/routes/channels.ts";
import { collaborationEndpoints } from "#server/http/routes/collaboration.ts";
import { connectionEndpoints } from "#server/http/routes/connections.ts";
import { contactEndpoints } from "#server/http/routes/contacts.ts";
import { conversationEndpoints } from "#server/http/routes/conversations.ts";
import { eventEndpoints } from "#server/http/routes/events.ts";
import { formEndpoints } from "#server/http/routes/forms.ts";
import { inboxEndpoints } from "#server/http/routes/inbox.ts";
import { intentEndpoints } from "#server/http/routes/intents.ts";
import { journeyEndpoints } from "#server/http/routes/journeys.ts";
import { libraryEndpoints } from "#server/http/routes/library.ts";
import { messageEndpoints } from "#server/http/routes/messages.ts";
import { metricTargetEndpoints } from "#server/http/routes/metric-targets.ts";
import { missedMessageEndpoints } from "#server/http/routes/missed-messages.ts";
import { notificationEndpoints } from "#server/http/routes/notifications.ts";
import { offerEndpoints } from "#server/http/routes/offers.ts";
import { peopleEndpoints } from "#server/http/routes/people.ts";
import { recordEndpoints } from "#server/http/routes/records.ts";
import { routingRuleEndpoints } from "#server/http/routes/routing-rules.ts";
import { runEndpoints } from "#server/http/routes/runs.ts";
import { secretEndpoints } from "#server/http/routes/secrets.ts";
import { sendingEndpoints } from "#server/http/routes/sending.ts";
import { simulationEndpoints } from "#server/http/routes/simulations.ts";
import { slaEndpoints } from "#server/http/routes/sla.ts";
import { studioEndpoints } from "#server/http/routes/studio.ts";
import { workingTimeEndpoints } from "#server/http/routes/working-time.ts";

/** Every call of the API: what the app mounts and the OpenAPI document lists. */
export const endpoints: readonly Endpoint[] = [
  ...journeyEndpoints,
  ...simulationEndpoints,
  ...studioEndpoints,
  ...runEndpoints,
  ...missedMessageEndpoints,
  ...eventEndpoints,
  ...contactEndpoints,
  ...recordEndpoints,
  ...audienceEndpoints,
  ...campaignEndpoints,
  ...conversationEndpoints,
  ...offerEndpoints,
  ...messageEndpoints,
  ...inboxEndpoints,
  ...collaborationEndpoints,
  ...notificationEndpoints,
  ...channelEndpoints,
  ...connectionEndpoints,
  ...secretEndpoints,
  ...formEndpoints,
  ...sendingEndpoints,
  ...peopleEndpoints,
  ...intentEndpoints,
  ...libraryEndpoints,
  ...slaEndpoints,
  ...boardEndpoints,
  ...metricTargetEndpoints,
  ...routingRuleEndpoints,
  ...workingTimeEndpoints,
];
