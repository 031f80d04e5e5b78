import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";
import type { InboundContext } from "#server/conversations/inbound-context.ts";
import type { Row } from "#server/conversations/write-rows.ts";

/** Collects what an inbound message appends to the event log. The customer did it, so no actor is named. */
export class EventRows {
  readonly rows: Row[] = [];
  private readonly context: InboundContext;
  private readonly ids: { conversationId: string; contactId: string; isTest: boolean };

  constructor(context: InboundContext, ids: { conversationId: string; contactId: string; isTest: boolean }) {
    this.context = context;
    this.ids = ids;
  }

  add(type: EventType, data: JsonObject, sessionId?: string, messageId?: string): void {
    const { inbound, newId } = this.context;
    const at = inbound.receivedAt.toISOString();
    this.rows.push({
      id: newId(),
      workspace_id: inbound.workspaceId,
      type,
      occurred_at: at,
      recorded_at: at,
      conversation_id: this.ids.conversationId,
      contact_id: this.ids.contactId,
      session_id: sessionId,
      message_id: messageId,
      channel: inbound.channel,
      is_test: this.ids.isTest,
      data,
    });
  }
}
