"""What Rspamd would have written about a message: symbols with weights and options, the action, and the headers around it."""

from dataclasses import dataclass

LIMIT = 6.0  # the score from which the demo holds mail

# symbol -> (lowest, highest weight, option). `{name}` is filled from the facts of the message.
_EVIDENCE = {
    "BAYES_SPAM": (2.5, 5.1, "{bayes}%"),
    "BAYES_HAM": (-2.9, -1.2, "{bayes}%"),
    "R_SPF_FAIL": (1.0, 1.0, "-all"),
    "R_SPF_SOFTFAIL": (0.1, 0.5, "~all"),
    "R_SPF_ALLOW": (-0.2, -0.2, "+ip4:{ip}"),
    "R_SPF_NA": (0.0, 0.0, "no SPF record"),
    "R_DKIM_ALLOW": (-0.2, -0.2, "{domain}:s=key1"),
    "R_DKIM_REJECT": (1.0, 1.0, "{domain}:s=key1"),
    "R_DKIM_NA": (0.0, 0.0, ""),
    "DMARC_POLICY_ALLOW": (-0.5, -0.5, "{domain},none"),
    "DMARC_POLICY_REJECT": (2.0, 2.0, "{domain} : SPF not aligned (relaxed), No valid DKIM,reject"),
    "DMARC_POLICY_QUARANTINE": (1.5, 1.5, "{domain} : No valid SPF, No valid DKIM,quarantine"),
    "DMARC_NA": (0.0, 0.0, "{domain}"),
    "PHISHING": (3.0, 4.5, "{shown}->{target}"),
    "PHISHED_OPENPHISH": (5.0, 7.0, "{target}"),
    "HTTP_TO_IP": (1.0, 1.0, ""),
    "URL_IN_SUBJECT": (1.0, 1.0, "{target}"),
    "DBL_SPAM": (4.0, 6.5, "{target}:url"),
    "URIBL_BLACK": (3.5, 7.5, "{target}:url"),
    "RBL_SPAMHAUS_XBL": (2.0, 4.0, "{ip}:from"),
    "RBL_SENDERSCORE": (1.0, 2.0, "{ip}:from"),
    "FORGED_SENDER": (0.3, 0.3, "{from},{envelope}"),
    "FROM_NEQ_ENVFROM": (0.0, 0.0, "{from},{envelope}"),
    "FREEMAIL_REPLYTO": (0.9, 2.0, "post.example"),
    "SPOOF_DISPLAY_NAME": (4.0, 6.0, "demo.example,{domain}"),
    "MANY_INVISIBLE_PARTS": (0.3, 1.0, "4"),
    "R_MIXED_CHARSET": (0.6, 2.6, "subject"),
    "SUBJ_ALL_CAPS": (0.8, 2.1, "38"),
    "HTML_SHORT_LINK_IMG_1": (1.5, 2.5, ""),
    "MIME_BAD_EXTENSION": (3.0, 5.0, "{file}"),
    "MIME_DOUBLE_BAD_EXTENSION": (4.0, 6.0, "{file}"),
    "MIME_ARCHIVE_IN_ARCHIVE": (2.5, 4.0, "{file}"),
    "CLAM_VIRUS": (12.0, 15.0, "{virus}"),
    "FUZZY_DENIED": (4.0, 9.0, "1:{fuzzy}:0.93:txt"),
    "BULK_MAILER": (0.8, 1.5, "sendout"),
    "HAS_LIST_UNSUB": (-0.01, -0.01, ""),
    "MAILLIST": (-0.2, -0.1, "generic"),
    "PRECEDENCE_BULK": (0.0, 0.0, ""),
    "HFILTER_HELO_NORES_A_OR_MX": (0.3, 0.5, "{helo}"),
    "HFILTER_HOSTNAME_UNKNOWN": (2.5, 2.5, ""),
    "RDNS_NONE": (1.0, 2.0, ""),
    "MISSING_MID": (2.5, 2.5, ""),
    "INVALID_DATE": (1.5, 1.5, ""),
    "BROKEN_HEADERS": (4.0, 8.0, ""),
    "MV_CASE": (0.5, 0.5, ""),
    "BOUNCE": (-0.1, -0.1, ""),
    "ONCE_RECEIVED": (0.1, 0.2, ""),
    "FROM_HAS_DN": (0.0, 0.0, ""),
    "TO_DN_ALL": (0.0, 0.0, ""),
    "RCPT_COUNT_ONE": (0.0, 0.0, "1"),
    "RCVD_COUNT_TWO": (0.0, 0.0, "2"),
    "ARC_NA": (0.0, 0.0, ""),
    "MIME_TRACE": (0.0, 0.0, "0:+,1:+,2:~"),
    "ASN": (0.0, 0.0, "asn:64500, ipnet:{net}, country:ZZ"),
    "MID_RHS_MATCH_FROM": (0.0, 0.0, ""),
    "BLOCKLISTED_SENDER": (8.0, 8.0, "{from}"),
}
_BACKGROUND = ("FROM_HAS_DN", "TO_DN_ALL", "RCPT_COUNT_ONE", "RCVD_COUNT_TWO", "ARC_NA", "MIME_TRACE", "ASN")
_FORGED = ("R_SPF_FAIL", "R_DKIM_NA", "DMARC_POLICY_REJECT", "FORGED_SENDER", "FROM_NEQ_ENVFROM")
_SIGNED = ("R_SPF_ALLOW", "R_DKIM_ALLOW", "DMARC_POLICY_ALLOW", "MID_RHS_MATCH_FROM")
_UNKNOWN = ("R_SPF_NA", "R_DKIM_NA", "DMARC_NA")

# kind of verdict -> (always, of which some)
_PATTERNS = {
    "spam": (("BAYES_SPAM", *_UNKNOWN), ("RBL_SPAMHAUS_XBL", "RBL_SENDERSCORE", "URIBL_BLACK", "DBL_SPAM", "FUZZY_DENIED", "SUBJ_ALL_CAPS", "R_MIXED_CHARSET",
             "RDNS_NONE", "HFILTER_HELO_NORES_A_OR_MX", "HTML_SHORT_LINK_IMG_1", "MANY_INVISIBLE_PARTS", "ONCE_RECEIVED")),
    "phish": (("PHISHING", *_FORGED), ("PHISHED_OPENPHISH", "DBL_SPAM", "HTTP_TO_IP", "SPOOF_DISPLAY_NAME", "BAYES_SPAM", "RDNS_NONE", "FREEMAIL_REPLYTO")),
    "virus": (("CLAM_VIRUS", "R_SPF_SOFTFAIL", "R_DKIM_NA", "DMARC_NA"), ("MIME_DOUBLE_BAD_EXTENSION", "RBL_SPAMHAUS_XBL", "BAYES_SPAM")),
    "blocked": (("MIME_BAD_EXTENSION", *_SIGNED), ("MIME_ARCHIVE_IN_ARCHIVE", "BAYES_SPAM", "ONCE_RECEIVED", "RDNS_NONE")),
    "newsletter": (("BULK_MAILER", "HAS_LIST_UNSUB", "MAILLIST", "PRECEDENCE_BULK", "BAYES_SPAM", *_SIGNED), ("HTML_SHORT_LINK_IMG_1", "MANY_INVISIBLE_PARTS", "RBL_SENDERSCORE", "FROM_NEQ_ENVFROM")),
    "unsure": (("BAYES_SPAM", "R_SPF_SOFTFAIL", "R_DKIM_NA", "DMARC_NA"), ("RDNS_NONE", "HFILTER_HELO_NORES_A_OR_MX", "MV_CASE", "R_MIXED_CHARSET", "SUBJ_ALL_CAPS", "ONCE_RECEIVED")),
    "forwarded": (("R_SPF_FAIL", "R_DKIM_REJECT", "DMARC_POLICY_QUARANTINE", "FROM_NEQ_ENVFROM", "BAYES_HAM"), ("RDNS_NONE", "HFILTER_HOSTNAME_UNKNOWN", "RBL_SENDERSCORE")),
    "broken": (("BROKEN_HEADERS", "MISSING_MID", *_UNKNOWN), ("INVALID_DATE", "BAYES_SPAM", "RDNS_NONE")),
    "bounce": (("BOUNCE", "BAYES_SPAM", *_UNKNOWN), ("RBL_SENDERSCORE", "RDNS_NONE", "HFILTER_HELO_NORES_A_OR_MX", "FUZZY_DENIED")),
    "listed": (("BLOCKLISTED_SENDER", *_UNKNOWN), ("BAYES_SPAM", "RDNS_NONE")),
}
_AUTH_WORDS = {"R_SPF_ALLOW": "pass", "R_SPF_FAIL": "fail", "R_SPF_SOFTFAIL": "softfail", "R_SPF_NA": "none", "R_DKIM_ALLOW": "pass", "R_DKIM_REJECT": "fail",
               "R_DKIM_NA": "none", "DMARC_POLICY_ALLOW": "pass", "DMARC_POLICY_REJECT": "fail", "DMARC_POLICY_QUARANTINE": "fail", "DMARC_NA": "none"}


@dataclass
class Verdict:
    symbols: list  # (name, weight, option)

    @property
    def score(self):
        return round(sum(weight for _, weight, _ in self.symbols), 2)


def judge(kind, facts, rng):
    """A verdict of that kind with a score at or over the limit: mail under it would not have been held."""
    always, some = _PATTERNS[kind]
    some = list(some)
    rng.shuffle(some)
    wanted = LIMIT + (rng.random() * 2.2 if kind in ("newsletter", "unsure", "forwarded") else rng.expovariate(0.16))
    symbols = [_symbol(name, facts, rng) for name in always]
    while some and sum(weight for _, weight, _ in symbols) < wanted:
        symbols.append(_symbol(some.pop(), facts, rng))
    missing = LIMIT + 0.05 - sum(weight for _, weight, _ in symbols)
    if missing > 0:
        symbols.append(("CONTENT_RULES", round(missing + rng.random() * 0.8, 2), ""))
    symbols += [_symbol(name, facts, rng) for name in _BACKGROUND]
    rng.shuffle(symbols)
    return Verdict(symbols)


def _symbol(name, facts, rng):
    low, high, option = _EVIDENCE[name]
    ham = name == "BAYES_HAM"
    filled = option.format_map({**facts, "bayes": f"{rng.uniform(96, 100):.2f}" if not ham else f"{rng.uniform(85, 99):.2f}",
                                "fuzzy": f"{rng.getrandbits(40):010x}"})
    return name, round(rng.uniform(low, high), 2), filled


def headers(verdict, queue_id, facts):
    """The header lines that the filter adds on top of a held message."""
    lines = ";\r\n\t".join(f"{name}({weight:.2f})[{option}]" for name, weight, option in verdict.symbols)
    found = {name for name, _, _ in verdict.symbols}
    auth = []
    for method, prefix, detail in (("dkim", "R_DKIM", "header.d={domain}"), ("spf", "R_SPF", "smtp.mailfrom={envelope}"), ("dmarc", "DMARC", "header.from={domain}")):
        word = next((_AUTH_WORDS[name] for name in sorted(found) if name.startswith(prefix) and name in _AUTH_WORDS), "none")
        auth.append(f"{method}={word} {detail.format_map(facts)}")
    return (f"X-Spamd-Result: default: True [{verdict.score:.2f} / {LIMIT:.2f}];\r\n\t{lines}\r\n"
            f"X-Rspamd-Queue-Id: {queue_id}\r\nX-Rspamd-Action: add header\r\n"
            "Authentication-Results: mx.demo.example;\r\n\t" + ";\r\n\t".join(auth) + "\r\nX-Spam: Yes\r\n").encode("utf-8")
