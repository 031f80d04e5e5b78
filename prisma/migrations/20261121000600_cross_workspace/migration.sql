-- The few questions that are asked before a workspace is known, or across all of them. Each is a function of the
-- owner's with a pinned search_path that answers only what its caller needs; the application has no other way past
-- row-level security. The policies give the owner, who is bound by it too, those tables.

CREATE POLICY look_up_across ON workspaces FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY look_up_across ON users FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY look_up_across ON api_keys FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY look_up_across ON channel_accounts FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY relay_across ON outbox TO CURRENT_USER USING (true);
CREATE POLICY relay_across ON deadlines TO CURRENT_USER USING (true);
CREATE POLICY prune_across ON idempotency_keys TO CURRENT_USER USING (true);

CREATE FUNCTION find_channel_account(account_id uuid)
RETURNS TABLE (workspace_id uuid, type channel_type, provider text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT a.workspace_id, a.type, a.provider FROM public.channel_accounts a
  WHERE a.id = account_id AND a.archived_at IS NULL
$$;

-- One person may have an account in several workspaces: sign-in tries the password against each.
CREATE FUNCTION find_users_by_email(sought text)
RETURNS TABLE (user_id uuid, workspace_id uuid, password_hash text, locked_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT u.id, u.workspace_id, u.password_hash, u.locked_until FROM public.users u
  WHERE u.email = lower(sought) AND u.deactivated_at IS NULL
  ORDER BY u.last_sign_in_at DESC NULLS LAST, u.id
$$;

CREATE FUNCTION find_api_key(key_hash text)
RETURNS TABLE (api_key_id uuid, workspace_id uuid, role role, scopes text[], last_used_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT k.id, k.workspace_id, k.role, k.scopes, k.last_used_at FROM public.api_keys k
  WHERE k.hash = key_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
$$;

CREATE FUNCTION list_workspaces()
RETURNS TABLE (workspace_id uuid, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ SELECT w.id, w.slug FROM public.workspaces w ORDER BY w.id $$;

-- Claims what is due, oldest first. An entry waits for the earlier ones of its ordering key; claims of a relay that
-- died run out. Two relays never get the same entry.
CREATE FUNCTION claim_outbox(most integer, lease_seconds integer)
RETURNS TABLE (id uuid, workspace_id uuid, topic text, ordering_key text, payload jsonb, attempts integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH ready AS (
    SELECT o.id FROM public.outbox o
    WHERE o.status = 'pending' AND o.available_at <= now()
      AND (o.claimed_until IS NULL OR o.claimed_until < now())
      AND NOT EXISTS (
        SELECT FROM public.outbox earlier
        WHERE earlier.workspace_id = o.workspace_id AND earlier.ordering_key = o.ordering_key
          AND earlier.status = 'pending' AND earlier.position < o.position)
    ORDER BY o.position
    LIMIT most
    FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE public.outbox o
    SET claimed_until = now() + make_interval(secs => lease_seconds), attempts = o.attempts + 1
    FROM ready WHERE o.id = ready.id
    RETURNING o.id, o.workspace_id, o.topic, o.ordering_key, o.payload, o.attempts, o.position
  )
  SELECT c.id, c.workspace_id, c.topic, c.ordering_key, c.payload, c.attempts FROM claimed c ORDER BY c.position
$$;

CREATE FUNCTION complete_outbox(entry_ids uuid[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  UPDATE public.outbox SET status = 'done', completed_at = now(), claimed_until = NULL, last_error = NULL
  WHERE id = ANY (entry_ids) AND status = 'pending'
$$;

-- Puts an entry back until `retry_at`; with null it is given up, and those behind it go on.
CREATE FUNCTION retry_outbox(entry_id uuid, error text, retry_at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  UPDATE public.outbox SET
    status = CASE WHEN retry_at IS NULL THEN 'failed'::public.outbox_status ELSE status END,
    available_at = coalesce(retry_at, available_at), claimed_until = NULL, last_error = left(error, 2000)
  WHERE id = entry_id AND status = 'pending'
$$;

-- How much waits, and when the next entry may be claimed: for health and for the relay's own timer. What waits behind
-- an earlier entry of its key is not next, or the relay would look again at once and again.
CREATE FUNCTION outbox_backlog()
RETURNS TABLE (pending bigint, oldest timestamptz, next_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT count(*), min(created_at), min(greatest(available_at, claimed_until)) FILTER (WHERE turn = 1)
  FROM (
    SELECT created_at, available_at, claimed_until,
      row_number() OVER (PARTITION BY workspace_id, ordering_key ORDER BY position) AS turn
    FROM public.outbox WHERE status = 'pending'
  ) AS waiting
$$;

CREATE FUNCTION claim_deadlines(most integer, lease_seconds integer)
RETURNS TABLE (
  id uuid, workspace_id uuid, kind deadline_kind, key text, due_at timestamptz,
  conversation_id uuid, subject_id uuid, payload jsonb, attempts integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH due AS (
    SELECT d.id FROM public.deadlines d
    WHERE d.status = 'pending' AND d.due_at <= now() AND (d.claimed_until IS NULL OR d.claimed_until < now())
    ORDER BY d.due_at
    LIMIT most
    FOR UPDATE SKIP LOCKED
  )
  UPDATE public.deadlines d
  SET claimed_until = now() + make_interval(secs => lease_seconds), attempts = d.attempts + 1
  FROM due WHERE d.id = due.id
  RETURNING d.id, d.workspace_id, d.kind, d.key, d.due_at, d.conversation_id, d.subject_id, d.payload, d.attempts
$$;

-- Only as it was claimed: a deadline that was moved meanwhile stays pending for its new time.
CREATE FUNCTION complete_deadline(deadline_id uuid, claimed_due_at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  UPDATE public.deadlines SET status = 'done', done_at = now(), claimed_until = NULL, last_error = NULL
  WHERE id = deadline_id AND status = 'pending' AND due_at = claimed_due_at
$$;

CREATE FUNCTION retry_deadline(deadline_id uuid, error text, retry_at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  UPDATE public.deadlines SET
    status = CASE WHEN retry_at IS NULL THEN 'failed'::public.deadline_status ELSE status END,
    claimed_until = retry_at, last_error = left(error, 2000)
  WHERE id = deadline_id AND status = 'pending'
$$;

CREATE FUNCTION next_deadline_at() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ SELECT min(greatest(due_at, claimed_until)) FROM public.deadlines WHERE status = 'pending' $$;

-- Rows that have done their work. The event log is never pruned.
CREATE FUNCTION prune_finished(before timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH entries AS (
    DELETE FROM public.outbox WHERE status = 'done' AND completed_at < before RETURNING 1
  ), past AS (
    DELETE FROM public.deadlines WHERE status IN ('done', 'cancelled') AND due_at < before RETURNING 1
  ), keys AS (
    DELETE FROM public.idempotency_keys WHERE expires_at < now() RETURNING 1
  )
  SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM past) + (SELECT count(*) FROM keys)
$$;

REVOKE ALL ON FUNCTION
  find_channel_account, find_users_by_email, find_api_key, list_workspaces,
  claim_outbox, complete_outbox, retry_outbox, outbox_backlog,
  claim_deadlines, complete_deadline, retry_deadline, next_deadline_at, prune_finished
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  find_channel_account, find_users_by_email, find_api_key, list_workspaces,
  claim_outbox, complete_outbox, retry_outbox, outbox_backlog,
  claim_deadlines, complete_deadline, retry_deadline, next_deadline_at, prune_finished
TO throughline_app;
