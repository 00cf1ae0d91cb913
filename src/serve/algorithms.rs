//! What we speak: only what is beyond doubt today.

use std::borrow::Cow;
use std::time::Duration;

use russh::keys::{Algorithm, EcdsaCurve, HashAlg, PrivateKey};
use russh::server::Config;
use russh::{MethodKind, MethodSet, Preferred, SshId, cipher, compression, kex, mac};

/// Curve25519 alone is kept for clients of before 2024; the strict exchange is what stops Terrapin.
const KEX: &[kex::Name] = &[
    kex::MLKEM768X25519_SHA256,
    kex::CURVE25519,
    kex::CURVE25519_PRE_RFC_8731,
    kex::EXTENSION_SUPPORT_AS_SERVER,
    kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
];
/// The host has an Ed25519 key only; the others are what learners' own keys may be signed with.
const KEYS: &[Algorithm] = &[
    Algorithm::Ed25519,
    Algorithm::SkEd25519,
    Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 },
    Algorithm::Ecdsa { curve: EcdsaCurve::NistP384 },
    Algorithm::Ecdsa { curve: EcdsaCurve::NistP521 },
    Algorithm::SkEcdsaSha2NistP256,
    Algorithm::Rsa { hash: Some(HashAlg::Sha512) },
    Algorithm::Rsa { hash: Some(HashAlg::Sha256) },
];
const CIPHERS: &[cipher::Name] = &[
    cipher::CHACHA20_POLY1305,
    cipher::AES_256_GCM,
    cipher::AES_256_CTR,
    cipher::AES_192_CTR,
    cipher::AES_128_CTR,
];
const MACS: &[mac::Name] = &[mac::HMAC_SHA512_ETM, mac::HMAC_SHA256_ETM];
/// Never plain `zlib`, which works before anybody has logged in.
const COMPRESSIONS: &[compression::Name] = &[compression::NONE, compression::ZLIB_LEGACY];

/// Wrong tries before a connection is closed.
const MAX_TRIES: usize = 8;
/// What a client may send ahead of us, in bytes.
const WINDOW: u32 = 64 * 1024;
/// Chunks of input that wait for a session.
const CHUNKS: usize = 16;

/// A client that says nothing for so long is asked whether it is still there.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// What the SSH library is told; `login` is how long logging in may take.
pub(super) fn config(key: PrivateKey, login: Duration) -> Config {
    Config {
        server_id: SshId::Standard(Cow::Borrowed("SSH-2.0-curricle")),
        methods: methods(),
        auth_rejection_time: Duration::from_millis(500),
        auth_rejection_time_initial: Some(Duration::ZERO),
        keys: vec![key],
        window_size: WINDOW,
        channel_buffer_size: CHUNKS,
        preferred: Preferred {
            kex: Cow::Borrowed(KEX),
            key: Cow::Borrowed(KEYS),
            cipher: Cow::Borrowed(CIPHERS),
            mac: Cow::Borrowed(MACS),
            compression: Cow::Borrowed(COMPRESSIONS),
            ..Preferred::default()
        },
        max_auth_attempts: MAX_TRIES,
        inactivity_timeout: None, // It takes our output for activity; `screen` and `lines` mind the learner.
        // It would be sent before anybody has logged in, too, and OpenSSH takes that for an attack.
        keepalive_interval: Some(KEEPALIVE.max(login + Duration::from_secs(1))),
        keepalive_max: 3,
        nodelay: true,
        ..Config::default()
    }
}

/// How somebody can say who they are.
pub(super) fn methods() -> MethodSet {
    MethodSet::from([MethodKind::PublicKey, MethodKind::KeyboardInteractive].as_slice())
}

/// What is left to those who have had all their codes.
pub(super) fn keys_only() -> MethodSet {
    MethodSet::from([MethodKind::PublicKey].as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;
    use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};

    #[test]
    fn nobody_is_asked_whether_they_are_there_before_they_must_be_in() {
        let key = KeypairData::Ed25519(Ed25519Keypair::from_seed(&[1; 32]));
        let key = PrivateKey::new(key, "").unwrap();
        for login in [Duration::from_secs(1), Duration::from_secs(120), Duration::from_secs(3_600)] {
            let config = config(key.clone(), login);
            assert!(config.keepalive_interval.unwrap() > login, "{login:?}");
        }
    }
}
