"""A small real issuer of identities (OpenID Connect), over HTTP on this machine."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from putright.gateways import clock

CLIENT, SECRET, KEY = "putright-client", "stub-client-secret", "key-1"


@dataclass
class Issuer:
    """What it says of whoever signs in there; tests change it to see what is refused."""

    address: str = ""
    subject: str = "subject-of-amal"
    email: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    signs_with: Any = None
    says_issuer: str = ""
    algorithm: str = "RS256"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    own_key: Any = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def answer_authorize(self, told: dict[str, str]) -> str:
        """Where the browser is sent after the person signed in there."""
        code = f"code-{len(self.codes)}"
        self.codes[code] = told
        return f"{told['redirect_uri']}?{urlencode({'code': code, 'state': told['state']})}"

    def answer_token(self, told: dict[str, str]) -> dict[str, Any] | None:
        began = self.codes.pop(told.get("code", ""), None)
        if began is None or told.get("client_secret") != SECRET:
            return None
        digest = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != began["code_challenge"]:
            return None
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self._token(began)}

    def _token(self, began: dict[str, str]) -> str:
        now = int(clock.machine().timestamp())
        claims = {
            "iss": self.says_issuer or self.address, "sub": self.subject, "aud": CLIENT,
            "iat": now, "exp": now + 300, "nonce": began.get("nonce", ""), "email": self.email,
            "email_verified": True,
        } | self.claims  # fmt: skip
        key = "x" * 40 if self.algorithm == "HS256" else self.signs_with or self.own_key
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": KEY})

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.says_issuer or self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.own_key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": KEY, "alg": "RS256", "use": "sig"}]}


@contextmanager
def running() -> Iterator[Issuer]:
    """An issuer that answers until the block ends."""
    issuer = Issuer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(issuer))
    issuer.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *told: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, urlsplit(self.path).query
            issuer.asked.append(path)
            if path == "/authorize":
                self.send_response(302)
                told = {name: values[0] for name, values in parse_qs(query).items()}
                self.send_header("Location", issuer.answer_authorize(told))
                self.end_headers()
                return
            answers = {
                "/.well-known/openid-configuration": issuer.discovery,
                "/jwks": issuer.keys,
                "/userinfo": lambda: {"sub": "somebody-else", "email": issuer.email},
            }
            self._send(answers[path]())

        def do_POST(self) -> None:
            issuer.asked.append(urlsplit(self.path).path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(issuer.answer_token({k: v[0] for k, v in parse_qs(body).items()}))

        def _send(self, told: dict[str, Any] | None) -> None:
            body = json.dumps(told or {"error": "invalid_grant"}).encode()
            self.send_response(200 if told else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
