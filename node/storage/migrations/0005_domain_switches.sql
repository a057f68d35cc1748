-- Schema 5. What domains switched off, and a version that also counts changes of domains: the mail flow's tables are made of both.

CREATE TABLE domain_switch (     -- only what is off: everything is on where nothing is said
  domain TEXT NOT NULL,
  switch INTEGER NOT NULL,       -- domain::FilterSwitch
  PRIMARY KEY (domain, switch)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER domain_added AFTER INSERT ON domain BEGIN
  UPDATE list_version SET version = version + 1;
END;
CREATE TRIGGER domain_changed AFTER UPDATE ON domain BEGIN
  UPDATE list_version SET version = version + 1;
END;
CREATE TRIGGER domain_gone AFTER DELETE ON domain BEGIN
  UPDATE list_version SET version = version + 1;
END;
CREATE TRIGGER domain_switch_off AFTER INSERT ON domain_switch BEGIN
  UPDATE list_version SET version = version + 1;
END;
CREATE TRIGGER domain_switch_on AFTER DELETE ON domain_switch BEGIN
  UPDATE list_version SET version = version + 1;
END;
