ALTER TABLE "campaigns" ADD COLUMN "trigger_node_id" TEXT,
ADD COLUMN "version_id" UUID,
ADD COLUMN "condition" JSONB,
ADD COLUMN "listed_until" UUID,
ADD COLUMN "listed_at" TIMESTAMPTZ(3),
ADD COLUMN "batches" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "status_reason" TEXT,
ADD COLUMN "cancelled_at" TIMESTAMPTZ(3);

-- Re-entry is decided by it, for 200 contacts at a time.
CREATE INDEX "runs_journey_id_concurrency_key_idx" ON "runs"("journey_id", "concurrency_key");

-- The next to be started, and whether anybody is under way.
CREATE INDEX campaign_recipients_pending ON campaign_recipients (campaign_id, contact_id) WHERE status = 'pending';
CREATE INDEX runs_open_of_campaign ON runs (campaign_id, id) WHERE campaign_id IS NOT NULL AND ended_at IS NULL;
