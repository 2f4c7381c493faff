"""Log lines: one JSON object each, with ids and verbs from a list and nothing else (R13)."""

import json
import logging

FIELDS = ("reference", "actor", "landlord", "what", "case", "status", "method", "route")


class Lines(logging.Formatter):
    """Writes a record's level, logger, short message and allowed fields; never a request's text."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"level": record.levelname, "from": record.name, "says": self._says(record)}
        line |= _of_request(getattr(record, "request", None))
        line |= {name: str(getattr(record, name)) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            line["raised"] = record.exc_info[0].__name__
            line["at"] = _where(record.exc_info)
        return json.dumps(line, ensure_ascii=True)

    def _says(self, record: logging.LogRecord) -> str:
        # The message of ours is a constant; of a library's, the words before anything filled in.
        if record.name.startswith("putright"):
            return record.getMessage()
        # What Django refuses it logs with the text of the fault, which holds what was sent.
        is_fault = record.name.startswith("django.security") or isinstance(record.msg, Exception)
        return "refused" if is_fault else str(record.msg)[:200]


def _of_request(request: object) -> dict[str, str]:
    """Which request it was, by its reference; the route is our own pattern, not what was asked."""
    actor = getattr(request, "actor", None)
    match = getattr(request, "resolver_match", None)
    told = {
        "reference": getattr(request, "reference", ""),
        "method": getattr(request, "method", ""),
        "route": match.route if match else "",
        "actor": str(actor.user_id) if actor else "",
        "landlord": str(actor.landlord_id) if actor else "",
    }
    return {name: value for name, value in told.items() if value}


def _where(exc_info: object) -> str:
    trace = exc_info[2] if isinstance(exc_info, tuple) else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
