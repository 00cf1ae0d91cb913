//! What `ssh -C` makes of packets.

use flate2::{Compress, Compression, FlushCompress};

/// One stream of zlib, flushed after each packet.
pub(crate) struct Zip(Compress);

impl Zip {
    /// As OpenSSH begins it.
    pub(crate) fn new() -> Self {
        Self(Compress::new(Compression::new(6), true))
    }

    /// The bytes that go out for a packet.
    pub(crate) fn packet(&mut self, bytes: &[u8]) -> usize {
        if bytes.is_empty() {
            return 0;
        }
        let before = (self.0.total_in(), self.0.total_out());
        let mut out = Vec::with_capacity(bytes.len() * 2 + 1024);
        // OpenSSH flushes with Z_PARTIAL_FLUSH, which takes less than the five bytes of Z_SYNC_FLUSH.
        self.0.compress_vec(bytes, &mut out, FlushCompress::Partial).expect("it compresses");
        assert_eq!(self.0.total_in() - before.0, bytes.len() as u64, "all of it was taken");
        out.len()
    }
}
