#!/usr/bin/env python3
"""Makes the demo key of claimscope: prints the table of src/tokens/demo_key.rs, and with --public the public key.

The key is a multi-prime RSA key (RFC 8017, section 3.2) of 2048 bits with 32 primes of 64 bits, e = 65537. It is public
on purpose: whoever reads the source can sign with it, so its strength does not matter, while 64-bit primes make the
signature a matter of machine words. The seed is fixed: the script prints the same key each time.
"""
import base64
import hashlib
import sys

E = 65537
PRIMES = 32
WORD = 1 << 64
SEED = b"claimscope demo key 2"


def is_prime(n):
    """Miller and Rabin with bases that decide every number below 2^64."""
    bases = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
    if any(n % base == 0 for base in bases):
        return n in bases
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in bases:
        x = pow(base, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def primes():
    """Primes close enough to 2^64 that the product has exactly 2048 bits, each with a private exponent of few bits.

    A private exponent d satisfies E * d = 1 + t * (p - 1); so we take a d with few ones just below t * 2^64 / E, and see
    whether the p that belongs to it is a prime. Squarings and multiplications, and with them the time of a signature, are
    about 60 a prime instead of 96.
    """
    found, counter = [], 0
    while len(found) < PRIMES:
        digest = hashlib.sha256(SEED + counter.to_bytes(4, "big")).digest()
        counter += 1
        # 8.875 = 0b1000.111 is just below t = 9; 2^64 / E is just below 2^48.
        d = 0b1000111 << 45 | 1
        for octet in digest[:3]:
            d |= 1 << 1 + octet % 44
        p, rest = divmod(E * d - 1, 9)
        p += 1
        if not rest and p < WORD and is_prime(p) and p not in found:
            found.append(p)
    return found


def hexadecimal(word):
    """As Clippy wants it: four digits a group."""
    digits = f"{word:016x}"
    return "0x" + "_".join(digits[at:at + 4] for at in range(0, 16, 4))


def main():
    found = primes()
    n = 1
    for p in found:
        n *= p
    assert n.bit_length() == 2048
    if "--public" in sys.argv:
        modulus = n.to_bytes(256, "big")
        exponent = E.to_bytes(3, "big")
        url = lambda octets: base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
        # SubjectPublicKeyInfo (RFC 5280, section 4.1) of an RSA key (RFC 8017, appendix A.1.1), in DER.
        tag = lambda kind, octets: bytes([kind]) + length(len(octets)) + octets
        length = lambda size: bytes([size]) if size < 128 else (
            lambda octets: bytes([0x80 | len(octets)]) + octets)(size.to_bytes((size.bit_length() + 7) // 8, "big"))
        key = tag(0x30, tag(2, b"\0" + modulus) + tag(2, exponent))
        algorithm = bytes.fromhex("300d06092a864886f70d0101010500")
        pem = base64.b64encode(tag(0x30, algorithm + tag(3, b"\0" + key))).decode()
        print("n:", url(modulus), "e:", url(exponent), sep="\n")
        print("-----BEGIN PUBLIC KEY-----")
        print("\n".join(pem[at:at + 64] for at in range(0, len(pem), 64)))
        print("-----END PUBLIC KEY-----")
        return
    before = 1
    for p in found:
        negated_inverse = -pow(p, -1, WORD) % WORD
        radix_squared = WORD * WORD % p
        exponent = pow(E, -1, p - 1)
        # In Montgomery form, so that one multiplication by it both divides and leaves the form.
        coefficient = pow(before, -1, p) * WORD % p
        row = {"p": p, "negated_inverse": negated_inverse, "radix_squared": radix_squared, "exponent": exponent, "coefficient": coefficient}
        print("    Prime { " + ", ".join(f"{name}: {hexadecimal(word)}" for name, word in row.items()) + " },")
        before *= p


main()
