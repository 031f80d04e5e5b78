-- CreateTable
CREATE TABLE "live_hints" (
    "position" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "transaction_id" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "topic" TEXT NOT NULL,
    "subject_id" UUID,
    "conversation_id" UUID,
    "user_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "stale_at" TIMESTAMPTZ(3),

    CONSTRAINT "live_hints_pkey" PRIMARY KEY ("position")
);

-- CreateIndex
CREATE INDEX "live_hints_workspace_id_transaction_id_idx" ON "live_hints"("workspace_id", "transaction_id");

-- CreateIndex
CREATE INDEX "live_hints_at_idx" ON "live_hints"("at");

-- CreateIndex
CREATE INDEX "events_workspace_id_transaction_id_idx" ON "events"("workspace_id", "transaction_id");

CALL protect_tenant_table('live_hints');
GRANT USAGE ON SEQUENCE live_hints_position_seq TO throughline_app;

-- NOTIFY only wakes, with the workspace's id: what changed is read from the rows, so that nothing is lost with a
-- connection and nothing is too long. One wake per transaction, since Postgres folds equal ones.
CREATE OR REPLACE FUNCTION notify_events() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT is_quiet() THEN
    PERFORM pg_notify('throughline', workspace_id::text) FROM (SELECT DISTINCT workspace_id FROM added) AS touched;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER live_hints_notify AFTER INSERT ON live_hints
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION notify_events();

-- Who is told hears of it at once. The hint is for that person alone.
CREATE OR REPLACE FUNCTION notify_notification() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT is_quiet() THEN
    INSERT INTO live_hints (workspace_id, topic, subject_id, user_id)
    VALUES (NEW.workspace_id, 'notification', NEW.id, NEW.user_id);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION prune_finished(before timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH entries AS (
    DELETE FROM public.outbox WHERE status = 'done' AND completed_at < before RETURNING 1
  ), past AS (
    DELETE FROM public.deadlines WHERE status IN ('done', 'cancelled') AND due_at < before RETURNING 1
  ), keys AS (
    DELETE FROM public.idempotency_keys WHERE expires_at < now() RETURNING 1
  ), hints AS (
    DELETE FROM public.live_hints WHERE at < now() - interval '1 day' RETURNING 1
  )
  SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM past) + (SELECT count(*) FROM keys)
    + (SELECT count(*) FROM hints)
$$;
