-- AlterTable
ALTER TABLE "notes" ADD COLUMN     "for_assignee" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "contact_id" UUID,
    "conversation_id" UUID,
    "run_id" UUID,
    "effect_key" TEXT,
    "read_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "applied_sla_policies" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "run_id" UUID,
    "applied_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "applied_sla_policies_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notifications_workspace_id_user_id_id_idx" ON "notifications"("workspace_id", "user_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_workspace_id_effect_key_user_id_key" ON "notifications"("workspace_id", "effect_key", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "applied_sla_policies_conversation_id_policy_id_key" ON "applied_sla_policies"("conversation_id", "policy_id");

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applied_sla_policies" ADD CONSTRAINT "applied_sla_policies_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applied_sla_policies" ADD CONSTRAINT "applied_sla_policies_workspace_id_policy_id_fkey" FOREIGN KEY ("workspace_id", "policy_id") REFERENCES "sla_policies"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CALL protect_tenant_table('notifications');
CALL protect_tenant_table('applied_sla_policies');

-- Who is told hears of it at once. The hint is for that person alone.
CREATE FUNCTION notify_notification() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT is_quiet() THEN
    PERFORM pg_notify('throughline', jsonb_build_object(
      'workspaceId', NEW.workspace_id, 'topic', 'notification', 'id', NEW.id, 'userId', NEW.user_id)::text);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER notifications_notify AFTER INSERT OR UPDATE OF read_at ON notifications
  FOR EACH ROW EXECUTE FUNCTION notify_notification();
