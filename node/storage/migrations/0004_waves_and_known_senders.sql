-- Schema 4: near copies by similarity, each wave once, and senders a mailbox has released before.
-- Why it looks like this: docs/decisions/0017-waves-by-minhash.md.

CREATE TABLE wave (              -- the texts that later mail may be a near copy of; forgotten after two weeks without any
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  domain_id INTEGER NOT NULL,
  sender TEXT NOT NULL,          -- organisational domain of header From
  signature BLOB NOT NULL,       -- of its first message, domain/near_copy.hpp
  last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX wave_by_age ON wave(last_at);
CREATE TABLE wave_band (         -- key: one band of the signature, with domain and sender
  key INTEGER NOT NULL,
  wave_id INTEGER NOT NULL,
  PRIMARY KEY (key, wave_id)
) STRICT, WITHOUT ROWID;

-- 1 on a held message while a newer one of its wave is held in the same mailbox, or domain. Meaningless once it is not held.
ALTER TABLE delivery ADD COLUMN behind_in_recipient INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN behind_in_domain INTEGER NOT NULL DEFAULT 0;
DROP INDEX delivery_wave;
CREATE INDEX delivery_wave_recipient ON delivery(wave_id, recipient_id, status, received_at, id) WHERE wave_id <> '';
CREATE INDEX delivery_wave_domain ON delivery(wave_id, domain_id, status, received_at, id) WHERE wave_id <> '';
UPDATE delivery SET behind_in_recipient = 1 WHERE status = 6 AND wave_id <> '' AND EXISTS (SELECT 1 FROM delivery o
  WHERE o.wave_id = delivery.wave_id AND o.wave_id <> '' AND o.recipient_id = delivery.recipient_id AND o.status = 6
    AND (o.received_at, o.id) > (delivery.received_at, delivery.id));
UPDATE delivery SET behind_in_domain = 1 WHERE status = 6 AND wave_id <> '' AND EXISTS (SELECT 1 FROM delivery o
  WHERE o.wave_id = delivery.wave_id AND o.wave_id <> '' AND o.domain_id = delivery.domain_id AND o.status = 6
    AND (o.received_at, o.id) > (delivery.received_at, delivery.id));

-- Of a wave's held messages the newest leads: whatever comes or goes, only the first two in that order can change.
CREATE TRIGGER wave_joined AFTER INSERT ON delivery WHEN new.status = 6 AND new.wave_id <> '' BEGIN
  UPDATE delivery SET behind_in_recipient = 1 WHERE behind_in_recipient = 0
    AND id IN (new.id, (SELECT id FROM delivery WHERE wave_id = new.wave_id AND wave_id <> '' AND recipient_id = new.recipient_id AND status = 6
      ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET 1))
    AND id <> (SELECT id FROM delivery WHERE wave_id = new.wave_id AND wave_id <> '' AND recipient_id = new.recipient_id AND status = 6
      ORDER BY received_at DESC, id DESC LIMIT 1);
  UPDATE delivery SET behind_in_domain = 1 WHERE behind_in_domain = 0
    AND id IN (new.id, (SELECT id FROM delivery WHERE wave_id = new.wave_id AND wave_id <> '' AND domain_id = new.domain_id AND status = 6
      ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET 1))
    AND id <> (SELECT id FROM delivery WHERE wave_id = new.wave_id AND wave_id <> '' AND domain_id = new.domain_id AND status = 6
      ORDER BY received_at DESC, id DESC LIMIT 1);
END;
CREATE TRIGGER wave_rejoined AFTER UPDATE OF status ON delivery WHEN new.status = 6 AND old.status <> 6 AND new.wave_id <> '' BEGIN
  UPDATE delivery SET behind_in_recipient = (id <> (SELECT id FROM delivery WHERE wave_id = new.wave_id AND wave_id <> ''
      AND recipient_id = new.recipient_id AND status = 6 ORDER BY received_at DESC, id DESC LIMIT 1))
    WHERE id IN (new.id, (SELECT id FROM delivery WHERE wave_id = new.wave_id AND wave_id <> '' AND recipient_id = new.recipient_id AND status = 6
      ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET 1));
  UPDATE delivery SET behind_in_domain = (id <> (SELECT id FROM delivery WHERE wave_id = new.wave_id AND wave_id <> ''
      AND domain_id = new.domain_id AND status = 6 ORDER BY received_at DESC, id DESC LIMIT 1))
    WHERE id IN (new.id, (SELECT id FROM delivery WHERE wave_id = new.wave_id AND wave_id <> '' AND domain_id = new.domain_id AND status = 6
      ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET 1));
END;
CREATE TRIGGER wave_left AFTER UPDATE OF status ON delivery WHEN old.status = 6 AND new.status <> 6 AND old.wave_id <> '' BEGIN
  UPDATE delivery SET behind_in_recipient = 0 WHERE behind_in_recipient = 1 AND id = (SELECT id FROM delivery
    WHERE wave_id = old.wave_id AND wave_id <> '' AND recipient_id = old.recipient_id AND status = 6 ORDER BY received_at DESC, id DESC LIMIT 1);
  UPDATE delivery SET behind_in_domain = 0 WHERE behind_in_domain = 1 AND id = (SELECT id FROM delivery
    WHERE wave_id = old.wave_id AND wave_id <> '' AND domain_id = old.domain_id AND status = 6 ORDER BY received_at DESC, id DESC LIMIT 1);
END;
CREATE TRIGGER wave_gone AFTER DELETE ON delivery WHEN old.status = 6 AND old.wave_id <> '' BEGIN
  UPDATE delivery SET behind_in_recipient = 0 WHERE behind_in_recipient = 1 AND id = (SELECT id FROM delivery
    WHERE wave_id = old.wave_id AND wave_id <> '' AND recipient_id = old.recipient_id AND status = 6 ORDER BY received_at DESC, id DESC LIMIT 1);
  UPDATE delivery SET behind_in_domain = 0 WHERE behind_in_domain = 1 AND id = (SELECT id FROM delivery
    WHERE wave_id = old.wave_id AND wave_id <> '' AND domain_id = old.domain_id AND status = 6 ORDER BY received_at DESC, id DESC LIMIT 1);
END;

CREATE TABLE known_sender (      -- domains of header From of which a mailbox had mail released
  recipient_id INTEGER NOT NULL,
  sender TEXT NOT NULL,          -- the domain as it stands in the address, lower case
  domain_id INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (recipient_id, sender)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_sender_by_domain ON known_sender(domain_id, n, sender);
INSERT INTO known_sender SELECT recipient_id, lower(substr(from_address, instr(from_address, '@') + 1)), domain_id, count(*) FROM delivery
  WHERE status = 8 AND instr(from_address, '@') > 0 GROUP BY 1, 2;
CREATE TRIGGER sender_released AFTER UPDATE OF status ON delivery
  WHEN new.status = 8 AND old.status <> 8 AND instr(new.from_address, '@') > 0 BEGIN
  INSERT INTO known_sender(recipient_id, sender, domain_id, n)
    VALUES (new.recipient_id, lower(substr(new.from_address, instr(new.from_address, '@') + 1)), new.domain_id, 1)
    ON CONFLICT (recipient_id, sender) DO UPDATE SET n = n + 1;
END;

-- The order by time carries the flags too, so that a list with each wave once reads no rows to count or to jump.
DROP INDEX delivery_recipient_received;
DROP INDEX delivery_domain_received;
DROP INDEX delivery_received;
CREATE INDEX delivery_recipient_received
  ON delivery(recipient_id, received_at, id, status, class, seen, score, size_bytes, attachment_count, worth_a_look, behind_in_recipient);
CREATE INDEX delivery_domain_received
  ON delivery(domain_id, received_at, id, status, class, seen, score, size_bytes, attachment_count, worth_a_look, behind_in_domain);
CREATE INDEX delivery_received
  ON delivery(received_at, id, status, class, seen, score, size_bytes, attachment_count, worth_a_look, behind_in_domain);
