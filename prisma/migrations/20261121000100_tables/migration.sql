
-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'marketer', 'supervisor', 'agent', 'developer');

-- CreateEnum
CREATE TYPE "visibility" AS ENUM ('workspace', 'team', 'assigned');

-- CreateEnum
CREATE TYPE "presence_status" AS ENUM ('online', 'busy', 'away', 'offline');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('user', 'apiKey', 'system');

-- CreateEnum
CREATE TYPE "channel_type" AS ENUM ('sms', 'whatsapp', 'email', 'webchat', 'voice', 'messenger', 'instagram', 'telegram');

-- CreateEnum
CREATE TYPE "identity_kind" AS ENUM ('phone', 'email', 'scoped', 'external');

-- CreateEnum
CREATE TYPE "identity_link_kind" AS ENUM ('self', 'shared', 'proxy');

-- CreateEnum
CREATE TYPE "verification_method" AS ENUM ('inbound', 'code', 'hmac', 'agent', 'import', 'crm');

-- CreateEnum
CREATE TYPE "consent_purpose" AS ENUM ('transactional', 'care', 'marketing');

-- CreateEnum
CREATE TYPE "consent_state" AS ENUM ('granted', 'denied');

-- CreateEnum
CREATE TYPE "merge_suggestion_status" AS ENUM ('open', 'merged', 'dismissed');

-- CreateEnum
CREATE TYPE "record_status" AS ENUM ('active', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "conversation_status" AS ENUM ('new', 'in_progress', 'snoozed', 'resolved', 'spam');

-- CreateEnum
CREATE TYPE "handler" AS ENUM ('bot', 'human', 'none');

-- CreateEnum
CREATE TYPE "priority" AS ENUM ('low', 'normal', 'high', 'urgent');

-- CreateEnum
CREATE TYPE "session_kind" AS ENUM ('chat', 'exchange', 'call', 'bot');

-- CreateEnum
CREATE TYPE "direction" AS ENUM ('in', 'out');

-- CreateEnum
CREATE TYPE "participant_kind" AS ENUM ('customer', 'agent', 'supervisor', 'bot');

-- CreateEnum
CREATE TYPE "author_kind" AS ENUM ('customer', 'agent', 'bot', 'system');

-- CreateEnum
CREATE TYPE "message_status" AS ENUM ('received', 'queued', 'unknown', 'sent', 'delivered', 'read', 'failed', 'suppressed');

-- CreateEnum
CREATE TYPE "task_status" AS ENUM ('open', 'done', 'cancelled');

-- CreateEnum
CREATE TYPE "channel_account_status" AS ENUM ('active', 'paused', 'failing');

-- CreateEnum
CREATE TYPE "journey_status" AS ENUM ('draft', 'live', 'paused', 'archived');

-- CreateEnum
CREATE TYPE "publish_strategy" AS ENUM ('pin', 'migrate', 'drain');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('running', 'waiting', 'held', 'paused', 'stuck', 'completed', 'exited', 'stopped');

-- CreateEnum
CREATE TYPE "effect_status" AS ENUM ('claimed', 'done', 'failed', 'unknown');

-- CreateEnum
CREATE TYPE "campaign_status" AS ENUM ('draft', 'scheduled', 'launching', 'running', 'paused', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "recipient_status" AS ENUM ('pending', 'started', 'skipped', 'failed');

-- CreateEnum
CREATE TYPE "template_status" AS ENUM ('draft', 'submitted', 'approved', 'rejected');

-- CreateEnum
CREATE TYPE "assignment_reason" AS ENUM ('rule', 'journey', 'manual', 'claim', 'offer', 'reopen', 'release', 'offline', 'transfer', 'api');

-- CreateEnum
CREATE TYPE "routing_outcome" AS ENUM ('agent', 'queued', 'journey', 'nobody');

-- CreateEnum
CREATE TYPE "queue_outcome" AS ENUM ('assigned', 'claimed', 'left', 'resolved');

-- CreateEnum
CREATE TYPE "offer_outcome" AS ENUM ('accepted', 'declined', 'expired', 'withdrawn');

-- CreateEnum
CREATE TYPE "sla_target" AS ENUM ('firstResponse', 'nextResponse', 'resolution');

-- CreateEnum
CREATE TYPE "sla_clock_status" AS ENUM ('running', 'paused', 'met', 'missed', 'stopped');

-- CreateEnum
CREATE TYPE "deadline_kind" AS ENUM ('sla', 'slaWarning', 'snooze', 'offer', 'scheduledReply', 'task', 'consentExpiry');

-- CreateEnum
CREATE TYPE "deadline_status" AS ENUM ('pending', 'done', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "outbox_status" AS ENUM ('pending', 'done', 'failed');

-- CreateEnum
CREATE TYPE "delivery_outcome" AS ENUM ('received', 'processed', 'ignored', 'failed');

-- CreateEnum
CREATE TYPE "webhook_delivery_status" AS ENUM ('pending', 'delivered', 'failed');

-- CreateEnum
CREATE TYPE "connection_status" AS ENUM ('active', 'paused', 'failing');

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "reopen_window" TEXT NOT NULL DEFAULT 'P3D',
    "conversation_visibility" "visibility" NOT NULL DEFAULT 'workspace',
    "approval_required" BOOLEAN NOT NULL DEFAULT false,
    "default_inbound_journey_id" UUID,
    "default_rule_set_id" UUID,
    "default_team_id" UUID,
    "default_business_hours_id" UUID,
    "sending_halted_at" TIMESTAMPTZ(3),
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" "role" NOT NULL DEFAULT 'agent',
    "visibility" "visibility",
    "avatar_url" TEXT,
    "locale" TEXT,
    "timezone" TEXT,
    "capacity" JSONB NOT NULL DEFAULT '{"default": 5}',
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "last_assigned_at" TIMESTAMPTZ(3),
    "session_epoch" INTEGER NOT NULL DEFAULT 0,
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "business_hours_id" UUID,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "workspace_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "is_lead" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("team_id","user_id")
);

-- CreateTable
CREATE TABLE "skills" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "skills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_skills" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "skill_id" UUID NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_skills_pkey" PRIMARY KEY ("user_id","skill_id")
);

-- CreateTable
CREATE TABLE "presence" (
    "user_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "status" "presence_status" NOT NULL DEFAULT 'offline',
    "reason" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "presence_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_by_id" UUID,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT,
    "change" JSONB NOT NULL DEFAULT '{}',
    "ip" TEXT,
    "user_agent" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "screen" TEXT NOT NULL DEFAULT 'inbox',
    "name" TEXT NOT NULL,
    "filters" JSONB NOT NULL DEFAULT '{}',
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secrets" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value_encrypted" BYTEA NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "secrets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "caller_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "request_digest" TEXT NOT NULL,
    "response_status" INTEGER,
    "response_body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contacts" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "name" TEXT,
    "locale" TEXT,
    "timezone" TEXT,
    "tier" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "merged_into_id" UUID,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "last_seen_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" "identity_kind" NOT NULL,
    "channel" "channel_type" NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL,
    "display_name" TEXT,
    "unreachable_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_links" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "kind" "identity_link_kind" NOT NULL DEFAULT 'self',
    "is_default" BOOLEAN NOT NULL DEFAULT true,
    "relationship" TEXT,
    "verification_level" INTEGER NOT NULL DEFAULT 0,
    "verified_by" "verification_method",
    "verified_at" TIMESTAMPTZ(3),
    "verification_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "contact_id" UUID,
    "session_id" UUID,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "contact_id" UUID,
    "channel" "channel_type" NOT NULL,
    "purpose" "consent_purpose" NOT NULL,
    "state" "consent_state" NOT NULL,
    "source" TEXT NOT NULL,
    "is_locked" BOOLEAN NOT NULL DEFAULT false,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_changes" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "consent_id" UUID NOT NULL,
    "state" "consent_state" NOT NULL,
    "source" TEXT NOT NULL,
    "proof" JSONB NOT NULL DEFAULT '{}',
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_merges" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "survivor_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "moved" JSONB NOT NULL DEFAULT '{}',
    "survivor_before" JSONB NOT NULL DEFAULT '{}',
    "merged_by_id" UUID,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_by_id" UUID,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_merges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "merge_suggestions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "first_contact_id" UUID NOT NULL,
    "second_contact_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "merge_suggestion_status" NOT NULL DEFAULT 'open',
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "merge_suggestions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audiences" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "condition" JSONB NOT NULL,
    "size" INTEGER,
    "counted_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audiences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "records" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "title" TEXT,
    "status" "record_status" NOT NULL DEFAULT 'active',
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "timezone" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "source" TEXT NOT NULL DEFAULT '',
    "external_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "custom_events" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "contact_id" UUID,
    "name" TEXT NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "idempotency_key" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custom_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_accounts" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "type" "channel_type" NOT NULL,
    "provider" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSONB NOT NULL DEFAULT '{}',
    "credentials_encrypted" BYTEA,
    "api_base_url" TEXT,
    "status" "channel_account_status" NOT NULL DEFAULT 'active',
    "status_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "default_team_id" UUID,
    "default_locale" TEXT,
    "last_inbound_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "about_contact_id" UUID,
    "subject" TEXT,
    "status" "conversation_status" NOT NULL DEFAULT 'new',
    "handler" "handler" NOT NULL DEFAULT 'none',
    "quiet" BOOLEAN NOT NULL DEFAULT false,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "assignee_id" UUID,
    "assigned_at" TIMESTAMPTZ(3),
    "team_id" UUID,
    "visibility" "visibility" NOT NULL DEFAULT 'workspace',
    "channel" "channel_type" NOT NULL,
    "started_channel" "channel_type" NOT NULL,
    "priority" "priority" NOT NULL DEFAULT 'normal',
    "intent_key" TEXT,
    "intent_confidence" DOUBLE PRECISION,
    "sentiment_start" DOUBLE PRECISION,
    "sentiment_now" DOUBLE PRECISION,
    "sentiment_trend" DOUBLE PRECISION,
    "language" TEXT,
    "waiting_since" TIMESTAMPTZ(3),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "memory" JSONB NOT NULL DEFAULT '{}',
    "summary" TEXT,
    "snoozed_until" TIMESTAMPTZ(3),
    "first_inbound_at" TIMESTAMPTZ(3),
    "first_human_reply_at" TIMESTAMPTZ(3),
    "last_inbound_at" TIMESTAMPTZ(3),
    "last_outbound_at" TIMESTAMPTZ(3),
    "last_activity_at" TIMESTAMPTZ(3) NOT NULL,
    "last_message_preview" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_reason" TEXT,
    "reopened_count" INTEGER NOT NULL DEFAULT 0,
    "previous_conversation_id" UUID,
    "merged_into_id" UUID,
    "split_from_id" UUID,
    "floor_run_id" UUID,
    "last_position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "kind" "session_kind" NOT NULL,
    "channel" "channel_type" NOT NULL,
    "channel_account_id" UUID,
    "identity_id" UUID,
    "direction" "direction" NOT NULL DEFAULT 'in',
    "external_id" TEXT,
    "run_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_activity_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "verification_level" INTEGER NOT NULL DEFAULT 0,
    "verified_by" "verification_method",
    "verification_expires_at" TIMESTAMPTZ(3),
    "ringing_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "held_seconds" INTEGER,
    "talk_seconds" INTEGER,
    "after_call_ended_at" TIMESTAMPTZ(3),
    "disposition" TEXT,
    "recording_attachment_id" UUID,
    "transcript" JSONB,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participants" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "kind" "participant_kind" NOT NULL,
    "contact_id" UUID,
    "user_id" UUID,
    "journey_id" UUID,
    "identity_id" UUID,
    "speaks_for_id" UUID,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "participants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "channel" "channel_type" NOT NULL,
    "channel_account_id" UUID,
    "identity_id" UUID,
    "direction" "direction" NOT NULL,
    "author_kind" "author_kind" NOT NULL,
    "author_id" UUID,
    "text" TEXT NOT NULL DEFAULT '',
    "html" TEXT,
    "subject" TEXT,
    "content" JSONB NOT NULL DEFAULT '{}',
    "status" "message_status" NOT NULL,
    "error" JSONB,
    "answers" BOOLEAN NOT NULL DEFAULT true,
    "purpose" "consent_purpose",
    "sentiment_label" TEXT,
    "sentiment_score" DOUBLE PRECISION,
    "intent_key" TEXT,
    "intent_confidence" DOUBLE PRECISION,
    "language" TEXT,
    "external_id" TEXT,
    "reply_to_id" UUID,
    "run_id" UUID,
    "node_id" TEXT,
    "effect_key" TEXT,
    "client_key" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_status_changes" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "status" "message_status" NOT NULL,
    "was_applied" BOOLEAN NOT NULL DEFAULT true,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_status_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notes" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "author_kind" "author_kind" NOT NULL,
    "author_id" UUID,
    "text" TEXT NOT NULL,
    "mentions" UUID[] DEFAULT ARRAY[]::UUID[],
    "run_id" UUID,
    "effect_key" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "message_id" UUID,
    "note_id" UUID,
    "key" TEXT,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT,
    "storage_key" TEXT,
    "source_url" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "seconds" DOUBLE PRECISION,
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "read_marks" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "read_marks_pkey" PRIMARY KEY ("user_id","conversation_id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" "task_status" NOT NULL DEFAULT 'open',
    "contact_id" UUID,
    "conversation_id" UUID,
    "assignee_id" UUID,
    "team_id" UUID,
    "run_id" UUID,
    "effect_key" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "completed_by_id" UUID,
    "created_by_kind" "actor_kind" NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "canned_responses" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "channels" "channel_type"[] DEFAULT ARRAY[]::"channel_type"[],
    "team_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "canned_responses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journeys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "status" "journey_status" NOT NULL DEFAULT 'draft',
    "draft" JSONB NOT NULL,
    "draft_revision" INTEGER NOT NULL DEFAULT 1,
    "draft_saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "draft_saved_by_id" UUID,
    "live_version_id" UUID,
    "submitted_at" TIMESTAMPTZ(3),
    "submitted_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "approved_by_id" UUID,
    "approved_revision" INTEGER,
    "sending_halted_at" TIMESTAMPTZ(3),
    "paused_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journey_versions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "strategy" "publish_strategy" NOT NULL DEFAULT 'pin',
    "node_map" JSONB,
    "note" TEXT,
    "published_by_id" UUID,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journey_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plans" (
    "workspace_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plans_pkey" PRIMARY KEY ("workspace_id","hash")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "conversation_id" UUID,
    "status" "run_status" NOT NULL,
    "state" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "start_key" TEXT NOT NULL,
    "concurrency_key" TEXT NOT NULL DEFAULT '',
    "workflow_id" TEXT,
    "current_node_id" TEXT,
    "wake_at" TIMESTAMPTZ(3),
    "waiting_for" JSONB,
    "floor" BOOLEAN NOT NULL DEFAULT false,
    "stuck_reason" TEXT,
    "held_reason" TEXT,
    "end_reason" TEXT,
    "trigger_event_id" UUID,
    "campaign_id" UUID,
    "parent_run_id" UUID,
    "arms" JSONB NOT NULL DEFAULT '{}',
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "goal_reached_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "steps" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "visit" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "outlet" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "trail" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_events" (
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_events_pkey" PRIMARY KEY ("run_id","event_id")
);

-- CreateTable
CREATE TABLE "effects" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "visit" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "status" "effect_status" NOT NULL DEFAULT 'claimed',
    "request_digest" TEXT NOT NULL,
    "result" JSONB,
    "error" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "external_id" TEXT,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "effects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaigns" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "journey_id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "status" "campaign_status" NOT NULL DEFAULT 'draft',
    "scheduled_at" TIMESTAMPTZ(3),
    "confirmed_count" INTEGER,
    "rate_per_second" INTEGER,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "launched_by_id" UUID,
    "launched_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_recipients" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "status" "recipient_status" NOT NULL DEFAULT 'pending',
    "run_id" UUID,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_recipients_pkey" PRIMARY KEY ("campaign_id","contact_id")
);

-- CreateTable
CREATE TABLE "templates" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channel" "channel_type" NOT NULL,
    "channel_account_id" UUID,
    "purpose" "consent_purpose" NOT NULL DEFAULT 'care',
    "subject" JSONB,
    "text" JSONB NOT NULL,
    "html" JSONB,
    "buttons" JSONB NOT NULL DEFAULT '[]',
    "variables" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" "template_status" NOT NULL DEFAULT 'approved',
    "external_id" TEXT,
    "status_reason" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intents" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "examples" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "keywords" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "intents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_hours" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "weekly" JSONB NOT NULL,
    "holidays" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "business_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queues" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "team_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "queues_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_entries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "queue_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "priority" "priority" NOT NULL DEFAULT 'normal',
    "skills" JSONB NOT NULL DEFAULT '[]',
    "run_id" UUID,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "outcome" "queue_outcome",

    CONSTRAINT "queue_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_rule_sets" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "routing_rule_sets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_rules" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "rule_set_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "when" JSONB NOT NULL DEFAULT '{"all": []}',
    "then" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "routing_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_decisions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "rule_set_id" UUID,
    "rule_set_revision" INTEGER,
    "rule_id" UUID,
    "strategy" TEXT NOT NULL,
    "outcome" "routing_outcome" NOT NULL,
    "chosen_user_id" UUID,
    "chosen_team_id" UUID,
    "chosen_journey_id" UUID,
    "reason" TEXT NOT NULL,
    "inputs" JSONB NOT NULL DEFAULT '{}',
    "run_id" UUID,
    "effect_key" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "routing_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_candidates" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "eligible" BOOLEAN NOT NULL,
    "excluded_by" TEXT,
    "rank" INTEGER,
    "score" DOUBLE PRECISION,
    "open_count" INTEGER NOT NULL DEFAULT 0,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "routing_candidates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "from_user_id" UUID,
    "from_team_id" UUID,
    "to_user_id" UUID,
    "to_team_id" UUID,
    "reason" "assignment_reason" NOT NULL,
    "note" TEXT,
    "by_kind" "actor_kind" NOT NULL,
    "by_id" UUID,
    "decision_id" UUID,
    "run_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offers" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "decision_id" UUID,
    "run_id" UUID,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "outcome" "offer_outcome",

    CONSTRAINT "offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sla_policies" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "when" JSONB NOT NULL DEFAULT '{"all": []}',
    "targets" JSONB NOT NULL,
    "business_hours_id" UUID,
    "pause_while_snoozed" BOOLEAN NOT NULL DEFAULT true,
    "pause_while_on_customer" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sla_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sla_clocks" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "target" "sla_target" NOT NULL,
    "cycle" INTEGER NOT NULL DEFAULT 1,
    "status" "sla_clock_status" NOT NULL DEFAULT 'running',
    "allowed_ms" DOUBLE PRECISION NOT NULL,
    "used_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "running_since" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "pause_reason" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "met_at" TIMESTAMPTZ(3),
    "breached_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sla_clocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadlines" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" "deadline_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "deadline_status" NOT NULL DEFAULT 'pending',
    "conversation_id" UUID,
    "subject_id" UUID,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deadlines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" "actor_kind",
    "actor_id" UUID,
    "conversation_id" UUID,
    "session_id" UUID,
    "message_id" UUID,
    "contact_id" UUID,
    "user_id" UUID,
    "team_id" UUID,
    "channel" "channel_type",
    "journey_id" UUID,
    "run_id" UUID,
    "node_id" TEXT,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "data" JSONB NOT NULL DEFAULT '{}',
    "transaction_id" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "ordering_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "status" "outbox_status" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel_account_id" UUID,
    "crm_connection_id" UUID,
    "external_key" TEXT NOT NULL,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "body_encrypted" BYTEA,
    "body_size" INTEGER NOT NULL,
    "contact_id" UUID,
    "outcome" "delivery_outcome" NOT NULL DEFAULT 'received',
    "error" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "event_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "secret_encrypted" BYTEA NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "status" "webhook_delivery_status" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "response_status" INTEGER,
    "last_error" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_connections" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSONB NOT NULL DEFAULT '{}',
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "credentials_encrypted" BYTEA,
    "api_base_url" TEXT,
    "status" "connection_status" NOT NULL DEFAULT 'active',
    "status_reason" TEXT,
    "cursor" JSONB NOT NULL DEFAULT '{}',
    "last_synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "crm_connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_links" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "contact_id" UUID,
    "conversation_id" UUID,
    "digest" TEXT,
    "synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "crm_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");

-- CreateIndex
CREATE INDEX "users_email_idx" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_workspace_id_id_key" ON "users"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "users_workspace_id_email_key" ON "users"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "teams_workspace_id_id_key" ON "teams"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "teams_workspace_id_key_key" ON "teams"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "team_members_workspace_id_user_id_idx" ON "team_members"("workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "skills_workspace_id_id_key" ON "skills"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "skills_workspace_id_key_key" ON "skills"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "user_skills_workspace_id_skill_id_idx" ON "user_skills"("workspace_id", "skill_id");

-- CreateIndex
CREATE UNIQUE INDEX "presence_workspace_id_user_id_key" ON "presence"("workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_workspace_id_idx" ON "api_keys"("workspace_id");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_at_idx" ON "audit_entries"("workspace_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_subject_type_subject_id_idx" ON "audit_entries"("workspace_id", "subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "saved_views_workspace_id_screen_idx" ON "saved_views"("workspace_id", "screen");

-- CreateIndex
CREATE UNIQUE INDEX "secrets_workspace_id_key_key" ON "secrets"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "idempotency_keys_expires_at_idx" ON "idempotency_keys"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "idempotency_keys_workspace_id_caller_id_key_key" ON "idempotency_keys"("workspace_id", "caller_id", "key");

-- CreateIndex
CREATE INDEX "contacts_workspace_id_created_at_idx" ON "contacts"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "contacts_workspace_id_id_key" ON "contacts"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_workspace_id_id_key" ON "identities"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_workspace_id_address_scope_kind_key" ON "identities"("workspace_id", "address", "scope", "kind");

-- CreateIndex
CREATE INDEX "identity_links_workspace_id_identity_id_idx" ON "identity_links"("workspace_id", "identity_id");

-- CreateIndex
CREATE INDEX "identity_links_workspace_id_contact_id_idx" ON "identity_links"("workspace_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "identity_links_workspace_id_id_key" ON "identity_links"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "verifications_workspace_id_identity_id_created_at_idx" ON "verifications"("workspace_id", "identity_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "consents_workspace_id_contact_id_idx" ON "consents"("workspace_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "consents_workspace_id_id_key" ON "consents"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "consents_workspace_id_identity_id_channel_purpose_key" ON "consents"("workspace_id", "identity_id", "channel", "purpose");

-- CreateIndex
CREATE INDEX "consent_changes_workspace_id_consent_id_at_idx" ON "consent_changes"("workspace_id", "consent_id", "at");

-- CreateIndex
CREATE INDEX "contact_merges_workspace_id_survivor_id_idx" ON "contact_merges"("workspace_id", "survivor_id");

-- CreateIndex
CREATE INDEX "contact_merges_workspace_id_merged_id_idx" ON "contact_merges"("workspace_id", "merged_id");

-- CreateIndex
CREATE INDEX "merge_suggestions_workspace_id_status_idx" ON "merge_suggestions"("workspace_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "merge_suggestions_workspace_id_first_contact_id_second_cont_key" ON "merge_suggestions"("workspace_id", "first_contact_id", "second_contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "audiences_workspace_id_id_key" ON "audiences"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "audiences_workspace_id_key_key" ON "audiences"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "records_workspace_id_contact_id_idx" ON "records"("workspace_id", "contact_id");

-- CreateIndex
CREATE INDEX "records_workspace_id_type_starts_at_idx" ON "records"("workspace_id", "type", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "records_workspace_id_id_key" ON "records"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "records_workspace_id_type_source_external_id_key" ON "records"("workspace_id", "type", "source", "external_id");

-- CreateIndex
CREATE INDEX "custom_events_workspace_id_contact_id_name_occurred_at_idx" ON "custom_events"("workspace_id", "contact_id", "name", "occurred_at");

-- CreateIndex
CREATE INDEX "custom_events_workspace_id_name_occurred_at_idx" ON "custom_events"("workspace_id", "name", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "custom_events_workspace_id_idempotency_key_key" ON "custom_events"("workspace_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "channel_accounts_workspace_id_id_key" ON "channel_accounts"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_accounts_workspace_id_key_key" ON "channel_accounts"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "conversations_workspace_id_last_activity_at_idx" ON "conversations"("workspace_id", "last_activity_at" DESC);

-- CreateIndex
CREATE INDEX "conversations_workspace_id_contact_id_last_activity_at_idx" ON "conversations"("workspace_id", "contact_id", "last_activity_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "conversations_workspace_id_id_key" ON "conversations"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "sessions_workspace_id_conversation_id_started_at_idx" ON "sessions"("workspace_id", "conversation_id", "started_at");

-- CreateIndex
CREATE INDEX "sessions_workspace_id_identity_id_idx" ON "sessions"("workspace_id", "identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_workspace_id_id_key" ON "sessions"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_workspace_id_channel_account_id_external_id_key" ON "sessions"("workspace_id", "channel_account_id", "external_id");

-- CreateIndex
CREATE INDEX "participants_workspace_id_conversation_id_idx" ON "participants"("workspace_id", "conversation_id");

-- CreateIndex
CREATE INDEX "participants_workspace_id_contact_id_idx" ON "participants"("workspace_id", "contact_id");

-- CreateIndex
CREATE INDEX "participants_workspace_id_user_id_idx" ON "participants"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "messages_conversation_id_position_idx" ON "messages"("conversation_id", "position");

-- CreateIndex
CREATE INDEX "messages_workspace_id_at_idx" ON "messages"("workspace_id", "at" DESC);

-- CreateIndex
CREATE INDEX "messages_workspace_id_run_id_idx" ON "messages"("workspace_id", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_workspace_id_id_key" ON "messages"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_workspace_id_channel_account_id_external_id_key" ON "messages"("workspace_id", "channel_account_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_workspace_id_effect_key_key" ON "messages"("workspace_id", "effect_key");

-- CreateIndex
CREATE UNIQUE INDEX "messages_workspace_id_conversation_id_client_key_key" ON "messages"("workspace_id", "conversation_id", "client_key");

-- CreateIndex
CREATE INDEX "message_status_changes_workspace_id_message_id_at_idx" ON "message_status_changes"("workspace_id", "message_id", "at");

-- CreateIndex
CREATE INDEX "notes_conversation_id_position_idx" ON "notes"("conversation_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "notes_workspace_id_id_key" ON "notes"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notes_workspace_id_effect_key_key" ON "notes"("workspace_id", "effect_key");

-- CreateIndex
CREATE INDEX "attachments_workspace_id_message_id_idx" ON "attachments"("workspace_id", "message_id");

-- CreateIndex
CREATE INDEX "attachments_workspace_id_note_id_idx" ON "attachments"("workspace_id", "note_id");

-- CreateIndex
CREATE UNIQUE INDEX "attachments_workspace_id_id_key" ON "attachments"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "attachments_workspace_id_key_key" ON "attachments"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "read_marks_workspace_id_conversation_id_idx" ON "read_marks"("workspace_id", "conversation_id");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_conversation_id_idx" ON "tasks"("workspace_id", "conversation_id");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_contact_id_idx" ON "tasks"("workspace_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_workspace_id_effect_key_key" ON "tasks"("workspace_id", "effect_key");

-- CreateIndex
CREATE UNIQUE INDEX "canned_responses_workspace_id_key_key" ON "canned_responses"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "journeys_workspace_id_updated_at_idx" ON "journeys"("workspace_id", "updated_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "journeys_workspace_id_id_key" ON "journeys"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "journeys_workspace_id_key_key" ON "journeys"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "journey_versions_workspace_id_id_key" ON "journey_versions"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "journey_versions_journey_id_number_key" ON "journey_versions"("journey_id", "number");

-- CreateIndex
CREATE INDEX "runs_workspace_id_started_at_idx" ON "runs"("workspace_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "runs_workspace_id_status_started_at_idx" ON "runs"("workspace_id", "status", "started_at" DESC);

-- CreateIndex
CREATE INDEX "runs_workspace_id_journey_id_started_at_idx" ON "runs"("workspace_id", "journey_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "runs_workspace_id_conversation_id_idx" ON "runs"("workspace_id", "conversation_id");

-- CreateIndex
CREATE INDEX "runs_workspace_id_contact_id_journey_id_idx" ON "runs"("workspace_id", "contact_id", "journey_id");

-- CreateIndex
CREATE INDEX "runs_workspace_id_campaign_id_idx" ON "runs"("workspace_id", "campaign_id");

-- CreateIndex
CREATE INDEX "runs_version_id_current_node_id_idx" ON "runs"("version_id", "current_node_id");

-- CreateIndex
CREATE INDEX "runs_workflow_id_idx" ON "runs"("workflow_id");

-- CreateIndex
CREATE UNIQUE INDEX "runs_workspace_id_id_key" ON "runs"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "runs_workspace_id_start_key_key" ON "runs"("workspace_id", "start_key");

-- CreateIndex
CREATE INDEX "steps_workspace_id_node_id_entered_at_idx" ON "steps"("workspace_id", "node_id", "entered_at");

-- CreateIndex
CREATE UNIQUE INDEX "steps_run_id_visit_key" ON "steps"("run_id", "visit");

-- CreateIndex
CREATE INDEX "run_events_workspace_id_run_id_received_at_idx" ON "run_events"("workspace_id", "run_id", "received_at");

-- CreateIndex
CREATE INDEX "effects_workspace_id_run_id_idx" ON "effects"("workspace_id", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "effects_workspace_id_key_key" ON "effects"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "campaigns_workspace_id_status_idx" ON "campaigns"("workspace_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "campaigns_workspace_id_id_key" ON "campaigns"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "campaigns_workspace_id_key_key" ON "campaigns"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "campaign_recipients_workspace_id_campaign_id_status_idx" ON "campaign_recipients"("workspace_id", "campaign_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "templates_workspace_id_key_key" ON "templates"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "intents_workspace_id_key_key" ON "intents"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "business_hours_workspace_id_id_key" ON "business_hours"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "business_hours_workspace_id_key_key" ON "business_hours"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "queues_workspace_id_id_key" ON "queues"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "queues_workspace_id_key_key" ON "queues"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "queue_entries_workspace_id_queue_id_left_at_priority_entere_idx" ON "queue_entries"("workspace_id", "queue_id", "left_at", "priority" DESC, "entered_at");

-- CreateIndex
CREATE INDEX "queue_entries_workspace_id_conversation_id_idx" ON "queue_entries"("workspace_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "routing_rule_sets_workspace_id_id_key" ON "routing_rule_sets"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "routing_rule_sets_workspace_id_key_key" ON "routing_rule_sets"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "routing_rules_workspace_id_rule_set_id_position_idx" ON "routing_rules"("workspace_id", "rule_set_id", "position");

-- CreateIndex
CREATE INDEX "routing_decisions_workspace_id_conversation_id_decided_at_idx" ON "routing_decisions"("workspace_id", "conversation_id", "decided_at");

-- CreateIndex
CREATE UNIQUE INDEX "routing_decisions_workspace_id_id_key" ON "routing_decisions"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "routing_candidates_workspace_id_decision_id_rank_idx" ON "routing_candidates"("workspace_id", "decision_id", "rank");

-- CreateIndex
CREATE INDEX "assignments_workspace_id_conversation_id_at_idx" ON "assignments"("workspace_id", "conversation_id", "at");

-- CreateIndex
CREATE INDEX "assignments_workspace_id_to_user_id_at_idx" ON "assignments"("workspace_id", "to_user_id", "at");

-- CreateIndex
CREATE INDEX "offers_workspace_id_conversation_id_offered_at_idx" ON "offers"("workspace_id", "conversation_id", "offered_at");

-- CreateIndex
CREATE INDEX "offers_workspace_id_user_id_outcome_idx" ON "offers"("workspace_id", "user_id", "outcome");

-- CreateIndex
CREATE UNIQUE INDEX "sla_policies_workspace_id_id_key" ON "sla_policies"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sla_policies_workspace_id_key_key" ON "sla_policies"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "sla_clocks_conversation_id_policy_id_target_cycle_key" ON "sla_clocks"("conversation_id", "policy_id", "target", "cycle");

-- CreateIndex
CREATE INDEX "deadlines_workspace_id_conversation_id_idx" ON "deadlines"("workspace_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "deadlines_workspace_id_key_key" ON "deadlines"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "events_workspace_id_type_occurred_at_idx" ON "events"("workspace_id", "type", "occurred_at");

-- CreateIndex
CREATE INDEX "events_workspace_id_occurred_at_idx" ON "events"("workspace_id", "occurred_at");

-- CreateIndex
CREATE INDEX "events_workspace_id_position_idx" ON "events"("workspace_id", "position");

-- CreateIndex
CREATE INDEX "events_conversation_id_position_idx" ON "events"("conversation_id", "position");

-- CreateIndex
CREATE INDEX "events_run_id_position_idx" ON "events"("run_id", "position");

-- CreateIndex
CREATE INDEX "events_workspace_id_user_id_occurred_at_idx" ON "events"("workspace_id", "user_id", "occurred_at");

-- CreateIndex
CREATE INDEX "deliveries_workspace_id_received_at_idx" ON "deliveries"("workspace_id", "received_at");

-- CreateIndex
CREATE INDEX "deliveries_workspace_id_contact_id_idx" ON "deliveries"("workspace_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_workspace_id_channel_account_id_external_key_key" ON "deliveries"("workspace_id", "channel_account_id", "external_key");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_workspace_id_crm_connection_id_external_key_key" ON "deliveries"("workspace_id", "crm_connection_id", "external_key");

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_workspace_id_id_key" ON "webhooks"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_workspace_id_status_next_attempt_at_idx" ON "webhook_deliveries"("workspace_id", "status", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_webhook_id_event_id_key" ON "webhook_deliveries"("webhook_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "crm_connections_workspace_id_id_key" ON "crm_connections"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "crm_connections_workspace_id_key_key" ON "crm_connections"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "crm_links_workspace_id_contact_id_idx" ON "crm_links"("workspace_id", "contact_id");

-- CreateIndex
CREATE INDEX "crm_links_workspace_id_conversation_id_idx" ON "crm_links"("workspace_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "crm_links_connection_id_object_external_id_key" ON "crm_links"("connection_id", "object", "external_id");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_workspace_id_business_hours_id_fkey" FOREIGN KEY ("workspace_id", "business_hours_id") REFERENCES "business_hours"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skills" ADD CONSTRAINT "skills_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_workspace_id_skill_id_fkey" FOREIGN KEY ("workspace_id", "skill_id") REFERENCES "skills"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presence" ADD CONSTRAINT "presence_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_workspace_id_merged_into_id_fkey" FOREIGN KEY ("workspace_id", "merged_into_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_links" ADD CONSTRAINT "identity_links_workspace_id_identity_id_fkey" FOREIGN KEY ("workspace_id", "identity_id") REFERENCES "identities"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_links" ADD CONSTRAINT "identity_links_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_workspace_id_identity_id_fkey" FOREIGN KEY ("workspace_id", "identity_id") REFERENCES "identities"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_workspace_id_session_id_fkey" FOREIGN KEY ("workspace_id", "session_id") REFERENCES "sessions"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_workspace_id_identity_id_fkey" FOREIGN KEY ("workspace_id", "identity_id") REFERENCES "identities"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "consent_changes" ADD CONSTRAINT "consent_changes_workspace_id_consent_id_fkey" FOREIGN KEY ("workspace_id", "consent_id") REFERENCES "consents"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_workspace_id_survivor_id_fkey" FOREIGN KEY ("workspace_id", "survivor_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_workspace_id_merged_id_fkey" FOREIGN KEY ("workspace_id", "merged_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audiences" ADD CONSTRAINT "audiences_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "records" ADD CONSTRAINT "records_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custom_events" ADD CONSTRAINT "custom_events_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custom_events" ADD CONSTRAINT "custom_events_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "channel_accounts" ADD CONSTRAINT "channel_accounts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_about_contact_id_fkey" FOREIGN KEY ("workspace_id", "about_contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_assignee_id_fkey" FOREIGN KEY ("workspace_id", "assignee_id") REFERENCES "users"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_previous_conversation_id_fkey" FOREIGN KEY ("workspace_id", "previous_conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_merged_into_id_fkey" FOREIGN KEY ("workspace_id", "merged_into_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_split_from_id_fkey" FOREIGN KEY ("workspace_id", "split_from_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_floor_run_id_fkey" FOREIGN KEY ("workspace_id", "floor_run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_workspace_id_channel_account_id_fkey" FOREIGN KEY ("workspace_id", "channel_account_id") REFERENCES "channel_accounts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_workspace_id_identity_id_fkey" FOREIGN KEY ("workspace_id", "identity_id") REFERENCES "identities"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_workspace_id_recording_attachment_id_fkey" FOREIGN KEY ("workspace_id", "recording_attachment_id") REFERENCES "attachments"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_workspace_id_speaks_for_id_fkey" FOREIGN KEY ("workspace_id", "speaks_for_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "participants" ADD CONSTRAINT "participants_workspace_id_identity_id_fkey" FOREIGN KEY ("workspace_id", "identity_id") REFERENCES "identities"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_session_id_fkey" FOREIGN KEY ("workspace_id", "session_id") REFERENCES "sessions"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_channel_account_id_fkey" FOREIGN KEY ("workspace_id", "channel_account_id") REFERENCES "channel_accounts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_identity_id_fkey" FOREIGN KEY ("workspace_id", "identity_id") REFERENCES "identities"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "message_status_changes" ADD CONSTRAINT "message_status_changes_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "messages"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_workspace_id_author_id_fkey" FOREIGN KEY ("workspace_id", "author_id") REFERENCES "users"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "messages"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_workspace_id_note_id_fkey" FOREIGN KEY ("workspace_id", "note_id") REFERENCES "notes"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_assignee_id_fkey" FOREIGN KEY ("workspace_id", "assignee_id") REFERENCES "users"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "canned_responses" ADD CONSTRAINT "canned_responses_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "canned_responses" ADD CONSTRAINT "canned_responses_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journeys" ADD CONSTRAINT "journeys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journeys" ADD CONSTRAINT "journeys_workspace_id_live_version_id_fkey" FOREIGN KEY ("workspace_id", "live_version_id") REFERENCES "journey_versions"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "journey_versions" ADD CONSTRAINT "journey_versions_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journey_versions" ADD CONSTRAINT "journey_versions_workspace_id_plan_hash_fkey" FOREIGN KEY ("workspace_id", "plan_hash") REFERENCES "plans"("workspace_id", "hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plans" ADD CONSTRAINT "plans_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_workspace_id_version_id_fkey" FOREIGN KEY ("workspace_id", "version_id") REFERENCES "journey_versions"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_events" ADD CONSTRAINT "run_events_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "effects" ADD CONSTRAINT "effects_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_audience_id_fkey" FOREIGN KEY ("workspace_id", "audience_id") REFERENCES "audiences"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_recipients" ADD CONSTRAINT "campaign_recipients_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "templates" ADD CONSTRAINT "templates_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intents" ADD CONSTRAINT "intents_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "business_hours" ADD CONSTRAINT "business_hours_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queues" ADD CONSTRAINT "queues_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queues" ADD CONSTRAINT "queues_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_workspace_id_queue_id_fkey" FOREIGN KEY ("workspace_id", "queue_id") REFERENCES "queues"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule_sets" ADD CONSTRAINT "routing_rule_sets_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_workspace_id_rule_set_id_fkey" FOREIGN KEY ("workspace_id", "rule_set_id") REFERENCES "routing_rule_sets"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_decisions" ADD CONSTRAINT "routing_decisions_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_decisions" ADD CONSTRAINT "routing_decisions_workspace_id_rule_set_id_fkey" FOREIGN KEY ("workspace_id", "rule_set_id") REFERENCES "routing_rule_sets"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "routing_candidates" ADD CONSTRAINT "routing_candidates_workspace_id_decision_id_fkey" FOREIGN KEY ("workspace_id", "decision_id") REFERENCES "routing_decisions"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_candidates" ADD CONSTRAINT "routing_candidates_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_workspace_id_decision_id_fkey" FOREIGN KEY ("workspace_id", "decision_id") REFERENCES "routing_decisions"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_workspace_id_decision_id_fkey" FOREIGN KEY ("workspace_id", "decision_id") REFERENCES "routing_decisions"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sla_policies" ADD CONSTRAINT "sla_policies_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_policies" ADD CONSTRAINT "sla_policies_workspace_id_business_hours_id_fkey" FOREIGN KEY ("workspace_id", "business_hours_id") REFERENCES "business_hours"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sla_clocks" ADD CONSTRAINT "sla_clocks_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_clocks" ADD CONSTRAINT "sla_clocks_workspace_id_policy_id_fkey" FOREIGN KEY ("workspace_id", "policy_id") REFERENCES "sla_policies"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadlines" ADD CONSTRAINT "deadlines_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_workspace_id_channel_account_id_fkey" FOREIGN KEY ("workspace_id", "channel_account_id") REFERENCES "channel_accounts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_workspace_id_crm_connection_id_fkey" FOREIGN KEY ("workspace_id", "crm_connection_id") REFERENCES "crm_connections"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_workspace_id_webhook_id_fkey" FOREIGN KEY ("workspace_id", "webhook_id") REFERENCES "webhooks"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crm_connections" ADD CONSTRAINT "crm_connections_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crm_links" ADD CONSTRAINT "crm_links_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "crm_connections"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crm_links" ADD CONSTRAINT "crm_links_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contacts"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "crm_links" ADD CONSTRAINT "crm_links_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
