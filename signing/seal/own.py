"""Certificates of one's own, for local runs, tests and trials: a root, a signer, a time stamper.

Nobody else trusts them. Whoever runs ACO-MS has a certificate of an authority that others know.
"""

from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Wide, so that a test may have any day.
FROM, UNTIL = datetime(2015, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)
NAMES = ("signer.p12", "stamper.p12", "password", "root.pem", "revoked.crl")
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def make_own(directory: Path) -> None:
    """Write the files of `NAMES`, each readable by the owner alone. What is there is replaced."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    password = token_urlsafe(24)
    root_key = ec.generate_private_key(ec.SECP256R1())
    root_name = _name("ACO-MS local root")
    root = (
        _certificate(root_name, root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .add_extension(_usage(cert_sign=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    signer_key = ec.generate_private_key(ec.SECP256R1())
    signer = (
        _certificate(_name("ACO-MS Signing Event"), root_name, signer_key.public_key())
        .add_extension(_usage(commitment=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    # pyHanko's own time stamper knows RSA only.
    stamper_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    stamper = (
        _certificate(_name("ACO-MS local time stamper"), root_name, stamper_key.public_key())
        .add_extension(_usage(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    crl = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root_name)
        .last_update(FROM)
        .next_update(UNTIL)
        .sign(root_key, hashes.SHA256())
    )
    contents = (
        _p12(signer, signer_key, root, password),
        _p12(stamper, stamper_key, root, password),
        password.encode(),
        root.public_bytes(serialization.Encoding.PEM),
        crl.public_bytes(serialization.Encoding.DER),
    )
    for name, content in zip(NAMES, contents, strict=True):
        part = directory / f".{name}"
        part.touch(mode=0o600)
        part.write_bytes(content)
        part.rename(directory / name)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, commitment: bool = False, cert_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not cert_sign,
        content_commitment=commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=cert_sign,
        crl_sign=cert_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _p12(certificate: x509.Certificate, key: Key, root: x509.Certificate, password: str) -> bytes:
    lock = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"acoms", key, certificate, [root], lock)
