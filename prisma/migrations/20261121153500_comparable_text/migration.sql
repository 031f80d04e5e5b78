-- How conditions compare texts (core/conditions/values.ts): NFC, trimmed, in any case. Lower case is Unicode's and not
-- that of the database's own locale, which may know ASCII alone. Two letters differ between SQL and JavaScript: İ, which
-- is two characters in lower case, is put right here; a sigma at the end of a word is left to the application.

DO $$
DECLARE
  unicode_collation text;
BEGIN
  SELECT name INTO unicode_collation
  FROM unnest(ARRAY['pg_c_utf8', 'und-x-icu', 'default']) WITH ORDINALITY AS wanted (name, place)
  JOIN pg_collation ON collname = name AND collnamespace = 'pg_catalog'::regnamespace
  ORDER BY place LIMIT 1;
  EXECUTE format($function$
    CREATE FUNCTION comparable_text(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $body$
      SELECT normalize(lower(replace(
        btrim(normalize(value, NFC), E'\t\n\x0B\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF'),
        E'\u0130', E'i\u0307') COLLATE pg_catalog.%I), NFC)
    $body$
  $function$, unicode_collation);
END
$$;
