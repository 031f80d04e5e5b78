-- The application connects as throughline_app, which owns nothing. Every table with a workspace_id is closed by
-- row-level security: a transaction names its workspace first (set_config('app.workspace_id', …, true)), and
-- without a name it sees no row.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'throughline_app') THEN
    CREATE ROLE throughline_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO throughline_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO throughline_app;

-- The workspace of this transaction; null when none is named.
CREATE FUNCTION current_workspace_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.workspace_id', true), '')::uuid $$;

-- Closes a table. Every later migration that makes a table with a workspace_id calls it. `verbs` is what the
-- application may do there: append-only tables leave out UPDATE and DELETE.
CREATE PROCEDURE protect_tenant_table(
  tenant_table regclass,
  verbs text DEFAULT 'SELECT, INSERT, UPDATE, DELETE',
  workspace_column text DEFAULT 'workspace_id'
)
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format(
    'CREATE POLICY workspace_isolation ON %s USING (%I = current_workspace_id()) WITH CHECK (%I = current_workspace_id())',
    tenant_table, workspace_column, workspace_column);
  EXECUTE format('GRANT %s ON %s TO throughline_app', verbs, tenant_table);
END
$$;

REVOKE ALL ON PROCEDURE protect_tenant_table FROM PUBLIC;

DO $$
DECLARE
  tenant_table regclass;
  append_only CONSTANT text[] := ARRAY['events', 'audit_entries', 'journey_versions', 'plans'];
BEGIN
  FOR tenant_table IN
    SELECT attrelid::regclass FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    WHERE attname = 'workspace_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace
  LOOP
    IF tenant_table::text = ANY (append_only) THEN
      CALL protect_tenant_table(tenant_table, 'SELECT, INSERT');
    ELSE
      CALL protect_tenant_table(tenant_table);
    END IF;
  END LOOP;
END
$$;

-- A workspace is itself a row of one tenant. It is not deleted by the application.
CALL protect_tenant_table('workspaces', 'SELECT, INSERT, UPDATE', 'id');

-- Row-level security runs only functions that cannot leak before its own condition, hence in an index too. Comparing
-- two enums compares two numbers and leaks nothing, but Postgres does not say so. Only a superuser may; where the owner
-- is none, lists by status read more rows and are right all the same.
DO $$
BEGIN
  ALTER FUNCTION pg_catalog.enum_eq(anyenum, anyenum) LEAKPROOF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$;
