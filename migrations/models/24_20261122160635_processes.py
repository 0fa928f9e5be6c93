from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "caller_ids" (
    "prefix" VARCHAR(16) NOT NULL PRIMARY KEY,
    "number" VARCHAR(16) NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "caller_ids" IS 'The number that calls to numbers with this prefix show; the prefix \"default\" stands for all others.';
        CREATE TABLE IF NOT EXISTS "processes" (
    "id" UUID NOT NULL PRIMARY KEY,
    "owner_id" UUID NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "blind" BYTEA NOT NULL,
    "status" VARCHAR(12) NOT NULL,
    "due_at" TIMESTAMPTZ,
    "failures" SMALLINT NOT NULL DEFAULT 0,
    "note_sealed" BYTEA,
    "ended_by_id" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ
);
CREATE INDEX IF NOT EXISTS "idx_processes_owner_i_ac586c" ON "processes" ("owner_id", "id");
COMMENT ON TABLE "processes" IS 'Steps towards targets until somebody confirms or its sender stops it. `name`: the sender''s process id, found by';
        CREATE TABLE IF NOT EXISTS "process_plans" (
    "id" UUID NOT NULL PRIMARY KEY,
    "owner_id" UUID NOT NULL,
    "blind" BYTEA NOT NULL,
    "body_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    CONSTRAINT "uid_process_pla_owner_i_db7e37" UNIQUE ("owner_id", "blind")
);
COMMENT ON TABLE "process_plans" IS 'Steps that requests refer to by name (`blind` finds it). `body`: JSON of `requests.Plan`.';
        CREATE TABLE IF NOT EXISTS "process_rejections" (
    "id" UUID NOT NULL PRIMARY KEY,
    "owner_id" UUID NOT NULL,
    "source" VARCHAR(64) NOT NULL,
    "raw_sealed" BYTEA NOT NULL,
    "errors" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX IF NOT EXISTS "idx_process_rej_owner_i_f66b9f" ON "process_rejections" ("owner_id", "id");
COMMENT ON TABLE "process_rejections" IS 'A request that was not taken: its first bytes, sealed, and why. `source`: api, or the queue''s name.';
        CREATE TABLE IF NOT EXISTS "process_keys" (
    "id" UUID NOT NULL PRIMARY KEY,
    "blind" BYTEA NOT NULL,
    "process_id" UUID,
    "outcome" VARCHAR(12) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "process_keys" IS 'A deduplication key that was used, and what came of its request: kept when the process is long over.';
        CREATE TABLE IF NOT EXISTS "process_steps" (
    "id" UUID NOT NULL PRIMARY KEY,
    "position" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "address_id" UUID,
    "language" VARCHAR(8) NOT NULL,
    "text_sealed" BYTEA,
    "relative" BOOL NOT NULL DEFAULT False,
    "state" VARCHAR(12) NOT NULL,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "delivery_id" UUID,
    "told_at" TIMESTAMPTZ,
    "ended_at" TIMESTAMPTZ,
    "reason" VARCHAR(200),
    "created_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID REFERENCES "persons" ("id") ON DELETE CASCADE,
    "process_id" UUID NOT NULL REFERENCES "processes" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_process_ste_process_6bd9e8" ON "process_steps" ("process_id", "at");
CREATE INDEX IF NOT EXISTS "idx_process_ste_person__346270" ON "process_steps" ("person_id");
COMMENT ON TABLE "process_steps" IS 'One thing to be said to one target at one time. `person_id`, `address_id`: the target, who is nobody we know';"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE IF EXISTS "process_steps";
        DROP TABLE IF EXISTS "process_keys";
        DROP TABLE IF EXISTS "process_plans";
        DROP TABLE IF EXISTS "caller_ids";
        DROP TABLE IF EXISTS "process_rejections";
        DROP TABLE IF EXISTS "processes";"""


MODELS_STATE = (
    "eJztXVtz28aS/itTeolUhahsybdIW1slOU6iE8dKWfJmd60UMSSGJJYghgcDiObZ9X/f7h"
    "ncCVAAeAOhebEpYBqX7sFMX7/+36Mpt5gjTt87fDD5zOdHF+R/j1w6ZfBj6ZxBjuhslpzB"
    "Az7tO3LwAEfJIX3he3Tgw8EhdQSDQxYTA8+e+TZ3cej9mBHuMuLxOfHH1CeCLgQZy78YmX"
    "ncCgb+D4L49hQGBa4gx4IxYs6Z4wzGbDA5lTczT07xfhYfwA1td7T5Sweu/c+A9Xw+YkDu"
    "wQ2+/g2Hbddi35iI/pxNekObOVaGd7aFF5DHe/5iJo/dTanj3Lj+L3I0Pnq/N+BOMHUTit"
    "nCH3M3JrFdH4+OmMs86jMrxVQ3cJyQ+dEh9bxwwPcCFj+olRyw2JAGDooGqdUTJMeOer1P"
    "t/e9uw/3vd7RktgiihS7w0MD7qLI4VmF5MEIH+HH87O3b97BWfmE+Mfb7+qGCVPUcMmaP6"
    "4+frz5dH/0XQ6iPlXDJJMTrnqMOj3qL7P2Z2AOyrSYtSmyHH+tkO40+tGE29GBhN3JxN8B"
    "v1ew9f7mjw9391d//ImXnwrxT0cy6+r+A545k0cXuaPHb07wOIdvWH3Z8UXIXzf3vxH8k/"
    "z37acPkp1c+CNP3jEZd//fR/hMNPB5z+XzHrXSPIkOR4dgaCJgAZ+q20DCaTot4naLeMZY"
    "weL4i8NpycoYU+QkO0SSbUnz5emL3Qvz59sv1x8/kD8/f3h/c3dz+ykrPXkSD8EB25cs+P"
    "zh6iOsmbgNDSepJRMP9OlgMqee1Vs6w8942djlU9Ozaf4IdelIsg1fEF8n1BSuGfWLNAh5"
    "fKX20IcRopr2cOvKjXzAhCB8KPd15o5sOEpdi8zHzCW2TxwqfDLg06ntw7wgFHb8weQCTo"
    "NOANuBBeOBHinwAjzwhW0xMmbU8/FZiMP5hFB/WcPY/e03rIV8+XLzcw0NJAhs6xRptqOH"
    "HP3bMHAHKFsi74T/vPr3o91/eu9/u/p8fK4WxvSSJ199tVYygfdb5vP7MfWK+RyNz3EaHv"
    "QAtyZYDb71HPgE/DGummcrWPwfV58ll1+e5bafT+GZM3nqe3a78OGbYFYTnSBDqbWCdmsF"
    "jDXS+xIyLeDWCbglask9SN+BHfeD63uLIv0kO2ClouKHQ6vrKv4YRKycEWO4LsxA2PQ5qA"
    "SgRfSBhroEiKhDkUj9+chcH34RuLv9yLwF4R6OZ57gbrFGso2bPK13fAUWgO7SU4oD/Pt3"
    "LU3k2h6t7Q0JFYq2O0N+Ojs7P3979uL8zbvXr96+ff3uRewaWT61ylFyffMrukkyn/HTfp"
    "P6C6teU1u6pqY3TfX11VU/s1RdVELfVFFC84JLKaFv8kpoepmrak2laTZpU7X3+3nShEoY"
    "qraZmhzNEK3B0nD97xZH0bVQZxWIxnfw+z+vYoSelxuh50tGKG6sy8z9x93tp2LmRuPz+6"
    "c98Mn/EccWW3Nbpvwp/cB2fNsVp3jbfbhUkD+ZrTRi8fEfV/+Z5/77j7fX+WmOF7huj3vz"
    "ajDggVvo4YxOrbQdqBpU0c/5FyrzDvNFrJUTYY9cYrunxPT5BAxfUNsFjDbJiDNBgpl0P4"
    "JiD4q84xBGPceG33KsINNA+IS51inxuMMuCLWmNpgCfSrswbJRsfO7F1gbX4/YlNpOr++g"
    "rvJ3VafnXveWdlkf2/F3KqkIRp2iQM617VJvUczlPGWO0f2Fz8QBbj+r7LVwWYvXQFgCr2"
    "8+XX3+r3gRjG2Kj7effr0uWAav/+v+w1VuR0p/GQ1EEBNqCTSVwIwKMeewp4ypGNfRvJYI"
    "O6iCnb1+XUEHg1GlSpg8l+U47hx1GB2N3x1/j+R+ti1VK8vidxUY/K6Uve/yzM3s6ctcLn"
    "XULdFtJoOpUoh+W3xWPruzl6/evnp3/uZV7KqLj6zy0EXeuIS1A4/RZiGsLKX2xrXaGxfM"
    "rIZizlJqMbdOzGsZoHnLZHl23LrsnsM/cnbcAOeoOyjauUJj88/4ModojCRHk/t7dB4bcl"
    "lTDH7AOzOV7fT+6u791c8fjr5v0KZ3xZx5LGtB5s8ZK6369KhqVj0lf97e3ZO57Y8xFGfe"
    "WGw64z5zB4sff2cLk8wpJgep6xpkKCNzFl2ckr+AhAc+MWGO+IEwMdfIFkT4NpjcfYZBQF"
    "AtJ8wiRZHCXd+80KafsEV1W14nMO0kgYkt6hmRIYE2Ho2GxmOfW4sSw3EV3zNkmvtNua/W"
    "r2XWry7QSKgamTgtizqtXaWRio7KzaKRQ3CJtOGkbhlz9zCntZHZRBrdtz42qCoHlu2X5t"
    "Clzq5Wl3FcVV2ZE8u2VNa8z+F/PjVk0vzQ41MMN3nslNy6zoKosJNlMeuSjDm8DbEtYRAV"
    "jsInFZje5gbTPhgXRYrxFu9UJY9OBP3/YQPJF51Gp9Po9Jq60zS6gc+9OoGFmKCDkZs3ry"
    "rEFd68Kg0s4KmsZgILY78Od6PxmrkVmJvaOKryN0XSiMUt07W3zWGL+dR2lhm8IvsrptD5"
    "X5k9oGn+V2bC88Ab1AoDJxR6uhdP95YYGJ/ZEAQ/vseI8lGBiZE5v9LI8NTInko+q2ZtYB"
    "mNY7sTrOqlZDAGjuPP8FJRHtuxOaRT21mYJxckENLVPYCL+Vj367GZQwdwrL+QZb0u+1ZS"
    "QLyl+xT621WAXjoN8273r6lYSz2bQ/vgN+2DV+Kuw+mEYrvlBYeSsJjPZanvXs/Saf+60d"
    "AXaQsRNHJFZgi11dxqq5l9m9lwuQZSzlJqMbdazKh8NElpEpv8jlumg3dJvh57hF2viYiz"
    "lFrKbZZyu2pi2ivYJ5TMJUP56dy+X7jH7JH7O1tsPbuvHWzdeH7fzvwPd8wPZqXeh9RZY5"
    "XvQeA45Xmo5ngIMUt/lJikkk4m3aFlP7Q94atauUti+4JY9ojhEQcITsk9xiUxBY/6ZAqz"
    "NYI+NcL4I3lZipC6vbtp0NSWgaZqa1hn5hyeNA5OxdKGUvfk25LAyB0okMBm0CELFZPk7G"
    "rFRI3rTdiiYkjkisDYEEcdiEUYnDglNz6mPaEugHqDObEt85KYs6Dv2AMTD6P2wDAZjNiu"
    "HIMXAs1oWR/Z0j00aGoLzKVVWgl1RnWCuOHwHZbyfr47e/1mWzzdainvzLMfgRuNErKXab"
    "Xi11TxU2vVMv/LM0cSit1njuyH91vJEdEad2c1sqzr2m8YgcpSar27bVJuid59P/a478tX"
    "XsYMjs6t1Ln9cFRlhduxp3bcoEhehhz/+v7z1cmFVHGnfAoqL3rg5mN7MJbVCIsQ/JeiL0"
    "9wuLaH6vGMgvbMh0PpuFNKNnMcQVwuyxSKNPHd3nwNFb2wYHUF4H5huWpD5XG/bsKM3vhT"
    "FaDTn8qBTn8KgU5X+A7rr62+3jv1qrpqVb2yLHgRUbSoRqdWrqlUDaq6pmK+5ZwusKwLlD"
    "tYtmKQc7k2PVInkFENZfFcElNio5lkCP+ikwHrvhgJb0r6zOHuCL0UMvyxCpN92zd9cB/c"
    "LwK5ckFgJbaB/ZYBK6xPhM9nM5Ufik4SPofPTJ2xGLXIcdgL79G2mEcELtUYAhpxbilHjO"
    "2TAXVxfJ+p52fWCdzvekFMj7oTE7eDBaEek/uCF+DDyXRWByvjvAv4BV+skB4KiQ4JTy7Z"
    "IPvjmHNq+2BhwudlCZOM6SM8DhWY5Spsd8Dw/hKEQkyY9eAef4KXviCyT58XwF56qu5inh"
    "gkcH3bCXEoIsyKU2JSh3pTqcabF+qe+JyyKY88RRw29OVLA6l85SkIC15WMgMTcl324E6B"
    "9zCFFVQGxz2qtKDv69FgDBxjMuu/GK/yazbwiXzUSbd7dkKlhFZVl0iRdLBAafPQ6XKpa+"
    "SKylNqR5TR0BHVACZUA4SuzXW5wi8xfXU+Q0SzOxDFbXU53CC+SFpdWGZoKS/zZB1CbdkY"
    "NGWkNzbwoeVItROtbeZeoZzHqo93VW0nT9e9CsrNazyh9dWoY2GaUn9Rbf6i0JJuIOIUmZ"
    "Zv6+XrMVqY1F2+YObIurdebh5gIXHW1P2YspT6e2rz96Rj8s9CzLrQSBcadaLQKK0JyAa5"
    "NitwPlyHtL/8/pmp5rrl/P45bLR7sPvQEsO/bzNM+J67vgrsLYUJo1PGqjDhQA2qnHkRdj"
    "mbj7nMOeaOpSJHFPFXPGJhGAtDYirMhCEuieLSZ/6cYYBpzsNLCENFjJBdzC1Med7avTAm"
    "iAFGBUSpAnRcqDCdvPSIPrJTYobjzQtiu4+2j4HD8BD+tNgAe1zDLz7DnZcH/imivrOZTL"
    "yWKJnwv4XBSPhpWgHDUNuDe5wK0sEHEIqgB+fNk0sYx4bM85hlXqgAooy2PRzhm8J+8nAk"
    "QW7KQ2z4AtEmkeDWGCRzZlXLOI13057Qmyw27OFfjYJDheQ6VmE0jFVgaLy5MIqoNZD3Wp"
    "399thdUYtgz80VtQBs0WNT5o2wKU2BBDh3GHVL9uMcaV4GQLutLSE+smMh3N5+zAjh+iaH"
    "bP3pyx/XHz4fv5QCgUG2soKWw4EgFzsyYipGWdMknYlab671n1Kq63iQUyQ7rHYLzYBt6Z"
    "DbjrmFTGviXcxQah9ym52Lkaywe65opCKVXUHv1E13arVuNMF6zFDqD6/NHx66fursYdH4"
    "7oU/N1yqHXnEaiq5abJ9K7jFDtWWKbbKQ1l3iUqo9PLU5uVpCFZ34BXFZ1Zn26bp9mi7vF"
    "hjcdpclq0O0D+Lb0V3KX8WYtZ5GBvvKpAKMlZlaDpiqdm5Mq0FWbXMWp3UYuSSWlJTqjil"
    "ZXkV0Gw9YFDiW5fd21KaS2kw0SljVRoMd1kv2o+rpMEM4BLYwVQmnMjS6Dn3JkKmZlwg/p"
    "4H3zUzZXNUM2wlB2wziaALWVGN2SFhr1QsPp+wBbMiJGGsePc51mgf5aS32ztXacka3k9a"
    "lvHNVLrJlA50/sie80dS4qnqlUqR6NLtKoVMybSvMaGzVFrtyTEV144lbq4KWYQEOrfJaB"
    "ii8DF1t4eIH3X9Q1nK3XmIXm9rwdict0h3f2oyxQ/OjaBBzbstX+307ayYW4L2FnoOCszX"
    "xKdQbr2GVQ4VjVd3gRUJc0YmwIiLsJrCwC67qhABfrqEz3AWcu+UmJYN9IxhGUQEVyahys"
    "AmnEqr0uUhvCVaowoBTCKFYcUCzP8iM3b3z4A1H6ZwYEYMQJkRcCGu8M5m4/BRxIzRCcEh"
    "zsKQ9jNeOA3fObcHWBYys10gR2g4hnY3PjVcEh8nEFG1Ch4BGrit+c/AZn5v6PGpaZDwL4"
    "nIJl8G/iJjHsDj2i6Z2m7gY0nK0Gce/GW59miMQKJMgcgtCBZHkXQByW9IayLunAnW/Si6"
    "E8ww3ufW4gcRsRTeaEGmYNyrd8PB3PeZKz0HCfKbzPmJWStR5yQM3LGJIhKn4U3wGNy1mp"
    "tAOwF0EcmhKSm6huQZiMIdBbAf1/GOpWl2mHisuuQdXOLWv2BrrcPdaPwOOfvl/v1uWLt5"
    "SJBIKSpYQlamxaXIdFpchbS4RGusyeksoeZ1ldoa223WkSdDp7fEps14gI1TO4INr+MFzl"
    "I++zzBmB1NvEZLxNo92Da/UVrWiYFf96PJUnYIenUTn1DKU9KMrzGpZmw2ETzxE9VdmXKk"
    "el1q87pkYda+6NWOpWfptC6lO1rrr0yXCjxDMdcIDqb7LQ7htuOe6tBcsPLWAMP7rK51j5"
    "c6XPkvI+JlgG3TjaqasyrVFKuLXIpA4vhwPTalQAE7zKY151LHmUR9eLsxdqlc95uLL9RV"
    "Vu0B1fQg+WS7fR4U4oDVYNKNushn1UTjIO2L1VwSM+ZaeJW12HSXukoHmRTtdCOPB7PNLO"
    "S/4qW6+unBpaniw5rM+hBfqKusmnHHHqy9lv+JV+nsSj7zeH9tDuE1usog9ri+4vThscM6"
    "E8ygAfoPEd5oTT7dhQhJHdnmamUQp/T1wQD0oqI0j5ASS1w5/FNBY08u1RGe5lQHULJFzI"
    "N1ufU+d70Oskwu9z3BfB8uteJrrc40ufjfpS7YEa7VzOhP2cYFWf1Zy3lFF/esqV6lNH1o"
    "O0ylwcue4rLxASWhIbu4kBnxWPgtAzkG6Qe+zFmf0gnDnuoqOdzj07BQ/EZWhU+pxeAMm8"
    "sODJgTH7YTL+vdsIenkBn+HhtiWZWJNQVx83bLtuQNfbg6UBhEtTSPDlPPg6e6lDnwKv0d"
    "W0LItgv43DzAR61eEZ/GSNAtFPae/Y5TqgAzpTwJNSboYvn7WZXy97Py8vezfBLqEN2tze"
    "oKcpS6dtto2kNbLXoF7F+VnZqi0qmpFVJTdTy/iQAOItCrMeE2viWvADHTeFsHj7cF9gub"
    "zspMG3nqKbsGB1U0asDuBPYssCp1jIZBYkgQ/oh1w9K8gEXWITBlPGU9MBzoWqoPmyz0jc"
    "wB1OyXbZZt3aSKzRDdqX7LtWt7VJoFW7gaFSS/hjNvPVNh+6mvP52dnZ+/PXtx/ubd61dv"
    "375+9yJOhF0+tSot9vrmV9zdMztMtN2X2xFuMO0XGRKrM5ETqt2VRBxGFrL8iBqpU1lKrU"
    "61Wp2CFbKRkNN0WsStFjEP/AGf1ir0TZFoL0sFLwuiftbhbzS+e61FNg/gaDGfFpUYlXM3"
    "oegef89evKjAYBhVymF5Ls/iRL9d4nO5VZ0j03b1arvaSiUZrmlZdzBf0cjZ1rnJ1SbrOh"
    "N3LjCx83Hple3d45E1jG3ld/hBkMAd2q4txswiXuASPkSz2KYOHwXsQgbw8NEMafpKfz7G"
    "1fpsRF1pLiuoKTyperQLIjiM84qt753cVaNVtWARM1bY2ZGga23IKZoO6pPnVfTJ83J98n"
    "xJn0TvVKOgXY5Qx+yMhjG7ZigbrUDYaJ8vSYfmmkztg3M06FLbZyHmdkVg9xr62KCdWMeU"
    "eTpWG+WDbj1S2wb2bzxOu5Z1GNvmBZZh2m4vtwqzVY0V468KApmDnaVSI+EnAieH5dun5C"
    "8Mj/KZgmZWaZk0Bms2EMwZjBJE5CHmwOEK28osCcNu514KAtqHyYfwzaqIjjwEZy9/OsMM"
    "0tyffvQ75BazLuGaiFftkmO4J6JLS3jkPoO7IcGJQbBXKrNUrNiCKQIPozo5IAC1GUW9TS"
    "Kz8AUZONSeCmmuwitIc5bJPk6Ifq1c5Hhi7tkhUrOzIP2FHChJVYatTIu1MQHWnHGFbT3m"
    "czCbkSYTlJ5TuJmYsDBg3WcDmD5oX2NSrGwOReG9pb3tsQGDGXBKTIdRwULEanwaW10UDb"
    "g+nPlBPLgyKo47p6HwshUCtzwSDYdnsIKB/wNIzxzZApG85TPAm1KHehLFWxg4msokXCNE"
    "vQ45Hc0E25UzYQrTAL6OB1cG5RXe9yUx+4FrOUy2u1L8VPeWc2fKJTw4myIH52OYFcS2su"
    "xB4YqQp+oGIdR25C2ojHj9Fb4qEGDcC0snBbfLyTAYU9dltZz+KZIOuhg2H1ZxaBH272rz"
    "NqLRuRJZXk7sotr68rkajdcTtcJEVSt1XRZnqboXB9wWn+vtb2maNXa5lnF6nT3tEOHrdz"
    "ZpNwxf77NvfiMveY5Qe8mNhl7y0MZb5v4/7m4/laQWJSR5P5898Mn/EQesj06tGciLDPOj"
    "KR3zPjXb3xdwHi9wnV+txaQnWyMVzPxVVUUZun3XFe1g4m+wzQB6Juos5jFBB1fyzafQWW"
    "Cx1w8cJFQa67jNMYOUk6quiHOkWs5tlnO6cKiOZyFN9+ybU4Ru7NpMTNM9eyZKV3tdDsZE"
    "mn2h073QIVCu8+TIuud32XybsJhlHnUntSdsnvjZT1zmedzr1S3IyFJ1b9pu3l0oOVabxd"
    "3k7laKMoawF/G5qOmRzVJpn+z3vHoa4nXVdXTnCTVns5wdhV67qqtBNL57i8GrKmvBq/Kl"
    "4NXSShCnTdSZsRkiPVtzm5dM+hFN6p4zlDpTtdXeCJ13/izEjMl9TXAqEjLtVGyzfOMMzy"
    "YBghytlnSbJR1nA9der9OEWsZtlnGYJV7XAMtQaX0250NsVUnOwbJ0BXiDBkXcYLFNwXKw"
    "Ac5WbzHYzjXgSc5m18AMa+ERyKcvHz+ugsRIJc6t3zEtBSPZkXmcmZVhec3a/UHlVap1TD"
    "sYPm0TWiXVY66gfC7bga68gC7V7u7p6rk7PmWqoi2qZQuEQSZshgVYQ65qnGxEPbFgZfM5"
    "t05JXKbmsrkh8UhlWZkqLyPHDudYxIXlUyPgnEFgojDvZLmabsf3LiiM+popnElFb/9eKp"
    "nSRVK6SKpla9S2g5x7zIJoN6s3nwaBFb5F+L0r0W5iGp3CbzRM4ddQQ/uWgMdmzqKRCPKU"
    "DWXQTnNolyKYMuoWNv5d0YYoIeleDHvzO6munthymyfbCbz6gGVpumefOqhLULocd5Aunc"
    "dG0aUcqU4HaLWg9xoMOZwP+JBiIe3k6uH2h0o5pgvcrFm3dbmbNe0kf9rP+peEk8p2YEpB"
    "XCX9nAwJMKXwriTSVAhRBb9VR1nVELagR9R2bqE7RHWjQ1T9fV9v9wew3aOhGBQYPqtNy6"
    "DI5OmCbXlWxTN7Vu6ZPVvyzOrmNttsbqM7r+jOK+3SWlvceeUuhIUt0lrjcyt1VpEeVU1n"
    "RVTWGWqSqC5GAKfc9cfk+Mv9e4M8HJ29OHvz48uXD0cnF4heigNAN7ZnNnN9A5RKPEgdh0"
    "QqJDl2edhO5eSUmBJtlsGk5OYFqqHFeu3OH+PBdagAVVhl+ijcVYUvayPuLEjTZZYailcZ"
    "wF0QkhUUbTzi2FM7JOIz/Ey4J8gcIWN97lgwqjwjQb6V/ARj+ymfjaBV7Faq2LHkKkdRYl"
    "F3TxNbxd5IWXhbqiu8zasKIeRxgaZb3o4kRdKZhiRnL1+9ffXu/M2reGbHR1ZxvKArCS1E"
    "CCnlZjxes3KJlfHWUW/1zdJ1hq87WYUT7quduG7oL6HqDN83Anyjowc6etAKO6y10YP3oL"
    "SB2fSrx4PZUYElljlvPNH/Ekf2Rji0YhwBc6aVNz8QzPtBkPAiwpD2jew9SY7NvgPiNckQ"
    "/sUeJGjg9Lm1AHsF4VThi3+Qj/0Al3wI0HJCC2rKpn3gOh78agMd3Ca6+t/fi9O39/cohb"
    "YTPkg4ZeRt17OcdNL2ppO2lVAKlKTyLL+YRKdYGg3z+/Bza5RhmSPUEmgqAQ3F0UQaBxeM"
    "0y0gn4eYRUlNTLnCkCLR4arVFhKyapf2UUuZ+qSBlJpSbTKPPogBDSuDC4yj1FljlWnE4n"
    "E1ukB6gSvjL8xxsKh0xvjMYafkHiM0DnUxfDP0+L+Yi937MI5DYBJ5viju89j4anEnxwCb"
    "HcJlsFLCIMBdWFBAlRphwSp8Dtx5xJJV6jg/wiJGvRMDrsBnMzyIBpQbh45OsFHjmAbCx3"
    "MuR70Mrgd/XeB9R5yBhQR3lflfQ4dzj+CEl60bk/ATDaNPaIHhG8DDYbcRfEmwwULzCi0u"
    "20ITTBngyd84IZnrJ3bad2ySyKMGiHhleAJsiaQiZALjYcgBGzlkD8bwdmwmwCKcccce2E"
    "ycKv6Z8HqySyT8OVXxNBywIGogRmLNSznNLlSzxKGP7RsxYU3G8Wx4cxVpw/y1U2yI6KQi"
    "cwLbcOKDJuE3me8G8vOwTho7U44ZznvqmwaJfov4d3gpGQ70o1ikPBNF+/BTTJUs99kIhK"
    "eaM/4mr3CCN3FU4TIPPIJtOoFRGDCEqU8XIFZscqnYFBm6scAkM9ksahtJXPbNl8yEJ5Sv"
    "ELfslBx8qWagy5glI5TYbhM+1wWx7OEQeOD64WRWHUJ9Tnw6AWY+SuaNmYNMky+NbSiRc5"
    "YN0870Agdk9ps8jzJLTZ5orhhw5yNhw8IMv2HOyL4F6if7NmMDpeI8HH2/JGb6e+j1F6m+"
    "mFLKtuJzehTpL+ABZYtQlNWF+vCAYCFlC7Mv7B6q4rvyBKjPgzGzYjHhG1IZA+/BDm9b8i"
    "rANLylkuYUXjUaoh7rJGxLGnEKHi1hFlzhwS1iBbyzYCBLSzygpoF8hCU6mbcwKantX6qL"
    "hB1ML0gww9vgi+FEDtBJ3YOZEjUkVVx5cI9NfBL5FPdfPn/68HPv9st9jQagqc1D17Lv3S"
    "0y83i/LsJpmkb73PM1pbTQyV4eiU8oOhiK33xSpFNYzriy9VZEsu+uW8X640acR5vtttX+"
    "rN6jULfd1mK77bJRVIKXeVzevC8av1bnvrYtFSuYupXWfcosqMP2hEK3TGzO99iWqqVkpI"
    "m0lpFrwMqdAmaWz+NovJ7F66webLbM89WpPhGNTvRJq8gRRFwdTsZEu2Ply/azUgMndDnY"
    "s+ymqrOBFlPrnfR7OY8bFKouk+tvqs3flHJN1919Eqo9bj8vW7HlhE76OtpnikQroGt1nm"
    "+2RqXo9OLU5sUpEx6qs9cvEept/nshZ2trUUuEmrNL+0EtV0Q0Xu8EzXeCJGxbdy/IUurd"
    "oM27QRKCrxONyVJ1DwpkCzAruvdV578l+BwGfFoLTSdFor+ip78il/usUaVHjlBDaTcs9I"
    "gSCeurBAmdXsTavIhF6aF1VrE0TfeWsXcVVrF3pYvYu/wappjVZBHLU+pVrOEqduB46u0L"
    "EcrKgEbqbZZSF4a1em/Q9X/PQ8y6/k/X/z2b+r9MvuygKO07pLt12T2Hf57uDHoHmjKz/o"
    "wud5D6WHFn0BqFkn/K3MqjgiLJ8IyxqkAyqqGToyogeXJZW4XFb1hbZBAsrVJ1a3NbjJmQ"
    "9Wf9RTXQFoX6ktTxqQc2YRASAPNEWK90lOPo3h4EKwTDOj2sKpP3VwV9nGDPUOwYqqA9j+"
    "KpprFlWrdtGERjy7TLVNTYMvuWQLTSLbO/PP6bptEx4OYxYI3r00QUh2fwabv+WYhZ2/Xa"
    "rn82dn1NczVtsxf1n8ia9CsMVxxS2WyVkC2R5YbGngTFcUmCDwTmpDQiJdqHtOsCAfYflp"
    "sLP0YUkbbenBEsFDBChBiFqBGjrcTwMAVG6z4eQzWgAFuY+2OiFOVLNFNNVTlkqlvRpKVE"
    "fLdT8ivCmUToKOmnlNky+KSuFeLoUGLRBdq+iBAzoIJVxBAptXaTu9VcS5cId2sDt3I9NV"
    "YYvErajYyvJVJtfjU1v0JW1lcNM4RaM2y1ZogrbKMPLUeoMxIafmWSj/W/sRSZzqpq8wem"
    "a6i7LF3tJuusmJcM/jrWaZHRsDxDorhyRQdBFmL2EO2EJ10ES5ZSBUfBWsb/nwg2eFQUqp"
    "YnjJUGPw6pgeILchD4txGibspCKTCAfR+UKIUrq5B1w16WBhlxboGdTOGfwKWP1JbSNcCa"
    "hYniKLvZcUg/UOibQ9sDK3wIWptTjPy70yeQWK0TDHJfEIFQpYGD+MDqzsex00H9LZtf+i"
    "cGmVNnQo4lIKgg8BQniCiM+a8CLkmuQtxbMsbouk+mHOFJXRY9MJEyQUzaPJhqiLqKUXGG"
    "4LDySS/Rs4CmyhODE5RcWItjAFckCj0h5kUMYCoPy7ac+AbCdhhwSmEaE+Q8DkcIV6qQlc"
    "c8cCyFV9tnmDaAfe2BMRJNF/jzaAO1vN2cLvDFhMv5vyT8MMLf8qEfIcUmjMSnhFdTI1FL"
    "l2CtEWBuMBijTwWhjK+ZP4ebEoHHqMxTkA4UfN9orsDAB3fKH/GlTFhTg6ly0tgi8sOAHK"
    "LBP4iQRYIEs0vliMGPVBBzDjMBVt3oYYigCyEfyOEgNxt7kGYAi/MguAkwsYThTZ0IOT63"
    "YdEMECh6ztVAvHrkS7pM4R9fyBFCTkJ5Mrovgv/OxtznBnnkwHhDAdoacMuRG6LiZp8NZj"
    "/1piFwMggSVyUlA2ALkMOTVoauzTSG0uC1e3dDsUfm+nVdfSkaXcudyxV3eK1a02h89wpL"
    "zqsgfp6XI36eLyF+TgpThMp5OynOD9ompmqsA2xrFdg2quqBYNemOqEfIpd3DnHd6pVi85"
    "W0HoP716+ASpHtrgBqm2zeXA0UdjuI9Npltq5o1Jsl6xJbN9aBesgdB6yGsItorZK9DKUu"
    "2stE9sDmBT1tho1vGoZZi6+gw0ANw0AtQV9r23Jy6E7kpa+uqZyXiHVcqN2y1m1EttlGRE"
    "dVu/z1hAGJJqACGUot5TZLGRe8Hp80TDBLKLWU2yzlwJUtQOtabykybbqll0YV/avLzhTZ"
    "Htn5okUstBp4bAooD5qbG/PSxGHhuit5hlAv5G1eyLPx+zp+ziXCRh9Ny0S76U9I4yt2/Q"
    "PS+IoaX7EtH8/2UGIbVTOkyPQa1uY1TONnHm3WGNEFBM/iu9E4G89CzJkM3qopoxkijbWx"
    "GmtjFoNkaLSN1aU0mWnVJrwNWVlzx3xf4nSVld7EA4wnS3B6Ij32yVKc37Bswo0xE4GtWO"
    "jRxyoLH1NUT8n9mMkyBgltMRXMeYSfiEdBXSITvMmxYIyYc+Y4QDGYnMqjwjxZLrvZ6t1k"
    "iU2YmWfCC8uUpx+DmYAbDOGLSMA3IjSNU7hOKu8srAmRJRiMDsZJ1Qd8PwshsUBkNQ0Wcv"
    "RkrQOQPByNeI+7D0dY5fJwNMN6FfgDhYE1OFj0UAD7cSrLR3zRk/Ub6RoKyQoyQFxM4A0O"
    "iqpgHlwsopG8U+1wcLztqWIcWJhhrLjE4pERB6bBY/cXWHbDnKG6OnLeVq9B6Ai+lnUxQN"
    "q1wrehpm/DRRcwZ+zHurkTCdG+syd2YLpvLovikFKBz9tvyx1cHvD5mxdbNpE35h5PbUB1"
    "/Kc5sh1WYcgd8mhb3N2mG1Vu5w0bQOZptTevzeZqSh1rELhNk2o5t1nO2sn4LMSsnYydFf"
    "OGwGjKvGc1gWia+87aYLBu3HO2ljfsA/pyjgq8YOqEscr7pfxA1bxe6GXirrMgggfegCE8"
    "hscGgechPAlCv4TV2RLYg6bOEQ+OIgCsbEvis2++Qcx/cRdGUpfcXH26kh1Nlj1fW7+j9H"
    "5FmLEhDq0LoxHbBf1Qx8hqYDiwyVPenxO4EKIKmBKbxeED6iDgjPPjAH5PyIQt0iA4yqtg"
    "EKXUGohGwyzpDZPAFgiTg+5Hg0yZECBdoJ3RhcOpZZIxB+ErgJBBCIzC5y6JPJUGcXkIZY"
    "OPgGgklWFC4DoxjrJGCdm7w0r+v8TncpM0Gr87W3Rn+TxvqhSrvykvVn+zVKyuPp5aFn9M"
    "0UEGv3xTBW0hr5yk0BbeLBv7csFa5nB5i5UUyVodVpr5VZIVox/YDiym4hRvu49FYyuNV3"
    "C7awbImyXUKWwNU9gitWSZ+/fA4ZLCgBRNJ5adVfbSh/+8Xz3rM2yPhuc/hSzTUburs8pH"
    "4zvB7G1vogeCW5QE8Q7OZa7LkbvmcNG4dbvBrdMJxUc6oVivSdrXr8VcJOa0r6+qIy9No9"
    "OJV6cTS14tM1dnExu5mEh6UtVNJk6xexD5+As2/OuQ+JffP7OkzUExv2/jC3WI59+3mXWd"
    "4lhBsCnLz/KIU06A1foeSET4OJlZpvmC6RNGWjAReGh7GF8RE3s2g52JBz68Q+rvR+Y5dG"
    "YQVPqw44DMgoYTtguvyf0QAH4pALXDez+4EWy/hJQfU4sIaltRGrbEyI+7GvIJXZRFe75m"
    "EMSlJfF31dxkHe/ZRbxnp9Zg25aubZuDLXCktI3lXVJn5aJb1xHZVUfv5oN5tA/bV01rIU"
    "2jG1ZoX8ozXJX22OflgMTa3MhmUSbbmkZ2nBF3mEx9uvldak61qWD3PXUc5t1kjY38OWOV"
    "2TiQo+DVaiQrusG0rxqlod3mOLJuVh0UstcXnLIFmXlsaH/DPmrzS5lvFx54iGT7cIS1rK"
    "4lZFsubFYne3qJ4oTFndx1nfpTeZ86KlRCsRkdaq8pvNvRoFYk90nJ12F3QqFV1goqq45j"
    "dFbFWqtmYaNwEwMmyoAm5KmVe9dMDarq8Lzz2Qw3DdX10qcerPEiarTKp6zPrQWCIwxtby"
    "riLqGYWu7BjsGBFhtzmvik5oXcWtTJH3DTkU9CbMuAXSVwLdJfLG1iO77/g2v2Hezxeplp"
    "x8qHhMokfczL9wLXhadT+fpxdn141IgeBpvCUkzBJ7YLxLj5nhjykWZ4SgE7hA9zEibjy8"
    "Ph/QKhWoDijbnPZN/YmUMH6N21YMyDe4yFAAu4JJvJ/rEOG2LHWeXZJccuV6c8BMKAA9Rd"
    "ILNOgBtR9CPkSNiDdj7m6PDlE4b9aOXzYBtT9xIdzralmqzKvP8HV7UEZWRKhWz/Komw1S"
    "qeiJA3guq9QnURQKucwjpOu2HXC/7fKA06R9gwDfqAmLqtPGi5rNfjfUyiud6U64eRq7s7"
    "g2Pj7UVbEGE6HF/5QdgZHUonbUeDDFSfm+29WUJdgtRwE5C2Ta+/qBuTyJLpaJ6O5j3DLU"
    "B7FJ+FmNViV1/IaTqty7VNwjV8xmmbiRW1B6+TT4xe08P9oHebSRx6zf90qHtU7lSXp40K"
    "jvXeDEbWc65jcNZjEqpYwI+hdKgi9K/0OB+HHmkytDH+avvowUVPrnmhEGX4EJGIFfkpPq"
    "e5HAve6p0K837T7kDlSNGJv9rH2+p1Z02FXHsY9+LXhfWpkXWfI9QSaCoBbYh2Vn/Vhuiz"
    "EHNLUls+s/9hAxD6Z6ViFmnj+SGVNHJPEoFMK6rlV5GOrBTmORWyNM6nE+ZeyByIoe1hUw"
    "/cIwyi9hBDpj/MxxJyUSJEIuTizDZImCohEyJ+ECXokju6p87F0Hr6c9fT1ZeyzM4VMemY"
    "ooMx6c0DdGEVQBONPEunFfKmCjnzPO4VeBDLMTATCg2BmZHIJiAwtX2kFedtK85SdfydLY"
    "p15vhsJXV5whaVFWWLWcHMsQcyHiGznWP1VYGMKwWVhlgVYQpxqOpeAMHMT/rmxQnZQnXw"
    "Q7CKIk15Nzddo6pJK8a7UIy1v3UfykW0StRsGZmh0qk8WZ7ywB/werD7KZIO2iSbz5PVSp"
    "hWwrarhMmciwL1K8rFeFrxihM/KuKQjbErjOq+LNG54CcWj6kiOaxf4yFiGHZyiZoAmQYx"
    "w07DSQWYIjGwBAwVIZfLsro5IxNkdF4D2+XNH9xjM6z6O50tzJNLyXalvtmg4PHAsaSnFJ"
    "4DFbukKk+2ZKY29qchD8HZy5/OZNtmcoxFbQKr8vDmsI72+beTaATIxgYFEJXICCEthE4j"
    "x0Ogxpo4F16VEodi4Ru8pHK2cnh9xzoxiOXJCj947rR2qcr7FHzaiewcjSk8j/iMttJcR/"
    "CXi12CqHxqIlt9qoJFrOILkddsX2m38AJ9jwejsY8Vdzh5I42W+g8usj4q+1PshFtGXbWx"
    "QTaHi7vRncNaP3irhCGVncXZjR3WSBjxNdVySnuP96skw3C7uOfM6gqCNN3uKgi2qWBsrq"
    "Cgvg6hdYeW6g4ZFREWQpcV9Agu18JTJF3UwjeP6Bbv/XXW/iyVNh6zPHWoOwpAJa0zb9M0"
    "HZy4G26HontY7dnnFGnLBdzn3GHULYknpsjyvAe6bU3z+Eia+cV23EaYfnv7McP065t8h6"
    "ovf1x/gJVaCgAG2QqGbVmx0XimW/VBSQusriIeEz37Ot7QNq9bRpoj0+pDblJyp4lXNEWm"
    "y87abNXowsKuS9hjVNRrKpxQdK+n29mLFxX2bRhVunHLczp69Ay/pMRtXUO/yBBp7aJV2Q"
    "IH9LE0xyOfJbCfWQbXb/uVXOkwGfskJnl2ZhWjki+vCJtgbdWOau1cBp5mbHoVbBPa+xXz"
    "7MH4qCAwH54xVoXmaTLmqZh8OUs3nElY6iooXC4L/ASh/NYLjm4/VHf28tXbV+/O37yKHQ"
    "fxkVXeg8hxUB4TfYS5WhgSLdeYUyQddHWdvX5dRWd+/bpcZ8ZzuVjPbFaHw+HwDnL3ZSWL"
    "5OUKi+RlgUXCXb+wDUl5kUeKZPdVHvtRqjZWz7HXHLPv/w/PSy4b"
)
