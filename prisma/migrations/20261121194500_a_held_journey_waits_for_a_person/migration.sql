-- A journey that is held for a person does not have the customer: the person does, or nobody.
DROP FUNCTION missed_conversations;

CREATE FUNCTION missed_conversations(before timestamptz, most integer)
RETURNS TABLE (conversation_id uuid, waiting_since timestamptz)
LANGUAGE sql STABLE SET search_path = pg_catalog, public
AS $$
  WITH unheld AS (
    SELECT c.workspace_id, c.id, c.waiting_since FROM public.conversations c
    WHERE c.waiting_since < before AND c.assignee_id IS NULL AND c.merged_into_id IS NULL
      AND c.status IN ('new', 'in_progress')
    UNION ALL
    SELECT c.workspace_id, c.id, c.waiting_since FROM public.users u
    JOIN public.conversations c ON c.workspace_id = u.workspace_id AND c.assignee_id = u.id
    WHERE u.deactivated_at IS NOT NULL AND c.resolved_at IS NULL AND c.waiting_since < before
      AND c.merged_into_id IS NULL AND c.status IN ('new', 'in_progress')
  )
  SELECT c.id, c.waiting_since FROM unheld c
  WHERE NOT EXISTS (SELECT FROM public.queue_entries q WHERE q.conversation_id = c.id AND q.left_at IS NULL)
    AND NOT EXISTS (SELECT FROM public.offers o WHERE o.conversation_id = c.id AND o.outcome IS NULL)
    AND NOT EXISTS (
      SELECT FROM public.outbox b
      WHERE b.workspace_id = c.workspace_id AND b.ordering_key = c.id::text AND b.status = 'pending')
    AND NOT EXISTS (
      SELECT FROM public.runs r
      WHERE r.workspace_id = c.workspace_id AND r.conversation_id = c.id AND r.ended_at IS NULL
        AND r.status <> 'held' AND (r.floor OR EXISTS (
          SELECT FROM public.events e
          WHERE e.conversation_id = c.id AND e.run_id = r.id AND e.type = 'message.taken'
            AND e.occurred_at >= c.waiting_since)))
  ORDER BY c.waiting_since
  LIMIT most
$$;

REVOKE EXECUTE ON FUNCTION missed_conversations FROM PUBLIC;
GRANT EXECUTE ON FUNCTION missed_conversations TO throughline_app;
