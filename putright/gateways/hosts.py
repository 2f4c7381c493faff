"""Whether a host is this machine: what goes there crosses no network."""

from ipaddress import ip_address


def is_this_machine(host: str) -> bool:
    """Whether an address or name is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
