-- A note is part of the thread: whoever has it open sees one that a colleague or a journey writes at once.
CREATE OR REPLACE FUNCTION notify_events() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF is_quiet() THEN RETURN NULL; END IF;
  PERFORM pg_notify('throughline', hint::text) FROM (
    SELECT DISTINCT hint FROM added, LATERAL (VALUES
      (CASE WHEN conversation_id IS NOT NULL THEN
        jsonb_build_object('workspaceId', workspace_id, 'topic', 'conversation', 'id', conversation_id) END),
      (CASE WHEN message_id IS NOT NULL OR type = 'note.added' THEN
        jsonb_build_object('workspaceId', workspace_id, 'topic', 'message',
          'id', coalesce(message_id::text, data ->> 'noteId'), 'conversationId', conversation_id) END),
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
