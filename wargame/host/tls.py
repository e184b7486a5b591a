"""Encryption without an authority: a host makes its own certificate, and the line to join has its digest.

The client compares the digest after the handshake and before it sends PIN or token, so that somebody between
the two learns neither. Needs the extra `[tls]` on the host; a client needs nothing.
"""

from __future__ import annotations

import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from wargame.errors import UsageError, WargameError
from wargame.host.identity import write_private

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from websockets.asyncio.client import ClientConnection

SHOWN = 20
"""Hex digits of the digest in the line to join: 80 bits, out of reach of who wants another certificate."""

YEARS = 2


class WrongHost(WargameError):
    """Whoever answered is not the host whose digest was given; nothing secret was sent."""

    code = "host.certificate"


def server_side(folder: Path) -> tuple[ssl.SSLContext, str]:
    """What a host encrypts with, made once and kept in its state folder, and the digest to tell.

    Raises UsageError without the extra `[tls]` or where the folder cannot be written.
    """
    path = folder / "certificate.pem"
    try:
        if not path.exists():
            write_private(path, _made())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(path)
        pem = path.read_text(encoding="ascii")
    except OSError as error:
        raise UsageError(f"{path}: cannot be used: {error}") from error
    certificate = pem[pem.index("-----BEGIN CERTIFICATE-----") :]
    return context, digest_of(ssl.PEM_cert_to_DER_cert(certificate))


def digest_of(certificate: bytes) -> str:
    """The part of a certificate's SHA-256 that is told, in hex."""
    return hashlib.sha256(certificate).hexdigest()[:SHOWN]


def client_side(digest: str) -> tuple[ssl.SSLContext, Callable[[ClientConnection], None]]:
    """What a client encrypts with, and the check that the host is the one of this digest."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the digest decides, and it is looked at before anything is sent

    def check(socket: ClientConnection) -> None:
        wire = socket.transport.get_extra_info("ssl_object")
        shown = wire.getpeercert(binary_form=True) if wire is not None else None
        if shown is None or digest_of(shown) != digest:
            raise WrongHost("whoever answers is not the host of that line; nothing was sent")

    return context, check


def _made() -> str:
    """A key and a certificate signed by it, as PEM."""
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError as error:
        raise UsageError("--tls needs the extra: pip install 'wargame-ttx[tls]'") from error
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "wargame host")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode() + certificate.public_bytes(serialization.Encoding.PEM).decode()
