-- Search in the languages people write. Words are lower case without accents, and found by how they begin; scripts that
-- put no space between words (Chinese, Japanese, Thai, …, and Korean) are found by pairs of letters. One form for all,
-- since a thread mixes languages and short messages rarely tell which one they are in.

CREATE EXTENSION IF NOT EXISTS unaccent;

DROP FUNCTION search_messages(text, integer);
DROP FUNCTION search_contacts(text, integer);
DROP INDEX messages_full_text;
DROP INDEX notes_full_text;
DROP INDEX contacts_name_trigrams;
DROP INDEX identities_address_trigrams;

-- Lower case is Unicode's, not that of the database's own locale, which may know ASCII alone.
DO $$
DECLARE
  unicode_collation text;
BEGIN
  SELECT name INTO unicode_collation
  FROM unnest(ARRAY['pg_c_utf8', 'und-x-icu', 'default']) WITH ORDINALITY AS wanted (name, place)
  JOIN pg_collation ON collname = name AND collnamespace = 'pg_catalog'::regnamespace
  ORDER BY place LIMIT 1;
  EXECUTE format($function$
    CREATE FUNCTION plain_text(given text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $body$
      SELECT public.unaccent('public.unaccent'::regdictionary,
        lower(normalize(given, NFKC) COLLATE pg_catalog.%I))
    $body$
  $function$, unicode_collation);
END
$$;

-- A text with each run of letters without spaces written as its pairs, in hex: no locale's parser cuts them otherwise.
-- The last letter of a run also stands alone, so that each is found; what is sought leaves it out (`is_sought`), or it
-- would ask for the run's end.
CREATE FUNCTION search_form(given text, is_sought boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 300
AS $$
DECLARE
  unspaced CONSTANT text :=
    '[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\U00020000-\U0003FFFF]+';
  rest text;
  run text;
  place integer;
  result text := '';
BEGIN
  IF octet_length(given) = char_length(given) THEN RETURN lower(given); END IF;
  rest := public.plain_text(given);
  LOOP
    run := substring(rest FROM unspaced);
    EXIT WHEN run IS NULL;
    place := position(run IN rest);
    result := result || left(rest, place - 1) || ' ';
    FOR i IN 1 .. CASE WHEN is_sought THEN greatest(char_length(run) - 1, 1) ELSE char_length(run) END LOOP
      result := result || 'x' || encode(convert_to(substr(run, i, 2), 'UTF8'), 'hex') || ' ';
    END LOOP;
    rest := substr(rest, place + char_length(run));
  END LOOP;
  RETURN result || rest;
END
$$;

CREATE FUNCTION search_words(given text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 500
AS $$ SELECT to_tsvector('pg_catalog.simple', public.search_form(given)) $$;

-- What somebody looks for: words that all occur, "a phrase", -without, or. From three letters on a word is found by how
-- it begins.
CREATE FUNCTION search_query(given text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT regexp_replace(websearch_to_tsquery('pg_catalog.simple', public.search_form(given, true))::text,
    '(?<=^|[ (])(''(?:[^'']|''''){3,}'')(?=[ )]|$)', '\1:*', 'g')::tsquery
$$;

CREATE INDEX messages_words ON messages USING gin (search_words(text)) WHERE erased_at IS NULL;
CREATE INDEX notes_words ON notes USING gin (search_words(text)) WHERE erased_at IS NULL;
CREATE INDEX contacts_name_trigrams ON contacts USING gin (plain_text(name) gin_trgm_ops) WHERE erased_at IS NULL;
CREATE INDEX identities_address_trigrams ON identities USING gin (plain_text(address) gin_trgm_ops)
  WHERE erased_at IS NULL;
CREATE INDEX conversations_subject_trigrams ON conversations USING gin (plain_text(subject) gin_trgm_ops)
  WHERE subject IS NOT NULL;

CREATE POLICY search_across ON conversations FOR SELECT TO CURRENT_USER USING (true);

-- Two ways to the newest messages that match, each with its plan held fast, since how often a word occurs is what the
-- planner cannot know. The caller reads the latest first, and takes to the index what is rarer.
CREATE FUNCTION search_lately(
  words tsquery, rows_read integer, since timestamptz, before_at timestamptz, before_id uuid)
RETURNS TABLE (conversation_id uuid, message_id uuid, said_at timestamptz, read_to timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
SET max_parallel_workers_per_gather = 0 SET enable_bitmapscan = off SET enable_seqscan = off
AS $$
  WITH latest AS MATERIALIZED (
    SELECT m.conversation_id, m.id, m.at, m.text FROM public.messages m
    WHERE m.workspace_id = public.current_workspace_id() AND m.erased_at IS NULL
      AND m.at >= since AND m.at <= before_at AND (m.at, m.id) < (before_at, before_id)
    ORDER BY m.at DESC, m.id DESC
    LIMIT rows_read
  )
  SELECT l.conversation_id, l.id, l.at, (SELECT min(at) FROM latest) FROM latest l
  WHERE public.search_words(l.text) @@ words
  ORDER BY l.at DESC, l.id DESC
$$;

CREATE FUNCTION search_all(
  words tsquery, most integer, since timestamptz, before_at timestamptz, before_id uuid)
RETURNS TABLE (conversation_id uuid, message_id uuid, said_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
SET max_parallel_workers_per_gather = 0 SET enable_indexscan = off SET enable_seqscan = off SET work_mem = '32MB'
AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT m.conversation_id, m.id, m.at FROM public.messages m
     WHERE m.workspace_id = %L AND m.erased_at IS NULL AND public.search_words(m.text) @@ %L::tsquery
       AND m.at >= %L AND m.at <= %L AND (m.at, m.id) < (%L, %L)
     ORDER BY m.at DESC, m.id DESC LIMIT %s',
    public.current_workspace_id(), words, since, before_at, before_at, before_id, most);
END
$$;

CREATE FUNCTION search_notes(
  words tsquery, most integer, since timestamptz, before_at timestamptz, before_id uuid)
RETURNS TABLE (conversation_id uuid, note_id uuid, said_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
SET max_parallel_workers_per_gather = 0 SET enable_indexscan = off SET enable_seqscan = off
AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT n.conversation_id, n.id, n.at FROM public.notes n
     WHERE n.workspace_id = %L AND n.erased_at IS NULL AND public.search_words(n.text) @@ %L::tsquery
       AND n.at >= %L AND n.at <= %L AND (n.at, n.id) < (%L, %L)
     ORDER BY n.at DESC, n.id DESC LIMIT %s',
    public.current_workspace_id(), words, since, before_at, before_at, before_id, most);
END
$$;

CREATE FUNCTION like_pattern(query text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT '%' || replace(replace(replace(public.plain_text(query), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

CREATE FUNCTION search_contacts(query text, most integer DEFAULT 50)
RETURNS TABLE (contact_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT id FROM (
    SELECT c.id FROM public.contacts c
    WHERE c.workspace_id = public.current_workspace_id() AND c.erased_at IS NULL
      AND public.plain_text(c.name) LIKE public.like_pattern(query)
    UNION
    SELECT l.contact_id FROM public.identities i
    JOIN public.identity_links l ON l.identity_id = i.id AND l.ended_at IS NULL
    WHERE i.workspace_id = public.current_workspace_id() AND i.erased_at IS NULL
      AND public.plain_text(i.address) LIKE public.like_pattern(query)
  ) AS found (id)
  LIMIT most
$$;

CREATE FUNCTION search_subjects(query text, most integer DEFAULT 50)
RETURNS TABLE (conversation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT v.id FROM public.conversations v
  WHERE v.workspace_id = public.current_workspace_id() AND v.subject IS NOT NULL
    AND public.plain_text(v.subject) LIKE public.like_pattern(query)
  ORDER BY v.last_activity_at DESC
  LIMIT most
$$;

REVOKE ALL ON FUNCTION search_lately, search_all, search_notes, search_contacts, search_subjects FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_lately, search_all, search_notes, search_contacts, search_subjects TO throughline_app;
