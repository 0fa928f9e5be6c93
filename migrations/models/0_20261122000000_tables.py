from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "clock" (
    "id" SMALLINT NOT NULL PRIMARY KEY,
    "real_at" TIMESTAMPTZ NOT NULL,
    "shown_at" TIMESTAMPTZ NOT NULL,
    "speed" DOUBLE PRECISION NOT NULL
);
COMMENT ON TABLE "clock" IS 'The one row that says how the product''s time runs (see `wellcheck.clock`).';
CREATE TABLE IF NOT EXISTS "beats" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(12) NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "beats" IS 'One process of the engine and when it last committed a tick: what readiness and the outside heartbeat look at.';
CREATE TABLE IF NOT EXISTS "timeline" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "about_kind" VARCHAR(16) NOT NULL,
    "about_id" UUID NOT NULL,
    "person_id" UUID,
    "what" VARCHAR(32) NOT NULL,
    "data" JSONB NOT NULL
);
CREATE INDEX IF NOT EXISTS "idx_timeline_about_i_2fa451" ON "timeline" ("about_id", "id");
COMMENT ON TABLE "timeline" IS 'One thing that happened to a probe, an escalation, an event, a delivery or a person.';
CREATE TABLE IF NOT EXISTS "audit" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "actor" VARCHAR(64) NOT NULL,
    "verb" VARCHAR(64) NOT NULL,
    "subject" VARCHAR(64),
    "detail" JSONB NOT NULL,
    "source" VARCHAR(64)
);
CREATE INDEX IF NOT EXISTS "idx_audit_subject_94f95c" ON "audit" ("subject", "id");
COMMENT ON TABLE "audit" IS 'Who did what to whom, and from where. Only ever added; holds ids, never names or numbers.';
CREATE TABLE IF NOT EXISTS "setup_token" (
    "id" SMALLINT NOT NULL PRIMARY KEY,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ
);
COMMENT ON TABLE "setup_token" IS 'The one-time token for the first admin; its digest alone. There is at most one row, number 1.';
CREATE TABLE IF NOT EXISTS "signing_keys" (
    "id" UUID NOT NULL PRIMARY KEY,
    "alg" VARCHAR(8) NOT NULL,
    "private_sealed" BYTEA NOT NULL,
    "public" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "retires_at" TIMESTAMPTZ
);
COMMENT ON TABLE "signing_keys" IS 'A key that signs tokens. Its id is the `kid`; `public` is its entry in the key set.';
CREATE TABLE IF NOT EXISTS "throttles" (
    "key" VARCHAR(96) NOT NULL PRIMARY KEY,
    "tat" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "throttles" IS 'A limit''s time table (GCRA): the moment at which everything taken so far is paid off. The key tells no name.';
CREATE TABLE IF NOT EXISTS "one_time" (
    "id" UUID NOT NULL PRIMARY KEY,
    "purpose" VARCHAR(16) NOT NULL,
    "subject_id" UUID NOT NULL,
    "mac" BYTEA NOT NULL,
    "tries_left" SMALLINT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX IF NOT EXISTS "idx_one_time_purpose_3a54b4" ON "one_time" ("purpose", "subject_id");
CREATE INDEX IF NOT EXISTS "idx_one_time_mac_ccc530" ON "one_time" ("mac");
COMMENT ON TABLE "one_time" IS 'A code or link that works once: `purpose` and `subject_id` say for what. Only its keyed digest is stored.';
CREATE TABLE IF NOT EXISTS "persons" (
    "id" UUID NOT NULL PRIMARY KEY,
    "first_name_sealed" BYTEA,
    "last_name_sealed" BYTEA,
    "language" VARCHAR(8) NOT NULL,
    "zone" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "persons" IS 'Anyone we know: a user, a contact, an operator.';
CREATE TABLE IF NOT EXISTS "accounts" (
    "email_sealed" BYTEA NOT NULL,
    "email_blind" BYTEA NOT NULL,
    "password_hash" VARCHAR(255) NOT NULL,
    "role" VARCHAR(8) NOT NULL,
    "token_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL PRIMARY KEY REFERENCES "persons" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_accounts_email_b_0d8c6d" UNIQUE ("email_blind")
);
COMMENT ON TABLE "accounts" IS 'What lets a person sign in. `token_version` goes up whenever all earlier tokens must end. role: admin, basic.';
CREATE TABLE IF NOT EXISTS "refresh_tokens" (
    "id" UUID NOT NULL PRIMARY KEY,
    "family" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "issued_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ,
    "person_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_refresh_tok_token_h_e92003" UNIQUE ("token_hash")
);
CREATE INDEX IF NOT EXISTS "idx_refresh_tok_family_8ce7f3" ON "refresh_tokens" ("family");
CREATE INDEX IF NOT EXISTS "idx_refresh_tok_person__74e9e5" ON "refresh_tokens" ("person_id");
COMMENT ON TABLE "refresh_tokens" IS 'One link of a chain of refresh tokens (`family`): used once, then replaced by the next.';
CREATE TABLE IF NOT EXISTS "addresses" (
    "id" UUID NOT NULL PRIMARY KEY,
    "channel" VARCHAR(16) NOT NULL,
    "value_sealed" BYTEA NOT NULL,
    "blind" BYTEA NOT NULL,
    "rank" SMALLINT NOT NULL,
    "verified_at" TIMESTAMPTZ,
    "verified_how" VARCHAR(16),
    "stopped_at" TIMESTAMPTZ,
    "dead_at" TIMESTAMPTZ,
    "dead_reason" VARCHAR(64),
    "created_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_addresses_channel_9739ad" UNIQUE ("channel", "blind")
);
CREATE INDEX IF NOT EXISTS "idx_addresses_person__65b79a" ON "addresses" ("person_id", "rank");
COMMENT ON TABLE "addresses" IS 'One way to reach a person. The value is sealed; `blind` finds it. One address belongs to one person.';
CREATE TABLE IF NOT EXISTS "contacts" (
    "id" UUID NOT NULL PRIMARY KEY,
    "first_name_sealed" BYTEA NOT NULL,
    "last_name_sealed" BYTEA,
    "email_sealed" BYTEA,
    "email_blind" BYTEA,
    "is_emergency" BOOL NOT NULL,
    "position" INT NOT NULL,
    "consent" VARCHAR(16) NOT NULL,
    "consent_at" TIMESTAMPTZ,
    "consent_words_sealed" BYTEA,
    "invited_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE,
    "user_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_contacts_user_id_5c9d5b" UNIQUE ("user_id", "person_id"),
    CONSTRAINT "uid_contacts_user_id_e26e4b" UNIQUE ("user_id", "email_blind")
);
CREATE INDEX IF NOT EXISTS "idx_contacts_person__69e698" ON "contacts" ("person_id");
COMMENT ON TABLE "contacts" IS 'A person who is told when a user does not answer: a link between two persons, with consent.';
CREATE TABLE IF NOT EXISTS "conversations" (
    "id" UUID NOT NULL PRIMARY KEY,
    "dialogue" VARCHAR(32) NOT NULL,
    "said_sealed" BYTEA NOT NULL,
    "misses" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL UNIQUE REFERENCES "persons" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "conversations" IS 'One person''s unfinished run of a dialogue: its name, the facts it began with, and the answers so far.';
CREATE TABLE IF NOT EXISTS "deliveries" (
    "id" UUID NOT NULL PRIMARY KEY,
    "channel" VARCHAR(16) NOT NULL,
    "lane" SMALLINT NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "about_kind" VARCHAR(16),
    "about_id" UUID,
    "language" VARCHAR(8) NOT NULL,
    "text_sealed" BYTEA NOT NULL,
    "options" JSONB,
    "ask_phone" BOOL NOT NULL,
    "state" VARCHAR(12) NOT NULL,
    "due_at" TIMESTAMPTZ,
    "lease_until" TIMESTAMPTZ,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "unknowns" SMALLINT NOT NULL DEFAULT 0,
    "provider_id" VARCHAR(64),
    "provider_rank" SMALLINT NOT NULL DEFAULT 0,
    "error_code" VARCHAR(16),
    "error" VARCHAR(200),
    "follows_id" UUID,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "delivered_at" TIMESTAMPTZ,
    "closed_at" TIMESTAMPTZ,
    "address_id" UUID REFERENCES "addresses" ("id") ON DELETE SET NULL,
    "person_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_deliveries_about_i_5ed438" ON "deliveries" ("about_id");
CREATE INDEX IF NOT EXISTS "idx_deliveries_person__a609f3" ON "deliveries" ("person_id", "id");
COMMENT ON TABLE "deliveries" IS 'One thing to be said to one address. With options it is a question, open until `closed_at`.';
CREATE TABLE IF NOT EXISTS "attempts" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "number" SMALLINT NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ NOT NULL,
    "outcome" VARCHAR(12) NOT NULL,
    "code" VARCHAR(16),
    "detail" VARCHAR(200),
    "delivery_id" UUID NOT NULL REFERENCES "deliveries" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_attempts_deliver_69c130" ON "attempts" ("delivery_id");
COMMENT ON TABLE "attempts" IS 'One try to hand a delivery over, with real start and end and what the provider said.';
CREATE TABLE IF NOT EXISTS "inbound" (
    "id" UUID NOT NULL PRIMARY KEY,
    "channel" VARCHAR(16) NOT NULL,
    "provider_id" VARCHAR(64) NOT NULL,
    "sender" BYTEA NOT NULL,
    "said_sealed" BYTEA NOT NULL,
    "reply_sealed" BYTEA,
    "meaning" VARCHAR(16),
    "state" VARCHAR(12) NOT NULL,
    "failures" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ,
    "received_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID REFERENCES "persons" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_inbound_channel_b59d7f" UNIQUE ("channel", "provider_id")
);
CREATE INDEX IF NOT EXISTS "idx_inbound_person__10bf1c" ON "inbound" ("person_id", "id");
COMMENT ON TABLE "inbound" IS 'Something said to us, kept before it is understood. `state`: new, handled, failed (looked at again, later).';
CREATE TABLE IF NOT EXISTS "receipts" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "status" VARCHAR(24) NOT NULL,
    "code" VARCHAR(16),
    "delivery_id" UUID NOT NULL REFERENCES "deliveries" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_receipts_deliver_f83979" ON "receipts" ("delivery_id");
COMMENT ON TABLE "receipts" IS 'What a provider said became of a delivery, word for word, in the order it arrived.';
CREATE TABLE IF NOT EXISTS "escalations" (
    "id" UUID NOT NULL PRIMARY KEY,
    "probe_id" UUID,
    "reason" VARCHAR(24) NOT NULL,
    "status" VARCHAR(12) NOT NULL,
    "plan" JSONB NOT NULL,
    "step" SMALLINT NOT NULL,
    "round" SMALLINT NOT NULL,
    "due_at" TIMESTAMPTZ,
    "acknowledged_by_id" UUID,
    "acknowledged_at" TIMESTAMPTZ,
    "closed_at" TIMESTAMPTZ,
    "outcome" VARCHAR(24),
    "note_sealed" BYTEA,
    "failures" SMALLINT NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "user_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_escalations_user_id_8860be" ON "escalations" ("user_id", "id");
COMMENT ON TABLE "escalations" IS 'One run of telling people. The plan is frozen when it starts.';
CREATE TABLE IF NOT EXISTS "probes" (
    "id" UUID NOT NULL PRIMARY KEY,
    "event_id" UUID,
    "slot" VARCHAR(32),
    "kind" VARCHAR(12) NOT NULL,
    "status" VARCHAR(12) NOT NULL,
    "reason" VARCHAR(24),
    "retries" SMALLINT NOT NULL,
    "wait_seconds" INT NOT NULL,
    "follow_ups" SMALLINT NOT NULL,
    "last_response_sealed" BYTEA,
    "asked_at" TIMESTAMPTZ NOT NULL,
    "due_at" TIMESTAMPTZ,
    "settled_at" TIMESTAMPTZ,
    "late_ok_at" TIMESTAMPTZ,
    "unclear" SMALLINT NOT NULL,
    "failures" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_probes_person__1f3beb" ON "probes" ("person_id", "id");
COMMENT ON TABLE "probes" IS 'One question, asked until settled. `status`: pending, good, bad, unavailable, cancelled; all but the first final.';
CREATE TABLE IF NOT EXISTS "probe_settings" (
    "active" BOOL NOT NULL,
    "retries" SMALLINT NOT NULL,
    "wait_seconds" INT NOT NULL,
    "after_alarm" VARCHAR(8) NOT NULL,
    "paused_until" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL PRIMARY KEY REFERENCES "persons" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "probe_settings" IS 'How one user wants to be watched. The times themselves are an event (see `wellcheck.events`).';
CREATE TABLE IF NOT EXISTS "events" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(64) NOT NULL,
    "action" VARCHAR(16) NOT NULL,
    "payload" JSONB NOT NULL,
    "text_sealed" BYTEA,
    "schedule" TEXT NOT NULL,
    "zone" VARCHAR(64) NOT NULL,
    "status" VARCHAR(8) NOT NULL,
    "due_at" TIMESTAMPTZ,
    "slot" VARCHAR(32),
    "failures" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_events_owner_i_1878f1" ON "events" ("owner_id", "id");
COMMENT ON TABLE "events" IS 'The only source of recurrence. `schedule` is a recurrence rule as JSON text, `zone` an IANA name.';
CREATE TABLE IF NOT EXISTS "occurrences" (
    "id" UUID NOT NULL PRIMARY KEY,
    "slot" VARCHAR(32) NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "state" VARCHAR(16) NOT NULL,
    "about_id" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,
    "event_id" UUID NOT NULL REFERENCES "events" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_occurrences_event_i_c451e7" UNIQUE ("event_id", "slot")
);
COMMENT ON TABLE "occurrences" IS 'One time an event came due. `state`: fired, skipped_outage, skipped_overlap, failed.';
CREATE TABLE IF NOT EXISTS "aerich" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSONB NOT NULL
);"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        """


MODELS_STATE = (
    "eJztXW1zm0i2/itd/jJOFeNy5MTxeG7dKjvjmfVOYk/Zzp3dTaakFrQkrhCtpcGKZjb/fc"
    "9pQOLdgISMcH+xJehDo+dA93k/fx3MuMEscfTe4vr0ji8OzslfBzadMfiQOqeRAzqfr8/g"
    "AZcOLTlYx1FyyFC4DtVdODiilmBwyGBCd8y5a3Ibhz5MGOE2Iw5fEHdCXSLoUpCJ/MbI3O"
    "GGp7vfCeKaMxjk2YIcCsbIYMEsS58wfXokJxu8OsL5DK7DhKY93v6lPdv8t8f6Lh8zIHdg"
    "gs9/wGHTNthXJsKv82l/ZDLLiGFnGngBebzvLufy2P2MWta17f4sR+OtD/s6t7yZvaaYL9"
    "0Jt1ckpu3i0TGzmUNdZkRAtT3LCsAPD/n3Cwdcx2OrGzXWBww2op6FrEFq/w7Wxw76/Zvb"
    "h/791UO/f5BiW0gRgTs4pHMbWQ73KiQGY7yF7096707P4Ky8Q/zy7ps/4RoUf7iE5uPFhw"
    "/XNw8H3+Qg6lJ/mAR5jarDqNWnbhranwAc5Gk2tBGyBL5GQHcUfqiDdnhgDff6wd8B3gWw"
    "Plx/vLp/uPj4G15+JsS/LQnWxcMVnunJo8vE0cPTV3icwzvsv9mri5Dfrx/+RvAr+dftzZ"
    "WEkwt37MgZ1+Me/nWA90Q9l/dtvuhTI4pJeDg8BEPXDBbwqto1OBylUyxuN4vnjGUsjj9b"
    "nOasjCuKBGdHSNIUN18fHe+emT/dfrr8cEV+u7t6f31/fXsT5548iYfggOlKCO6uLj7Amo"
    "nb0GgaWTLxwJDq0wV1jH7qDO/xvLHpU7PeLHmE2nQsYcMfiD8nkBQuGXWzJAh5vFB6GMII"
    "UU56uLXlRq4zIQgfyX2d2WMTjlLbIIsJs4npEosKl+h8NjNdeC4IhR1fn57DaZAJYDswYD"
    "zQIwVegHuuMA1GJow6Lt4LsTifEuqmJYzdT79lKeTTp+ufKkggnmcaR0jTjBxy8D8jz9aR"
    "t0TOhH/e/O/B7l+993+7uDs88RfG6JInf3qxVDKF35fG+f2EOtk4h+MTSMON7uHWBKvB17"
    "4Fr4A7wVWzVwDx/13cSZRf9xLbz01wpidPfYtvFy68E8yoIxPEKJVU0G6pgLFact+aTDG4"
    "dQxuiVjyANy3YMe9sl1nmSWfxAcUCipuMLS8rOJOgMW+MWIC14UnEDZ9DiIBSBFDoKE2AS"
    "JqUSTyvz4y24VPBGY3H5mzJNzB8cwR3M6WSJqY5Gm54zNAALJL3xcc4O8flSSRS3O8sTUk"
    "ECjabgz5odc7OXnXOz45PXv75t27t2fHK9NI+lSRoeTy+hc0k8Re46ftJtUXVrWmtnRNjW"
    "6a/ttXVfyMU3VRCD0tI4QmGRcRQk+TQmh0mSurTUVptqlTtff9eVKFWgPqbzMVEY0RbQBp"
    "sP53C1E0LVRZBcLxHXz/T8oooSf5SuhJSgnFjTUN7t/vb2+ywQ3HJ/dPU3fJf4hlisbMlh"
    "F7ytAzLde0xRFO+xwmFcQntpWGEB9+vPhHEv33H24vk485XuCyPebNC13nnp1p4QxPFeoO"
    "1B9U0s75OwrzFnPFSionwhzbxLSPyMDlU1B8QWwXMHpAxpwJ4s2l+REEexDkLYsw6lgmfJ"
    "ZjBZl5wiXMNo6Iwy12TqgxM0EVGFJh6mmlYuezZ2gbnw/YjJpWf2ihrPJHWaPns+4t7dI+"
    "mrF3+lwRjFpZjpxL06bOMhvlJGUC6OHSZWIPt58ifS1Y1lZrICyBl9c3F3f/XC2CK53iw+"
    "3NL5cZy+DlPx+uLhI7UvTNqMGCFaHiQF0OzKkQCw57yoSKSRXJK0XYQRGs9/ZtCRkMRuUK"
    "YfJcHHHcOaoAHY7fHb4Hcj9rStSKQ3xWAuCzXHjPkuDG9vQ0yrmGuhTddiKYSrnom8LZt9"
    "n1Xr959+bs5PTNylS3OlJkoQutcWtodYfRei6sOKWyxrXaGufNjZpsjlMqNreOzRspoEnN"
    "JP103NrsgcMf+XRcA3LU1rN2rkDZ/G11mX1URtZH1/M7dLFS5OKqGHyA38z8aKf3F/fvL3"
    "66Ovi2RZ3eM0w31zEYOasVavY4rqxaz4lhGn4okMvhP59pMhJo5PAZ6tAOOyK3trUkvi5t"
    "GMz4kUw4/BpiGkIjvo6NdyrQZ2d7syEglqXCNzhTGeeg8Ib/z3RX+QaVb1BtU7uWRmAR4k"
    "4lt2BI0EF19PRNCWXp9E2utoSn4jI9LIzDKuiG4xW4JcCNbBxl8Y2Q1IK4ZT7BphE2mEtN"
    "q5JLa0WhnFpbcWrFHnjuOXol29aaQj3u2Y97S5yGd2wEjJ88oJnsIEPFiJ0vVDIcf2Tf96"
    "iV0zYwNtAy7SmmKlCiTwBx/BhcKnTOHQ5GdGZay8Grc+IJZhAO+qeGqQk2DJ1bVIdjw6XM"
    "VbDZ15ysiIbmyXQM+lZHaUBP+gU/RxTIajqHyozYtqfQZ3cVpNcUzcZM7YsXNmmgz3Y2FT"
    "n84nTK36fV9PeZQni1rLsxQqU1t1prZl/nJlyuBpfjlIrNrWYzCh91/DRim+9xy2TwLvHX"
    "YY+w69VhcZxScbnNXG5XoF97GfuEkJlSlJ92WP7MHWaO7V/ZsnGXZTtg3brTcmf2h3vmev"
    "Nc60PkrFZkexA4zrc8lDM8BIWYvpeFliQdGXFHavYj0xGuHwD8IzFdQQxzzPCIBQRH5AH9"
    "ksQUhLpkBk9rWM9JC/yP5HVu2afmZlOVoFpWCUppw8+rDauYthchYilFqXv8bYlj5B4ESI"
    "AZZMhMwWR9tlgw8cf1p2xZ0iVyQWBsUBwSiEXgnDgi1y6GPaEsgHLDYGoagx/JYO4NLVMf"
    "4GGUHhgGgxHTlmPwQiAZpeWRhuZQlaBaoC4VSSXUGldx4gbDd5ifcHffe3vaFKaN5ifMHf"
    "MR0KiVdpamVYJfXcHPX6vS+OdHjqwpdh858jzYNxIjoiTuzkpkcdO1W9MDFadUcnfbuNwS"
    "ufth4nDXlT85XQgtPFcoc7vBqNICt2XOzFXVdXkZcvjL+7uLV+dSxJ3xGYi8aIFbTEx9Ir"
    "MRlkFFM4q2PMHh2g6Kx3MK0jMfjaThzheymWUJYnOZppAlie928g1E9CnLiJQpqCLKssJk"
    "agqPz2smjMmNP5Sp3vRDfvWmH4LqTQW2w+prq6v2TrWqFq2qF4YBP0RkLarhqcI1lfqDyq"
    "6pGG+5oEtM6wLhDpatVeVGuTY9UsuTXg1f4/mRDGTBhwEZwV80MmDeFyPBpGTILG6P0Uoh"
    "3R9FhSabnvSL/cX+JBCVcwIrsQnwGxqssC4RLp/P/fhQNJLwBbxm/hmDUYMcBg0+Hk2DOU"
    "TgUo0uoDHnhm+IMV2iUxvHD5l//8zIbfPx+UCfwGAmA96z6898jvv8HGpPVbzpM9tfIkwr"
    "u41GSDqYm7P9UojyLa9lhUlSKhuMVtMGU6Psjyr4szHqcoVPgV7syg9pdlcUpamuJRv78m"
    "O5k3Jfr2HjSJAqI0fbxPFMPk/85nFlt+QkXfcy3La/LQfSca02GVFK9Ua1+Y1CTacGiyNk"
    "ir+t5y/opplBt/kLZoKse+vl9hPglTftRbxQKkVApQh0IkUgukfIfj2mr7YnLAAB7c+/3j"
    "G/108+3j8FfX/2b2/IA/xbkwb+99x2fZN8ukF2cEor7I/tDyrtMw2Kri8mXEYLcitoLkmx"
    "coJDDKy5jsZsaosFc87huKy/MGTugsEwd8GDSwiNLEx3QhAuZmcGKzY2F1rz0TXgl5CjDj"
    "aq4oJJx6u89Jg+siMyCMYPzolpP5oumvyDQ/jRYDq23IJPfI47L/cKKkPgZcOle10HQiOx"
    "M0V15VX9iPbY82XyTh+/1bI4Z5IrA6hW0wCKTW3rMyOLuiYv2rkf7ZIVz96CQbHgmTswKA"
    "aYos9mzAGc9IzAqUvOLUbtnP04QZrkAdA2tSWsjuyYCbe3H2JMuLxOVIq9+fTx8uru8LVk"
    "yLrDfNp9A3wxQ9UijnmuGyxK0hlX2Pb6A/iibhWLX4Rkh9kjgXDelAzZtI8kAK2OzS9GqW"
    "zobTb5hbzCFjuiloiUdwW1U9fdqf11o07ttBilevFa/eIpl8pLYLNqc/Mi2Kw8Z1uv4Box"
    "QJcFNGrNVnAWOiIRqjS0yg2pJdyQkUcq2wmZXgUUrHtcAA6bi5mSmynHZXhKK3Jccpv1w/"
    "24jONSh0tgtyjpIpSZN6BHTYWs9X6OtU4ceK/ZQDaiGgRtOwC2ARF0KVN2sF9V0JcKE32m"
    "bMmMsGobZhe58OwZWW7MHc5cpv1VMJ80p60m812RM6or3+Iz+xYj7ClrdYuQqFyhMkHJ68"
    "e+wgMdp1JiTwJUXDtSaBaZswIC5ffWapqvXAy2gvdklKHxFqf/xCl35/l429SCsb0kIFVp"
    "v84jvndmBFVAstv8VUbfzrK5JZU1AstBhvq6tinka69BXGpJ5dVeYimKBSNTAOI8iH/VsK"
    "OZH72L7ZMJn+NTyJ0MFbQ6vSrp2Qrxei9CUPdnG1MRqC+AFfbYgxW7iv0kSrPDsCW/Z0Xz"
    "BpQtV7z9E/aSKuiG43eI7KeH97uBViWAtmM12QvBVUUrvAg2V9BPouV1k02U62dQJls37y"
    "f/02mU0fcnVpewPlSRGohdRClQ7/p8tBlMkUzSDsO04bPUcZCeIb97L3Ey7SH3MnOvKoB0"
    "7V/kzi80tZdKXzFKcGnqg7Dh43S1ulBXH6i5w4ebvnS/4TW6ChB7ZPami/fVI2vO7fkcAF"
    "UyfUfkKl2HhSdDKQnBxNgsDn9KyFbrS3VwAYOzsIuJFQabovU+cb0OQiYXsr5grguXKnhf"
    "y4Mml7X7yAU7glpFV9SF67LZPLMGTHhKKyzy7g+qUOMdG8G5nEwwZJGSQDRcEv6IbiVZas"
    "Vh1CLCpY4r4xoZDrQNGcpIUiXRs2u6NzFJmQDJcKbqlVYuzfHG3XODZ3QzD1eTwXl+rM0P"
    "vd7Jybve8cnp2ds37969PTteRd6kTxXF4Vxe/4JROFrURPN0n12/C3KaA8VxT2uq3cU8Nc"
    "+KbYQ9yZeoZp3WKKWyR7bOHhkTlQHCOkyO0ikWt5rF3HN1PqvkoYuQdDF+vFcmfryXHz/e"
    "SxdsMCrhG47vXgHc7cfmG8ylZqVOKWuK7uHbOz4uATCMykVYnktCvJZvUzjnR2olyFQCRH"
    "HepxGxc2+YpNhBk7mWSFNMPFxtSlSMWWayy6zGLDeFtVZXIyso236s6HeCePbItE0xYQZx"
    "PJvwEarFJrX42GPnMjUQb02Tqu8IHVrYXGzIxtSW6rImlWM86RdMFUEPyWzteyezqjDTFi"
    "xiWoGeHTK60oYcoemgPHlSRp48yZcnT1LyJFqnakWOJghVKp1WM2p0ZmbHkhSbk9ZUnSke"
    "uA1bkgphrPNo752hQYUwvgg2t6vg0rO6PraoJ1ZRZZ4uexN6TEvqk/WL3rQB/q2XvNlIO1"
    "zp5hmaYVRvz9cK44F1Jf2vEwAKnaND5veUDrpVB2GxR+R3dI9ySSP1MVOA1gY8FHgEG1Yw"
    "UEps17TIQLe4n9U8yHHDNjMX9uAYwJPqssE5KJu2gbN88Xqvf+gRkfrqhp8DtLCPt2djOq"
    "NNDmHOGV2SCX1kcJMwGxK80gBA08L2HKiGGvCIwM34SfoGzD4Ivd4DIuNUBNEtas6EVFex"
    "3Qiqs0yW6MHkSN9EjicWjgmUcAjr8QyXcqAk9Wv7zKjBsKk4zGAxKlhf/vQBUpq2HIzK1h"
    "DOgG4tHdi4ycGd+c5tVIPlkXD03OGGp7vfidL+azqEu13V9Im9Dap3yLNr1KoXeOM+BItm"
    "ZagV63IhjQoMiGM5zewjkf+shuPVg1riQfVX6qoQx6m65/RqCudq+1uUZoNdrmVIb7Kn7W"
    "OS9c4e2i0nWbvsq1vLJJwgVCZhraZJOFBo0uj//f72JieOZk2SNGqZukv+QyxT7G88fBb4"
    "iEUM/PCRXmEfedrfZyCPF7hMrtZi2p9PMqsMFHZPitGp1kkVWidJNbzKYr4i6OBKvv14MQ"
    "M09upW8jWVKjXXZgN5xMpTlcUJUsXnNvM5miVTxbIQpXtGP/HxBuvj9swJgc22MohRuhcP"
    "YpjWlKnRFpQJj5N1z3Cw/WpMK8gcak+rPrMp4hf/4DLH4U6/avh8nKp7j+327V0SscoQdx"
    "PdRkLoR9yy+EJUNCnGqZRRUVVef4FitIoOfBFsrtnRWLUz3hP+ruJw6li2ErSK023m9Cpm"
    "q/J6HSVUPG4zj4NYvqou8hiVkmcTtoNWBU7vLaQFKbaqC+gWQ6IzloMtIFu+wG4714AnkY"
    "2vgTFo4RbIzacPH4oSlxPd3NKIV6pmvC721ZHnOPZUOkxnZqYDplp1bHmVcqVV9wanJhPg"
    "I8VoM5Ic4qVq89McInVxn85xuOcz5ucdhBkHntDIlM0xs3wEi1CQZwAXhJXN5dw4IqtkAp"
    "stNFk1Tgb/+0kA5NDifAr/qUvoGJDTCDwozHmVznnY8dwZEf2fYxHfEa/NH6lYfxXdr6L7"
    "W7ZGNe3ceEbvZ7uh3r77E/OwsqosFtYkWNGo2FOtZuypKgjx3Bxw2Nxa1mJBklJ1cqtbk4"
    "NRG2+pwhofIemeI3v7O6kK+2007Belf8+pXlYmSvfiQ4ZU7HSX/Q7SpPNYy7uUIFXhAK1m"
    "9LM6Q/bnBd4nX0g7Ud16dZid1RmNGKYzzKxxs3W+mTVqJH/azvo7Viyh8T4ZZMh0mDso9B"
    "mUsNHIgjsGGXFHftDC6iTwGchMuIjj4GqcNqc2M4Xq49GNPh7V93213e/Bdo+Kopeh+BSr"
    "ll6WytMF3bJXxjLby7fM9tJtwlULggZbEKj6+Ko+fruk1hbXx490YM2QW+P9WfPl1kRD2H"
    "JlEIN69C6zLPTXzxmfW+yIPGDZPIva6KUfOfxPZpPFBP6ADCm7VYnsQoe1r7YqZeiJwTle"
    "Bo3QGgF0YX+0mDHGWAB4Mbj1iNEA1LK+h2WIOq80uAKfz/HgcCnLDM7x4eV4hn2dUE+4eM"
    "7mQ27AeR2+YcV9MuZMEA6zStF6ZHGQmfGhl7ULw2sIEJgZcbllvDoiA/wFcHNYgQR/5F9f"
    "wq7XX+Dnm3B/XwLNaP0dH0pmywFfvN5x7/TbkfydbD4ICyTa7KuL4OjrcoUwj0YGDsZ6rC"
    "orAmwz8rq04O6JlZtWhTQ8e0iD37azouUmQqMMN0nXIs201OQLb2sKJRuXkI33Q/k4CPaJ"
    "phaDpr1buNCnMc4vjhWO36gyVtse5V2XxsLNt6o7MaRRPSqii3AYi1oFyRXR7qB83X4olY"
    "e2y5a8qBLTH1a1iWRTK4nwWz7GNSziaXL1TrX5nVIZtd3n8TO0YW4ZN5tW82zusloRuglC"
    "FaBbM0B3z+Mb2ydJS3NyrY0hTqmc463eGlTjvJfBZpGTo5avLkVIlPu42H2MUKWhVZUftI"
    "TjOPJItclp/Bs6iA4y/MX+Ca3IVSydSxW8xOtWdFRgGrbfi04w1wUJMMjdlp7boAudRsac"
    "GxoZUvjj2fQR5BWcWyM6PkyWhc3nQMAhQ8/128SZjnDhr02tbM/yTu9AeqOxOxBcT+gTZn"
    "gyF92f+RBH4zMRfMdoSxN75TlswqgjgJ5cBL3fyYQKzFmfcfQZy5bwfls+yYDS3lyVot4u"
    "fy57xBp71bCO0ijrXUJqt3iGIFfgbAzGd0/HPynjZDzJdzKepJyM7e8+d7BaYptaBZp25O"
    "6JuzzYfPYV5Z1HfbR6pdi+NdBhOQW0nnDprslU5884ogtqYic5mMDIgDUX0SRZl2DtvX7z"
    "7s3ZyembFbarI0UAp7H1K8H3vXl142mMUplPI6BaVLh9kNPmGLdayzOQdwXlIqjpIpBKZh"
    "2XdoROmTlbbeZU4T9d5m5go6pVyT9KqbjcZi5jOco+n9bgcpxScbnNXPZsmXVUVeKMkClx"
    "U4U/NAeo6gz0MpYhFf7wEtis2l90r+RTS2Hd35pPMtrhHjQl+JX+I5EVDrEaoD0ZFtEX0b"
    "FPhkf8jS+kZ19GBCwo5mq7nAwZfHbRr+Vnv+NqKvO9Z4JZj8xPLKc2kV5hcigYI4MFsyyg"
    "0KdH8qgYZFTWb3Q2GfYQmPMH8IOlnfR7by7Cqv1Bvvs6Lf4IrhMxVgPRBG7Q4vaYMKpPVl"
    "EbmOa/FJhXb2MCPB25zOlTizozIPlyMOZ9zJon3MEcego/Dr4gMzBUgsOLt555wcKpD7Qy"
    "wRO5kRLtWlyftY5VM0ESwC7zMSN6/5JzUIbsvESckChpMAaqppbX1ZEdW4xvbz/ERJHL60"
    "Txr5tPHy+v7g5fS/hhkOmvuBm5mHvkujtpvxq1d367k9PjhrXTrfntImt/Gtp8V36CbIdR"
    "E3JzOmgK3ZhP/6yES/8s16N/lqovgDup0ZehklUVxSStsku2WVNUdp8XwWZl9+ksm1NGii"
    "ra9NMGjVubPXD407g5ow2KzNaNGZsV90P1+iCrrp88oRWW9JOqeTlDBCr+3LaWRHDP0WVl"
    "aIfpnuMwYDVmSARRtrLyHI2cIw4cJVQQLJdDXPbV1cjgT27DSGqT64ubC4J3njZGND6jNE"
    "j4cQ7xenkjE++BHCLUADjA5Ph9AV/BhTA6HIa7glhcpxZZ+NUCuT4lU7aM5or42qZGfGFH"
    "I9h3y5AGCpmggNkkaBHSyIwJAdzFIoB0aXFqDMiEA/PlHfmDvxOEL2wSGo80YvMgCQRvgT"
    "uGKJ3uAddR1fvaY8iQ/yuoKuH4Dlaa235/PP/lqaQJrig6CHADvR79BSuNcEGduTXJ7kvN"
    "RVaMoWdasJiKI5z2ORaNRgrQ4XZXK7Q2Qagiauu2hgzEkjT6D4BwTihehKYTy06RvnT1j4"
    "fipz4Gezg8+SrEQUfprsoqH47vBNiNN5ndj/yztXNn70ypKkS7awYXlX+8m/xjFeN5oGI8"
    "1ZqkbP2KzVlsjtr6yhryojQqwrM4wlNilQZXBXhqCZ9I9KGqGt8ZgVsPbfwZG/5lQPzzr3"
    "ds3dAoG+/b1YU6hPm3JgNhI4hlOJvieOZ7nBIMLFceDPeRdXyp7EsKqk/gaWEYSmo66F8R"
    "UxNbNfW558JviHx/ZI5F5xpBoS+rA2pTk2R4Yz7HKjVJSf+PsjGlyh+zC3/MTrW1ti0tTa"
    "trLTB0tA3yLombcq2saijsqiF2+842OoRdp2qDjwiNKgyobB0vcFV6xnqae8TW+kowCyPN"
    "NlSCVxFr+wnqkzpw9JlqU47jBXNMfXKQodYFZ7QilY6uxzylzeUjukGmXdZ7nWv2z3yhMw"
    "z+AftaG4q6nbSZfCUIlFlRMXAqQtJBYa739m0JaQ5G5VfExHMJeW6e0SuyIDRtntUmsgvo"
    "vj4+LiMrHx/nC8t4LiHdcdvN3JjyQ9MiJKoLasUgtI1SDDbdzL79F29GlMY="
)
