//! What the learner can show to others.

use super::theme::Role;
use super::writer::Writer;
use crate::session::{Certificate, Paragraph};

/// Writes the certificate, and how it comes onto paper.
pub(super) fn lay_certificate(writer: &mut Writer, certificate: &Certificate<'_>) {
    for paragraph in certificate.paragraphs() {
        match paragraph {
            Paragraph::Heading(words) => {
                writer.gap();
                writer.say(words, Role::Heading);
            }
            Paragraph::Text(words) => writer.say(words, Role::Text),
            Paragraph::Entry(words) => writer.within("- ", "  ", |writer| writer.say(words, Role::Text)),
        }
    }
    writer.gap();
    writer.say(certificate.to_print(), Role::Quiet);
}
