-- Search. Full-text and trigram operators are not leakproof, so under row-level security the planner may not use
-- their indexes: it would have to run them on rows of other workspaces first. Hence functions of the owner's, which
-- hold the workspace fast themselves. Visibility is the caller's to apply to the conversations that come back.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The configuration is 'simple': names, numbers and many languages in one column.
CREATE INDEX messages_full_text ON messages USING gin (to_tsvector('simple', text)) WHERE erased_at IS NULL;
CREATE INDEX notes_full_text ON notes USING gin (to_tsvector('simple', text)) WHERE erased_at IS NULL;
CREATE INDEX contacts_name_trigrams ON contacts USING gin (name gin_trgm_ops) WHERE erased_at IS NULL;
CREATE INDEX identities_address_trigrams ON identities USING gin (address gin_trgm_ops) WHERE erased_at IS NULL;

CREATE POLICY search_across ON messages FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY search_across ON notes FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY search_across ON contacts FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY search_across ON identities FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY search_across ON identity_links FOR SELECT TO CURRENT_USER USING (true);

-- Newest first: who searches an inbox looks for what was said lately, not for what repeats a word most.
CREATE FUNCTION search_messages(query text, most integer DEFAULT 200)
RETURNS TABLE (conversation_id uuid, message_id uuid, is_note boolean, said_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH wanted AS (SELECT websearch_to_tsquery('simple', query) AS words)
  (SELECT m.conversation_id, m.id, false, m.at
   FROM public.messages m, wanted
   WHERE m.workspace_id = public.current_workspace_id() AND m.erased_at IS NULL
     AND to_tsvector('simple', m.text) @@ wanted.words)
  UNION ALL
  (SELECT n.conversation_id, n.id, true, n.at
   FROM public.notes n, wanted
   WHERE n.workspace_id = public.current_workspace_id() AND n.erased_at IS NULL
     AND to_tsvector('simple', n.text) @@ wanted.words)
  ORDER BY 4 DESC
  LIMIT most
$$;

CREATE FUNCTION search_contacts(query text, most integer DEFAULT 50)
RETURNS TABLE (contact_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH pattern AS (
    SELECT '%' || replace(replace(replace(query, '\', '\\'), '%', '\%'), '_', '\_') || '%' AS text
  )
  SELECT id FROM (
    SELECT c.id FROM public.contacts c, pattern
    WHERE c.workspace_id = public.current_workspace_id() AND c.erased_at IS NULL AND c.name ILIKE pattern.text
    UNION
    SELECT l.contact_id FROM public.identities i
    JOIN public.identity_links l ON l.identity_id = i.id AND l.ended_at IS NULL, pattern
    WHERE i.workspace_id = public.current_workspace_id() AND i.erased_at IS NULL AND i.address ILIKE pattern.text
  ) AS found (id)
  LIMIT most
$$;

REVOKE ALL ON FUNCTION search_messages, search_contacts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_messages, search_contacts TO throughline_app;
