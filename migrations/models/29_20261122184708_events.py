from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "events" ADD "start_at" TIMESTAMPTZ;
        ALTER TABLE "events" ADD "end_at" TIMESTAMPTZ;
        ALTER TABLE "events" ADD "deleted_at" TIMESTAMPTZ;
        ALTER TABLE "events" ADD "description" TEXT;
        ALTER TABLE "events" ADD "tags" TEXT[] NOT NULL DEFAULT '{}';
        ALTER TABLE "events" ADD "fired" INT NOT NULL DEFAULT 0;
        ALTER TABLE "events" ADD "version" INT NOT NULL DEFAULT 1;
        ALTER TABLE "events" ADD "shown" JSONB;
        ALTER TABLE "events" ADD "made_by" VARCHAR(64);
        ALTER TABLE "events" ADD "misfire" VARCHAR(8) NOT NULL DEFAULT 'once';
        ALTER TABLE "events" ADD "endpoint_id" UUID;
        ALTER TABLE "events" ADD "params_sealed" BYTEA;
        ALTER TABLE "events" ADD "secrets_sealed" BYTEA;
        ALTER TABLE "events" ADD "catch_up_seconds" INT;
        ALTER TABLE "events" ADD "metadata" JSONB NOT NULL DEFAULT '{}';
        ALTER TABLE "events" ADD "overlap" VARCHAR(8) NOT NULL DEFAULT 'parallel';
        ALTER TABLE "events" ADD "title" VARCHAR(200);
        ALTER TABLE "events" ALTER COLUMN "owner_id" DROP NOT NULL;
        ALTER TABLE "occurrences" ADD "attempts" SMALLINT NOT NULL DEFAULT 0;
        ALTER TABLE "occurrences" ADD "acknowledged_at" TIMESTAMPTZ;
        ALTER TABLE "occurrences" ADD "completed_at" TIMESTAMPTZ;
        ALTER TABLE "occurrences" ADD "number" BIGINT;
        ALTER TABLE "occurrences" ADD "response_body" TEXT;
        ALTER TABLE "occurrences" ADD "error" VARCHAR(200);
        ALTER TABLE "occurrences" ADD "lease_until" TIMESTAMPTZ;
        ALTER TABLE "occurrences" ADD "next_at" TIMESTAMPTZ;
        ALTER TABLE "occurrences" ADD "endpoint_id" UUID;
        ALTER TABLE "occurrences" ADD "started_at" TIMESTAMPTZ;
        ALTER TABLE "occurrences" ADD "status_code" SMALLINT;"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "events" DROP COLUMN "start_at";
        ALTER TABLE "events" DROP COLUMN "end_at";
        ALTER TABLE "events" DROP COLUMN "deleted_at";
        ALTER TABLE "events" DROP COLUMN "description";
        ALTER TABLE "events" DROP COLUMN "tags";
        ALTER TABLE "events" DROP COLUMN "fired";
        ALTER TABLE "events" DROP COLUMN "version";
        ALTER TABLE "events" DROP COLUMN "shown";
        ALTER TABLE "events" DROP COLUMN "made_by";
        ALTER TABLE "events" DROP COLUMN "misfire";
        ALTER TABLE "events" DROP COLUMN "endpoint_id";
        ALTER TABLE "events" DROP COLUMN "params_sealed";
        ALTER TABLE "events" DROP COLUMN "secrets_sealed";
        ALTER TABLE "events" DROP COLUMN "catch_up_seconds";
        ALTER TABLE "events" DROP COLUMN "metadata";
        ALTER TABLE "events" DROP COLUMN "overlap";
        ALTER TABLE "events" DROP COLUMN "title";
        ALTER TABLE "events" ALTER COLUMN "owner_id" SET NOT NULL;
        ALTER TABLE "occurrences" DROP COLUMN "attempts";
        ALTER TABLE "occurrences" DROP COLUMN "acknowledged_at";
        ALTER TABLE "occurrences" DROP COLUMN "completed_at";
        ALTER TABLE "occurrences" DROP COLUMN "number";
        ALTER TABLE "occurrences" DROP COLUMN "response_body";
        ALTER TABLE "occurrences" DROP COLUMN "error";
        ALTER TABLE "occurrences" DROP COLUMN "lease_until";
        ALTER TABLE "occurrences" DROP COLUMN "next_at";
        ALTER TABLE "occurrences" DROP COLUMN "endpoint_id";
        ALTER TABLE "occurrences" DROP COLUMN "started_at";
        ALTER TABLE "occurrences" DROP COLUMN "status_code";"""


MODELS_STATE = (
    "eJztfetz28aS778ypS+RqhiVJfkV6datkh2fxJvEdtnyze6GKWJIDEUsQQwPBhDNc9b/++"
    "3uAUC8SAEQSYHQfIhDAdN4dA9m+vnrfx/NpC1cdfrWlaPpZ7k4umT/PvL4TMCPwrkeO+Lz"
    "+eoMHgj40KXBIxxFQ4Yq8PkogINj7ioBh2yhRr4zDxzp4dCbiWDSE8yXCxZMeMAUXyo2ob"
    "8Em/vSDkfBD4oFzgwGhZ5ix0oIZi2E644mYjQ9pZtZJ6d4P1uO4IaOd7v9S4ee889QDAJ5"
    "K4Dchxv89TccdjxbfBMq/nM+HYwd4doZ3jk2XoCOD4LlnI59mXHXfe8F/6DR+OjDwUi64c"
    "xbUcyXwUR6CYnjBXj0VnjC54GwU0z1QteNmB8f0s8LBwI/FMmD2qsDthjz0EXRILV+gtWx"
    "o8Hgw8ebwZd3N4PBUUFsMUWK3dGhkfRQ5PCsinhwi4/w48X5q5ev4Sw9If7x6ru+4Yopej"
    "ix5o/r339//+Hm6DsN4gHXw4jJK676grsDHhRZ+zMwB2VaztoUWY6/dkR3Gv9owu34wIrd"
    "q4m/B35vYOvN+z/efbm5/uMTXn6m1D9dYtb1zTs8c05Hl7mjxy9P8LiEb1h/2clF2J/vb3"
    "5l+Cf7748f3hE7pQpufbrjatzNfx/hM/EwkANPLgbcTvMkPhwfgqErASv4VL0GEk7TGRG3"
    "W8RzIUoWx3+4kq9ZGROKnGTHSLIraZ6dPtu/MH/++PXN7+/Yp8/v3r7/8v7jh6z06CQegg"
    "NOQCz4/O76d1gzcRsaT1NLJh4Y8tF0wX17UDgjz+W6scVTs/NZ/gj3+C2xDV8QXyfSFN4I"
    "HpRpEHR8o/YwhBGqmvbw0aONfCSUYnJM+7rwbh04yj2bLSbCY07AXK4CNpKzmRPAvGAcdv"
    "zR9BJOg04A24EN44EeKfACMgyUYws2EdwP8FmYK+WU8aCoYez/9lvWQr5+ff9zDQ0kDB37"
    "FGl2o4cc/Z9x6I1QtozuhP88/79H+//03v56/fn4Qi+M6SWPXn2zVjKF9yvy+e2E++V8js"
    "fnOA0PeoBbE6wG3wYufALBBFfN8w0s/n/Xn4nLZ+e57edDdOacTn3PbhcBfBPCbqITZCiN"
    "VtBurUCIRnrfiswIuHUCbolacgPSd2HHfecF/rJMP8kO2KioBNHQ6rpKMAERa2fEBK4LMx"
    "A2fQkqAWgRQ6DhHgMi7nIk0n/eCS+AXwzu7twJf8mkj+OFr6RXrpHs4ib36x1/AQtAdxlo"
    "xQH+/buWJvLGuX2wNyRSKNruDPnp/Pzi4tX5s4uXr188f/XqxetniWukeGqTo+TN+1/QTZ"
    "L5jO/3m9RfWM2a2tI1Nb1p6q+vrvqZpeqiEvqyihKaF1xKCX2ZV0LTy1xVaypNs02bqr3f"
    "z70m1IqhepupydEM0QNYGq3/3eIouhbqrALx+A5+/xdVjNCL9UboRcEIxY21yNz/+PLxQz"
    "lz4/H5/dMZBex/meuonbktU/6UYei4geOpU7ztY7hUkD+ZrTRm8fEf1/+Z5/7b3z++yU9z"
    "vMCb9rg3r0cjGXqlHs741EbbgetBFf2cf6Iy74pAJVo5U86txxzvlFmBnILhC2q7gtEWu5"
    "VCsXBO7kdQ7EGRd10muO868JvGKjYLVcCEZ58yX7riknF75oApMOTKGRWNir3fvcTa+OtI"
    "zLjjDoYu6ip/V3V6Pure0i7rYzf+Ti0VJbhbFsh543jcX5ZzOU+ZY/RwGQh1gNvPJnstWt"
    "aSNRCWwDfvP1x//q9kEUxsit8/fvjlTcky+Oa/bt5d53ak9JfRQAQJoZFAUwnMuVILCXvK"
    "hKtJHc2rQNhBFez8xYsKOhiMWquE0bksx3HnqMPoePz++HtE+9muVK0si19XYPDrtex9nW"
    "duZk8vcnmto65At50Mpkoh+l3xWfvszs+ev3r++uLl88RVlxzZ5KGLvXEr1o58wZuFsLKU"
    "xhvXam9cOLcbijlLacTcOjE/yADNWybF2fHREzcS/qHZ8R44x71R2c4VGZufksscojGyOr"
    "q6v88XiSGXNcXgB7yz0NlOb6+/vL3++d3R9y3a9J5aCF9kLcj8ud5Gqz49qppVz9mnj19u"
    "2MIJJhiKs97bYjaXgfBGyx9/E0uLLTgmB+nr9tiYInM2X56yP4FEhgGzYI4EobIw18hRTA"
    "UOmNxDgUFAUC2nwmZlkcJ937zUpp+KZXVb3iQw7SWBSSzrGZERgTEeew2Nx6G0l2sMx018"
    "z5AZ7jflvl6/iqzfXKCxompk4rQs6vTgKo1UdJQ2i0YOwQJpw0ndMuY+wpw2RmYTaXTf+t"
    "iiqhzaTrA2hy51drO6jOOq6sqS2Y6ts+YDCf+Xsx4lzY99OcNwky9O2UfPXTIddrJtYV+x"
    "iYS3YY6tekyHo/BJFaa3eeFsCMZFmWK8wztVyaNT4fB/xIj4YtLoTBqdWVP3mkY3CqRfJ7"
    "CQEHQwcvPyeYW4wsvnawMLeCqrmcDCOKzD3Xi8YW4F5qY2jqr8TZE0YnHLdO1dc9gWAXfc"
    "IoM3ZH8lFCb/K7MHNM3/ykx4GfqjWmHgFYWZ7uXTvSUGxmcxBsFPbjCifFRiYmTObzQyfD"
    "1yoJPPqlkbWEbjOt4Uq3o5G02A4/gzulScx3ZsjfnMcZfWySULFbm6R3CxAOt+fTF3+QiO"
    "DZdU1uuJb2sKiHd0n1J/uw7Qk9Mw73b/KxVrqWdzGB/8tn3wWtx1OL2i2G15waEkLOZzWe"
    "q717N0xr/ea+iLdJQKG7kiM4TGam611Sy+zR24XAMpZymNmFstZlQ+mqQ0qW1+xy3Twbsk"
    "X1/cwa7XRMRZSiPlNku5XTUx7RXsPUpmwVC+P7fvH9IXzq33m1juPLuvHWzden7f3vwPX0"
    "QQztd6H1Jne5t8DwrHac9DNcdDhFn6I2GSEh0l3aFlP3Z8FehauSvmBIrZzq3AIy4QnLIb"
    "jEtiCh4P2Axmawx92ovij+xsLULq7u5mQFNbBppqrGGTmXN40jg4FcsYSt2Tb0sCI19AgQ"
    "Q2gw5Zqpiszm5WTPS4wVQsK4ZErhmMjXDUgVhFwYlT9j7AtCfUBVBvsKaObV0xax4OXWdk"
    "4WHUHgQmgzHHozF4IdCMivrIju5hQFNbYC5t0kq4e1sniBsN32Mp7+cv5y9e7oqnOy3lnf"
    "vOHXCjUUJ2kdYofk0VP71WFfm/PnNkRbH/zJHH4f1OckSMxt1ZjSzrug4aRqCylEbvbpuU"
    "W6J330x8GQT0ykXM4PjcRp07iEZVVrhdZ+YkDYroMuz4l7efr08uScWdyRmovOiBW0yc0Y"
    "SqEZYR+C9HX56ScG0f1eM5B+1ZjsfkuNNKtnBdxTxJZQplmvh+b/4AFb20YHUD4H5puWpD"
    "5fFx3YQZvfGnKkCnP60HOv0pAjrd4Dusv7YGZu80q+qmVfXatuFFVNmiGp/auKZyPajqmo"
    "r5lgu+xLIuUO5g2UpAzmltuuNuSFENbfFcMYuw0Sw2hn/RyYB1X4JFN2VD4UrvFr0UFP7Y"
    "hMm+65v2vb73VSFXLhmsxA6w3+7BChswFcj5XOeHopNELuAz02dswW12HPXCu3Ns4TOFSz"
    "WGgG6ltLUjxgnYiHs4fij08wv7BO73Zsksn3tTC7eDJeO+oH3BD/HhKJ3Vxco4/xJ+wRer"
    "yENB6JDw5MQG6o9jLbgTgIUJn5etLDbhd/A4XGGWq3K8kcD7EwiFmgq77x1/gJe+ZNSnzw"
    "9hLz3Vd7FOeiz0AseNcChizIpTZnGX+zNS461LfU98TmrKQ6eYK8YBvTSQ0ivPQFjwssQM"
    "TMj1RN+bAe9hCmuoDIl71NqCvr+ORhPgmKCs/3K8yr+ygU/ko0m6fWQnVEpoVXWJFEkHC5"
    "S2D51OS10jV1Se0jiieg0dUQ1gQg1A6IO5Tit8gemb8xlimv2BKO6qy+EW8UXS6kKRoWt5"
    "mSfrEGrL1qApY72xgQ8tR2qcaG0z90rlPNF9vKtqO3m67lVQbl/jiayvRh0L05Tmi2rzF4"
    "WWdAMRp8iMfFsvX1/w0qTu9Qtmjqx76+X2ARZWzpq6H1OW0nxPbf6eTEz+SYjZFBqZQqNO"
    "FBqlNQFqkOuIEufDm4j2H799Frq57np+/xw12j3YfajA8O+7DBO+lV6gA3uFMGF8qrcpTD"
    "jSgypnXkRdzhYTSTnH0rV15Igj/orPbAxjYUhMh5kwxEUoLkMRLAQGmBYyuoTq6YgRskt4"
    "pSnPO7sXxgQxwKiBKHWATiodpqNL3/I7ccqsaLx1yRzvzgkwcBgdwp+2GGGPa/gl57jzyj"
    "A4RdR3MafEa0LJhP/bGIyEn5YdCgy19b3jVJAOPoBIBAM4b51cwTgxFr4vbOtSBxAp2tY/"
    "wjeF/aR/RCA360Ns+ALxJrHCremxzJlNLeMM3k17Qm9UbDjAvxoFh0rJTayi1zBWgaHx5s"
    "IoozZA3g/q7PeI3RWNCB65uaIRgKMGYib8W2xKUyIBKV3BvTX7cY40LwOg3dWWkBzZsxA+"
    "fvw9I4Q373PI1h++/vHm3efjMxIIDHK0FVQMB4JcnNiIqRhlTZN0Jmq9vdZ/Wqmu40FOke"
    "yx2i0yA3alQ+465hYxrYl3MUNpfMhtdi7GssLuuaqRirTuCmanbrpT63WjCdZjhtJ8eG3+"
    "8ND1U2cPi8d3L/y55VLt2CNWU8lNkz22glvuUG2ZYqs9lHWXqBWVWZ7avDyNweoO/bL4zO"
    "Zs2zTdI9ouzx6wOG0vy9YE6J/Et2K6lD8JMZs8jK13FUgFGasyNB2xNOzcmNaCrCqy1iS1"
    "9HJJLakpVZ7SUlwFDFsPGJT4oyduHJJmIQ0mPtXblAYjPTGI9+MqaTAjuAR2MKWEEyqNXk"
    "h/qig14xLx93z4roVFzVGtqJUcsM1iii+pohqzQ6JeqVh8PhVLYcdIwljxHkis0T7KSW+/"
    "d67SkjW6H1mWyc10usmMj0z+yCPnj6TEU9UrlSIxpdtVCplW077GhM5SGbUnx1RcOwrc3B"
    "SyiAhMblOvYYgiwNTdASJ+1PUPZSn35yF6sasFY3veItP9qckUPzg3ggE177Z8jdO3s2Ju"
    "Cdpb5DkoMV9XPoX11mtU5VDRePWWWJGwEGwKjLiMqil62GVXFyLAT4/JOc5C6Z8yy3aAXg"
    "gsg4jhygiqDGzCGVmVnozgLdEa1QhghBSGFQsw/8vM2P0/A9Z8WMqFGTECZUbBhaTGO5tP"
    "okdRc8GnDIe4yx7Zz3jhNHznwhlhWcjc8YAcoeEE2t341HBJfJxQxdUqeARo4LbWP0NHBI"
    "OxL2dWj0V/ESIbvQz8xSYyhMd1PDZzvDDAkpRxIHz4y/ac2wkCiQoNIrdkWBzF0gUkvyKt"
    "hbhzFlj3t/GdYIbJobSXP6iYpfBGSzYD416/Gw6WQSA88hyskN8o5ydhLaHOEQzcsYUiUq"
    "fRTfAY3LWam8A4AUwRyaEpKaaG5AmIwrsNYT+u4x1L0+wx8Vh3yTu4xK1/wdZah7vx+D1y"
    "9uvN2/2wdvuQILFSVLKEbEyLS5GZtLgKaXErrbEmp7OEhtdVamscr1lHngyd2RKbNuMBNs"
    "6cGDa8jhc4S/nk8wQTdjTxGhWIjXuwbX6jtKxXBn7djyZL2SHo1W18QilPSTO+JqSGsdlE"
    "8JWfqO7KlCM161Kb1yUbs/bVoHYsPUtndCnT0dp8ZaZU4AmKuUZwMN1vcQy3nQx0h+aSlb"
    "cGGN5nfa0bvNThyr+IiJcBtk03qmrOqlRTrC5yKQaJk+OHsSkFCthhNj1wLnWcSTyAt5tg"
    "l8qHfnPJhbrKqkdANT1IPjneUIalOGA1mPReX+SzbqJxkPbFZi6pufBsvMqD2PQldZUOMi"
    "ne6W59Gc63s5D/gpfq6qdn+055ZKrO8oTX6CqD4NJcM+CBXHqXXKirrJpL1xk9eLP7hFfp"
    "7FY39+XwwRzCa3SVQeLu4Zrlu7tqSuUhbnAwgUboX0X4pwey6UuEINURLtXKsE7ZM6MR6I"
    "1laTARJZYAS/ingkWzulRHeJpTrcAIUQkPHsqtt7nrdZBltNoPlAgCuNSGr7U602jt/5K6"
    "YEe4VrPiIeU7KKl6yHoWNnS5z7oyqpTujx1X6DIB6rlOjSE4iwz95SVVDGBhPAW6emwYBp"
    "TTP+NTgT3ndfK8L2dRIf17qpqfcVvAGbGgDhVYMxC1W1/X2+IRnoIqIHwxxrIzC2sukub2"
    "tmPTDQO4OlD0mG75Hh/mvg9PdUU1Aro8AFtmUFsKfG4Z4qNWRwxIY0iYFhOPXh2AU6oEU2"
    "Z9km5C0EV4gPMq8ADn6+EBzvNJumN0Rzeru8hRmtr2XtMe43rRK2H/puzdFJVJ3a2Qumvy"
    "HZoI4CAC4QYzb+tbciG3wOCRdQiPDOwXMZuvM23o1H12DQ6qaNSA3QnsWWLV7gQNg5Uhwe"
    "Qd1lWTeQGLrMtgyvjaehA40LN1nzoqhI7NAdTsizbLrm5SxWaI71S/Jd0b53ZtlnDpalSS"
    "HBzNvIeZCrtPDf7p/Pzi4tX5s4uXr188f/XqxetnSaJw8dSmtOE373/B3T2zw8Tb/Xo7wg"
    "tnwzJDYnOm9opqfyUjh5GlTR9RI3UqS2nUqVarU7BCNhJyms6IuNUilmEwkrNahdApEuNl"
    "qeBlQVTUOvyNx3ev9cr2AS5tEfCyEqz13F1RdI+/58+eVWAwjFrLYTqXZ/FKvy3web1VnS"
    "MzdvVmu9pOJWE+0LLuYD5nL2db5yZXm6zrN2BlTslULFjX8aneJut6qAdVDhmOwOD1hIsR"
    "OJUyYbExjjplVtwgx2LKQSwti/5n9ZLoGAKMzYRS8Dar7vRoESOK1hWz5BymECpz2GmeAn"
    "YYifNKwoaP9CR9D5HDbbnwoguDpe71mBXA9KCxGG9kPLk0XXLCFdj+hMXGFnxJF/MdYSNk"
    "GlzbE9/wjgvhIhDaRC7YDBHKCGyMbvJQcLGIV7XUghXJdtSux/UL7EQx2IAztrbBVMt6S+"
    "3eAbC11rj0JdR2ADjlm5cxDNtlGOLsb2T8ZwiNkFstZNA1SqM563ehFUUXbf9K9tPZBvvp"
    "rGg/oRJRY9eJhx80StHWtphE56u7CmUIDRRImxchrajXFfCKyki3bdKtgU2wS1M8kwJeYo"
    "/nU8TXG+Xp5PQacW+dAvCDYqE3djxHTcDA9EOPyTFGqB3uyttQXFIuLT5aj6LQlFqHRuhQ"
    "3HKPrGONio0nuacWCB+uJIzzywPhe7mrAdZugT+xt8HgjQVdyzeeoumgendRJbRzsT60c1"
    "EI7WCiSKP82RyhSZ9N71t10mebAYK2Agy0fWkdJku2syqZQQV7cmJuVzL0o0YbthiyrWPK"
    "3J82HZdm7jxpug3s33rK9IOswyRMXmIZpkPo663CLABTxVRo3a1Jgp2lqxThJwY+I6S5U/"
    "YnZirLue4ipcOcPOkr1cO+U2CUIHgws0au1DDc1pqM6N3cS3erCmDyYacpjffD+uH52U/n"
    "WMyZ+zOIf0fcEvYVXBNba3nsGO6JjbCok9MQ471IcNJjOoagQ8M2TBF4GN10EntlWXECus"
    "WoIF6xkcudmSJzFQO5aM4KajmNjbp0thqeWPhO1FTKXbLhkgYSqY4JU4Wqg7Wo1lzqNlwY"
    "+ZXjQHjZ/PAFRo/VVES540MxgumD9jXWp1Ifaw7vTfa2L0YCZsAps1zBlYiaa+HTOPqiaM"
    "AN4cwPqu9RgjrunD3d2ks3C6Mj8XB4BjscBT9gRP3WUTq+zTGhnXGX+9RwTPVwNKd62F7U"
    "oCvidDwTHC8dbu97lB+vW5NdMWsYerYrqDO35qe+N82dmaROZmKGHNShfsfOsgeFqyKeRk"
    "F33RUs9hZYJ1jG2/fQBYHzYDHBimN4xAXHQ6kZiwXDlTPx+RCEnbT4NrW87XJItCHloVXu"
    "iO1nQ7q8rKXRZlM4pulShsM2bOGpUwYZuH6uxuPNRK0wUfVKXZfFWarupe/uis/19rc0zQ"
    "N2uZZx+iF72iF25dvbpN1yV75AfAsaedRzhMaj3mvoUY/swSL3/+PLxw/rki0SkrxP0BkF"
    "7H+ZC5ZKp9YM5EWG+fGUTnifmu1vSziPF3iTX63VdEAdn0tm/iYwkAzdY8OB7GHib7F7In"
    "ox6izmCUEHV/LtV77ZYLHXDzKsqExmT5vjCymHVl0R50iNnNss5zTeRx3PQpruoLNZt+FO"
    "iFzetZmYpnvyTCS3fF0OJkSGfZGDvtQhsF7nyZF1z++y/e7nCct87k1rT9g88ZOfuML3pT"
    "+oi6OQperetN2+u5A4VpvF3eTuTrAUxrAXyYWq6ZHNUhmf7Pe8ehrBbNd1dOcJDWeznL2N"
    "vHZVV4N4fPcWg+dV1oLn65eC54WVIEmxqDNjM0RmtuY2L0oQUk3gyjKUJqu11d4Ik6P+JM"
    "SMiYBN4CVXZMap2Gb5JtmgTQIEOVoj6TZLOskcrr1epwmNjNss4yijvK4BlqEy+mzOh9iq"
    "8p2DZWmhgMf0MthJYU7JcrAFzl6vrnSQa8C9nM2ugRnWwiOwD19//30TkmUaReXBvXFT3R"
    "86Mo9zYFdUivNAJn3WV6nWCP5g+LRLGJb33lCGnv2ZdIdCqV3qbG9TsZ2jx9GgeyvtvsiZ"
    "0NVvcd1bqHpsKuZYrDWWuh7KQYQUG1a2QEr7lCUlbZ5Y9KiNCJWg6VI0duxKiQVfWGp1C5"
    "zrMZgowj8pVt7t+d4lhVF/ZQpnUtHbvwslU6ZIyhRJtWyN2nWQ8xGzINrN6u2nQWA1cFnb"
    "nY3IOAmNSeHvNUzhN7BEjy0BX8zdZSMR5CkbyqCd5tA+RTAT3MNHqrHGp0i6F8Pe/k5qqi"
    "d23J15HWT95vzBx8Gtb2nqoClB6XLcgVw6d42iSzlSkw7QakE/ajDkcD7gQ4qFtJOrh9vW"
    "OeWYLnGzZt3W692saSf5/X7WPwl6Kts4OQWHtWrD3CMwKo2NRahUEZwV/AYyBy7i+7gaF9"
    "2pu7mFaezcjcbO9fd9s90fwHaPhmJYYvhsNi3DMpOnC7bleRXP7Pl6z+x5wTNretLusiet"
    "aZhqGqa2S2ttccPULxGEbJnWmpzbqLOq9KhqOisiuM5Rk0R1MQZDlV4wYcdfb972WP/o/N"
    "n5yx/PzvpHJ5eIdIoDQDd25o7wAkQvxYPcdVmsQrJjT0atV05OmUXItAImpbQuUQ0t12v3"
    "/hh9z+UKVGGd6aMxWjUWrYMYtSBNT9h6KF5lBHdB+FZQtPGI68yciEjO8TORvmILhJcNpG"
    "vDqPUZCfRW9Akm9lM+G8Go2K1UsRPJVY6iJKLunia2ib2xsvBqra7wKq8qRPDIdbrSpkk6"
    "07xka/0CR7wUIWQtN5PxhpUFViZbR73VN0vXGb7uZRVOdQ2lnbhu6G9F1Rm+bwX4xkQPTP"
    "SgFXZYa6MHb0FpA7PpF1+G86MSSyxzvndPr0wcObjFoRXjCJgzrb35oRL+D4pFF1E9sm+o"
    "TyU7toYuiNdiY/gX+5WggTOU9hLsFYRThS++T4/dh0v2Q7Sc0IKaidkQuI4H/3KADm4TX/"
    "3v7+Xp24/3KKW2Ez5INGXotg+znEzS9raTtrVQSpSk9Vl+CYlJsew1zO/Dz61RhmWO0Eig"
    "qQQMFEcTaRxcMM60i3waYlZramLWKwwpEhOu2mwhIav2aR+1lKn3GkipKdUm8+hn33Hdox"
    "K7SJ/obWwTiUMqGkLXzBcTwX3FXbQOMNwTmSEwjuva5EtMZrqVQnc6XPBl3GkQaTy4KPZB"
    "9GTU/RGDNVg/qrB8dHURxZQQaLkULaBHeIakpWSIXRf90MMyjB6Td8IHw2rucs/qUZHsrV"
    "D4C8NN+oiY4/99LA0GSk42FfdSNwF67qkFfDfWZdz00cFYFRN8NIlCZX0vbq8It8o3dcRm"
    "h2TQ4V1hL+sfoS2nLyryB/q4/uLL9+HT8/EWwu5Hc/2UXQfMEmAxYh/NqAwY35HaNXrLvj"
    "fiCkZZUc9KeGCbmDn05VR4Azkes2MFJ1CDpdghhd2AWKDfT5EVOvfhi4FvHNnhSRrp6IH6"
    "ufAtUZxwaeA9iAj/c0ai7x3PhZy7gvE4ngcXVo6LnTQZNYUiTqytOi7kz6U+ZVNZ/OhGKs"
    "zFUhfd+jjeiqKDgbztp1QdRs7aUbS47mry7rQ5GK7ORQav70sVj39QU6q2zeMNLN1JVyq9"
    "69Zh+4rCdANrznfcgutwPR5vJvuDJruY1w26xjQm5JquzIvBeupwMiHaHyvP2s/KyHypsx"
    "akSMxy8IDlIDGmSiIMmzoyZugeuyNjuathK4GF7XViNHXaXfYtRz6PuuJNkZngQasFHHms"
    "6li/KZIOVhUZNJA2ooGAZeo3C2VmKc1q1O7V6E74DWScIjPqRJvla0LVJlRtQtVrQtXvkt"
    "DnUUm8OnW2tylonYrS0sB7I9cfsTIx9ChgKlwX4746nnjKbuLAqqPY2Jf/EhhiFVhyyGhb"
    "VcUY9IOutiaaDNyFBcUV9i1iK8PnIN07RFcG7elHWMS4f9KDK8j5HA9irq+XVDnCGfFtwk"
    "MV4LkorArsEPYqEI5RZIIqGbtS+gwnPAVcV5WScWD1JI5pX5IfBl/y3/04bxqDxY6NAeUo"
    "NJ38jRNSeMEqpfj7Jby5ZDO+ZEN9ZXgCCtRSMWcULr/EOO5i4owmDD2Vih1bc+k6I0eoU8"
    "0/C15vxm2B7JzpMDgOWDI9EIuGrSuaZpeUDcDHgfA1tgqVnDrw5rooFKFWTqPwfFJEqjDS"
    "jw+6qhSlaDvIjxx+IC8L8w1QucJgfvRbJb+jS1HlahCXzdKZuDCVAtordO2huAXhHSshmP"
    "UrXeEEb+JqjG0Z+kwuQLgh1bbC1OdLEKsT9CI2xTnZicBOo0wDiqTD7TzxLSBmJqkHjKqe"
    "lObgmZ6BnhA6DD+RC+Cvt2S2Mx4DD7wgmsxswu/wDizgUxFnO0yEO9fZCrCqKkGcsx2Ydp"
    "YfuiCzX+k8yiw1eeK50oM7HykHFmadlAAP5bj6p/g2F6MgSlj4fsWs9PcwGJKU4xdEKTua"
    "z+lRbLjEdAo1patYl/rDA4IlyRZmH57CozQv6ESUA5GICd+QU7n2AHZ4x6arANPwllGyBb"
    "xqPEQ/1gnTF445BY+2YhZcoe+VsQLeWQmQpa0oKQP5CEv0at7CpOROcKUvMiBOwcOEc7wN"
    "vhhO5BDrqQYwU+gxsViauNL3ji18EnqKm6+fP7z7efDx641lkiMOMzli7sth3WacaRpTHp"
    "aHPzbJJjtNNnFLkXc3xiRiEhOOqBCOMMk8xVm8fZ+myecx+TxPhu+JLVVLyUgTGS2jBRlS"
    "h8NJkyDV5qwekyC1NVaa3JEuB3uKbqo6G2g5tdlJv6/ncQNM5SK5+aba/E1p13Td3WdF9Y"
    "jbz1krtpzISV9H+0yRGAW0uQIaRx9qr1EpOrM4tXlxyoSH6uz1BUKzzX8v5WxtLapAaDhb"
    "2A9quSLi8WYnaL4TrMK2dfeCLKXZDdq8G6xC8HWiMVmq7uWX76AjiCtVMyyvNKH5ltr8LZ"
    "kqjV1/RZ4MRCNQwhyh6frcEJMwTiSsrxKs6Mwi1uZFLE4PrbOKpWm6t4xtGWVFM6vJIpan"
    "NKtYw1XswIv92hciNIV/T2JvMFC1T0PMpv7P1P89mfq/TL7sqCztO6L76IkbCf98FqsKv3"
    "LZfAFNWdif4ssdpD5WkM/3moWSnyi38qikSDI609tUIBnX0NGoCk0nZQzDSrVFPYSq1S1G"
    "2MJRE4LBpQ4jlfqLaLTdVR2ffmALBiEBME9F9UpHOY4+2oNghWBUp5cA1+qCPknQwIgMrL"
    "tQHiVTzbRBad220WOmDUq7TEXTBuWxJRCvdEX2r4//pmlMDLh5DNi0oGkiisMz+Ixd/yTE"
    "bOx6Y9c/Gbu+prmattlLbNacSb/BcMUhlc1WgmyJLTfdW0XORbrBCpiTZEQS2gfZdaEC+w"
    "/LzVWQIIqQrbcQDAsF4gYuGlEjQVtJ4GFKjNbHeIy+h6PBFpbBhGlF+QrNVEtXDln6Vkm3"
    "FHiq+G6n7BeEM4nRUdJPSdkySrdi0Tg6nNl8GXWAYdQAZo0FXNXaXd2t5lpaINyvDdzK9b"
    "S3weDV0m5kfBVIjfnV1PyKWFlfNcwQGs2w1Zohtd5q8qHlCE1GQsOvLOp9VvcbS5GZrKo2"
    "f2CmhrrL0jVuss6KuWDw17FOy4yG4gyJ48oVHQRZiNlDtBPudREULKUKjoIHGf+fEGzwqC"
    "xUTSd6Gw1+HFIDxRfkoPDvXoS6SYVSYAAHAShRGldWI+uCAW4Tsu6tlDbYyRz+CT1+xx2S"
    "bg+sWZgorrabXZcNdQtRNnZ8sMLHoLW55ci/e30CwmqdOtQ/ViFUaegiPrC+83HidNB/j6"
    "WPQfAeW3B3yo4JEFQxeIqT3qpr7im7jnBv2YRTz9uZRHhST8QPzEgmiEmbB1ONUFcxKi4Q"
    "HJae9Ao9C2iq3DN4hZILa3EC4IpEkSfEukwATOlwj9H7qFWfV0SIZch5HI4QrlwjK09k6N"
    "oar3YoMG0A++MCYwhNF/hz54yEvt2CL/HFlCflvwh+GOFv5TiIkWJXjMSnhFfTI1FLJ7DW"
    "GDA3HE3Qp4JQxm9EsICbMoXHOOUpJL1s47kCA/veTN7hS1mwpoYz7aRxVOyHATnEg39QEY"
    "sUC+dX2hGDH6li1gJmAqy68cMwxZeKHsiVIDfq2ZsBLM6D4K6AiQmGN3Ui4vjCgUUzRKDo"
    "hdQD8eqxL+kqhX98SSMUTUI6Gd8XwX/nExnIHruTwPieBrTtwS1vvQgVN/tsMPu5P4uAk0"
    "GQuCppGQBbgByetDJ0rZ7aBry2LW4ocSe8oK6rL0VjarlzueKurFVrGo/vXmHJRRXEz4v1"
    "iJ8XBcTPaWmK0HreTsvzg3aJqZroALtaBXaNqnog2LWRKnSoXN47xHWrV4rtV9L6Au5fvw"
    "IqRba/Aqhdsnl7NVDY7SDWa4tsXcvRPFmX2Hp+9vzV89cXL58nvE2ObGJwkbdj6bpgNYTz"
    "+iV7GUpTtJeJ7IHNC3raHBvfNAyzll/BhIEahoFagr7WtuXk0J3Iha+uqZwLxCYu1G5Zmz"
    "Yiu2wjYqKqXf56ooBEE1CBDKWRcpuljAveQE4bJpitKI2U2yzl0KMWoHWttxSZMd3SS6OO"
    "/tVlZ4rM9KrPhkVreGxKKA+am1vz0iRh4boreYbQLORtXsiz8fs6fs4CYaOPpmWi3fYnZP"
    "AVu/4BGXxFg6/Ylo9ndyixjaoZUmRmDWvzGmbwM4+2a4yYAoIn8d0YnI0nIeZMBm/VlNEM"
    "kcHa2Iy1MU9AMgzaxuZSmsy0ahPeBlXWfBFBQDhd60pvkgG9e0twBio99t5SnF+xbMJLMB"
    "OBrVjoMcQqiwBTVE/ZzURQGQNBW8yUcO/gJ+JRcI9Rgjc7VkIwayFcFyhG01M6qqyTYtnN"
    "Tu9GJTZRZp4FL0wpTz+GcwU3GMMXsQLfiNE0TuE6qbyzqCaESjAEH01WVR/w/SwVYYFQNQ"
    "0Wcgyo1gFI+ke3ciC9/hFWufSP5livAn+gMLAGB4seSmA/Tql8JFADqt9I11AQK9gIcTGB"
    "NzgoroLpe1hEQ7zT7XBwvOPrYhxYmGGsusLikVsJTIPHHi6x7Ea4Y3115LyjX4PxW/haHo"
    "oB0q4Vvg01fVsuuoA549zVzZ1YET129sQeTPftZVEcUirwRfttuYPLA754+WzHJvLW3OOp"
    "DaiO/zRHtscqDNohj3bF3V26UWk7b9gAMk9rvHltNldT6liDwG2a1Mi5zXI2TsYnIWbjZO"
    "ysmLcERrPOe1YTiKa576wNBuvWPWcP8oa9Q1/OUYkXTJ/obfJ+aT9QNa8Xepmk5y6ZkqE/"
    "EgiP4YtR6PsIT4LQL1F1NgF78NQ55sNRBICltiSB+Bb0mPUv6cFI7rH31x+uqaNJ0fO18z"
    "uS9yvGjI1waD0Yjdgu6Ic6RlYDw4FNvvb+nMCFEFXAImwWV464i4Az7o8j+D1lU7FMg+Bo"
    "r0KPaaW2xxwvOtL39JSwrxChhtBexhHYLf4zd7nnETQMPmaEdEKnCeUEfVyhYsf9I/Lm/e"
    "h4feBd/wiRb+hXeP7s/OUVHCH59oGXM24LdG1df3qvcU7gxQMnQN5xRe8y41P0kcG76D4z"
    "EYqLxzyJ/SiACQg/s/Co0ww69AibA5F50LWoJ9KpPqiwy8ycL13JbYtNJMxijXQyihBe8D"
    "Kxy7UHN4gweZCXCKtyhdQ+nymLHScSPIma1cz4Ep2fYO76IkD3YUyLkqGDSMa16LFVA9xA"
    "LASBCvkqugzBsSAIMQhW4WuwkQzRswrs924F8PbdDb9FYQORsAlQuO/JUTzBFExJ+E58vO"
    "cE3iaZPfGU1FwlVJdbEDhCv4zQRzkI53nPKSx+ODR5L5+AcvTMo9tOuDvWeDtwTQ/M0bsI"
    "nakKJAw8XIKZbRBhHt05Sf8v8Hm9+yEevz+/w95yt15WASZ4uR6Y4GUBmECvL7W8OwlFBx"
    "l89rIKskZeEU0ha7wsOnZoTS9yeH07nRTJg7rpNPOhrVaMYei4sN+oU7ztYywaO2mygxtj"
    "M/DlLKFJV2yYrhjv90Xu3wCH1xSBpGg6sexsso3f/efN5lmfYXs8PP8pZJmOmnydVT4e3w"
    "lm73oTPRCMqlXA9uDCI6b0vGvONYNRuB+MQpM8fmSSx82aZOI6RsxlYiaHbp29JyHo3uZz"
    "/uxZFdzLZ8/WA1/iuZzmlnqyApvXG3w5si4we98mX8DLujhf+z5f5+DgpS2c9+1twvs9hr"
    "cJufrX3zkmzkTA0TNdx3+XpjEOvK078MB29pt0yEvTGXuwzZuy8JroXSsqI902Sxfj6oPh"
    "so7SlSLpgiawa39kFKEvcnittZ+i2J+xf5Zn79kDWLrl1HcJHHH5vM4kTZHss/EA97nrCr"
    "e4u2fOtNCnO3MUZorUWgdWJHtksYzy8rLsTY62kLX5vJkaK0EZqYGOKsHIxySnGnxNxhvw"
    "OvpeMQWsjlGVEDzIomrZpNy36aRTBBtlPxRITf5D0/wHnXHZSApFWiOGhmIAc3Eunfq95r"
    "Jkpt1c3t1LOdpNgvUZSmPCt9mET2dIV/1w0jTmq9mIt0OsKvJ2d3A77WTqvTVD6SlVF2wn"
    "xe1ViULJZhwR/+O3z2LVBryc3R+TC+1Ko38Enn/fJSpRimMlxVhZfq6vyMoJsFpfcOqYnI"
    "D9EAyOjTMMa3io3AXBcGYiatp8lONhg0tQ4RTm/QkLj+jqn3SRUaoBuO2oOdrh9Acifyzp"
    "10jO5rRJwj1GU1icQQe8xb8wWQf/P3MUFU2pqTOfw4++l7QMZ8dJK9BLpgLHdbEkCq4YPb"
    "AnmS8XbCmCk1P2ccziMikVVzUhAJAzFZeMLNnkHgMZBiBcuFVyQPvB4qe60peCE44HE0AG"
    "cevouOc29YOecJsp7tgxhhI1uI47RTM5pTbcfe9PKuhSMBxLwBjeiiGUh6ICLWZhJRpVpl"
    "Gr87kv7XAURP2xr6ICISdgNgIX4aMg7Qm9oRP1ktbd2S1XcCU0pILV9+hqGNIbwtHocico"
    "tsVEUqFbIOUUL6ybUEdTwwtnQzhn8SAQs3lAJV76GNU+UafyifThhYAbVPKEIoGVBRuRj/"
    "tecYrABXKld3FvdPhzJrhHT7Cu0OmvTKNkSqL7uyoEkyl12kep014TIdu2A+06E7IFOcRt"
    "Y3mXbBLaWmt9PDFBB7+e7dex8SFs9DVNvjSNMflMGvETXJW0vlfm5L1dGypa0XQo8PbT+f"
    "nFxavzZxcvX794/urVi9fPkhBS8dSmWNKb979gOCkj0WJ8KTIE6n5bKTLjgWzzd5Wyz+rK"
    "OEdq5NxmOce2c1HIm8uX0nQHHXHfRsmSCXXtQoOjfOJmDXMzlGYBavMClPhcm2jqOVoj6T"
    "ZLWtfkg/jsEjfCPZ1es6QdUtu3sf2AjOZwcTFAULQia9cXgRUIu5D8ve8yMOH7ssQAXe8X"
    "Swi6wO09VDimQ3ENNokScrNPtHmfSAfRKqvSKRrTbWpz9ouIMVgfmP2SYLkeJlPvzX5Jz6"
    "k2tZp6i1Un/vts/Dh/rrcpoWNEo+DVasDsRsF2yhvQiKyBjA5GyQHBxFFs7oux8w3j7osr"
    "pnME6EA/lm3/CLswebaiWD5ciEmMn6tyqN293PUhnZPoPnV2/xXFdsJijwo+vZug2Aao0j"
    "Xe/g1gpet8/SYKWRaFNKgsnVWxChrB4+xen3w5EkqVbV7xqY1711wPqpqK+CUQc9w08MHh"
    "/9yHNV5FSWhKzgThiIOkx44/UwjdTVljCIDuw44h55hGFmOeX2o4bTr5A2469CSUXTaWoW"
    "czXUGd2cT2fP++Zw1d+ECsKwY75gymDXULlGPGCV4e89j80PPg6VYJk4QLHx3txQ+DGY0c"
    "weOZ4wExbr4nPXqkOZ7SLQmjh4ETBBlPh6P7hUqDuuONZSBOMM9y7vIRZibaMKbvHWNm3x"
    "IuKeZswhVzxTg4ibMa2bEn9SkfWzjCAe4tkVknwI04LzniiEZbx1xBzHaUU+HF+YuYuOdd"
    "YQ6pY8dw5UDc9+I8whmHe/gREaYp4om4Z2QoDKT5Yeb5PWL9xAFtWzViMfj/RgV1OcKG1X"
    "QHxNRdldPRsl6P9wmJ4XpTrh8G8vD+DI4qScNn65OGz9qYNGxcuTtz5R44OG47sktQfW62"
    "92YJTSV780p2YQ+Gy/rpPWkyk95jErSf4BZgPIpPQsx6sWsEKmnC8q2VcA2fcdpmEvMHVv"
    "qj1/RwP+j91vhHXvNPLveO1jvV6XSvgmN9gI0+6znXMTjrC5CAChT8GJNDFSuqyeN8HHmk"
    "2djB+Cu26mQWenKtS90QU46ZFZOf4nNaxVjwTu9UWsqddgdqR4qp5TY+3lavOw9UyI2H8V"
    "H8urA+NbLuc4RGAk0lYAzRzuqvxhB9EmJuSWrLZ/E/YgRC/6xVzDJtPD+kkkbuExE2sa+m"
    "ll/HOrJWmLHhO2IxBXwqvEvKgaC284z2iB7Te0gMq7UEnVnJ0B9hvgmfOz0WpUpQQsQPil"
    "TtooK+p3uaXAyjpz91PV1/KUV2bohJJxQdjElvv70HVgE00cizdEYhb6qQU4FciQdxPXj9"
    "isL0A8tIZBug9sY+MorzrhVnUh1/E8tynTk5W0ldnoplZUXZFnY4d50RxSMo2zlRX0O1Ul"
    "B5BD8bpRBHqu4lEMxh8ASBRTUcqk7IVsyV3i2hp5Zpyvu56QOqmoxivA/F2PhbH0O5iFeJ"
    "enM8S2VSeXLN3MIAga7rmCQpkg7aJNvPkzVKmFHCdquEUc5FifoV52Lcr3gliR8VOwQg/D"
    "7F74WGpoefWDymi+Swfk1GTQBOmaVrvLDmq8csYKivV+OoAkyT9LAEDBUhT1JZ3UIwhP4o"
    "aGD7vHnfO7aiqr/T+dI60SD5Wn1zQMGToWuTpxSeAxW7dBuDS4LPx+fsh+dnP53DM8LgY4"
    "1G72j1D9bRofx2Eo8A2TigAK56FlzFfQTY8RiosSbOg1flzOVY+AYvqZ2tEl7ftU96zPap"
    "wi/C5I+1S13ep3sHYFaFTyk8d/iMjtZcNb4+/OD01IyPqbAOCxaxii9qO+AEvbgbwNCX4e"
    "2EAPVx8sYaLQ/6HrI+LvvT7IRbgvgEFipO5AJU4kDzD+8c1foRtH/MkMrO4uzGDmskjICj"
    "scCN9/iRlWQY7sS5YnUqCNJ0+6sg2KWCsb2CggYYSkZ3aKfukFERYSH0RAlc73otPEXSRS"
    "18+yD9yd5fZ+3PUhnjMctTl3u3IaikdeZtmqaDE3fL3aoDBF1vEtDKEZoCsoY+p1hbLuG+"
    "lK7g3pp4Yoosz3ug29U0T46kmV9ux22F6R8//p5h+pv3edTNr3+8eQcrNQkABjkahq2k6b"
    "VpUbNLHxRZYHUV8YToydfxRrZ53TLSHJlRH3KTUrpNvKIpMlN21marxhQWdl3CvuCqzMGz"
    "ftteURgI7UoQ2iZ69CS+pJXbuoZ+kSEy2kWrsgUO6GNpjkc+X8F+ZhlcG5E8BSB6mIy9F5"
    "M8O7PKUcmLK8I2WJtc6CCXgfsZm14F24T2fi18ZzQ5KgnMR2d6m0LzfDXmvpj8epZuOZNw"
    "raugdLks8RNE8ntYcHT3obrzs+evnr++ePk8cRwkRzZ5D2LHwfqY6B3M1dKQ6HqNOUXSQV"
    "fX+YsXVXTmFy/W68x4Lhfrmc/rcDga3kHunlWySM42WCRnJRaJ9ILSNiTrizxSJPuv8ngc"
    "pWpr9RyPmmP2/f8Dvbl0jA=="
)
