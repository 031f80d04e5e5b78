-- CreateEnum
CREATE TYPE "custom_event_source" AS ENUM ('api', 'form', 'crm');

-- AlterEnum
ALTER TYPE "deadline_kind" ADD VALUE 'audience';

-- AlterTable
ALTER TABLE "custom_events" ADD COLUMN "source" "custom_event_source" NOT NULL DEFAULT 'api';

-- CreateTable
CREATE TABLE "audience_watches" (
    "audience_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audience_watches_pkey" PRIMARY KEY ("audience_id")
);

-- CreateTable
CREATE TABLE "audience_members" (
    "audience_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audience_members_pkey" PRIMARY KEY ("audience_id","contact_id")
);

-- CreateTable
CREATE TABLE "forms" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "fields" JSONB NOT NULL DEFAULT '[]',
    "is_open" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "forms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audience_watches_workspace_id_audience_id_key" ON "audience_watches"("workspace_id", "audience_id");

-- CreateIndex
CREATE INDEX "audience_members_workspace_id_contact_id_idx" ON "audience_members"("workspace_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "forms_workspace_id_id_key" ON "forms"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "forms_workspace_id_slug_key" ON "forms"("workspace_id", "slug");

-- AddForeignKey
ALTER TABLE "audience_watches" ADD CONSTRAINT "audience_watches_workspace_id_audience_id_fkey" FOREIGN KEY ("workspace_id", "audience_id") REFERENCES "audiences"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_members" ADD CONSTRAINT "audience_members_workspace_id_audience_id_fkey" FOREIGN KEY ("workspace_id", "audience_id") REFERENCES "audiences"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_members" ADD CONSTRAINT "audience_members_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forms" ADD CONSTRAINT "forms_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CALL protect_tenant_table('audience_watches');
CALL protect_tenant_table('audience_members');
CALL protect_tenant_table('forms');

-- An open form is submitted by whoever sees the page: its slug says which workspace, where it is the only open one of
-- that name; its id always does.
CREATE POLICY found_by_address ON forms FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY found_by_address ON crm_connections FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION find_open_form(address text)
RETURNS TABLE (workspace_id uuid, form_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT f.workspace_id, f.id FROM public.forms f
  WHERE f.is_open AND f.archived_at IS NULL AND (f.slug = address OR f.id::text = address)
  LIMIT 2
$$;

CREATE FUNCTION find_crm_connection(connection_id uuid)
RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ SELECT c.workspace_id FROM public.crm_connections c WHERE c.id = connection_id $$;

REVOKE ALL ON FUNCTION find_open_form, find_crm_connection FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_open_form, find_crm_connection TO throughline_app;
