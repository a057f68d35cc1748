"""What the delivery log must have of a number of cases, and what it has: one row per copy with its final status."""

import collections

from flow_mail import DELIVERED, HELD, REFUSED, REJECTED

STATUS = {DELIVERED: "delivered", HELD: "quarantined", REJECTED: "rejected", REFUSED: "rejected"}


def wanted_rows(sent):
    """(Message-ID, envelope sender, recipient, status): of a copy that was refused at RCPT only the envelope is known, of others the message."""
    rows = collections.Counter()
    for case in sent:
        for recipient, fate in case.fates.items():
            rows[("", case.letter.sender, recipient, STATUS[fate]) if fate == REFUSED else (case.message_id, "", recipient, STATUS[fate])] += 1
    return rows


def found_rows(api, sent):
    ids = {case.message_id for case in sent}
    senders = {case.letter.sender for case in sent if REFUSED in case.fates.values()}
    rows = collections.Counter()
    for item in api.every_message("")[0]:
        if item["message_id"] in ids:
            rows[(item["message_id"], "", item["recipient"], item["status"])] += 1
        elif not item["message_id"] and item["envelope_from"] in senders:
            rows[("", item["envelope_from"], item["recipient"], item["status"])] += 1
    return rows


def differences(api, sent):
    wanted, found = wanted_rows(sent), found_rows(api, sent)
    return {"missing": wanted - found, "too much": found - wanted}


def trails(api, keys):
    """What the node was told of the rows with these Message-IDs, for the message of a test that failed."""
    ids = {key[0] for key in keys}
    items = [item for item in api.every_message("")[0] if item["message_id"] in ids]
    return [{**{name: item[name] for name in ("id", "queue_id", "status", "recipient", "received_at")},
             "trail": [(event["at"], event["kind"], event.get("source")) for event in api.json(f"/v1/messages/{item['id']}")["trail"]]} for item in items[:6]]
