"""Every door, in one table: what it is, who may pass, what it takes and what it gives.

The router, the permissions and the documentation are all made from it. A path stands here as it is below `/v1`; each is
also served without `/v1`, and with a slash at its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from web import auth, hooks, idempotent, live, shown, voice
from web.api import (
    addresses,
    audit,
    classify,
    contacts,
    drills,
    endpoints,
    escalations,
    events,
    health,
    jobs,
    journeys,
    login,
    mine,
    old_visits,
    pals,
    policies,
    probe_settings,
    probes,
    processes,
    schedules,
    status,
    system,
    tokens,
    users,
    visits,
)
from web.auth import Who
from web.keys import REQUEST_ID
from wellcheck.access import trail
from wellcheck.events.wishes import EventChange, EventNew
from wellcheck.processes.requests import Plan, RequestDocument


@dataclass(frozen=True, slots=True)
class Query:
    """A query parameter."""

    name: str
    meaning: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One door. `takes` and `gives` are the models of the body and of what is under "data"; `listed`: pages of them."""

    method: str
    path: str
    handler: Handler
    who: Who
    gives: Any = None
    takes: Any = None
    status: int = 200
    listed: bool = False
    walked: bool = False
    """A list with `next`, which goes on behind any of its entries."""
    query: tuple[Query, ...] = ()
    optional: bool = False
    """The body may be left out."""
    plain: bool = False
    """The answer has no envelope."""
    picture: bool = False
    """The answer is a PNG."""
    text: bool = False
    """The answer is plain text."""
    bare: bool = False
    """Not below /v1."""
    versioned: bool = False
    """Takes the ETag that was looked at as `If-Match`."""
    free: bool = False
    """Its calls are not counted."""
    costs: bool = False
    """Sends something to somebody: counted whatever is away (but what brings help is never counted so)."""
    told: bool = False
    """What it does writes the audit trail itself, in its transaction."""
    keyed: bool = False
    """An `Idempotency-Key` counts here, though it is no POST."""
    reads: bool = False
    """Changes nothing, though it takes a body: a token that may only read is enough."""

    @property
    def once(self) -> bool:
        """Whether an `Idempotency-Key` counts here: on every POST that does something, but those of providers and those
        that are answered with a token, which is not kept."""
        plain = self.method == "POST" and not self.bare and not self.reads
        return self.keyed or (plain and not self.path.startswith(("/log", "/tokens", "/api/auth/")))


TAG = Query("tag", "One more tag, as it is: for those with a comma in them (may be given several times)")
ARCHIVED = Query("archived", "`true`: of what left for the archive", ("true", "false"))

ROUTES: Sequence[Route] = (
    Route("POST", "/users", users.create, Who.ANYONE, shown.UserShown, users.UserNew, 201),
    Route("GET", "/users", users.list_all, Who.ADMIN, shown.UserShown, listed=True),
    Route("GET", "/users/{uid}", users.one, Who.SELF_OR_ADMIN, shown.UserShown),
    Route("PUT", "/users/{uid}", users.change, Who.THEMSELVES, shown.UserShown, users.UserChange),
    Route("POST", "/users/{uid}/phone", users.confirm_phone, Who.THEMSELVES, shown.UserShown, users.PhoneCode),
    Route("DELETE", "/users/{uid}", users.remove, Who.THEMSELVES_OR_ADMIN, status=204),
    Route("GET", "/users/{uid}/export", mine.told, Who.SELF, dict[str, Any]),
    Route("GET", "/users/{uid}/history/month.png", mine.month_as_picture, Who.SELF, picture=True),
    #
    Route("POST", "/login", login.sign_in, Who.ANYONE, login.TokensShown, login.Credentials),
    Route("POST", "/login/refresh", login.refresh, Who.ANYONE, login.TokensShown, login.Refresh),
    Route("POST", "/logout", login.sign_out, Who.USER, status=204),
    Route("GET", "/jwks", login.jwks, Who.ANYONE, plain=True),
    #
    Route("POST", "/tokens", tokens.create, Who.MASTER, tokens.ApiTokenMade, tokens.ApiTokenWanted, 201),
    Route("GET", "/tokens", tokens.list_all, Who.MASTER, tokens.ApiTokenShown, listed=True),
    Route("GET", "/tokens/{id}", tokens.one, Who.MASTER, tokens.ApiTokenShown),
    Route("DELETE", "/tokens/{id}", tokens.revoke, Who.MASTER, status=204),
    #
    Route("GET", "/users/{uid}/contacts", contacts.list_all, Who.SELF, shown.ContactShown, listed=True),
    Route("POST", "/users/{uid}/contacts", contacts.create, Who.SELF, shown.ContactShown, contacts.ContactNew, 201, costs=True),
    Route("GET", "/users/{uid}/contacts/{id}", contacts.one, Who.SELF, shown.ContactShown),
    Route("PUT", "/users/{uid}/contacts/{id}", contacts.change, Who.SELF, shown.ContactShown, contacts.ContactChange),
    Route("DELETE", "/users/{uid}/contacts/{id}", contacts.remove, Who.SELF, status=204),
    #
    Route("GET", "/users/{uid}/probe_settings", probe_settings.read, Who.SELF_OR_ADMIN, shown.SettingsShown),
    Route(
        "PUT", "/users/{uid}/probe_settings", probe_settings.change, Who.SELF, shown.SettingsShown,
        probe_settings.SettingsChange,
    ),
    Route(
        "GET", "/users/{uid}/addresses", addresses.list_all, Who.SELF_OR_ADMIN, shown.AddressShown, listed=True,
    ),
    Route(
        "POST", "/users/{uid}/addresses", addresses.add, Who.SELF_OR_ADMIN, shown.AddressShown, addresses.NewAddress, 201,
        costs=True,
    ),
    Route(
        "PUT", "/users/{uid}/addresses", addresses.arrange, Who.SELF, shown.AddressShown, addresses.Order, listed=True,
    ),
    #
    Route("GET", "/users/{uid}/policies", policies.list_all, Who.SELF_OR_ADMIN, policies.PolicyShown, listed=True),
    Route("GET", "/users/{uid}/policies/{name}", policies.one, Who.SELF_OR_ADMIN, policies.PolicyShown),
    Route(
        "PUT", "/users/{uid}/policies/{name}", policies.put, Who.SELF_OR_ADMIN, policies.PolicyShown, policies.PolicySaid,
    ),
    Route("DELETE", "/users/{uid}/policies/{name}", policies.remove, Who.SELF_OR_ADMIN, status=204),
    Route("GET", "/users/{uid}/contact_groups", policies.list_groups, Who.SELF_OR_ADMIN, policies.GroupShown, listed=True),
    Route("GET", "/users/{uid}/contact_groups/{name}", policies.one_group, Who.SELF_OR_ADMIN, policies.GroupShown),
    Route(
        "PUT", "/users/{uid}/contact_groups/{name}", policies.put_group, Who.SELF_OR_ADMIN, policies.GroupShown,
        policies.GroupSaid,
    ),
    Route("DELETE", "/users/{uid}/contact_groups/{name}", policies.remove_group, Who.SELF_OR_ADMIN, status=204),
    Route("GET", "/users/{uid}/quiet_hours", policies.quiet, Who.SELF_OR_ADMIN, policies.QuietShown),
    Route("PUT", "/users/{uid}/quiet_hours", policies.put_quiet, Who.SELF_OR_ADMIN, policies.QuietShown, policies.Hours),
    Route("DELETE", "/users/{uid}/quiet_hours", policies.remove_quiet, Who.SELF_OR_ADMIN, status=204),
    Route(
        "POST", "/users/{uid}/simulate", policies.simulate, Who.SELF_OR_ADMIN, policies.SimulationShown,
        policies.Question, optional=True, reads=True,
    ),
    #
    Route(
        "POST", "/schedules/preview", schedules.preview, Who.SCOPED, schedules.Preview, schedules.PreviewWanted, reads=True,
    ),
    #
    Route("GET", "/users/{uid}/probes", probes.list_of, Who.SELF_OR_ADMIN, shown.ProbeShown, listed=True),
    Route(
        "POST", "/users/{uid}/probes", probes.start, Who.SELF_OR_ADMIN, shown.ProbeTold | shown.PlanShown,
        probes.ProbeWanted, 201, optional=True, costs=True,
    ),
    Route("GET", "/users/{uid}/walk", journeys.walk, Who.SELF_OR_ADMIN, journeys.WalkShown),
    Route("POST", "/users/{uid}/walk", journeys.set_out, Who.SELF, journeys.WalkShown, journeys.WalkWanted, 201),
    Route("POST", "/users/{uid}/walk/extend", journeys.more_time, Who.SELF, journeys.WalkShown, journeys.MoreTime),
    Route("POST", "/users/{uid}/walk/arrive", journeys.arrive, Who.THEMSELVES, status=204),
    Route("GET", "/users/{uid}/travel", journeys.trip, Who.SELF_OR_ADMIN, journeys.TripShown),
    Route("PUT", "/users/{uid}/travel", journeys.set_off, Who.SELF, journeys.TripShown, journeys.TripWanted),
    Route("DELETE", "/users/{uid}/travel", journeys.home_again, Who.SELF, status=204),
    Route("GET", "/users/{uid}/drills", drills.list_of, Who.SELF_OR_ADMIN, drills.DrillShown, listed=True),
    Route(
        "POST", "/users/{uid}/drills", drills.begin, Who.SELF_OR_ADMIN, drills.DrillShown, drills.DrillWanted, 201,
        optional=True, costs=True,
    ),
    Route("DELETE", "/users/{uid}/drills/current", drills.end, Who.SELF_OR_ADMIN, status=204),
    Route("GET", "/users/{uid}/drills/monthly", drills.each_month, Who.SELF_OR_ADMIN, drills.MonthlyShown),
    Route("PUT", "/users/{uid}/drills/monthly", drills.agree, Who.SELF, drills.MonthlyShown),
    Route("DELETE", "/users/{uid}/drills/monthly", drills.agree_no_more, Who.SELF_OR_ADMIN, status=204),
    Route("GET", "/users/{uid}/plans", probes.plans, Who.SELF_OR_ADMIN, shown.PlanShown, listed=True),
    Route("DELETE", "/users/{uid}/plans/{id}", probes.unplan, Who.SELF_OR_ADMIN, status=204),
    Route(
        "GET", "/probes", probes.list_all, Who.ALL_USERS, shown.ProbeShown, listed=True,
        query=(Query("status", "Only those in this state", shown.PROBE_STATES),),
    ),
    Route("GET", "/probes/stats", probes.stats, Who.ALL_USERS, shown.ProbeStats),
    Route("GET", "/probes/{id}", probes.one, Who.FOR_USERS, shown.ProbeTold),
    Route("DELETE", "/probes/{id}", probes.remove, Who.FOR_USERS, status=204),
    Route("POST", "/probes/{id}/cancel", probes.cancel, Who.FOR_USERS, shown.ProbeTold),
    Route("POST", "/probes/{id}/answer", probes.answer, Who.FOR_USERS, shown.ProbeTold, probes.AnswerGiven),
    #
    Route(
        "GET", "/escalations", escalations.list_all, Who.PROCESSES, shown.EscalationShown | processes.ProcessShown, listed=True,
        query=(
            Query("kind", "Those of users (if not given), or processes that were handed in", escalations.KINDS),
            Query("status", "Only those in this state", tuple(dict.fromkeys((*shown.ESCALATION_STATES, *processes.STATES)))),
            Query("process_id", "Only processes of the caller with this id"),
        ),
    ),
    Route(
        "POST", "/escalations", processes.take, Who.PROCESSES, processes.RequestTaken, RequestDocument, 201,
    ),
    Route("GET", "/escalations/rejected", processes.rejected, Who.ADMIN, processes.RejectionShown, listed=True),
    Route("POST", "/escalations/{id}/delay", processes.delay, Who.PROCESSES, processes.ProcessTold, processes.Delayed),
    Route("GET", "/caller_ids", processes.caller_ids, Who.ADMIN, dict[str, str]),
    Route("PUT", "/caller_ids", processes.put_caller_ids, Who.ADMIN, dict[str, str], processes.CallerIds),
    Route("GET", "/process_policies", processes.list_plans, Who.ADMIN, processes.PlanShown, listed=True),
    Route("PUT", "/process_policies", processes.put_plan, Who.ADMIN, processes.PlanShown, Plan),
    Route("DELETE", "/process_policies/{name}", processes.remove_plan, Who.ADMIN, status=204),
    Route(
        "GET", "/users/{uid}/escalations", escalations.list_of, Who.SELF_OR_ADMIN, shown.EscalationShown, listed=True
    ),
    Route("GET", "/escalations/{id}", escalations.one, Who.SCOPED, shown.EscalationTold | processes.ProcessTold),
    Route(
        "POST", "/escalations/{id}/acknowledge", escalations.acknowledge, Who.USER, shown.EscalationTold,
        escalations.TakenOver, optional=True,
    ),
    Route(
        "POST", "/escalations/{id}/cannot", escalations.cannot, Who.USER, shown.EscalationTold, escalations.By,
        optional=True,
    ),
    Route(
        "POST", "/escalations/{id}/hold", escalations.hold, Who.USER, shown.EscalationTold, escalations.Waiting,
    ),
    Route(
        "POST", "/escalations/{id}/hand_over", escalations.hand_over, Who.USER, shown.EscalationTold,
        escalations.HandedOver,
    ),
    Route(
        "POST", "/escalations/{id}/settle", escalations.settle, Who.USER, shown.EscalationTold, escalations.Settled,
        optional=True,
    ),
    Route(
        "POST", "/escalations/{id}/describe", escalations.describe, Who.USER, shown.EscalationTold,
        escalations.Described,
    ),
    Route("POST", "/escalations/{id}/update", escalations.update, Who.ADMIN, shown.EscalationTold),
    Route(
        "POST", "/escalations/{id}/stop", escalations.stop, Who.PROCESSES, shown.EscalationTold | processes.ProcessTold,
        escalations.Ended,
        optional=True,
    ),
    #
    Route("POST", "/events", events.create, Who.SCOPED, events.EventShown, EventNew, 201, told=True),
    Route(
        "GET", "/events", events.list_all, Who.SCOPED, events.EventShown, listed=True, walked=True,
        query=(
            Query("tags", "Those that have any of these tags (by comma, or several times)"),
            TAG,
            Query("match", "Whether all of the tags are needed", events.MATCHES),
            Query("status", "Only those in this state", events.STATUSES),
            Query("start_after", "Those that begin at this time or later"),
            Query("start_before", "Those that begin before this time"),
            ARCHIVED,
        ),
    ),
    Route("GET", "/events/{id}", events.one, Who.SCOPED, events.EventShown, query=(ARCHIVED,)),
    Route("PUT", "/events/{id}", events.change, Who.SCOPED, events.EventShown, EventChange, versioned=True, told=True),
    Route("DELETE", "/events/{id}", events.remove, Who.SCOPED, status=204, versioned=True, told=True),
    Route("POST", "/events/{id}/run", events.run, Who.SCOPED, events.OccurrenceShown, status=201, told=True),
    Route(
        "GET", "/events/{id}/occurrences", events.occurrences_of, Who.SCOPED, events.OccurrenceShown, listed=True, walked=True,
        query=(
            Query("status", "Only those in this state", events.STATES_OR_LEGACY),
            Query("view", "`legacy`: states in Qhronos's five words", events.VIEWS),
            Query("from", "Those of this time or later"),
            Query("to", "Those before this time"),
            ARCHIVED,
        ),
    ),
    Route(
        "GET", "/occurrences", events.occurrences, Who.SCOPED, events.OccurrenceShown, listed=True, walked=True,
        query=(
            Query("tags", "Those of events that have all of these tags (by comma, or several times)"),
            TAG,
            Query("match", "Whether any of the tags is enough", events.MATCHES),
            Query("event", "Those of this event"),
            Query("status", "Only those in this state", events.STATES_OR_LEGACY),
            Query("view", "`legacy`: states in Qhronos's five words", events.VIEWS),
            Query("from", "Those of this time or later"),
            Query("to", "Those before this time"),
            ARCHIVED,
        ),
    ),
    Route(
        "GET", "/occurrences/{which}", events.occurrence, Who.SCOPED, events.OccurrenceShown,
        query=(Query("view", "`legacy`: its state in one of Qhronos's five words", events.VIEWS),),
    ),
    #
    Route(
        "GET", "/jobs", jobs.list_all, Who.ADMIN, shown.JobShown, listed=True,
        query=(Query("status", "Only those in this state", shown.JOB_STATES),),
    ),
    Route("GET", "/jobs/stats", jobs.stats, Who.ADMIN, shown.JobStats),
    Route("POST", "/jobs/{id}/retry", jobs.retry, Who.ADMIN, shown.JobShown),
    #
    Route("POST", "/classify", classify.read, Who.USER, classify.AnswerRead, classify.AnswerToRead, reads=True),
    #
    Route(
        "GET", "/users/{uid}/audit", audit.list_of, Who.SELF_OR_ADMIN, audit.AuditEntryShown, listed=True,
        query=(Query("since", "Only entries from this time on"), Query("until", "Only entries before this time")),
    ),
    Route(
        "GET", "/audit", audit.list_all, Who.ADMIN, audit.AuditEntryShown, listed=True,
        query=(
            Query("actor", "Only what this one did: a person's id, an API token's `sub`, or `master`"),
            Query("subject", "Only what was done to this one, by id"),
            Query("verb", "Only this act, word for word"),
            Query("request", "Only what this request did"),
            Query("since", "Only entries from this time on"),
            Query("until", "Only entries before this time"),
        ),
    ),
    #
    Route("GET", "/system/audit", system.look, Who.ADMIN, system.AuditShown),
    Route("GET", "/health", health.health, Who.ANYONE, health.HealthTold, plain=True, free=True),
    Route("GET", "/healthz", health.healthz, Who.ANYONE, health.HealthTold, plain=True, free=True),
    Route("GET", "/status", status.told, Who.ANYONE, status.StatusTold, plain=True),
    Route("GET", "/metrics", status.metrics, Who.ANYONE, plain=True, text=True, free=True),
    Route("POST", "/visits", visits.create, Who.USER, visits.VisitShown, visits.VisitWanted, 201),
    Route(
        "GET", "/visits", visits.list_all, Who.USER, visits.VisitShown, listed=True,
        query=(
            Query("status", "Only those in this state", visits.STATES), Query("user_id", "Only those to this user"),
            Query("pal_id", "Only those made by this pal"),
        ),
    ),
    Route("GET", "/visits/{id}", visits.one, Who.USER, visits.VisitShown),
    Route("POST", "/visits/{id}/accept", visits.accept, Who.USER, visits.VisitShown),
    Route("POST", "/visits/{id}/decline", visits.decline, Who.USER, status=204),
    Route("POST", "/visits/{id}/confirm", visits.confirm, Who.USER, visits.VisitShown),
    Route("POST", "/visits/{id}/arrive", visits.arrive, Who.USER, visits.VisitShown),
    Route("POST", "/visits/{id}/complete", visits.complete, Who.USER, visits.TransactionShown, visits.Done, optional=True),
    Route("POST", "/visits/{id}/cancel", visits.cancel, Who.USER, visits.VisitShown, visits.Reason, optional=True),
    Route("POST", "/visits/{id}/reschedule", visits.reschedule, Who.USER, visits.VisitShown, visits.Moved),
    Route("PUT", "/visits/{id}/tasks", visits.tick, Who.USER, visits.VisitShown, visits.TaskDone),
    Route("PUT", "/visits/{id}/feedback", visits.feedback, Who.USER, takes=visits.FeedbackGiven, status=204),
    Route(
        "GET", "/pals", pals.list_all, Who.ADMIN, pals.PalShown, listed=True,
        query=(Query("status", "Only those in this state", pals.STATUSES),),
    ),
    Route("GET", "/users/{uid}/pal", pals.one, Who.SELF_OR_ADMIN, pals.PalShown),
    Route("PUT", "/users/{uid}/pal", pals.put, Who.SELF, pals.PalShown, pals.PalSaid),
    Route("PUT", "/users/{uid}/pal/approval", pals.decide, Who.ADMIN, pals.PalShown, pals.Decided),
    Route("PUT", "/users/{uid}/pal/pause", pals.pause, Who.SELF_OR_ADMIN, pals.PalShown, pals.Paused),
    Route("GET", "/users/{uid}/home", pals.home, Who.SELF_OR_ADMIN, pals.HomeShown),
    Route("PUT", "/users/{uid}/home", pals.put_home, Who.SELF_OR_ADMIN, pals.HomeShown, pals.HomeSaid),
    Route("GET", "/users/{uid}/ties", pals.ties, Who.SELF, pals.TieShown, listed=True),
    Route("PUT", "/users/{uid}/ties/{id}", pals.put_tie, Who.SELF, takes=pals.TieSaid, status=204),
    Route("DELETE", "/users/{uid}/ties/{id}", pals.remove_tie, Who.SELF, status=204),
    Route("GET", "/users/{uid}/minutes", pals.minutes, Who.SELF_OR_ADMIN, pals.MinutesShown),
    Route("GET", "/users/{uid}/minutes/entries", pals.entries, Who.SELF_OR_ADMIN, pals.EntryShown, listed=True),
    Route("POST", "/users/{uid}/minutes", pals.give, Who.ADMIN, pals.MinutesShown, pals.Gift),
    Route("GET", "/ledger", pals.books, Who.ADMIN, pals.BooksShown),
    #
    Route(
        "POST", "/api/auth/registration", old_visits.register, Who.ANYONE, old_visits.TokenShown, old_visits.Registration,
        201,
    ),
    Route("POST", "/api/auth/session", old_visits.sign_in, Who.ANYONE, old_visits.TokenShown, login.Credentials),
    Route("DELETE", "/api/auth/registration", old_visits.leave, Who.USER, status=204),
    Route("GET", "/api/user", old_visits.me, Who.USER, old_visits.MeShown),
    Route("POST", "/api/visit", old_visits.create, Who.USER, visits.VisitShown, visits.OldVisitWanted, 201),
    Route(
        "GET", "/api/visit", old_visits.list_all, Who.USER, visits.VisitShown, listed=True,
        query=(
            Query("status", "Only those in this state", tuple(old_visits.STATUSES)),
            Query("user_id", "Only those to this user"), Query("pal_id", "Only those made by this pal"),
        ),
    ),
    Route("PUT", "/api/visit/{id}/complete", old_visits.complete, Who.USER, visits.TransactionShown, keyed=True),
    #
    Route("GET", "/livez", health.alive, Who.ANYONE, plain=True, bare=True),
    Route("GET", "/readyz", health.ready, Who.ANYONE, health.HealthTold, plain=True, bare=True),
    #
    Route("GET", "/endpoints", endpoints.list_all, Who.SCOPED, endpoints.EndpointShown, listed=True),
    Route("GET", "/endpoints/{id}", endpoints.one, Who.SCOPED, endpoints.EndpointShown),
    Route(
        "PUT", "/endpoints/{id}", endpoints.limit, Who.SCOPED, endpoints.EndpointShown, endpoints.EndpointLimits,
    ),
    Route("POST", "/endpoints/{id}/enable", endpoints.enable, Who.SCOPED, endpoints.EndpointShown),
    Route("GET", "/occurrences/{id}/attempts", endpoints.attempts, Who.SCOPED, endpoints.AttemptShown, listed=True),
    Route("POST", "/occurrences/{id}/retry", endpoints.retry, Who.SCOPED, endpoints.OccurrenceRetried, told=True),
    Route(
        "POST", "/events/{id}/replay", endpoints.replay, Who.SCOPED, endpoints.Replayed, endpoints.ReplayWanted, optional=True,
        told=True,
    ),
    Route(
        "POST", "/occurrences/replay", endpoints.replay_many, Who.SCOPED, endpoints.Replayed, endpoints.ReplayOfMany, told=True,
    ),
    Route("GET", "/events/{id}/secrets", endpoints.secrets, Who.SCOPED, endpoints.SecretShown, listed=True),
    Route(
        "POST", "/events/{id}/secrets", endpoints.new_secret, Who.SCOPED, endpoints.SecretMade, endpoints.SecretWanted, 201,
        optional=True, told=True,
    ),
    #
    Route("GET", "/ws", live.listen, Who.ANYONE, plain=True, status=101),
    #
    Route("POST", "/webhook/sms", hooks.receive_sms, Who.ANYONE, plain=True, bare=True),
    Route("POST", "/webhook/sms/status", hooks.receive_status, Who.ANYONE, plain=True, bare=True),
    Route("POST", "/webhook/voice", voice.receive_call, Who.ANYONE, plain=True, bare=True),
    Route("POST", "/webhook/voice/answer", voice.receive_answer, Who.ANYONE, plain=True, bare=True),
    Route("POST", "/webhook/voice/status", voice.receive_state, Who.ANYONE, plain=True, bare=True),
    Route("POST", "/webhook/telegram", hooks.receive_telegram, Who.ANYONE, plain=True, bare=True),
)  # fmt: skip


def install(app: web.Application) -> None:
    """Open all doors, under all their names. What is no id does not lead to a door that wants one."""
    for route in ROUTES:
        handler = _guarded(route)
        path = re.sub(r"{(\w*id)}", r"{\1:[0-9A-Fa-f-]{36}}", route.path).replace("{name}", "{name:[^/]+}")
        for start in ("",) if route.bare else ("/v1", ""):
            for end in ("", "/"):
                if route.method == "GET":
                    app.router.add_get(start + path + end, handler)
                else:
                    app.router.add_route(route.method, start + path + end, handler)


def _json(handler: Handler) -> Handler:
    """The same door, for those who read JSON: the predecessor refused the others."""

    async def handle(request: web.Request) -> web.StreamResponse:
        accepted = ",".join(request.headers.getall("Accept", [])) or "*/*"
        if not any(part.partition(";")[0].strip() in _READS_JSON for part in accepted.split(",")):
            raise web.HTTPNotAcceptable
        return await handler(request)

    return handle


_READS_JSON = ("*/*", "application/*", "application/json", "")


def _guarded(route: Route) -> Handler:
    handler = route.handler
    if route.path.startswith("/api/"):
        handler = _json(handler)
    if route.once:
        handler = idempotent.once(handler)
    if route.bare:
        return handler

    async def handle(request: web.Request) -> web.StreamResponse:
        trail.ASKED.set((request[REQUEST_ID], auth.source(request)))
        if route.who is not Who.ANYONE:
            await auth.known(request, route.costs)
            await auth.admit(request, route.who, route.reads, route.told)
        elif not route.free:
            await auth.count(request, None)
        return await handler(request)

    return handle
