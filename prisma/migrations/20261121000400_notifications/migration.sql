-- Hints that something changed, sent on commit. Triggers, since a call in the code is one day forgotten; once per
-- statement, so that a bulk insert of events sends each different hint once. Ids only: whoever listens reads the
-- rows under their own permissions. A session with app.quiet = 'on' (seeding) sends none.
--
-- Channel throughline: {workspaceId, topic, id, …} for browsers. throughline_outbox and throughline_deadlines wake
-- the worker.

CREATE FUNCTION is_quiet() RETURNS boolean
LANGUAGE sql STABLE
AS $$ SELECT coalesce(current_setting('app.quiet', true), '') = 'on' $$;

CREATE FUNCTION notify_events() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF is_quiet() THEN RETURN NULL; END IF;
  PERFORM pg_notify('throughline', hint::text) FROM (
    SELECT DISTINCT hint FROM added, LATERAL (VALUES
      (CASE WHEN conversation_id IS NOT NULL THEN
        jsonb_build_object('workspaceId', workspace_id, 'topic', 'conversation', 'id', conversation_id) END),
      (CASE WHEN message_id IS NOT NULL THEN
        jsonb_build_object('workspaceId', workspace_id, 'topic', 'message', 'id', message_id,
          'conversationId', conversation_id) END),
      (CASE WHEN run_id IS NOT NULL THEN
        jsonb_build_object('workspaceId', workspace_id, 'topic', 'run', 'id', run_id, 'journeyId', journey_id,
          'conversationId', conversation_id) END),
      (CASE WHEN type LIKE 'presence.%' THEN
        jsonb_build_object('workspaceId', workspace_id, 'topic', 'presence', 'id', user_id) END),
      (CASE WHEN type LIKE 'journey.%' THEN
        jsonb_build_object('workspaceId', workspace_id, 'topic', 'journey', 'id', journey_id) END)
    ) AS hints (hint)
    WHERE hint IS NOT NULL
  ) AS different;
  RETURN NULL;
END
$$;

CREATE TRIGGER events_notify AFTER INSERT ON events
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION notify_events();

CREATE FUNCTION notify_outbox() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT is_quiet() THEN PERFORM pg_notify('throughline_outbox', ''); END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER outbox_notify AFTER INSERT ON outbox
  FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();

-- The payload is the due time in epoch milliseconds: the worker arms its timer anew only when it is earlier.
CREATE FUNCTION notify_deadline() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.status = 'pending' AND NOT is_quiet() THEN
    PERFORM pg_notify('throughline_deadlines', (extract(epoch FROM NEW.due_at) * 1000)::bigint::text);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER deadlines_notify_new AFTER INSERT ON deadlines
  FOR EACH ROW EXECUTE FUNCTION notify_deadline();
CREATE TRIGGER deadlines_notify_moved AFTER UPDATE OF due_at, status ON deadlines
  FOR EACH ROW WHEN (OLD.due_at IS DISTINCT FROM NEW.due_at OR OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION notify_deadline();
