//! `curricle certificate`: what a learner can show to others, as a page to print.

use std::path::Path;
use std::sync::Arc;

use super::args::Settings;
use super::exchange::{target, write_to};
use super::{Trouble, learner, open, print};
use crate::app;
use crate::course::LearnerId;
use crate::session::{Holder, MAX_HOLDER, Session};
use crate::store::Stream;

pub(super) fn certificate(
    settings: &Settings,
    name: Option<&str>,
    file: Option<&Path>,
) -> Result<(), Trouble> {
    let holder = name.map(holder).transpose()?;
    let data = open::data_folder(settings)?;
    let course = open::course(settings, &data)?;
    let store = open::store_to_read(&data)?;
    let learner = learner::only(settings, store.as_ref(), course.id.as_str())?;
    let stream = Stream::new(&learner, course.id.as_str()).map_err(Trouble::Name)?;
    let (progress, _) = app::progress(store.as_ref(), &stream)?;
    let session = Session::go_on(Arc::clone(&course), LearnerId::from(learner.as_str()), progress);
    let page = session.certificate(holder).printed();
    match target(file) {
        Some(path) => write_to(path, &page),
        None => print(&page),
    }
}

fn holder(name: &str) -> Result<Holder, Trouble> {
    let wrong = || Trouble::Usage(format!("A name on a certificate has 1 to {MAX_HOLDER} letters."));
    Holder::new(name).ok_or_else(wrong)
}
