-- Rules that must hold whatever the code does.

-- 1. What happened stays as it was written.

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_keep BEFORE TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journey_versions_immutable BEFORE UPDATE OR DELETE ON journey_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plans_immutable BEFORE UPDATE OR DELETE ON plans
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- 2. Messages and notes share one order in their conversation. The conversation's row lock hands out positions,
-- so they are without gaps and in the order of commit.

CREATE FUNCTION give_position() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.position = 0 THEN
    UPDATE conversations SET last_position = last_position + 1
    WHERE id = NEW.conversation_id AND workspace_id = NEW.workspace_id
    RETURNING last_position INTO NEW.position;
    -- No such conversation: the foreign key tells it better than a null would.
    NEW.position := coalesce(NEW.position, 0);
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER messages_position BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION give_position();
CREATE TRIGGER notes_position BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION give_position();

-- 3. A message's status only moves forward: a late or repeated callback keeps what is known. The same order is
-- in core/conversation/message-status.ts.

CREATE FUNCTION may_follow(known message_status, told message_status) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT CASE known
    WHEN 'queued' THEN told <> 'received'
    WHEN 'unknown' THEN told <> 'received'
    WHEN 'sent' THEN told IN ('delivered', 'read', 'failed')
    WHEN 'delivered' THEN told = 'read'
    ELSE false
  END
$$;

CREATE FUNCTION keep_status_forward() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT may_follow(OLD.status, NEW.status) THEN
    NEW.status := OLD.status;
    NEW.error := OLD.error;
    NEW.failed_at := OLD.failed_at;
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER messages_status_forward BEFORE UPDATE OF status ON messages
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION keep_status_forward();

-- 4. At most one of a kind at a time.

CREATE UNIQUE INDEX identity_links_one_each ON identity_links (identity_id, contact_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX identity_links_one_default ON identity_links (identity_id) WHERE is_default AND ended_at IS NULL;
CREATE UNIQUE INDEX contact_merges_one_open ON contact_merges (merged_id) WHERE undone_at IS NULL;
CREATE UNIQUE INDEX queue_entries_one_open ON queue_entries (conversation_id) WHERE left_at IS NULL;
CREATE UNIQUE INDEX offers_one_open ON offers (conversation_id) WHERE outcome IS NULL;
CREATE UNIQUE INDEX participants_one_agent ON participants (conversation_id, user_id)
  WHERE left_at IS NULL AND user_id IS NOT NULL;
CREATE UNIQUE INDEX participants_one_customer ON participants (conversation_id, contact_id, speaks_for_id)
  NULLS NOT DISTINCT WHERE left_at IS NULL AND contact_id IS NOT NULL;
CREATE UNIQUE INDEX runs_one_floor ON runs (conversation_id) WHERE floor AND conversation_id IS NOT NULL;

-- 5. Indexes over the few rows that are still open. Their conditions are on times and not on the status: an enum's
-- comparison may not use an index under row-level security (below), and a status that comes as a parameter proves
-- no condition of an index either. A query for open rows says so by the time, as in `resolvedAt: null`.

CREATE INDEX conversations_open ON conversations (workspace_id, last_activity_at DESC) WHERE resolved_at IS NULL;
CREATE INDEX conversations_open_by_assignee ON conversations (workspace_id, assignee_id, last_activity_at DESC)
  WHERE resolved_at IS NULL;
CREATE INDEX conversations_open_by_team ON conversations (workspace_id, team_id, last_activity_at DESC)
  WHERE resolved_at IS NULL;
CREATE INDEX conversations_waiting ON conversations (workspace_id, waiting_since) WHERE waiting_since IS NOT NULL;
CREATE INDEX conversations_merged ON conversations (workspace_id, merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX contacts_merged ON contacts (workspace_id, merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX tasks_open ON tasks (workspace_id, due_at) WHERE completed_at IS NULL;
CREATE INDEX tasks_open_by_assignee ON tasks (workspace_id, assignee_id, due_at) WHERE completed_at IS NULL;
CREATE INDEX runs_waking ON runs (wake_at) WHERE wake_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX runs_open ON runs (workspace_id, started_at DESC) WHERE ended_at IS NULL;
CREATE INDEX effects_unsettled ON effects (workspace_id, claimed_at) WHERE completed_at IS NULL;
CREATE INDEX sla_clocks_running ON sla_clocks (workspace_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_pending ON outbox (position) WHERE status = 'pending';
CREATE INDEX outbox_in_order ON outbox (workspace_id, ordering_key, position) WHERE status = 'pending';
CREATE INDEX deadlines_pending ON deadlines (due_at) WHERE status = 'pending';

-- 6. Values that would make a figure wrong.

ALTER TABLE conversations
  ADD CONSTRAINT sentiment_in_range CHECK (sentiment_start BETWEEN -1 AND 1 AND sentiment_now BETWEEN -1 AND 1),
  ADD CONSTRAINT not_merged_into_itself CHECK (merged_into_id <> id),
  ADD CONSTRAINT snoozed_or_not CHECK (snoozed_until IS NULL OR status = 'snoozed'),
  ADD CONSTRAINT resolved_has_a_time CHECK (status <> 'resolved' OR resolved_at IS NOT NULL);
ALTER TABLE messages
  ADD CONSTRAINT sentiment_in_range CHECK (sentiment_score BETWEEN -1 AND 1),
  ADD CONSTRAINT received_is_inbound CHECK ((direction = 'in') = (status = 'received'));
ALTER TABLE contacts ADD CONSTRAINT not_merged_into_itself CHECK (merged_into_id <> id);
ALTER TABLE identity_links ADD CONSTRAINT verification_level_known CHECK (verification_level BETWEEN 0 AND 3);
ALTER TABLE sessions
  ADD CONSTRAINT verification_level_known CHECK (verification_level BETWEEN 0 AND 3),
  ADD CONSTRAINT ends_after_it_starts CHECK (ended_at >= started_at);
ALTER TABLE user_skills ADD CONSTRAINT level_known CHECK (level BETWEEN 1 AND 5);
ALTER TABLE merge_suggestions ADD CONSTRAINT ordered_pair CHECK (first_contact_id < second_contact_id);
