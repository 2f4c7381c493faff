"""What to try when a mail server says no: told from its own words, which are shown beside it."""

import re

from putright.kit.say import _

ADVICE = (
    (
        r"authenticationfailed|invalid credentials|login failed|logon failure|\b53[05]\b|auth",
        _("The server does not take this user name with this password. Type both again. Some "
          "providers want a password made for this one purpose (an “app password”), or IMAP to be "
          "switched on first."),
    ),
    (
        r"name or service not known|nodename|no address|name resolution|getaddrinfo",
        _("There is no server of that name. Look for a slip in the server's name."),
    ),
    (
        r"certificate",
        _("The server's certificate does not fit its name, or is out of date. Use the name that "
          "stands in the certificate, or ask whoever runs the server to renew it."),
    ),
    (
        r"wrong_version_number|unknown protocol|starttls|ssl|handshake",
        _("The server does not speak the chosen kind of safe connection on this port. Port 993 "
          "goes with TLS from the start, port 143 with STARTTLS."),
    ),
    (
        r"refused|unreachable",
        _("Nothing answers on that port of the server. Look at the port, and ask whether a "
          "firewall lets this service through."),
    ),
    (
        r"timed? ?out|timeout",
        _("The server does not answer in time. A firewall between it and this service is the "
          "most likely cause; look at the port too."),
    ),
    (
        r"nonexistent|doesn't exist|does not exist|unknown mailbox|no such mailbox|folder",
        _("There is no such folder. Most servers call the first one INBOX."),
    ),
    (
        r"\b55[0-9]\b|relay|not permitted|denied|spf|dmarc",
        _("The server does not let this service send under this address. Ask whoever runs your "
          "mail to allow it."),
    ),
    (
        r"another key|cannotopen",
        _("The key that sealed the password is not here. Type the password again."),
    ),
)  # fmt: skip
"""The first that fits is told."""
OTHERWISE = _("Show these words to whoever runs your mail: they say what the server did not like.")


def what_to_try(said: str) -> str:
    """Advice for a server's words; nothing for nothing."""
    if not said:
        return ""
    return next((words for like, words in ADVICE if re.search(like, said, re.I)), OTHERWISE)
