-- Attempts counted in windows, for what is asked before anyone is known: signing in. The subject is a digest, so the
-- table names nobody. The application reaches it by the function alone.

CREATE TABLE "rate_limits" (
    "subject" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "resets_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("subject")
);

CREATE INDEX "rate_limits_resets_at_idx" ON "rate_limits"("resets_at");

-- Counts one attempt and says how many there were in this window, with the moment at which it ends.
CREATE FUNCTION count_attempt(attempt_subject text, window_seconds integer)
RETURNS TABLE (attempts integer, window_ends timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  INSERT INTO public.rate_limits AS r (subject, count, resets_at)
  VALUES (attempt_subject, 1, now() + make_interval(secs => window_seconds))
  ON CONFLICT (subject) DO UPDATE SET
    count = CASE WHEN r.resets_at <= now() THEN 1 ELSE r.count + 1 END,
    resets_at = CASE WHEN r.resets_at <= now() THEN excluded.resets_at ELSE r.resets_at END
  RETURNING r.count, r.resets_at
$$;

CREATE FUNCTION forget_attempts(attempt_subject text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ DELETE FROM public.rate_limits WHERE subject = attempt_subject OR resets_at < now() - interval '1 day' $$;

REVOKE ALL ON FUNCTION count_attempt, forget_attempts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_attempt, forget_attempts TO throughline_app;
