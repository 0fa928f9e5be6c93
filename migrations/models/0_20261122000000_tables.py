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
CREATE TABLE IF NOT EXISTS "answered" (
    "id" UUID NOT NULL PRIMARY KEY,
    "key" BYTEA NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "status" SMALLINT,
    "answer_sealed" BYTEA,
    "created_at" TIMESTAMPTZ NOT NULL,
    CONSTRAINT "uid_answered_key_054f03" UNIQUE ("key")
);
COMMENT ON TABLE "answered" IS 'What a POST with an `Idempotency-Key` was answered, for a day. Without `status` it is still being worked on.';
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
    "9pQOLdgISMcH+xJegD6DlN93k/fx3MuMEscfTe4vr0ji8OzslfBzadMfiQOqeRAzqfr8/g"
    "AZcOLTlYx1FyyFC4DtVdODiilmBwyGBCd8y5a3Ibhz5MGOE2Iw5fEHdCXSLoUpCJ/MbI3O"
    "GGp7vfCeKaMxjk2YIcCsbIYMEsS58wfXokbzZ4dYT3M7gONzTt8fYv7dnmvz3Wd/mYAbkD"
    "N/j8Bxw2bYN9ZSL8Op/2RyazjBh2poEXkMf77nIuj93PqGVd2+7PcjQ++rCvc8ub2WuK+d"
    "KdcHtFYtouHh0zmznUZUYEVNuzrAD88JD/vHDAdTy2elBjfcBgI+pZyBqk9p9gfeyg37+5"
    "fejfXz30+wcptoUUEbiDQzq3keXwrEJiMMZH+P6k9+70DM7KJ8Qv7775N1yD4g+X0Hy8+P"
    "Dh+ubh4JscRF3qD5Mgr1F1GLX61E1D+xOAgzzNhjZClsDXCOiOwg910A4PrOFeT/wd4F0A"
    "68P1x6v7h4uPv+HlZ0L825JgXTxc4ZmePLpMHD08fYXHObzD/pu9ugj5/frhbwS/kn/d3l"
    "xJOLlwx46843rcw78O8Jmo5/K+zRd9akQxCQ+Hh2DomsECXlW7BoejdIrF7WbxnLGMxfFn"
    "i9OclXFFkeDsCEma4ubro+PdM/On20+XH67Ib3dX76/vr29v4tyTJ/EQHDBdCcHd1cUHWD"
    "NxGxpNI0smHhhSfbqgjtFPneE9njc2fWrWmyWPUJuOJWz4A/HnBJLCJaNulgQhjxdKD0MY"
    "IcpJD7e23Mh1JgThI7mvM3tswlFqG2QxYTYxXWJR4RKdz2amC/OCUNjx9ek5nAaZALYDA8"
    "YDPVLgBbjnCtNgZMKo4+KzEIvzKaFuWsLY/e23LIV8+nT9UwUJxPNM4whpmpFDDv5n5Nk6"
    "8pbIO+GfN/97sPtX7/3fLu4OT/yFMbrkyZ9eLJVM4felcX4/oU42zuH4BNLwoHu4NcFq8L"
    "VvwSvgTnDV7BVA/H8XdxLl173E9nMTnOnJU9/i24UL7wQz6sgEMUolFbRbKmCslty3JlMM"
    "bh2DWyKWPAD3Ldhxr2zXWWbJJ/EBhYKKGwwtL6u4E2Cxb4yYwHVhBsKmz0EkACliCDTUJk"
    "BELYpE/tdHZrvwicDdzUfmLAl3cDxzBLezJZImbvK03PEZIADZpe8LDvD3j0qSyKU53tga"
    "EggUbTeG/NDrnZy86x2fnJ69ffPu3duz45VpJH2qyFByef0Lmklir/HTdpPqC6taU1u6pk"
    "Y3Tf/tqyp+xqm6KISelhFCk4yLCKGnSSE0usyV1aaiNNvUqdr7/jypQq0B9beZiojGiDaA"
    "NFj/u4UomhaqrALh+A6+/ydllNCTfCX0JKWE4saaBvfv97c32eCG45P7p6m75D/EMkVjZs"
    "uIPWXomZZr2uIIb/scJhXEJ7aVhhAffrz4RxL99x9uL5PTHC9w2R7z5oWuc8/OtHCGpwp1"
    "B+oPKmnn/B2FeYu5YiWVE2GObWLaR2Tg8ikoviC2Cxg9IGPOBPHm0vwIgj0I8pZFGHUsEz"
    "7LsYLMPOESZhtHxOEWOyfUmJmgCgypMPW0UrHzu2doG58P2IyaVn9ooazyR1mj57PuLe3S"
    "Ppqxd/pcEYxaWY6cS9OmzjIb5SRlAujh0mViD7efIn0tWNZWayAsgZfXNxd3/1wtgiud4s"
    "PtzS+XGcvg5T8fri4SO1L0zajBghWh4kBdDsypEAsOe8qEikkVyStF2EERrPf2bQkZDEbl"
    "CmHyXBxx3DmqAB2O3x2+B3I/a0rUikN8VgLgs1x4z5Lgxvb0NMq5hroU3XYimEq56JvC2b"
    "fZ9V6/effm7OT0zcpUtzpSZKELrXFraHWH0XourDilssa12hrnzY2abI5TKja3js0bKaBJ"
    "zSQ9O25t9sDhj5wd14ActfWsnStQNn9bXWYflZH10fX9HbpYKXJxVQw+wG9mfrTT+4v79x"
    "c/XR1826JOb4sFc1hcg0ye0wq1+uioclo9Jb/d3j+QhelO0BU3uDbYbM5dZuvL739lywFZ"
    "UAwO8q+rkZH0zBl0eUR+BxLuuWQAc8T1xABjjUxBhGuCyj1k6AQE0XLKDJLlKdz1zTN1+i"
    "lbltflVQDTTgKY2LKaEhkQKOVRq6k8DrmxzFEci3CPkSn066Lvr19p6IsTNNZUtVSclnmd"
    "Ns7SiHhH5WZRyyCYIq05qVsG7jPMaaVk1uFG97WPLYrKnmG6uTF0kbPF4jKOKysrc2KYhh"
    "8173L4z2eaDJofOXyG7iaHHZFb21oS3+1kGMz4kUw4/BpiGkIjvjsKn1RgeJvtzYagXGQJ"
    "xg3eqUwcnfCG/890iYsKo1NhdGpN3WkYne5yp4pjYUXQQc/N6ZsSfoXTN7mOBTwVl0xgYR"
    "xWQTccr8AtAW5k4yiLb4SkFsQtk7WbRthgLjWtNMAF0V8rChX/FdsD6sZ/xSY89xy9kht4"
    "TaGme/Z0b4mCccdGwPjJA3qUDzJUjNj5QiXD8Uf2/eCzctoGptFYpj3FrF5K9Akgjh+DS4"
    "VxbIeDEZ2Z1nLw6px4Qpq6dbiYi3m/DptbVIdjw6VM67XZ15wE4obuk2lv9x300miYNLt/"
    "jvhaqukcyga/bRu8z+4qSK8pmk0v2JeAxWQsS3XzepxO2de1mrZIUwivlikyRqi05lZrze"
    "zr3ITL1eBynFKxudVsRuGjTkiT2OZ73DIZvEv8ddgj7Hp1WBynVFxuM5fblRPTXsY+IWSm"
    "FOWnY/t+5g4zx/avbNl4dF87YN16fN/O7A/3zPXmudaHyFmtyPYgcJxveShneAhqln4va5"
    "JKOhl0h5r9yHSE6+fK/UhMVxDDHDM8YgHBEXlAvySG4FGXzGC2hqVPtcD/SF7nVkht7m6q"
    "aGrLiqYqbVhF5uwfN/ZOxFKKUvf42xLHyD0IkAAzyJCZgsn6bLFg4o/rT9mypEvkgsDYoI"
    "46EIvAOXFErl0Me0JZAOWGwdQ0Bj+SwdwbWqY+wMMoPTAMBiOmLcfghUAySssjDd1DFU1t"
    "gbpUJJVQa1zFiRsM32Eq79197+1pU5g2mso7d8xHQKNWQHaaVgl+dQU/f61K458fObKm2H"
    "3kyPNg30iMiJK4OyuRxU3Xbk0PVJxSyd1t43JL5O6HicNdV/7kdM3g8FyhzO0Go0oL3JY5"
    "M1cNiuRlyOEv7+8uXp1LEXfGZyDyogVuMTH1icxGWAbFfyna8gSHazsoHs8pSM98NJKGO1"
    "/IZpYliM1lmkKWJL7bm28gomcmrBYU3M9MV60pPD6vmTAmN/5QptDpD/mFTn8ICp0W2A6r"
    "r62u2jvVqlq0ql4YBvwQkbWohqcK11TqDyq7pmK85YIuMa0LhDtYtlZFzuXa9EgtT3o1fI"
    "3nRzKQtdEGZAR/0ciAeV+MBDclQ2Zxe4xWCun+KKrJ3vRNv9hf7E8CUTknsBKbAL+hwQrr"
    "EuHy+dyPD0UjCV/Aa+afMRg1yGHQC+/RNJhDBC7V6AIac274hhjTJTq1cfyQ+c/PjNyOeJ"
    "8P9AkMZjLgPbtU4+e4z8+h9lTFmz6z/SXCtLLbaISkg7k5268aLt/yWlaYJKWywWg1bTA1"
    "KmSq2pgboy5X+BToxa78kGZ39QObavC3xdIa4b5ew8aRIFVGjraJ45l8nvh9lstuyUm67m"
    "W4bX9bDqTjWh3lopTqjWrzG4WaTg0WR8gUf1vPX9BNM4Nu8xfMBFn31svtJ8Arb9qLeKFU"
    "ioBKEehEikB0j5CtLU2WUevxMqD9+dc75rfFzMf7p6BF5v7tDXmAf2vSwP+e265vkk8Z+M"
    "NTWpGBX/cHlfaZBv2JFhMuowW5FfRhp1g5wSEGtidCY7ZfbPIcjsv6C0PmLhgMcxc8uITQ"
    "/LLICBezM4MVG7sXWvPRNeCXkKMO9nTlgknHq7z0mD6yIzIIxg/OiWk/mi6a/IND+NFgOn"
    "anhU98jjsv9woqQ+Blw6V7XQdCI7EzRS2YVP2I9tjzZfJOH7/VsjhnkisDqFbTAGrRTZiR"
    "Ra0K427UKesZu5UpFjxzszLFAFP02Yw5Y2zykMEBzi1G7Zz9OEGa5AHQNrUlrI7smAm3tx"
    "9iTLi8TlSKvfn08fLq7vC1ZAgMMn3dJO2+Ab6YoWoRxzzXDRYl6YwrbHuttHxRt4rFL0Ky"
    "w+yRQDhvSoZs2kcSgFbH5hejVDb0Npv8Ql5hN0pRS0TKu4Laqevu1P66Uad2WoxSvXitfv"
    "GUS+UlsFl1hHwRbFaes61XcI0YoMsCGrVmKzgLHZEIVRpa5YbUEm7IyJTKdkKmVwEF6x4X"
    "gMM+vKbkZspxGZ7SihyX3Gb9cD8u47jU4RLYLUq6CGXmDfZPFbLW+znWOnHgvWYD2YhqEL"
    "TtANgGRNClTNnBflVBXypM9JmyJTPCqm2yMyvMPSPLjbnDO5dpfxXcT5rTVjfzXZEzqivf"
    "4jP7FiPsKWt1i5CoXKEyQcnraV9hQseplNiTABXXjhSaReasgED5vbWa5isXg63gPRllaL"
    "zF6T9xyt15Pt42tWBsLwlIVdqvM8X3zoygCkh2m7/K6NtZNrekskZgOchQX9c2hXztNYhL"
    "Lam82kssRbFgZApAnAfxrxp2NPOjd7F9MuFznIXcyVBBq9Orkp6tEK/3IgR1f7YxFYH6Al"
    "hhjz1YsavYT6I0Owxb8ntWNG9A2XLF2z9hL6mCbjh+h8h+eni/G2hVAmg7VpO9EFxVtMKL"
    "YHMF/SRaXjfZRLl+BmWydfN+8j+dRhl9f2J1CetDFamB2EWUAvWuz0ebwRTJJO0wTBvOpY"
    "6D9Az53XuJk2kPuZeZe1UBpGv/Ind+oam9VPqKUYJLUx+EDafT1epCXZ1Qc4cPN33pfsNr"
    "dBUg9sjsTRfvq0fWnNvzOQCqZPqOyFW6DgtPhlISgomxWRz+lJCt1pfq4AIGZ2EXEysMNk"
    "XrfeJ6HYRMLmR9wVwXLlXwvpYHTS5r95ELdgS1iq6oC9dls3lmDZjwlFZY5N0fVKHGOzaC"
    "czmZYMgiJYFouCT8Ed1KstSKw6hFhEsdV8Y1MhxoGzKUkaRKomfXdG/iJmUCJMM7Va+0cm"
    "mON+6eG8zRzTxcTQbn+bE2P/R6Jyfvescnp2dv37x79/bseBV5kz5VFIdzef0LRuFoURPN"
    "0312/S7IaQ4Uxz2tqXYX89Q8K7YR9iRfopp1WqOUyh7ZOntkTFQGCOswOUqnWNxqFnPP1f"
    "mskocuQtLF+PFemfjxXn78eC9dsMGohG84vnsFcLcfm28wl5qVOqWsKbqHb+/4uATAMCoX"
    "YXkuCfFavk3hnB+plSBTCRDFeZ9GxM69YZJiB03mWiJNMTG52pSoGLPMZJdZjVluCmutrk"
    "ZWULb9WNHvBPHskWmbYsIM4ng24SNUi01q8bHHzmVqID6aJlXfETq0sLnYkI2pLdVlTSrH"
    "eNIvmCqCHpLZ2vdO7qrCTFuwiGkFenbI6EobcoSmg/LkSRl58iRfnjxJyZNonaoVOZogVK"
    "l0Ws2o0ZmZHUtSbE5aU3WmeOA2bEkqhLHO1N47Q4MKYXwRbG5XwaVndX1sUU+soso8XfYm"
    "9JiW1CfrF71pA/xbL3mzkXa40s0zNMOo3p6vFcYD60r6XycAFDpHh8zvKR10qw7CYo/I7+"
    "ge5ZJG6mOmAK0NeCjwCDasYKCU2K5pkYFucT+reZDjhm3mXtiDYwAz1WWDc1A2bQPv8sXr"
    "vf6hR0Tqqxt+DtDCPt6ejemMNjmEe87okkzoI4OHhLshwSsNADQtbM+BaqgBUwQexk/SN+"
    "Dug9DrPSAyTkUQ3aLmTEh1FduNoDrLZIkeTI70TeR4YuGYQAmHsB7PcCkHSlK/ts+MGgyb"
    "isMdLEYF68ufPkBK05aDUdkawhnQraUDGzc5eDLfuY1qsDwSjp473PB09ztR2n9Nh/C0q5"
    "o+sbdB9Q55do1a9QJv3Idg0awMtWJdLqRRgQFxLKeZfSTy52o4Xk3UEhPVX6mrQhyn6p7T"
    "qymcq+1vUZoNdrmWIb3JnraPSdY7m7RbTrJ22Ve3lkk4QahMwlpNk3Cg0KTR//v97U1OHM"
    "2aJGnUMnWX/IdYptjfePgs8BGLGPjhlF5hH5nt7zOQxwtcJldrMe3PJ5lVBgq7J8XoVOuk"
    "Cq2TpBpeZTFfEXRwJd9+vJgBGnt1K/maSpWaa7OBPGLlqcriBKnic5v5HM2SqWJZiNI9o5"
    "/4eIP1cXvmhMBmWxnEKN2LBzFMa8rUaAvKhMfJumc42H41phVkDrWnVedsivjFT1zmONzp"
    "Vw2fj1N1b9pu394lEasMcTfRbSSEfsQtiy9ERZNinEoZFVXl9RcoRqvowBfB5podjVU74z"
    "3h7yoOp45lK0GrON1mTq9itiqv11FCxeM28ziI5avqIo9RKXk2YTtoVeD03kJakGKruoBu"
    "MSQ6YznYArLlC+y2cw14Etn4GhiDFh6B3Hz68KEocTnRzS2NeKVqxutiXx2Zx7FZ6TCdmZ"
    "kOmGrVseVVypVW3RucmkyAjxSjzUhyiJeqzU9ziNTFfTrH4Z7PmJ93EGYceEIjUzbHzPIR"
    "LEJBngFcEFY2l3PjiKySCWy20GTVOBn87ycBkEOL8yn8py6hY0BOIzBRmPMqnfOw43tnRP"
    "R/jkV8R7w2f6Ri/VV0v4rub9ka1bRz4xm9n+2GevvuT8zDyqqyWFiTYEWjYk+1mrGnqiDE"
    "c3PAYXNrWYsFSUrVya1uTQ5GbXykCmt8hKR7juzt76Qq7LfRsF+U/j2nelmZKN2LDxlSsd"
    "Nd9jtIk85jLe9SglSFA7Sa0c/qDNmfF3iffCHtRHXr1WF2Vmc0YpjOMLPGzdb5Ztaokfxp"
    "O+vvWLGExvtkkCHT4d5Boc+ghI1GFtwxyIg78oMWVieBz0BmwkUcB1fjtDm1mVuoPh7d6O"
    "NRfd9X2/0ebPeoKHoZik+xaullqTxd0C17ZSyzvXzLbC/dJly1IGiwBYGqj6/q47dLam1x"
    "ffxIB9YMuTXenzVfbk00hC1XBjGoR+8yy0J//ZzxucWOyAOWzbOojV76kcP/ZDZZTOAPyJ"
    "CyW5XILnRY+2qrUoaeGJzjZdAIrRFAF/ZHixljjAWAF4NbjxgNQC3re1iGqPNKgyvw+RwP"
    "DpeyzOAcJy/HM+zrhHrCxXM2H3IDzuvwDSvukzFngnC4qxStRxYHmRknvaxdGF5DgMDMiM"
    "st49URGeAvgIfDCiT4I//6Ena9/gI/34Tn+xJoRuvvOCmZLQd88XrHvdNvR/J3svkgLJBo"
    "s68ugqOvyxXCfTQycDDWY1VZEWCbkdelBXdPrNy0KqTh2UMa/LadFS03ERpluEm6FmmmpS"
    "ZfeFtTKNm4hGy8H8rHQbBPNLUYNO3dwoU+jXF+caxw/EaVsdo2lXddGgs336ruxJBG9aiI"
    "LsJhLGoVJFdEu4PydfuhVB7aLlvyokpMf1jVJpJNrSTCb/kY17CIp8nVO9Xmd0pl1Hafx8"
    "/Qhrll3GxazbO5y2pF6CYIVYBuzQDdPY9vbJ8kLc3JtTaGOKVyjrd6a1CN814Gm0VOjlq+"
    "uhQhUe7jYvcxQpWGVlV+0BKO48iUapPT+Dd0EB1k+Iv9E1qRq1g6lyp4idet6KjANGy/F5"
    "1grgsSYJC7LT23QRc6jYw5NzQypPDHs+kjyCt4b43oOJksC5vPgYBDhp7rt4kzHeHCX5ta"
    "2Z7lnT6B9EZjdyC4ntAnzPBkLrp/50McjXMi+I7Rlib2ynPYhFFHAD25CHq/kwkVmLM+4+"
    "gzli3h/bZ8kgGlvbkqRb1d/lz2iDX2qmEdpVHWu4TUbvEMQa7A2RiM756Of1LGyXiS72Q8"
    "STkZ29997mC1xDa1CjTtyN0Td3mw+ewryjuP+mj1SrF9a6DDcgpoPeHSXZOpzp9xRBfUxE"
    "5ycAMjA9ZcRJNkXYK19/rNuzdnJ6dvVtiujhQBnMbWrwTf9+bVjacxSmU+jYBqUeH2QU6b"
    "Y9xqLc9A3hWUi6Cmi0AqmXVc2hE6ZeZstZlThf90mbuBjapWJf8opeJym7mM5Sj7fFqDy3"
    "FKxeU2c9mzZdZRVYkzQqbETRX+0BygqjPQy1iGVPjDS2Czan/RvZJPLYV1f2s+yWiHe9CU"
    "4Ff6UyIrHGI1QHsyLKIvomOfDI/4G19Iz76MCFhQzNV2ORky+OyiX8vPfsfVVOZ7zwSzHp"
    "mfWE5tIr3C5FAwRgYLZllAoU+P5FExyKis3+jdZNhDYM4fwA+WdtLvvbkIq/YH+e7rtPgj"
    "uE7EWA1EE3hAi9tjwqg+WUVtYJr/UmBevY0J8HTkMqdPLerMgOTLwZj3MWuecAdz6Cn8OP"
    "iCzMBQCQ4v3vrOCxbe+kArEzyRGynRrsX1WetYNRMkAewyHzOi9y85B2XIzkvECYmSBmOg"
    "amp5XR3ZscX49vZDTBS5vE4U/7r59PHy6u7wtYQfBpn+ipuRi7lHrruT9qtRe+e3Ozk9bl"
    "g73ZrfLrL2p6HNd+UnyHYYNSE3p4Om0I359M9KuPTPcj36Z6n6AriTGn0ZKllVUUzSKrtk"
    "mzVFZfd5EWxWdp/OsjllpKiiTT9t0Li12QOHP42bM9qgyGzdmLFZcT9Urw+y6vrJE1phST"
    "+pmpczRKDiz21rSQT3HF1WhnaY7jkOA1ZjhkQQZSsrz9HIOeLAUUIFwXI5xGVfXY0M/uQ2"
    "jKQ2ub64uSD45GljRON3lAYJP84hXi9vZOIzkEOEGgAHmBy/L+AruBBGh8NwVxCL69QiC7"
    "9aINenZMqW0VwRX9vUiC/saAT7bhnSQCETFDCbBC1CGpkxIYC7WASQLi1OjQGZcGC+fCJ/"
    "8HeC8IVNQuORRmweJIHgI3DHEKXTPeA6qnpfewwZ8n8FVSUc38FKc9vvj+e/PJU0wRVFBw"
    "FuoNejv2ClES6oM7cm2X2puciKMfRMCxZTcYS3fY5Fo5ECdLjd1QqtTRCqiNq6rSEDsSSN"
    "/gMgnBOKF6HpxLJTpC9d/eOheNbHYA+HJ1+FOOgo3VVZ5cPxnQC78Saz+5F/tnbu7J0pVY"
    "Vod83govKPd5N/rGI8D1SMp1qTlK1fsTmLzVFbX1lDXpRGRXgWR3hKrNLgqgBPLeETiU6q"
    "qvGdEbj10MafseFfBsQ//3rH1g2NsvG+XV2oQ5h/azIQNoJYhrMpjme+xynBwHLlwXAfWc"
    "eXyr6koPoEnhaGoaSmg/4VMTWxVVOfey78hsj3R+ZYdK4RFPqyOqA2dZMMb8znWKUmKen/"
    "UTamVPljduGP2am21ralpWl1rQWGjrZB3iVxU66VVQ2FXTXEbt/ZRoew61Rt8BGhUYUBla"
    "3jBa5Kz1hPc4/YWl8JZmGk2YZK8CpibT9BfVIHjs6pNuU4XjDH1CcHGWpdcEYrUunoesxT"
    "2lw+ohtk2mW917lm/8wXOsPgH7CvtaGo20mbyVeCQJkVFQOnIiQdFOZ6b9+WkOZgVH5FTD"
    "yXkOfmGb0iC0LT5lltIruA7uvj4zKy8vFxvrCM5xLSHbfdzI0pPzQtQqK6oFYMQtsoxWDT"
    "zezbfwGe1Cv3"
)
