"""The outbox and the inbox: what we say, what became of it, and what was said to us."""

from wellcheck.messages import rules
from wellcheck.messages.models import Attempt, Conversation, Delivery, InboundRow, ReceiptRow
from wellcheck.messages.service import (
    About,
    Claim,
    Noted,
    Outcome,
    Question,
    Telling,
    Unreached,
    address_gone,
    claim_due,
    claim_unknown,
    forget_inbound,
    heard,
    note_inbound,
    note_receipts,
    open_questions,
    question,
    record,
    release,
    resolve,
    retry,
    say_elsewhere,
    sweep,
    tell,
    tell_many,
    tell_operators,
    unheard,
    waiting_inbound,
    when_address_gone,
    when_unreachable,
    withdraw,
)
from wellcheck.messages.values import Failed, Inbound, Outgoing, Receipt, Result, Sent, Unknown

__all__ = [
    "About", "Attempt", "Claim", "Conversation", "Delivery", "Failed", "Inbound", "InboundRow", "Noted", "Outcome",
    "Outgoing", "Question", "Receipt", "ReceiptRow", "Result", "Sent", "Telling", "Unknown", "Unreached", "claim_due",
    "claim_unknown", "forget_inbound", "heard", "note_inbound", "note_receipts", "open_questions", "question", "record", "release",
    "resolve", "retry", "rules", "say_elsewhere", "sweep", "tell", "tell_many", "tell_operators", "unheard",
    "address_gone", "waiting_inbound", "when_address_gone", "when_unreachable", "withdraw",
]  # fmt: skip
