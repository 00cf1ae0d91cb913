//! The channel to one client: what comes in, in order; what goes out, one piece at a time.

use russh::ChannelWriteHalf;
use russh::server::Msg;
use tokio::sync::mpsc;

/// What came from a client.
#[derive(Debug)]
pub(super) enum Came {
    /// Bytes that were typed or piped in.
    Bytes(Vec<u8>),
    /// The window has another size, in columns and rows.
    Size(u16, u16),
    /// Nothing will be typed any more.
    End,
}

/// What is known of the client's terminal; there is none if it asked for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Terminal {
    /// Its name, as in `TERM`.
    pub(super) term: String,
    /// Its columns and rows.
    pub(super) size: (u16, u16),
}

/// What a client asked for before its session began.
#[derive(Clone, Debug, Default)]
pub(super) struct Wishes {
    pub(super) terminal: Option<Terminal>,
    /// `LANG`, `LC_*`, `COLORTERM` and `NO_COLOR`, as far as they were sent.
    pub(super) environment: Vec<(String, String)>,
}

/// The way in.
pub(super) type Input = mpsc::Receiver<Came>;

/// The way out. It takes one piece after the other and waits for a client that is slow to read.
pub(super) struct Output {
    channel: ChannelWriteHalf<Msg>,
}

/// The client is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gone;

impl Output {
    pub(super) fn new(channel: ChannelWriteHalf<Msg>) -> Self {
        Self { channel }
    }

    /// Sends bytes; done once the client's window has taken them.
    pub(super) async fn write(&self, bytes: Vec<u8>) -> Result<(), Gone> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.channel.data_bytes(bytes).await.map_err(|_| Gone)
    }

    /// Says how it ended, as a shell would, and closes. A client that is gone is told nothing.
    pub(super) async fn close(&self, status: u32) {
        let _ = self.channel.exit_status(status).await;
        let _ = self.channel.eof().await;
        let _ = self.channel.close().await;
    }
}
