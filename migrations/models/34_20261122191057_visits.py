from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "ledger_entries" (
    "id" UUID NOT NULL PRIMARY KEY,
    "transfer_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "minutes" INT NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "visit_id" UUID,
    "created_at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX IF NOT EXISTS "idx_ledger_entr_account_4e29d9" ON "ledger_entries" ("account_id", "id");
COMMENT ON TABLE "ledger_entries" IS 'One side of a transfer: so many minutes to (or from) this account. The entries of one `transfer_id` are written together';
        CREATE TABLE IF NOT EXISTS "visit_homes" (
    "place_sealed" BYTEA,
    "area_sealed" BYTEA,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL PRIMARY KEY REFERENCES "persons" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "visit_homes" IS 'Where a user is visited, when they do not say another place: as of a visit.';
        CREATE TABLE IF NOT EXISTS "ledger_accounts" (
    "balance" INT NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL PRIMARY KEY REFERENCES "persons" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "ledger_accounts" IS 'Whose minutes are counted. `balance` is the sum of the entries, kept by the database with each of them, and never below';
        CREATE TABLE IF NOT EXISTS "pals" (
    "status" VARCHAR(8) NOT NULL,
    "languages" JSONB NOT NULL,
    "area_sealed" BYTEA,
    "area_blind" BYTEA,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "reach_km" SMALLINT NOT NULL,
    "hours" JSONB NOT NULL,
    "paused" BOOL NOT NULL,
    "paused_until" TIMESTAMPTZ,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL PRIMARY KEY REFERENCES "persons" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_pals_status_a01729" ON "pals" ("status", "created_at");
COMMENT ON TABLE "pals" IS 'Somebody who visits others. `status`: applied, approved, refused. `area`: a coarse place they gave, never where they are;';
        CREATE TABLE IF NOT EXISTS "visit_ties" (
    "id" UUID NOT NULL PRIMARY KEY,
    "tie" VARCHAR(12) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "other_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE,
    "person_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_visit_ties_person__30b2f6" UNIQUE ("person_id", "other_id")
);
CREATE INDEX IF NOT EXISTS "idx_visit_ties_other_i_2ec363" ON "visit_ties" ("other_id");
COMMENT ON TABLE "visit_ties" IS 'What one person wants of another one: `tie` is favourite (offer it to them first) or blocked (never bring us together,';
        CREATE TABLE IF NOT EXISTS "visits" (
    "id" UUID NOT NULL PRIMARY KEY,
    "state" VARCHAR(12) NOT NULL,
    "minutes" INT NOT NULL,
    "day" DATE NOT NULL,
    "starts_at" TIMESTAMPTZ,
    "zone" VARCHAR(64) NOT NULL,
    "place_sealed" BYTEA,
    "area_sealed" BYTEA,
    "area_blind" BYTEA,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "paid_by" VARCHAR(8) NOT NULL DEFAULT 'user',
    "direct" BOOL NOT NULL DEFAULT False,
    "escalation_id" UUID,
    "event_id" UUID,
    "round" SMALLINT NOT NULL DEFAULT 0,
    "waiting" BOOL NOT NULL DEFAULT False,
    "step" VARCHAR(12),
    "due_at" TIMESTAMPTZ,
    "failures" SMALLINT NOT NULL DEFAULT 0,
    "accepted_at" TIMESTAMPTZ,
    "confirmed_at" TIMESTAMPTZ,
    "arrived_at" TIMESTAMPTZ,
    "stays_until" TIMESTAMPTZ,
    "ended_at" TIMESTAMPTZ,
    "paid" INT,
    "late" BOOL NOT NULL DEFAULT False,
    "found" VARCHAR(12),
    "reason_sealed" BYTEA,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "pal_id" UUID REFERENCES "persons" ("id") ON DELETE SET NULL,
    "user_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_visits_user_id_c88764" ON "visits" ("user_id", "day", "id");
CREATE INDEX IF NOT EXISTS "idx_visits_pal_id_783791" ON "visits" ("pal_id", "day", "id");
CREATE INDEX IF NOT EXISTS "idx_visits_day_963211" ON "visits" ("day", "id");
COMMENT ON TABLE "visits" IS 'A pal comes to a user for some minutes. `state`: requested → offered → accepted → arrived → completed, or cancelled,';
        CREATE TABLE IF NOT EXISTS "visit_feedback" (
    "id" UUID NOT NULL PRIMARY KEY,
    "stars" SMALLINT NOT NULL,
    "note_sealed" BYTEA,
    "created_at" TIMESTAMPTZ NOT NULL,
    "by_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE,
    "visit_id" UUID NOT NULL REFERENCES "visits" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_visit_feedb_visit_i_cf2417" UNIQUE ("visit_id", "by_id")
);
CREATE INDEX IF NOT EXISTS "idx_visit_feedb_by_id_115cbf" ON "visit_feedback" ("by_id");
COMMENT ON TABLE "visit_feedback" IS 'What one of the two says of the other after a visit: one to five stars, and words.';
        CREATE TABLE IF NOT EXISTS "visit_offers" (
    "id" UUID NOT NULL PRIMARY KEY,
    "round" SMALLINT NOT NULL,
    "state" VARCHAR(8) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "answered_at" TIMESTAMPTZ,
    "pal_id" UUID NOT NULL REFERENCES "persons" ("id") ON DELETE CASCADE,
    "visit_id" UUID NOT NULL REFERENCES "visits" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_visit_offer_visit_i_847316" UNIQUE ("visit_id", "pal_id")
);
CREATE INDEX IF NOT EXISTS "idx_visit_offer_pal_id_f98585" ON "visit_offers" ("pal_id", "state");
COMMENT ON TABLE "visit_offers" IS 'A visit was offered to a pal. `state`: open, accepted, declined, lost (somebody else was first, or it is off).';
        CREATE TABLE IF NOT EXISTS "visit_tasks" (
    "id" UUID NOT NULL PRIMARY KEY,
    "position" SMALLINT NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "description_sealed" BYTEA,
    "done_at" TIMESTAMPTZ,
    "visit_id" UUID NOT NULL REFERENCES "visits" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_visit_tasks_visit_i_b38c49" ON "visit_tasks" ("visit_id", "position");
COMMENT ON TABLE "visit_tasks" IS 'One thing to do on a visit.';"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE IF EXISTS "visit_offers";
        DROP TABLE IF EXISTS "pals";
        DROP TABLE IF EXISTS "visit_feedback";
        DROP TABLE IF EXISTS "visits";
        DROP TABLE IF EXISTS "visit_tasks";
        DROP TABLE IF EXISTS "visit_homes";
        DROP TABLE IF EXISTS "visit_ties";
        DROP TABLE IF EXISTS "ledger_entries";
        DROP TABLE IF EXISTS "ledger_accounts";"""


MODELS_STATE = (
    "eJztfWtz20aT7l+Z0pdIVYyOLTt2Ip06VbLjJN7XsVO2stndMEUMiaGIFYjhYgAxfN/1fz"
    "/dPQCIKwVAvIDQfEhMAdO4dA9m+vr0v07m0hauOn/rysndZ7k8uWT/OvH4XMCPwrkBO+GL"
    "xfoMHgj42KXBExxFQ8Yq8PkkgINT7ioBh2yhJr6zCBzp4dCbmWDSE8yXSxbMeMAUXyk2o7"
    "8EW/jSDifBN4oFzhwGhZ5ip0oIZi2F605mYnJ3Tjezzs7xfracwA0d73b7lw49539CMQrk"
    "rQByH27w519w2PFs8bdQ8Z+Lu9HUEa6d4Z1j4wXo+ChYLejYlzl33fde8BONxkcfjybSDe"
    "femmKxCmbSS0gcL8Cjt8ITPg+EnWKqF7puxPz4kH5eOBD4oUge1F4fsMWUhy6KBqn1E6yP"
    "nYxGHz/djL68uxmNTgpiiylS7I4OTaSHIodnVcSDW3yEb19cvH71PZylJ8Q/Xn/VN1wzRQ"
    "8n1vx6/eHD+483J19pEA+4HkZMXnPVF9wd8aDI2h+BOSjTctamyHL8tSO68/hHG27HB9bs"
    "Xk/8PfB7A1tv3v/67svN9a+/4eXnSv2PS8y6vnmHZy7o6Cp39PTVGR6X8A3rLzu5CPvj/c"
    "0vDP9k//Xp4ztip1TBrU93XI+7+a8TfCYeBnLkyeWI22mexIfjQzB0LWAFn6rXQsJpOiPi"
    "bot4IUTJ4viTK3nFyphQ5CQ7RZJdSfP5+bP9C/PHT7+/+fCO/fb53dv3X95/+piVHp3EQ3"
    "DACYgFn99df4A1E7eh6V1qycQDYz65W3LfHhXOyAtZNbZ4an4xzx/hHr8ltuEL4utEmsIb"
    "wYMyDYKOb9QexjBC1dMePnm0kU+EUkxOaV8X3q0DR7lns+VMeMwJmMtVwCZyPncCmBeMw4"
    "4/ubuE06ATwHZgw3igRwq8gAwD5diCzQT3A3wW5kp5x3hQ1DD2f/stayG///7+xwYaSBg6"
    "9jnS7EYPOfm/09CboGwZ3Qn/9/L/nez/03v7y/Xn0xd6YUwvefTqm7WSO3i/Ip/fzrhfzu"
    "d4fI7T8KBHuDXBavD3yIVPIJjhqnmxgcX/fv2ZuPz8Irf9fIzOXNCpr9ntIoBvQthtdIIM"
    "pdEKuq0VCNFK71uTGQF3TsAdUUtuQPou7LjvvMBflekn2QEbFZUgGlpfVwlmIGLtjJjBdW"
    "EGwqYvQSUALWIMNNxjQMRdjkT6z3vhBfCLwd2de+GvmPRxvPCV9Mo1kl3c5GG9409gAegu"
    "I604wP//aqSJvHFuH+0NiRSKrjtDfri4ePHi9cWzF6++/+7l69ffff8scY0UT21ylLx5/z"
    "O6STKf8cN+k+YLq1lTO7qmpjdN/fU1VT+zVH1UQl/VUULzgkspoa/ySmh6matrTaVptmlT"
    "dff7edCEWjNUbzMNOZohegRLo/W/XxxF10KTVSAe38Pv/0UdI/RFtRH6omCE4sZaZO6/ff"
    "n0sZy58fj8/ulMAva/zHXUztyWKX/KOHTcwPHUOd72EC4V5E9mK41ZfPrr9X/kuf/2w6c3"
    "+WmOF3jTHffm9WQiQ6/Uwxmf2mg7cD2opp/zD1TmXRGoRCtnyrn1mOOdMyuQd2D4gtquYL"
    "TFbqVQLFyQ+xEUe1DkXZcJ7rsO/Kaxis1DFTDh2efMl664ZNyeO2AKjLlyJkWjYu93L7E2"
    "/jwRc+64o7GLuspfdZ2eB91bumV97MbfqaWiBHfLAjlvHI/7q3Iu5ylzjB6vAqGOcPvZZK"
    "9Fy1qyBsIS+Ob9x+vP/5ksgolN8eHTx5/flCyDb/7z5t11bkdKfxktRJAQGgm0lcCCK7WU"
    "sKfMuJo10bwKhD1UwS6++66GDgajKpUwOpflOO4cTRgdj98ff09oP9uVqpVl8fc1GPx9JX"
    "u/zzM3s6cXuVzpqCvQbSeDqVaIfld81j67i+cvX7/8/sWrl4mrLjmyyUMXe+PWrJ34grcL"
    "YWUpjTeu0964cGG3FHOW0oi5c2J+lAGat0yKs+OTJ24k/I9mx3vgHPcmZTtXZGz+llzmGI"
    "2R9dH1/X2+TAy5rCkGP+Cdhc52env95e31j+9Ovm7RpvfUUvgia0Hmzw02WvXpUfWses5+"
    "+/Tlhi2dYIahOOu9LeYLGQhvsvr2H2JlsSXH5CB93QGbUmTO5qtz9geQyDBgFsyRIFQW5h"
    "o5iqnAAZN7LDAICKrlnbBZWaRw3zcvtenvxKq+LW8SmPaSwCRWzYzIiMAYj4OWxuNY2qsK"
    "w3ET3zNkhvttua/XryLrNxdorKlamTgdizo9ukojFR2lzaKVQ7BA2nJSd4y5B5jTxshsI4"
    "3+Wx9bVJVD2wkqc+hSZzeryziurq4sme3YOms+kPCvnA8oaX7qyzmGm3xxzj557orpsJNt"
    "C/uKzSS8DXNsNWA6HIVPqjC9zQvnYzAuyhTjHd6pTh6dCsf/LSbEF5NGZ9LozJq61zS6SS"
    "D9JoGFhKCHkZtXL2vEFV69rAws4KmsZgIL47gJd+Pxhrk1mJvaOOryN0XSisUd07V3zWFb"
    "BNxxiwzekP2VUJj8r8we0Db/KzPhZehPGoWB1xRmupdP944YGJ/FFAQ/u8GI8kmJiZE5v9"
    "HI8PXIkU4+q2dtYBmN63h3WNXL2WQGHMef0aXiPLZTa8rnjruyzi5ZqMjVPYGLBVj364uF"
    "yydwbLyisl5P/F1RQLyj+5T623WAnpyGebf7n6lYSzObw/jgt+2D1+Juwuk1xW7LC44lYT"
    "Gfy9LcvZ6lM/71QUtfpKNU2MoVmSE0VnOnrWbx98KBy7WQcpbSiLnTYkblo01Kk9rmd9wx"
    "HbxP8vXFPex6bUScpTRS7rKUu1UT013BPqBkFgzlh3P7fpK+cG69f4jVzrP7usHWref37c"
    "3/8EUE4aLS+5A6O9jke1A4Tnse6jkeIszSbwmTlOgo6Q4t+6njq0DXyl0xJ1DMdm4FHnGB"
    "4JzdYFwSU/B4wOYwW2Po00EUf2TPKxFSd3c3A5raMdBUYw2bzJzjk8bRqVjGUOqffDsSGP"
    "kCCiSwGXTIUsVkfXazYqLHje7EqmZI5JrB2AhHHYhVFJw4Z+8DTHtCXQD1BuvOsa0rZi3C"
    "setMLDyM2oPAZDDmeDQGLwSaUVEf2dE9DGhqB8ylTVoJd2+bBHGj4Xss5f385eK7V7vi6U"
    "5LeRe+cw/caJWQXaQ1il9bxU+vVUX+V2eOrCn2nzlyGN7vJEfEaNy91ciyruugZQQqS2n0"
    "7q5JuSN6983Ml0FAr1zEDI7PbdS5g2hUbYXbdeZO0qCILsNOf377+frsklTcuZyDyoseuO"
    "XMmcyoGmEVgf9y9OUpCdf2UT1ecNCe5XRKjjutZAvXVcyTVKZQponv9+aPUNFLC1Y3AO6X"
    "lqu2VB4P6ybM6I0/1AE6/aEa6PSHCOh0g++w+doamL3TrKqbVtWffD25CkuqPrFxPZ3ikJ"
    "qL6RdYrqLVSbKxYArXJPi58OUtXEZppwOq1MK7JLR018XKr+gQhUUwxCGn5GqwAn6rrAFW"
    "d8FYSVmcOI7wDjFAUlhQ9/0AQ2/oWTBRnIBgGSMXCeWKxi4SeDjB5wN269zDDTCnlA4DJz"
    "3FtUeBHmoJ25aI8B1SbWw8my5J+8OpxQOLMlKHXtJY74zNOFGIKxI7C73AcSlt9ZxZWL5O"
    "z8UZqu1MUiFCobBOV97psOC6pQ6QSdeGq6x1dGvoRe4hXMDGXIlo8zIuoGNwAcVTtcxDUV"
    "3SmKbqUSH+XkobTSljD7f1TOYzbBFFwV77Pq8K8kYEObnuu0QJ73eI1evm3X/c/PlX7tuI"
    "t9WG6VI5MgNQXwJ508YlnSM0/uiBSUQwe0AnTbtfBC9F0qPjGw07bZjUM+zKm3wTSEfKyG"
    "GYaGkr7bqifpzaEtL2DVgpZAMNkiacNCQ5GVkfdTuM7+7mJp2uY+l0B7JaWq2YhRbGz47N"
    "Tln4oVeuMGzgdUJjOL2Z0x3ZNj5EmnPZ1pGc27h9xLp3g1pvYLontBlCldiRVy72rS3FOO"
    "nzfGpFv0C1t84GUfgD/VjYOpHBiu1K7xb/pSU8JqOm1uUF4Pu6ObkEJ64jvMDSmxGyl4Uw"
    "k/34SgFFbxSTk0no+8IDcnaKErqkTtbEWaWTxMFYPLtilhL+vbCty8Q3h5sWOQZDHzY16n"
    "Ij7KEn42Yw69dVsTeTwkBRKxm4Eo+TzeE0oXA5Oh9M2Oi6RLDayKEYJ6vPYceM28vUhtla"
    "c/IEzv15ojmjf+uMfVMGf2Cf4FpCDbidpTKlSnnDT0/zAkOrI6Zriv5hplw8e1YjbAqjqn"
    "uT4LkSyIFmfo2ExGCetsXxpX2omXK4pjHKYX013LiO2sx74zpqgC5r2/AiqswEiE9ttAC4"
    "HlQ3OQCV8CVfocINExTU4KT1OWUs3XM3pFpH7XcGnZc6pllsCv9HXReD1oJFNwVlG3VwFa"
    "vvmzq17/qmqPH/rpArlwzUbwfYbw+YJ0GdDuRioVGjUAGXS/jM9BlbcJudolYNitS9g7YB"
    "5Sqgrn0rpa0tC9DIJ9zD8WOhn1/YZ3C/Nytm+dy7s1AvXzEeOcLACL9V2rpxMazvo5IPX6"
    "wiBZV6RsKTExvIjLCW3AlGSsDnZSuLzTgYN9gqDZ5YOZioENkZXN2hbXH6EV76Elgl4O6h"
    "K9S5vguaSDrpQOcMxJ0swNbgLvfnOnEgMl0S1xudYq6YBvTSTuSMm4Ow4sQNhOnyxNCbA+"
    "9hCusGGhJNjUqYXzAwZsAxQViA5V0s/8yWQyMfjQ1yYBskJbTa+vKapIewpdtvqE5LXato"
    "YJ7ShAPbas8tmoeatqGP5jqt8AWmbw7LxDQHtFi6EpdJNbxPqQtFhlbyMk/WoxSyrTWsjP"
    "XGFuZejtSU1nTN3CuV8wwGNNB28nT98xFuX+OJrK8Wn1SW0nxRXf6i0JJuIeIUmZFv5+Xr"
    "C14K9Va9YObI+rdebr/twtpZ0/RjylKa76nL35OJKzwJMRv4UQM/2gv40bQmgOlXviNKnA"
    "9vItqf/vFZuLwi7TPi94/6Oquj3YcKDP+6yzDhW+kFOrBXCBPGpwabwoQTPag2HoOeLVSV"
    "i6Wm0o0KUjl2ZfGZjWEsDInpMBOGuKi3y1gES4EBpqWMLqEGOmKE7BJeKRDazu6FMcGbKP"
    "dPRQE6qXSYji59y+8xGS8ab10yx7t3AgwcRofwpy0mcD/8JRe488owOMde8GJBNb06a0/B"
    "Y2KMMmCWHQpdo3uaCtLBBxCJYATnLcwmhIkpfJ/yCSmASNG24Qm+KewnwxMqU64OseELxJ"
    "vEupsNZvSlzog5d9zRwyE4E3o7bOiNIIhH+Fer4FApuYlVDFrGKjA03l4YZdQm1a2lKPQC"
    "1kYMeUojgkeJoEXUNEdoBNC6rdRIzIUPfJqUwD+9kdIV3KvYj3OkeRkA7a62hOTInoXw6d"
    "OHjBDevM9leX78/dc37z6fPieBwCBHW0ElNViVFW9dL3fraHw1UqqbeJBTJHvEwI3MgF3p"
    "kLuOuUVMa+NdzFAaH3KXnYuxrJbSt1UrFanqCmanbrtT63WjTQfIDKX58Lr84aHrp8keFo"
    "/vX/hzywDusUesoZKbJju0glvuUO2YYqs9lE2XqDWVWZ66vDxNweoO/bL4zOZs2zTdUdcI"
    "biPL1gTon8S3Ei7slmLOUhoxd1rMJg9j69gKqSBjXYamI5aGnRvTWpBVRdaapJZBLqklNa"
    "XKU1qKq4Bh6xG3Kv7kiRunHEU/PjXYlAYjPTGK9+M6aTATuAQCz1PCicYplP6dotSMS+zK"
    "58N3LSzCM7RUSLjuiFeF6IhUUY3ZIRHQOxaf34mVsGPIJ6x4D6Rfhra41zvXQpDS9yPLMr"
    "mZTjeZ84nJHzlw/khKPHW9UikSU7pdp5BpPe0bTOgslVF7ckzFtaPAzU0hi4jA5DYNWoYo"
    "AkzdHSHiR1P/UJZyfx6i73a1YGzPWyT+XrTsyJelNG6ETrsRTKvzfsvXOH17K+aOoL1Fno"
    "MS83XtU6i2XqMqh5rGq7fSkMrsDhhxGVVTDODfqBABUfiZXOAslP45s2wH6IXAMogYroyg"
    "ysAmnJNV6cmoqxtaoxoBjJDCsGIB5n+ZGbv/ZyDkZ+XCjJiAMqPgQlLjnS1m0aOoheB3DI"
    "e4K92JAC+cbuq5dCZYFrJwEKEZoeEQJRrrUfCS+DihiqtV8AjQwG2t/wkdEYymvpxbAxb9"
    "RYhs9DLwF5vJEB7X8djc8cIAS1KmiOU8d2zPuZ0F624KK0YY1+kCkl+Q1kLcOQus+9v4Tj"
    "DDJDaK+UbFLIU3WrE5GPf63XCwDIJ01ztCfqOcn4S1hDpHMHCnFopInUc3wWNw13puAuME"
    "MEUkx6akmBqSJyAK7zaE/biJdyxNs8fEYw2MfXSJW/+ErbUJd+Pxe+Ts7zdv98Pa7UOCxE"
    "pRyRKyMS0uRWbS4mqkxa21xoaczhIaXteprXG8Vhtjls5siS23RGTj3Ilhw5t4gbOUTz5P"
    "MGFHG69Rgdi4B7vmN0rLem3gN/1ospQ9gl7dxieU8pS042tCahibTQRf+4markw5UrMudX"
    "ldsjFrX40ax9KzdEaXMu2lzVdmSgWeoJgbBAdTDQ3EFG47G1E7u0eC4X3W17qJO+Mdp/yL"
    "iHgZYNt0o6r2rEo1xeojl2KQODl9HJtSoIA9ZtMj51LPmcQDeLvZXHiP5dN1cqG+suoAqK"
    "ZHySfHG8uwFAesAZPe64t81k00jtK+2MwltRCejVd5FJu+pK7SQybFO92tL8PFdhbyn/FS"
    "ff30bN8pj0w1WZ7wGn1lEFyaawY8kkvvkgv1lVUL6TqTR292v+FVervVLXw5fjSH8Bp9ZZ"
    "C4f7xm+e6+nlJ5jBscTKAJ+lcR/umRbPoSIUj1kEtTIWx0tYxuQXEuKc5uwqafomv19YuT"
    "06nwHzmVPuE1+sqgACvUAvk4Dt04vV2yg0fv+T1mzr2jnADDYXZJLmMTHv07Xqiny7Vm0n"
    "74czSzqFHFUMo/N5nIsAwOOWYmQlpI+F8ND936Uj2cdHD2Hja+hAeP5dbb3PV6yDKyXkZK"
    "BAFcasP3Wp9pZMt8SV2wh1ybyfmGtb8+r36RR5wTs5lFUenaNrj0Qdi3wu/30sXVaMFL8t"
    "pafH+8jufuWHjUsG42FYEqqZ3Nxqeq62dzAbE6AFBTxxW62PQW25BRezHOonDR6pLqThFe"
    "idKlBmwcBlQZOud3MNoJdAmmL+cRHNN7wl5CFRPOiCX1OcPKUxyKoEwVHdIO8BRUR+uLKY"
    "IXWFi5i3Wwjo392BybbhjA1YFigChVQBgf5r4PT3VFlaa6yBQbr1FzM3xuGeKj1sedSiOR"
    "mUZlB68xxSlVgkxYXeqVEPQRZOqiDsjURTXI1EW+1GuKSQ3tqndzlAYhadAynzNa9ErYv6"
    "kGLEVlCsBqFICZrNk2AjiKdEqDvLz1LbmQoWpQbXuEagv2i5gvqkwbOvWQXYODaho1YG0C"
    "e1aI/TJDw2BtSDB5j+g8ZF7AIusymDK+th4EDvRs3e2Y4HRicwA1+6LNsqub1LEZ4js1b2"
    "z8xrmtrDUrXY1KSsyimfc4U2GXKqwuMPvh4uLFi9cXz168+v67l69ff/f9s6TcrHhqU/HZ"
    "m/c/4+6e2WHi7b7ajvDC+bjMkNhc77em2l/h8e5FsY1aP/qIWqlTWUqjTnVanYIVspWQ03"
    "RGxJ0WsQyDSWkYotrHkiIxXpYaXhbE1m/C33h8/xr4bR8m3RYBLyvkr+bumqJ//L149qwG"
    "g2FUJYfpXJ7Fa/22wOdqqzpHZuzqzXa1nSrleaRl3cOqoEHOts5Nri5Z12/AyrwjU7FgXc"
    "enBpus67EeVDtkOAGD1xMuRuBUyoTF9oqKgmWnwxM1V//HE8Hw5CwaBn9gfxdmS6HOmRX3"
    "YrSYchC21aJ/rEESQkMs27lQCl6ZjYFWRMiBuSYyB3qUoUfBSgSPvWKWXMCcR+3TuowijB"
    "g69KhLjS2XXnRhsOe9AbMCmEQ0FKOSjCeXpivOuGLcI9xftuQrupbvCBvheeHSnvg7uBp6"
    "1lK4iLo7k0s2RzhcQralu8DjuLAMwEn0LyQ1yQz768ycySwBGNZhzLpOh0ovQySBRtrGmm"
    "Q72txh3Q070Tc2gOBWdj/tWOPT3fsVLp6/fP3y+xevXibOheTIJg9DiXPBiba3Rn4Fp3xP"
    "NPZmt+xNnP2tfAoZQiPkTgsZVJjSIFH1LrSm6KNLoZZZ9nyDWfa8aJah0tFg14mHHzWE5t"
    "a2mERHbLoKZQgNTl2XFyGt2TcV8JrKSLfL0kWzqijbf/vy6WO5XOPxeak6k4D9L3Mddbwp"
    "4WXyREZkRBnvJUmyWmqbeVuSqoYXeFPmsjqMVyVTQ1PiWsnX2FT7V9LVPQ1SGHQ2xzeKhd"
    "7U8Rw1EzbzQ4/JKSYbONyVt6G4pLRofLQBGfyUJYmegrG45R65MHSbHPIGeGqJ/YSUhHF+"
    "eU7DXu5qOu10wDU82OBkiAXdKMyRoumhSv2iTpTuRXWU7kUhSoc5P61SoXOEJhM6rSs0yY"
    "Ru1yGgE90BupehYxKen4QabGCCn4SYu5XXftAIzxaj701MmYcz4OPa2p3nv3eB/VvPfn+U"
    "dZhkPJRYhulsiGqrMIvIWjOrXbdvlWBn6YJT+InR6SjMe87+wKRzudBtZXUomieNZgfYiB"
    "aMEuwmwqyJK3VfHqsiuX0399LtawOYfNh6VgOAsmF48fyHC6zLzf0ZxL8jbgn7Cq6JvXY9"
    "dgr3xM641Np1LOBuSHA2YDpuo+P3NkwReBjdhR6b51pxLYHFqCxfsYnLnbkicxWj7WjOCv"
    "iOLqlzr048xBNL34m6zLorNl7RQCLVgXsqNnawrNhaSN2XF6Pzcoo0mVT/JYb41Z2IygDG"
    "YgLTB+1rLDXGlIElh/cme9sXEwEz4JxZruBKRN128WkcfVE04MZw5hs19KjWAHfOge71q7"
    "sH05F4ODyDHU6CbzDt4dZROgmBY20C4y73qQOxGuBoTqXNg6hjb8TpeCY4XjonYuhRqYPu"
    "VXzFrHHo2a6A79CK+KnvTXNnLqm1sZgjB3U2hmNn2YPCVRFPo8wI3SY49hZYZ5jZMfTQBY"
    "HzYDnD4nF4xCXHQ6kZi7XftYsq+BiETRUVA2bKsg+xWw42OCS6kGbSKXfE9hNbXV7W43Sz"
    "KRzT9CmrZBu28J1ThiFePVfj8Wai1pioeqVuyuIsVf8ysXfF52b7W5rmEbtcxzj9mD3tGN"
    "t0723SbrlNdyD+Dlp51HOExqM+aOlRj+zBJnHyFIkJlTcLlWeB2O5Gi1lpn/qNuC4ZukMj"
    "u+xh4m+xnTp6MZos5glBD1fy7Rcx2mCxNw8yrKlMNlWX4wsph1ZTEedIjZy7LOc0dEsTz0"
    "Ka7qgziLfhTohc3o2ZmKZ78kwkt3xTDiZEhn2Rg77UIVCt8+TI+ud3efWyhuLz6mWl4oOn"
    "Kjjtc++u8YTNEz/5iSt8X/qjppAYWar+TdvtuwuJY41Z3E/u7gQWYwp7kVyqhh7ZLJXxyX"
    "7Nq6cRYnpTR3ee0HA2y9lbp6xcpno1iMf3bzF4WWcteFm9FLwsrARJikWTGZshMrM1t3lR"
    "gpBqgzyXoTRZrZ32Rpgc9SchZkwEbIMUuiYzTsUuyzfJBm0TIMjRGkl3WdJJ5nDj9TpNaG"
    "TcZRlHGeVNDbAMldFncz7ETpXvHC1LCwU8pi3FTgpzSpaDLXD2en2lo1wDHuRsdg3MsBYe"
    "gX38/cOHTaCkaeSaRzfOTjXy6Mk8zgGMUSnOI5n0WV/lM+yEPeLTLmFY3ntjGXr2Z9IdCq"
    "V2qbODTcV2jh5Hgx6stPsi50JXv8V1b6EasDuxwGKtqdT1UA4ipNiwsgVS2ucsKWnzxHJA"
    "HWGoBE2XorFTV0os+MJSq1vg3IDBRBH+WbHybs/3LimM+jNTOJOK3v5VKJkyRVKmSKpja9"
    "Sug5wHzILoNqu3nwaB1cBlHZQ2IuMkNCaFf9Ayhd/AEh1aAr5YuKtWIshTtpRBN82hfYpg"
    "LriHj9RgjU+R9C+Gvf2d1FRP7LjRdlWbgM35g4fpFdDR1EFTgtLnuAO5dO5bRZdypCYdoN"
    "OCPmgw5Hg+4GOKhXSTq8fboTvlmC5xs2bd1tVu1rST/GE/6x8EPZXtgZ2Cw1p31B4QGJXG"
    "xiJUqgjOCn4DmRNkelll3Km7uYXp0d2PHt3N932z3R/Bdo+GYlhi+Gw2LcMyk6cPtuVFHc"
    "/sRbVn9qLgmTXthXfZXtj0vjW9b7ultXa49+2XCEK2TGtNzm3UWVV6VD2dFRFcF6hJoroY"
    "g6FKL5ix099v3g7Y8OTi2cWrb58/H56cXSLSKQ4A3dhZOMILqC8tHOSuy2IVkp16Mmq9cn"
    "bOLEKmFTAppe7jWq7X7v0xhp7LFajCOtNHY7RqLFoHMWpBmp6wo86zcJUJ3AXhW0HRxiOu"
    "M3ciIrnAz0T6ii0RXjaQrg2jqjMS6K3oE0zsp3w2glGxO6liJ5KrHUVJRN0/TWwTe2Nl4X"
    "WlrvA6rypE8MhNOgGnSXrTvGRrPRonvBQhpJKbyXjDygIrk62j2eqbpesNX/eyCqc6tdJO"
    "3DT0t6bqDd+3AnxjogcmetAJO6yz0YO3oLSB2fSzL8PFSYklljk/eKBXJo4c3eLQmnEEzJ"
    "nW3vxQCf8bxaKLqAHZN9Snkp1aYxfEa7Ep/B/7laCBM5b2CuwVhFOFL35Ijz2ESw5DtJzQ"
    "gpqL+Ri4jgf/dIAObhNf/a+v5enbh3uUUtsJHySaMnTbx1lOJml720nbWiglSlJ1ll9CYl"
    "IsBy3z+/Bza5VhmSM0EmgrAQPF0UYaRxeMM+0in4aYVUVNTLXCkCIx4arNFhKyap/2UUeZ"
    "+qCBlJpSXTKPfvQd1z0psYv0icHGNpE4pKYhdM18MRPcV9xF6wDDPZEZAuO4rk2+xGSmWy"
    "l0p8MlX8WdBpHGg4tiH0RPRt0fMViD9aMKy0fXF1FMCYGWS9ECOsAzJC0lQ+y66IcelmEM"
    "mLwXPhhWC5d71oCKZG+Fwl8YbtJHxAL/9bE0GCg52VTcS90E6LmnlvDdWJdx00cHY1VM8M"
    "ksCpUNvbi9Itwq39QRmx2SQYd3hb1seIK2nL6oyB8Y4vqLLz+ET8/HWwh7GM31c3YdMEuA"
    "xYh9NKMyYHxHatforYbehCsYZUU9K+GBbWLm2Jd3whvJ6ZSdKjiBGizFDinsBsQC/X6KrN"
    "CFD18MfOPIDk/SSEcP1M+Fb4nihEsD70FE+J8zEUPvdCHkwhWMx/E8uLByXOykyagpFHGi"
    "suq4kD+X+pRNZfHBjVSYi6Uuuuo43pqih4G87adUHUfO2km0uO5q8u60ORiuzkUGV/elis"
    "c/qilV1+bxBpbupCuV3nWbsH1NYbqBtec7bsFNuB6PN5P9UZNdLJoGXWMaE3JNV+bFYD1N"
    "OJkQ7Y+Vz7vPysh8abIWpEjMcvCI5SAxpkoiDJs6MmboDt2RsdzVsJXAwvY6MZo67T77li"
    "OfR1PxpshM8KDTAo48Vk2s3xRJD6uKDBpIF9FAwDL124Uys5RmNer2anQv/BYyTpEZdaLL"
    "8jWhahOqNqHqilD1uyT0eVISr06dHWwKWqeitDTwwcj1J6xMDD0KmArXxbivjiees5s4sO"
    "ooNvXlPwWGWAWWHDLaVlUxBv2oq1VEk4G7sKC4wr5FbGX4HKR7j+jKoD19C4sY988GcAW5"
    "WOBBzPX1kipHOCP+nvFQBXguCqsCO4S9DoRjFJmgSqaulD7DCU8B13WlZBxYPYtj2pfkh8"
    "GX/NcwzpvGYLFjY0A5Ck0nf+OEFF6wTin+eglvLtmcr9hYXxmegAK1VMwZhcsvMY67nDmT"
    "GUNPpWKn1kK6zsQR6lzzz4LXm3NbIDvnOgyOA1ZMD8SiYeuKptklZQPwaSB8ja1CJacOvL"
    "kuCkWolfMoPJ8UkSqM9OODritFKdoO8iOHH8jLwnwDVK4wmB/9Vsnv6FJUuRrEZbN0Ji5M"
    "pYD2Gl17LG5BeKdKCGb9Qlc4w5u4GmNbhj6TSxBuSLWtMPX5CsTqBIOITXFOdiKw8yjTgC"
    "LpcDtP/B0QM5PUA0ZVT0pz8LmegZ4QOgw/k0vgr7ditjOdAg+8IJrMbMbv8Q4s4HciznaY"
    "CXehsxVgVVWCOGc7MO0sP3RBZr/QeZRZavLEc2UAdz5RDizMOikBHspx9U/x90JMgihh4e"
    "sVs9Lfw2hMUo5fEKXsaD6nR7HxCtMp1B1dxbrUHx4QrEi2MPvwFB6leUEnohyIREz4hpzK"
    "tUewwzs2XQWYhreMki3gVeMh+rHOmL5wzCl4tDWz4ApDr4wV8M5KgCxtRUkZyEdYotfzFi"
    "Yld4IrfZERcQoeJlzgbfDFcCKHWE81gplCj4nF0sSVoXdq4ZPQU9z8/vnjux9Hn36/sUxy"
    "xHEmRyx8OW7ajDNNY8rD8vDHJtlkp8kmbiny7saYRExiwhE1whEmmac4i7fv0zT5PCaf58"
    "nwPbGlGikZaSKjZXQgQ+p4OGkSpLqc1WMSpLbGSpM70udgT9FN1WQDLac2O+nXah63wFQu"
    "kptvqsvflHZNN9191lQH3H6ed2LLiZz0TbTPFIlRQNsroHH0ofEalaIzi1OXF6dMeKjJXl"
    "8gNNv811LONtaiCoSGs4X9oJErIh5vdoL2O8E6bNt0L8hSmt2gy7vBOgTfJBqTpepffvkO"
    "OoK4UrXD8koTmm+py9+SqdLY9VfkyUC0AiXMEZquzy0xCeNEwuYqwZrOLGJdXsTi9NAmq1"
    "iapn/L2JZRVjSz2ixieUqzirVcxY682K97IUJT+Pck9gYDVfs0xGzq/0z935Op/8vky07K"
    "0r4juk+euJHwv89iXeFXLpsvoCkL+7f4ckepjxXk87VhoeRvlFt5UlIkGZ0ZbCqQjGvoaF"
    "SNppMyhmGl2qIBQtXqFiNs6agZweBSh5Fa/UU02u66jk8/sAWDkACYp6J6pZMcRw/2IFgh"
    "GNXpJcC1uqBPEjQwIgPrLpQnyVQzbVA6t20MmGmD0i1T0bRBObQE4pWuyP7q+G+axsSA28"
    "eATQuaNqI4PoPP2PVPQszGrjd2/ZOx6xuaq2mbvcRmzZn0GwxXHFLbbCXIlthy071V5EKk"
    "G6yAOUlGJKF9kF0XKrD/sNxcBQmiCNl6S8GwUCBu4KIRNRK0lQQepsRoPcRjDD0cDbawDG"
    "ZMK8pXaKZaunLI0rdKuqXAU8V3O2c/I5xJjI6SfkrKllG6FYvG0eHM5quoAwyjBjAVFnBd"
    "a3d9t4ZraYFwvzZwJ9fTwQaDV0u7lfFVIDXmV1vzK2Jlc9UwQ2g0w05rhtR6q82HliM0GQ"
    "ktv7Ko91nTbyxFZrKquvyBmRrqPkvXuMl6K+aCwd/EOi0zGoozJI4r13QQZCFmj9FOeNBF"
    "ULCUajgKHmX8/4ZggydloWo6Mdho8OOQBii+IAeFfw8i1E0qlAIDOAhAidK4shpZFwxwm5"
    "B1b6W0wU7m8L/Q4/fcIekOwJqFieJqu9l12Vi3EGVTxwcrfApam1uO/LvXJyCs1juH+scq"
    "hCoNXcQH1nc+TZwO+u+p9DEIPmBL7t6xUwIEVQye4myw7pp7zq4j3Fs249Tzdi4RntQT8Q"
    "Mzkgli0ubBVCPUVYyKCwSHpSe9Qs8CmioPDF6j5MJanAC4IlHkCbEuEwBTOjxg9D5q3ecV"
    "EWIZch6HI4Qr18jKMxm6tsarHQtMG8D+uMAYQtMF/tw7E6Fvt+QrfDHlSflPgh9G+Fs5DW"
    "Kk2DUj8Snh1fRI1NIJrDUGzA0nM/SpIJTxGxEs4aZM4TFOeQpJL9t4rsDAoTeX9/hSFqyp"
    "4Vw7aRwV+2FADvHgb1TEIsXCxZV2xOBHqpi1hJkAq278MEzxlaIHciXIjXr2ZgCL8yC4a2"
    "BiguFNnYg4vnRg0QwRKHop9UC8euxLukrhH1/SCEWTkE7G90Xw38VMBnLA7iUwfqABbQdw"
    "y1svQsXNPhvMfu7PI+BkECSuSloGwBYghyetDV2rp7YBr+2KG0rcCy9o6upL0Zha7lyuuC"
    "sb1ZrG4/tXWPKiDuLni2rEzxcFxM+70hShat7elecH7RJTNdEBdrUK7BpV9UiwayNV6Fi5"
    "vHeI606vFNuvpPUF3L95BVSKbH8FULtk8/ZqoLDbQazXFtlaydE8WZ/YevH85euX37949T"
    "LhbXJkE4OLvJ1K1wWrIVw0L9nLUJqivUxkD2xe0NMW2PimZZi1/AomDNQyDNQR9LWuLSfH"
    "7kQufHVt5VwgNnGhbsvatBHZZRsRE1Xt89cTBSTagApkKI2UuyxlXPBG8q5lgtma0ki5y1"
    "IOPWoB2tR6S5EZ0y29NOroX1N2pshMr/psWLSBx6aE8qi5uTUvTRIWbrqSZwjNQt7lhTwb"
    "v2/i5ywQtvpoOibabX9CBl+x7x+QwVc0+Ipd+Xh2hxLbqpohRWbWsC6vYQY/82S7xogpIH"
    "gS343B2XgSYs5k8NZNGc0QGayNzVgbiwQkw6BtbC6lyUyrLuFtUGXNFxEEhNNVVXqTDBg8"
    "WIIzUumxD5bi/IJlE16CmQhsxUKPMVZZBJiies5uZoLKGAjaYq6Eew8/EY+Ce4wSvNmpEo"
    "JZS+G6QDG5O6ejyjorlt3s9G5UYhNl5lnwwpTy9G24UHCDKXwRa/CNGE3jHK6TyjuLakKo"
    "BEPwyWxd9QHfz0oRFghV02Ahx4hqHYBkeHIrR9IbnmCVy/BkgfUq8AcKA2twsOihBPbjnM"
    "pHAjWi+o10DQWxgk0QFxN4g4PiKpihh0U0xDvdDgfHO74uxoGFGcaqKyweuZXANHjs8QrL"
    "boQ71VdHzjv6NRi/ha/lsRgg3Vrhu1DTt+WiC5gzzn3T3Ik10aGzJ/Zgum8vi+KYUoFfdN"
    "+WO7o84Bevnu3YRN6aezy1ATXxn+bI9liFQTvkya64u0s3Km3nLRtA5mmNN6/L5mpKHWsR"
    "uE2TGjl3Wc7GyfgkxGycjL0V85bAaKq8Zw2BaNr7zrpgsG7dc/Yob9g79OWclHjB9InBJu"
    "+X9gPV83qhl0l67oopGfoTgfAYvpiEvo/wJAj9ElVnE7AHT51jPhxFAFhqSxKIv4MBs/4p"
    "PRjJPfb++uM1dTQper52fkfyfsWYsREOrQejEdsF/VCnyGpgOLDJ196fM7gQogpYhM3iyg"
    "l3EXDG/XYCv+/YnVilQXC0V2HAtFI7YI4XHRl6ekrYV4hQQ2gv0wjsFv+3cLnnETQMPmaE"
    "dEKnCeUEfVyhYqfDE/Lmfet4Q+Dd8ASRb+hXePHs4tUVHCH5DoGXc24LdG1d//Ze45zAiw"
    "dOgLzjit5lzu/QRwbvovvMRCguHvMk9qMAJiD8zNKjTjPo0CNsDkTmQdeinkjn+qDCLjML"
    "vnIlty02kzCLNdLJJEJ4wcvELtcB3CDC5EFeIqzKFVL7fK4sdppI8CxqVjPnK3R+grnriw"
    "DdhzEtSoYOIhnXosdWDXADsRQEKuSr6DIEx4IgxCBYha/BJjJEzyqw37sVwNt3N/wWhQ1E"
    "wiZA4aEnJ/EEUzAl4Tvx8Z4zeJtk9sRTUnOVUF1uQeAI/TJBH+UoXOQ9p7D44dDkvXwCyt"
    "Ezj2474+5U4+3ANT0wR+8jdKY6kDDwcAlmtkGEObhzkv4t8Lna/RCP35/fYW+5W6/qABO8"
    "qgYmeFUAJtDrSyPvTkLRQwY/f1UHWSOviKaQNV4VHTu0phc5XN1OJ0XyqG467Xxo6xVjHD"
    "ou7DfqHG97iEVjJ012cGNsB76cJTTpii3TFeP9vsj9G+BwRRFIiqYXy84m2/jdf9xsnvUZ"
    "tsfD859ClumoyTdZ5ePxvWD2rjfRI8GoWgdsjy48YkrP++ZcMxiF+8EoNMnjJyZ53KxJJq"
    "5jxFwmZnLoNtl7EoL+bT4Xz57Vwb189qwa+BLP5TS31JMV2Fxt8OXI+sDsfZt8AS/r4nzt"
    "+7zKwcFLWzjv29uE9zuEtwm5+udfOSbORcDRM93Ef5emMQ68rTvwwHb223TIS9MZe7DLm7"
    "Lw2uhdayoj3S5LF+Pqo/GqidKVIumDJrBrf2QUoS9yuNLaT1Hsz9h/nmfv80ewdMup7xI4"
    "4vJFk0maItln4wHuc9cVbnF3z5zpoE937ijMFGm0DqxJ9shiGeXlZdmbHO0ga/N5Mw1Wgj"
    "JSAx1VgpGPSU4N+JqMN+B19L1iClgToyoheJRF1bFJuW/TSacItsp+KJCa/Ie2+Q8647KV"
    "FIq0RgwtxQDm4kI6zXvNZclMu7m8u5dytNsE6zOUxoTvsgmfzpCu++GkacxXsxFvh1hV5O"
    "3u4Ha6ydQHa4bSU6op2E6K2+sShZLNOCL+6R+fxboNeDm7PyUX2pVGfwCef90lKlGKYyXF"
    "WFl+Vldk5QRYry84dUxOwH4IBsfGGYY1PFTugmA4cxE1bT7J8bDFJahwCvP+hIVHdPVPus"
    "go1QDcdtQC7XD6A5E/VvRrIucL2iThHpM7WJxBB7zFvzBZB/+dO4qKptSds1jAj6GXtAxn"
    "p0kr0EumAsd1sSQKrhg9sCeZL5dsJYKzc/ZpyuIyKRVXNSEAkHMnLhlZssk9RjIMQLhwq+"
    "SA9oPFT3WlLwUnHA8mgAzi1tFxz23qBz3jNlPcsWMMJWpwHXeKZvKO2nAPvT+ooEvBcCwB"
    "Y3grhlAeigq0mIWVaFSZRq3OF760w0kQ9ce+igqEnIDZCFyEj4K0Z/SGTtRLWndnt1zBld"
    "CQCtbQo6thSG8MR6PLnaHYljNJhW6BlHd4Yd2EOpoaXjgfwzmLB4GYLwIq8dLHqPaJOpXP"
    "pA8vBNygkicUCaws2Ih8OvSKUwQukCu9i3ujw59zwT16gqpCpz8zjZIpie6vuhBMptRpH6"
    "VOe02E7NoOtOtMyA7kEHeN5X2ySWhrbfTxxAQ9/Hq2X8fGx7DRNzT50jTG5DNpxE9wVdL6"
    "XpmT97YyVLSm6VHg7YeLixcvXl88e/Hq++9evn793ffPkhBS8dSmWNKb9z9jOCkj0WJ8KT"
    "IEmn5bKTLjgezyd5Wyz5rKOEdq5NxlOce2c1HIm8uX0nRHHXHfRsmSCXXtQoOjfOJ2DXMz"
    "lGYB6vIClPhc22jqOVoj6S5LWtfkg/jsEjfCA51es6Q9Utu3sf2AjBZwcTFCULQia6uLwA"
    "qEfUj+3ncZmPB9WWKAVvvFEoI+cHsPFY7pUFyLTaKE3OwTXd4n0kG02qp0isZ0m9qc/SJi"
    "DNZHZr8kWK7HydQHs1/Sc6pLrabeYtWJ/z4bP86fG2xK6JjQKHi1BjC7UbCd8gY0Imsgo4"
    "NRckAwcxRb+GLq/I1x9+UV0zkCdGAYy3Z4gl2YPFtRLB8uxCTGz1U51O5e7vqYzkl0nya7"
    "/5piO2Gxg4JP7yYotgGqtMLbvwGstMrXb6KQZVFIg8rSWxWroBEcZvf6zZcToVTZ5hWf2r"
    "h3LfSguqmIXwKxwE0DHxz+5T6s8SpKQlNyLghHHCQ9dfy5QuhuyhpDAHQfdgy5wDSyGPP8"
    "UsNp08lvcNOhJ6HssqkMPZvpCurMJrbn+w89a+zCB2JdMdgx5zBtqFugnDJO8PKYx+aHng"
    "dPt06YJFz46OggfhjMaOQIHs8cD4hx8z0b0CMt8JRuSRg9DJwgyHg6HN0vVBrUHW8sA3GG"
    "eZYLl08wM9GGMUPvFDP7VnBJsWAzrpgrpsFZnNXITj2pT/nYwhEOcG+FzDoDbsR5yRFHNN"
    "o65gpitqO8E16cv4iJe94V5pA6dgxXDsRDL84jnHO4hx8RYZoinoh7RobCQJofZ57fAesn"
    "jmjbahCLwX9bFdTlCFtW0x0RU3dVTkfLejPeJySG6225fhzIw/szOOokDT+vThp+3sWkYe"
    "PK3Zkr98jBcbuRXYLqc7u9N0toKtnbV7ILezReNU/vSZOZ9B6ToP0EtwDjUXwSYtaLXStQ"
    "SROW76yEG/iM0zaTWDyy0h+9psf7Qe+3xj/ymv/mcu+k2qlOpwc1HOsjbPTZzLmOwVlfgA"
    "RUoODHlByqWFFNHufTyCPNpg7GX7FVJ7PQk2td6oaYcsqsmPwcn9MqxoJ3eqfSUu60O1A7"
    "Ukwtt/HxdnrdeaRCbjyMB/HrwvrUyrrPERoJtJWAMUR7q78aQ/RJiLkjqS2fxX+LCQj9s1"
    "Yxy7Tx/JBaGrlPRNjEvp5afh3ryFphxobviMUU8DvhXVIOBLWdZ7RHDJjeQ2JYrRXozEqG"
    "/gTzTfjCGbAoVYISIr5RpGoXFfQ93dPkYhg9/anr6fpLKbJzQ0w6oehhTHr77T2wCqCNRp"
    "6lMwp5W4WcCuRKPIjV4PVrCtMPLCORbYDaG/vIKM67VpxJdfyHWJXrzMnZWurynVjVVpRt"
    "YYcL15lQPIKynRP1NVRrBZVH8LNRCnGk6l4CwQIGzxBYVMOh6oRsxVzp3RJ6apmmvJ+bPq"
    "KqySjG+1CMjb/1EMpFvEo0m+NZKpPKk2vmFgYIdN3EJEmR9NAm2X6erFHCjBK2WyWMci5K"
    "1K84F+NhxStJ/KjZIQDh9yl+LzQ0PfzE4jFdJIf1azJqAnDOLF3jhTVfA2YBQ329GkcVYJ"
    "pkgCVgqAh5ksrqloIh9EdBA9vnzYfeqRVV/Z0vVtaZBsnX6psDCp4MXZs8pfAcqNil2xhc"
    "Enw+PucwvHj+wwU8Iww+1Wj0jlb/YB0dy7/P4hEgGwcUwHXPgqu4jwA7nQI11sR58KqcuR"
    "wL3+AltbNVwuu79tmA2T5V+EWY/LF2qcv7dO8AzKrwKYXnHp/R0ZqrxteHH5yemvEpFdZh"
    "wSJW8UVtB5xgEHcDGPsyvJ0RoD5O3lij5cHQQ9bHZX+anXBLEJ/AQsWZXIJKHGj+4Z2jWj"
    "+C9o8ZUttZnN3YYY2EEXA0FrjxHh9YSYbhTpwr1qSCIE23vwqCXSoY2ysoaIGhZHSHbuoO"
    "GRURFkJPlMD1VmvhKZI+auHbB+lP9v4ma3+WyhiPWZ663LsNQSVtMm/TND2cuFvuVh0g6H"
    "qbgFaO0BSQtfQ5xdpyCfeldAX3KuKJKbI874FuV9M8OZJmfrkdtxWmf/r0IcP0N+/zqJu/"
    "//rmHazUJAAY5GgYtpKm16ZFzS59UGSBNVXEE6InX8cb2eZNy0hzZEZ9yE1K6bbxiqbITN"
    "lZl60aU1jYdwn7gqsyB0/1tr2mMBDatSC0TfToSXxJa7d1A/0iQ2S0i05lCxzRx9Iej3yx"
    "hv3MMrgxInkKQPQ4GfsgJnl2ZpWjkhdXhG2wNrnQUS4DDzM2vQp2Ce39JyFsvNJJSWg+OT"
    "fYFJ6/d5QTjKbpsQ/G56kPfITkSjHupWSKr1T8N6GnRzFezugOlzpiLtkUzFVEW/dVlMko"
    "fbsE3n03tyit5dcciGr5V0lYNxMITh034d7DNWhHmTZ1MSVEJtBrkOM65fg3dlcbaRyd3d"
    "UYGnAboIBHJNAGBld6q67LzTSNYehmY4t4tQV74N/j6xwnUx+0B9Jz6mEza1zSdnF3Jtax"
    "8jRZ9bpkX/0iSYQF2+qXqDrhIbtqBuNqJj3/AQaJAFsmVGDSOErbNJiqGxdzrZgtKRkY7C"
    "Cwa7QFRE0zLjGzlrp4EFGZNbXVaz+mJdYhnZAtzKZOruCDDTYSCa2VWp+nNHp9S72eg3be"
    "SgI5QiOAlgLAxKggLGsk/ZMreYWfIE2U4/wUqXrF+R8//f7mwzv22+d3b99/eR/BAiRWE5"
    "3EQ+t0qs/vrj/kuSy92xZsTlMZPtfgs4Ema8P5o3ATPKq47+E4zidP3Ej4385NjC7oUVsP"
    "4jzKcPiAHcX968lEhl4p1lt2wEZTgrqT+yOux9Y2J7Df3dzxQtAaGGgWjKiFjajH3MWZYK"
    "EpQDV44TyOqwiPUjIHGkdivKKDqGyOOVyOWvZRAzw9fK4DLB726mNj4ZaUUx7oOYbeP4Uv"
    "zxm2CZ5JsHuoiSDWDmq8uejWeGfpuStGlHB/7GwYLoyV03ErJxJfkb2VYaAUxVHnGl88f/"
    "n65fcvXr1Mwj/JkU0xoGL4Ry7ghdtoFRlCo1QYpcIoFXtVKt7B1lgKhZU+XUehiPbYevoE"
    "wiIox466BcNgT02Ff8mUZPC8q2SHDyQ7lT6b+nJ+hjgKsOdrvUXvxdE98SqYrWHFF0LABN"
    "IOlr4TYPl+su3mFYpDPcjQQxUDVRS4slYuPiWaA3ySqNHcoCdVhgHWZKSaDxMShEZkcGzm"
    "Cm6jKrJEp6xGdLjDxhSXDFdWBHQ41cAI3AfNJwRRYeNj8r4O2FSAbG6daUDdlLkHd4YXhv"
    "MTVyqixWP6RQn/QE9I+6w25kFEbCByu6LrpGZmE3bnyEzoM++lzczzulzNUhmm5pgaLb4N"
    "9PIURZ8StLampt+VwgBWV7/E43tYs7rlwvcDJpMcjwPbtOw0JmVnQOg+TaektBYsH31io8"
    "2jv1yJA2vj/xINadFEp2HEOFtwF1tSRChsqLQPUOUWC0qpsMXEdTz8BRo5qOlKzgVhvsET"
    "CboY9bogYDUN1gYXPytDAt737R/Mjoc7l6fHRycGMWaCMRkOazL4oKOWMHpzonxC1Cc9bB"
    "uJ8scAHEJe2V1N0p2qYUZt6K3akDG3PbXEPayFnHOkBq+hy3JeqwK1454JhXGndMdE7Q9D"
    "Tb3DQ0zdcr0DfNBb4GnvCx7W616XKh5+4+5JiYX9m5bpBph37tbtCx9bpAiJTjNL6XJuFZ"
    "m1oaJGjwvXoXY3i4Uv7/GXL6bYAQdGYaI0jmETyX0wayl1Xdcx3PJ7uKfOBKIImz4MFFcF"
    "E/tgTzL0rDjdGEHjk5zYCDNeAe8HBFm+lMx24JwiVHU+mY3u5hHK+ZT70X0knJzJ0MeHXR"
    "d0TLg3oNZmGOL81xD0pNXwhJ0+A5N/6P0qPfj7bMCGJxggHZ7gr9ALHHd48jVCj3d89k/p"
    "iSsm5otgdYmo9xhfjVHvOXJAPzA8gwiYJ7WfQg0YXSkeM6K/LHaKM+1Snxt6RIbVJkrWj0"
    "1qmeDolO5f7WwwaVi7L8iP5NHENA7Loj27tI2jL/gozeMYzLhRx8MMUTeaHuL9etP00FT4"
    "dKHEqkWLtCydYb8psOpw4Y8psNoPn2PFunHAJEW3v5jJRSGpvHsRE7JGmigsCYFRVraurG"
    "grrGSf3NRdYE106N4Ce9glt9djIG3xNg1z5GlNnKPLcQ5bTBzEEG+M7lQgNHlk+U4ImkHN"
    "A4VZSvP9dPn7MWH/JyFmA17QWzGbOsO+1hnecFWKKE3HBw9n2QYwrk2rZxu7LFejmD0wtk"
    "4AKZMcETeBNdmqh40imS6+OwB3hn/bgTtnCVu6yLvG2QP4yFNP2koQ5fQmZNFWHNITbUzK"
    "NZmxJ7umgZpUSZMq2TVF/eFUycPk9d044qRMpXdq4RgHtXFCksYt2mJhS+4FGkA4QhUmCC"
    "4LLkiwX1N+L0PfCQQ7peQxrEnDxLeZmOtCtTMsVBu7cnInbHYaIXyhpFioEmyOQcFWOMxj"
    "DD3HY8KhG9iOL0gx31Bcl7Xq8Hh5fV32lDFVDofF4TQqBIuG97AWf/v9o41D+EnoaclS1m"
    "C1StMYPS0fcu5UkvPRsnSD6rv/NokdZes2vNSFtcDw9WG+phfALhkV2pgrMSsSK+8Bw6I2"
    "FMeCu2yCzVQ0BgY1MpmCSo7wFjHkXwoVwxcgXwXzgA3Di+c/XCQIGtGfMV5G8rfvO/frP+"
    "FOC4LNI5iMCc4+14W/CmZGVx5s6Im/F2BwwHFPjtRMLjWwoM1XCboyKkDrQiT9pAhUqNip"
    "hYU+1tmAntMPFKhSFg2aw1t4wRXTpTupCiANvAwH4A5YDYRlT7oYaOiBNgBrqxoQH+Lmnd"
    "ylWiJdMIU1TxX1T3wswyB6TMIniS+DMNIJYEmEhkJ1SA7m0liXQw/fiPhCgM9wTptgeFGF"
    "ZhteJ0KSlq7N4HMT/pRa3OSvC0zEurCofehMkrkHIxQsSwIp2Zyv2IzfA1fhtcDsC7BACw"
    "E0LI1vrVlORzTGJFVGwfsvuRPA5IGH0veAu8k7fAAlsaSLpopYkNCWyF/4F2+BvLfsEH2R"
    "1tA7tfzQhXkFUg9GLlzAOjsnliIHJxynBN4RiWAu+FibFTgTZMmUnvFSX5sQKmH+0kEWX/"
    "SnT79//JEuiLyNStKimYxvCjeYY5/V2kE3lEu0eMFswX/Qkh2wNG5M7kTqT2PxHrzEq+vg"
    "J0ds9RrAxG0DJkZLR9GBUBHg0cM3eQ2OkKmbKiaub94VAY70pt/U85IhNPGxLvtdUMNrso"
    "zH43u4ir96WWMVf/WychXHUzkfjGm6d+j4vinJ7YIATEmuKcntKudNSe7x8Dny6jRRWFIk"
    "e4QWQd9G0aBPjnYQUEQ7xUrW6E3loGuiQ5eDlnuIt7Iyb68MFJ6N49raOC5XIDTFgTnO3o"
    "vGPTvSNIafOeyDI0GK3kEnvW2k2Ufe/IaraYrKLKc1llOMiDRzQevxrfSAjn3mu3ZA65hS"
    "U8ffmsp4/brs9Ztyxw39svjC5hU+TffkF/k4Jt8GujxLaj6WLn8s8GpTx5+3y0HN0RpJd1"
    "nSUVZNmw86Q2mk3GUpq4CvVDssphypkXOX5Sy8dnBBaToj4S5LGH27RelWAwPwUmdPPc21"
    "Y2LcdnqMW5rOtdFdEZMYX0UNX8W03KFW7ayYVjjTjLeixFvhC65a4ikUSE2ouWWo2VTqPY"
    "lN10C3PQkxH6hh2/Esow2iaalKh7rMTJGYOszNdZhxVoWpFtxcLZiaUp1r1tbNz75trza4"
    "Pfv4+4cPm+ovU6aBEDaOKdFbI8qf/vFZ6PSPalb/lLpKTyZwtig4adHenkdJP/g+MihB12"
    "zPnxjIsy/s2WWN87XwncnspKTIOToz2FTlzNdjHqpyrmbDw0WWjYokK/1mdb1m0Qq5aaYc"
    "FFR3Oz6z6prIe1igSvFKq708KZIeVtRcfPddDU8PjKp09dC5XNh90SjpJxreQ+4+f/asjh"
    "/t2bNqRxqeyzlxpBcIr8S0r27SkyLZf5uewxgrW2vIUzBr9gnY8fX/A8tLbTQ="
)
