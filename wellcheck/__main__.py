"""The command line. Every command imports what it needs when it runs: `wellcheck up` itself stays small."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import getpass
import http.client
import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from importlib.metadata import version

from wellcheck import logs, supervise
from wellcheck.config import Config, ConfigMistakes
from wellcheck.crypto import WrongKey
from wellcheck.embedded import NotStarted, serving

Arguments = argparse.Namespace
Command = Callable[[Config, Arguments], int]
COMMANDS: dict[str, tuple[Command, str, Callable[[argparse.ArgumentParser], None] | None]] = {}


def command(
    name: str, about: str, arguments: Callable[[argparse.ArgumentParser], None] | None = None
) -> Callable[[Command], Command]:
    """Make a function a command: `about` is its sentence in `--help`."""

    def keep(run: Command) -> Command:
        COMMANDS[name] = (run, about, arguments)
        return run

    return keep


NEW_OBJECTS = 50_000
"""So many objects more than before, and the collector of garbage looks for cycles among them. Python's own 700 are a few
requests of a service: looking took a sixth of its time while very much was due, and found next to nothing. A batch of 500
check-ins in preparation is some 40,000, and all of them go by themselves. Garbage of so many is a few megabytes."""


@contextlib.contextmanager
def _loading() -> Iterator[None]:
    """Modules of a service are loaded in a sixth less time when the collector of garbage does not look through them
    again and again; and they stay, so that it need not look through them later either. From then on it looks less often."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
        gc.enable()


def _verbose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--verbose", action="store_true", help="show what every process writes, not only the essentials"
    )


@command(
    "up", "Start everything here and watch over it: servers, schema, web, worker, bot, sandbox. Ctrl-C stops.", _verbose
)
def up(config: Config, given: Arguments) -> int:
    return supervise.up(config, quiet=not given.verbose)


@command("web", "Serve the API, the webhooks and the pages.")
def web(config: Config, given: Arguments) -> int:
    with _loading():
        from web import app

    with serving(config) as config:
        app.run(config)
    return 0


def _worker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now, take what waits in the queue, and end")


@command("worker", "Do what comes due: ask, ask again, escalate, deliver. Start as many as you like.", _worker)
def worker(config: Config, given: Arguments) -> int:
    with _loading():
        from workers import settings

    with serving(config) as config:
        settings.run(config, once=given.once)
    return 0


def _processes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stop", metavar="ID", help="end this one: nothing more of it is said to anybody")
    parser.add_argument("--delay", metavar="ID", help="put off what is still to come of this one")
    parser.add_argument("--minutes", type=int, default=15, help="by so many minutes (default: 15)")
    parser.add_argument("--note", default=None, help="why; it is kept with the process")
    parser.add_argument("--of", metavar="ID", help="show the steps and the history of this one")
    parser.add_argument("--all", action="store_true", help="also those that are over, newest first, at most 100")


@command("processes", "List the escalation processes that run; show, stop or put off one by hand.", _processes)
def processes(config: Config, given: Arguments) -> int:
    from uuid import UUID

    from wellcheck import access, runtime
    from wellcheck import processes as room

    try:
        id = UUID(given.stop or given.delay or given.of or "0" * 32)
    except ValueError:
        print("That is no id of a process; `wellcheck processes` lists them.", file=sys.stderr)
        return 2
    nobody = UUID(int=0)
    if not 1 <= given.minutes <= 525_600:
        print("Give --minutes from 1 to 525600.", file=sys.stderr)
        return 2

    async def work(config: Config) -> None:
        async with runtime.start(config, "processes", pool=2) as running:
            now = running.now()
            if given.stop:
                await access.audit("command line", "stopped a process", id, now)
                await room.stop(id, nobody, now, given.note)
            elif given.delay:
                await access.audit("command line", "put off a process", id, now)
                await room.delay(id, nobody, given.minutes, now, given.note)
            for line in await (room.told(id) if given.stop or given.delay or given.of else room.listed(given.all)):
                print(line)

    with serving(config) as config:
        return _readably(work(config))


@command("bot", "Fetch Telegram messages by long polling, for TELEGRAM_MODE=polling. One does; a second one waits.")
def bot(config: Config, given: Arguments) -> int:
    with _loading():
        from bot import polling

    if not config.telegram:
        print("TELEGRAM_BOT_TOKEN is not set, so there is no bot to listen for.")
        return 0
    with serving(config) as config:
        polling.run(config)
    return 0


@command("sandbox", "Serve the stand-ins of Telegram and Twilio and their phones, on this machine alone.")
def sandbox(config: Config, given: Arguments) -> int:
    with _loading():
        from wellcheck.sandbox import server

    if not config.sandbox:
        print("A provider is configured, so there is nothing to stand in for.", file=sys.stderr)
        return 1
    server.run(config)
    return 0


def _chat(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="number", required=True, metavar="NUMBER", help="whose phone, as +447700900001")
    parser.add_argument("--by", choices=("telegram", "sms", "whatsapp"), default="telegram", help="default: telegram")


@command("chat", "Be one phone of the sandbox in this terminal: what you type is said to Wellcheck.", _chat)
def chat(config: Config, given: Arguments) -> int:
    from wellcheck.sandbox import chat

    if not config.sandbox:
        print("A provider is configured, so there is no sandbox to chat in. Use a real phone.", file=sys.stderr)
        return 1
    base = f"http://127.0.0.1:{config.sandbox_port}"
    try:
        asyncio.run(chat.run(base, given.number, given.by, chat.typed(), lambda line: print(line, flush=True)))
    except chat.NoChat as why:
        print(why, file=sys.stderr)
        return 1
    return 0


@command("migrate", "Bring the database's schema up to date, and show the setup token if nobody has an account yet.")
def migrate(config: Config, given: Arguments) -> int:
    from wellcheck import access, db, runtime

    async def work(config: Config) -> str | None:
        applied = await runtime.answered(lambda: db.migrate(config.database_url or ""))
        print(f"The schema is up to date; newly applied: {', '.join(applied) or 'nothing'}.")
        async with runtime.start(config, "migrate", pool=2) as running:
            return await access.prepare_setup(config.setup_token, running.now())

    with serving(config) as config:
        token = asyncio.run(work(config))
    if token and given.supervised:
        path = config.wellcheck_home / supervise.SETUP_TOKEN_FILE
        path.unlink(missing_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(token + "\n")
    elif token:
        print(f"Setup token for the first admin, shown this once: {token}")
    return 0


def _admin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="e-mail address to sign in with")
    parser.add_argument("--first-name", default="Admin")
    parser.add_argument("--last-name", default=None)
    parser.add_argument("--language", default="en")


@command("create-admin", "Make an admin. Asks for the password, or reads it from standard input.", _admin)
def create_admin(config: Config, given: Arguments) -> int:
    from wellcheck import access, db, people, runtime

    password = getpass.getpass("Password (12 or more characters): ") if sys.stdin.isatty() else sys.stdin.readline()
    password = password.rstrip("\n")

    async def work(config: Config) -> None:
        async with runtime.start(config, "create-admin", pool=2) as running, db.transaction():
            now = running.now()
            person = await people.create(given.first_name, given.last_name, given.language, config.default_zone, now)
            if await access.any_admin():
                await access.create_account(person.id, given.email, password, now, role="admin")
                await access.audit("command line", "made an admin", person.id, now)
            else:
                await access.first_admin(
                    person.id, given.email, password, now, token=None, from_here=True, source="command line"
                )

    with serving(config) as config:
        code = _readably(work(config))
    if code == 0:
        print(f"{given.email} is an admin now.")
    return code


def _token(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", nargs="?", help="e-mail address of the account that an access token is to speak for")
    parser.add_argument("--seconds", type=int, default=None, help="its life (default: ACCESS_TOKEN_SECONDS)")
    parser.add_argument("--sub", help="in place of an account: make an API token for a program, called so")
    parser.add_argument(
        "--access", choices=("read", "write", "read_write", "admin"), default="read", help="what it may do"
    )
    parser.add_argument("--scope", action="append", default=[], help="a tag it reaches, or user:ID; as often as needed")
    parser.add_argument("--days", type=int, default=365, help="its life (default: 365)")
    parser.add_argument("--list", action="store_true", help="list all API tokens")
    parser.add_argument("--revoke", metavar="ID", help="end this API token")


@command(
    "token", "Print a token for scripts and programs: of an account, or an API token; list and revoke those.", _token
)
def token(config: Config, given: Arguments) -> int:
    from datetime import timedelta
    from uuid import UUID

    from wellcheck import access, runtime
    from wellcheck.crypto import vault
    from wellcheck.errors import NotFound

    try:
        revoked = UUID(given.revoke) if given.revoke else None
    except ValueError:
        revoked = None
    if sum(bool(wish) for wish in (given.email, given.sub, given.list, revoked)) != 1 or not 1 <= given.days <= 3653:
        print(
            "Give an e-mail address, or one of --sub, --list and --revoke ID; --days from 1 to 3653.", file=sys.stderr
        )
        return 2
    by = "command line"

    async def work(config: Config) -> None:
        async with runtime.start(config, "token", pool=2) as running:
            now = running.now()
            if given.sub:
                ends = now + timedelta(days=given.days)
                print((await access.tokens.make(given.sub, given.access, given.scope, ends, by, now))[1])
                return
            if revoked:
                await access.tokens.revoke(revoked, by, now)
                return
            if given.list:
                for row in (await access.tokens.listed(0, 10_000))[0]:
                    used = f"used {row.last_used_at:%Y-%m-%d %H:%M}" if row.last_used_at else "never used"
                    state = "revoked" if row.revoked_at else f"until {row.expires_at:%Y-%m-%d}, {used}"
                    print(f"{row.id}  {row.sub}  {row.access}  {' '.join(row.scope)}  {state}")
                return
            blind = vault().blind("email", access.rules.same(given.email))
            account = await access.Account.get_or_none(email_blind=blind)
            if account is None:
                raise NotFound
            made = await access.issue(account.pk, now, given.seconds or config.access_token_seconds)
            await access.audit(by, "was given a token", account.pk, now)
            print(made.access)

    with serving(config) as config:
        return _readably(work(config))


def _audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("verify",), help="verify: whether anybody changed the audit trail")
    parser.add_argument("--noted", default="", metavar="NUMBER:HASH", help="an end of the chain that was noted earlier")


@command(
    "audit",
    "Check that what must always hold does: no timer lost, no lease stuck, no minute missing. Exits 1 and names what is wrong."
    " `audit verify`: check the audit trail, and name the first entry that is not as it was.",
    _audit,
)
def audit(config: Config, given: Arguments) -> int:
    if given.what is None:
        return _invariants(config)
    from wellcheck import access, runtime

    async def work(config: Config) -> access.trail.Verdict:
        async with runtime.start(config, "audit", pool=2):
            return await access.trail.verify(given.noted)

    with serving(config) as config:
        found = asyncio.run(work(config))
    if found.broken is not None:
        entry = "" if found.entry is None else f" (id {found.entry})"
        print(f"The audit trail is NOT whole: entry {found.broken}{entry}: {found.why}.", file=sys.stderr)
        return 1
    print(f"The audit trail is whole: entries {found.first} to {found.last}. Its end: {found.last}:{found.head}")
    return 0


def _invariants(config: Config) -> int:
    from wellcheck import audit, runtime

    async def work(config: Config) -> audit.Look:
        async with runtime.start(config, "audit", pool=2) as running:
            return await audit.look(running.now(), thorough=True)

    with serving(config) as config:
        seen = asyncio.run(work(config))
    about = {rule.name: rule.about for rule in audit.RULES}
    for violation in seen.found:
        since = f" since {violation.oldest:%Y-%m-%d %H:%M:%S}" if violation.oldest else ""
        print(f"{violation}{since}: {' '.join(violation.examples)}\n    Should be: {about[violation.rule]}")
    for rule in seen.unfinished:
        print(f"{rule} could not be looked at.", file=sys.stderr)
    if seen.found or seen.unfinished:
        return 1
    print(f"All {len(audit.RULES)} rules hold.")
    return 0


def _status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--of",
        metavar="KIND",
        help="only whether a process of this kind (worker, bot) has been alive in the last 30 seconds",
    )


@command("prune", "Delete what is over and older than RETENTION_DAYS. The worker does the same every hour.")
def prune(config: Config, given: Arguments) -> int:
    from wellcheck import runtime
    from workers.jobs import tidy

    async def work(config: Config) -> int:
        async with runtime.start(config, "prune", pool=2) as running:
            return await tidy(running)

    with serving(config) as config:
        print(f"{asyncio.run(work(config))} old rows were deleted.")
    return 0


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", metavar="PLACE", default=None, help="instead of BACKUP_TO: a folder, s3://…, gs://… or az://…"
    )
    parser.add_argument(
        "--if-due", action="store_true", help="only if BACKUP_CRON wants one now (the worker calls it so)"
    )
    parser.add_argument("--list", action="store_true", help="show which there are, and make none")


@command("backup", "Write everything into one encrypted file at BACKUP_TO, read it back and check it.", _backup)
def backup(config: Config, given: Arguments) -> int:
    from wellcheck import backups, runtime
    from wellcheck.backups.places import place_of

    async def work(config: Config) -> None:
        async with runtime.start(config, "backup", pool=2) as running:
            if given.if_due and not await backups.if_due(config, running.now()):
                return
            made = await backups.make(config, running.now(), given.to)
            print(f"{made.name}: {made.size} bytes, read back and checked.")

    if given.list:
        where = given.to or config.backup_to
        for name in sorted(name for name in place_of(where).names() if backups.rules.made_at(name)) if where else ():
            print(name)
        return 0
    with serving(config) as config:
        return _readably(work(config))


def _archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--restore", metavar="ID", default=None, help="bring this event and all its occurrences back")


@command("archive", "Say what the archive of events holds; bring an event back from it.", _archive)
def archive(config: Config, given: Arguments) -> int:
    from uuid import UUID

    from wellcheck import access, events, runtime
    from wellcheck.errors import NotFound

    async def work(config: Config) -> int:
        async with runtime.start(config, "archive", pool=2) as running:
            if given.restore is None:
                n, m = await events.archive.counts()
                print(f"{n} events and {m} occurrences are in the archive. The API lists them with archived=true.")
                return 0
            try:
                id = UUID(given.restore)
                n = await events.archive.restore(id, running.now())
            except (ValueError, NotFound):
                print("Nothing of this event is in the archive.", file=sys.stderr)
                return 1
            await access.audit("command line", "brought back an event", id, running.now())
            print(f"The event is back, with {n} occurrences.")
            return 0

    with serving(config) as config:
        return asyncio.run(work(config))


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", nargs="?", default="latest", help="a file, or a name at BACKUP_TO (default: latest)")
    parser.add_argument("--from", dest="place", metavar="PLACE", default=None, help="another place than BACKUP_TO")
    parser.add_argument(
        "--identity", metavar="FILE", action="append", default=[], help="the private key for BACKUP_RECIPIENTS"
    )
    parser.add_argument("--replace", action="store_true", help="give up all that is in this installation now")
    parser.add_argument(
        "--show-keys", action="store_true", help="restore nothing: print the SECRET_KEYS it was made with"
    )


@command("restore", "Bring back a backup, all of it or nothing. Nothing of what was due meanwhile is sent.", _restore)
def restore(config: Config, given: Arguments) -> int:
    from wellcheck import backups, db, runtime

    try:
        keys = backups.identities_of(given.identity)
        if given.show_keys:
            print(",".join(backups.manifest_of(config, given.backup, keys, given.place).secret_keys))
            return 0
        here = supervise.running(config.wellcheck_home)
        if here:
            raise backups.NotRestored(f"Nothing was changed: stop `wellcheck up` first (process {here.get('pid')}).")

        async def work(config: Config) -> None:
            told = await backups.restore(config, given.backup, keys, replace=given.replace, at=given.place)
            print(f"Restored: everything as it was at {told.made_at:%Y-%m-%d %H:%M:%S} UTC.")

        async def settle(config: Config) -> None:
            await db.migrate(config.database_url or "")
            async with runtime.start(config, "restore", pool=2):
                print("What was under way then is settled. Nothing of it is sent; start Wellcheck again.")

        with serving(config) as served:
            asyncio.run(work(served))
            # The key ring may be another one now.
            asyncio.run(settle(replace(served, secret_keys=Config.read(os.environ).secret_keys)))
    except backups.NotRestored as why:
        print(why, file=sys.stderr)
        return 1
    return 0


@command("status", "Say whether Wellcheck runs here and whether the watch stands. Exits 0 only if it does.", _status)
def status(config: Config, given: Arguments) -> int:
    if given.of:
        with serving(config) as config:
            return asyncio.run(_beating(config, given.of))
    here = supervise.running(config.wellcheck_home)
    if here:
        print(f"Started by `wellcheck up`, process {here.get('pid', 'unknown')}: {here.get('url', config.local_url)}")
    host, _, port = config.local_url.removeprefix("http://").rpartition(":")
    asked = http.client.HTTPConnection(host.strip("[]"), int(port), timeout=5)
    try:
        asked.request("GET", "/readyz")
        answer = asked.getresponse()
        told = answer.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as why:
        print(f"Nothing answers at {config.local_url} ({why}). `wellcheck up` starts it.")
        return 1
    finally:
        asked.close()
    try:
        told = json.dumps(json.loads(told), indent=2, ensure_ascii=False)
    except ValueError:
        pass
    print("The watch stands." if answer.status == 200 else "The watch does NOT stand.")
    print(told)
    return 0 if answer.status == 200 else 1


async def _beating(config: Config, kind: str) -> int:
    from tortoise.exceptions import BaseORMException

    from wellcheck import db

    try:
        await db.open_database(config.database_url or "", 1, "wellcheck status")
        row = await db.one(
            "SELECT extract(epoch FROM clock_timestamp() - max(seen_at))::float AS ago FROM beats WHERE kind = $1", kind
        )
    except (OSError, TimeoutError, BaseORMException) as why:
        print(f"The database does not answer: {why}")
        return 1
    finally:
        await db.close_database()
    ago = row["ago"] if row else None
    print(f"{kind}: " + ("never seen" if ago is None else f"last seen {ago:.0f} s ago"))
    return 0 if ago is not None and ago <= 30 else 1


def _classify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", help="what somebody answered")
    parser.add_argument(
        "--language", default="en", help="whose words are read: the language of the person (default: en)"
    )


@command("classify", "Show how an answer to “are you okay?” is understood, and why.", _classify)
def classify(config: Config, given: Arguments) -> int:
    from bot.understand import explain
    from bot.words import languages

    if given.language not in languages():
        print(f"We know no words of “{given.language}”, only of: {', '.join(languages())}.", file=sys.stderr)
        return 2
    read = explain(" ".join(given.text), given.language)
    rests_on = ", ".join(f"“{words}”" for words in read.meaning.words)
    print(read.meaning.kind.value.replace("_", " ") + (f"  (by {rests_on})" if rests_on else ""))
    print(f"because: {read.why}")
    print(f"words:   {' '.join(read.tokens)}")
    for piece in read.pieces:
        whose = languages()[piece.language].name if piece.language else "all languages"
        known = f"  ({whose})" if piece.what else ""
        print(f"         {piece.words}: {piece.what.name.lower().replace('_', ' ')}{known}")
    return 0


def _simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--user", required=True, help="their id, their phone number, or the e-mail address of their account"
    )
    parser.add_argument("--reason", default="unavailable",
                        help="unavailable (no answer; the default), walk, unconfirmed, bad, panic, duress,"
                        " could_not_ask")  # fmt: skip
    parser.add_argument("--at", default=None, help="when it would begin, as 2027-01-31T22:30:00Z (default: now)")


@command(
    "simulate", "Print who would be told what, when, where and at what cost about a user. Nothing is sent.", _simulate
)
def simulate(config: Config, given: Arguments) -> int:
    from datetime import datetime

    from wellcheck import escalations, i18n, runtime, users
    from wellcheck.escalations import rules

    if given.reason not in rules.REASONS:
        print(f"“{given.reason}” is no reason; these are: {', '.join(rules.REASONS)}.", file=sys.stderr)
        return 2
    try:
        at = i18n.utc(datetime.fromisoformat(given.at)) if given.at else None
    except ValueError:
        print("Give the time with its zone, like 2027-01-31T22:30:00Z.", file=sys.stderr)
        return 2

    async def work(config: Config) -> None:
        async with runtime.start(config, "simulate", pool=2) as running:
            found = await escalations.simulate(await users.find(given.user), given.reason, at or running.now())
            print(f"Policy: {found.policy or 'the usual order'}. Times are in UTC.")
            for said in found.sayings:
                where = f"{said.who} {said.name}, {said.channel}, {said.language}"
                print(f"{said.at:%Y-%m-%d %H:%M:%S}  round {said.round}  {where}, {said.cost:g}\n    {said.text}")
            for visit_at in found.visits_at:
                print(f"{visit_at:%Y-%m-%d %H:%M:%S}  nobody took over: a pal is asked to go there.")
            print(f"{found.operators_at:%Y-%m-%d %H:%M:%S}  nobody took over: operators are told, and it goes on every"
                  f" {rules.FLOOR.total_seconds() / 60:g} minutes.")  # fmt: skip
            print(f"{len(found.sayings)} messages, {found.cost:g} in all.")

    with serving(config) as config:
        return _readably(work(config))


def _drill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--user", required=True, help="their id, their phone number, or the e-mail address of their account"
    )
    parser.add_argument("--reason", default="unavailable", help="as of `simulate`, save duress (default: unavailable)")


@command(
    "drill", "Rehearse a user's escalation with their contacts; each message says first that it is a drill.", _drill
)
def drill(config: Config, given: Arguments) -> int:
    from wellcheck import access, runtime, users
    from wellcheck.escalations import drills

    if given.reason not in drills.REASONS:
        print(f"“{given.reason}” is not rehearsed; these are: {', '.join(drills.REASONS)}.", file=sys.stderr)
        return 2

    async def work(config: Config) -> None:
        async with runtime.start(config, "drill", pool=2) as running:
            user = await users.find(given.user)
            begun = await drills.start(user, running.now(), given.reason)
            await access.audit("command line", "began a drill", user, running.now())
            print(f"The drill {begun.id} has begun: {', '.join(begun.names)}. The worker goes on with it, and the user gets a"
                  " report at its end.")  # fmt: skip

    with serving(config) as config:
        return _readably(work(config))


def _board(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--page", type=int, default=1, help="which one, from 1")
    parser.add_argument("--lines", type=int, default=50, help="of one page (default: 50)")


@command("board", "Show which alarms are open, who has them, and who is not protected.", _board)
def board(config: Config, given: Arguments) -> int:
    from bot.board import in_words
    from wellcheck import board, i18n, runtime

    async def work(config: Config) -> None:
        async with runtime.start(config, "board", pool=2):
            seen = await board.look(given.page, min(max(1, given.lines), 1000))
            for line in in_words(seen):
                print(i18n.say(line, "en"))

    with serving(config) as config:
        return _readably(work(config))


def _readably(work: Awaitable[None]) -> int:
    """Run a short command; a refusal meant to be read is printed as its sentence."""
    from wellcheck.backups import NotMade
    from wellcheck.errors import WellcheckError
    from wellcheck.i18n import say

    async def run() -> None:
        await work

    try:
        asyncio.run(run())
    except NotMade as why:
        print(why, file=sys.stderr)
        return 1
    except WellcheckError as refused:
        print(say(refused.text, "en"), file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    made = argparse.ArgumentParser(
        prog="wellcheck",
        description="Asks people whether they are all right, and does not rest until a human has looked after those "
        "who do not say yes.",
        epilog="Everything is configured by environment variables or a .env file; see .env.example and the README.",
    )
    made.add_argument("--version", action="version", version=f"wellcheck {version('wellcheck')}")
    under = made.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (_, about, arguments) in COMMANDS.items():
        part = under.add_parser(name, help=about, description=about)
        if arguments:
            arguments(part)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (2: the command line or the configuration is wrong)."""
    given = parser().parse_args(arguments)
    given.supervised = supervise.PARENT in os.environ
    supervise.follow_parent()
    try:
        config = Config.read(os.environ)
    except ConfigMistakes as wrong:
        print("The configuration has mistakes:", file=sys.stderr)
        for mistake in wrong.mistakes:
            print(f"  {mistake}", file=sys.stderr)
        return 2
    logs.start(config)
    try:
        return COMMANDS[given.command][0](config, given)
    except NotStarted as why:
        print(why, file=sys.stderr)
        return 1
    except WrongKey:
        print(
            "What is stored does not open with these SECRET_KEYS. Give back the keys it was sealed with.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
