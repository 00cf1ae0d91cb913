//! One learner at one terminal, from the first picture to the last word.

use std::sync::Arc;

use super::channel::{Input, Output, Wishes};
use super::console::{self, Next};
use super::hub::Hub;
use super::lines;
use super::screen::{self, Manner, Over};
use super::seats::Place;
use crate::class::Role;
use crate::course::LearnerId;
use crate::text::clean_line;

/// Runs a sitting over a channel until it ends, and closes the channel.
pub(super) async fn visit(hub: Arc<Hub>, learner: LearnerId, wishes: Wishes, input: Input, output: Output) {
    let output = Arc::new(output);
    if let Err(turned) = hub.door.may_work(&learner, hub.now()) {
        // Whoever is gone cannot be told.
        let _ = output.write(format!("{turned}\r\n").into_bytes()).await;
        return output.close(1).await;
    }
    let place = match hub.sit(&learner).await {
        Ok(place) => place,
        Err(error) => {
            let words = format!("{}\r\n", clean_line(&error.to_string()));
            // Whoever is gone cannot be told.
            let _ = output.write(words.into_bytes()).await;
            return output.close(1).await;
        }
    };
    let inner = {
        let (hub, place, output) = (Arc::clone(&hub), Arc::clone(&place), Arc::clone(&output));
        tokio::spawn(async move { sit(&hub, &place, &wishes, input, &output).await })
    };
    let status = match inner.await {
        Ok(status) => {
            hub.rise(&place).await;
            status
        }
        Err(_) => {
            // A panic: this seat is not to be trusted, but what was done at it is in the store.
            let saved = hub.rise(&place).await;
            hub.forget(&place).await;
            let mut last = screen::closing_bytes();
            let kept = if saved { "Your work is saved." } else { "NOT all of your work could be saved." };
            let words = format!("Something broke here, and it is our fault. {kept} Please log in again.\r\n");
            last.extend_from_slice(words.as_bytes());
            let _ = output.write(last).await;
            1
        }
    };
    output.close(status).await;
}

/// The full screens: the course, and for a trainer the class before it.
async fn screens(
    hub: &Hub,
    place: &Arc<Place>,
    manner: Manner,
    input: &mut Input,
    output: &Output,
) -> (Over, Vec<u8>) {
    let trainer = &place.learner;
    if hub.registrar.look(|book| book.role(trainer)) == Role::Learner {
        return screen::show(hub, place, manner, input, output).await;
    }
    loop {
        let last = match console::show(hub, place, manner, input, output).await {
            (Next::Over(over), last) => return (over, last),
            (Next::Course, last) => last,
        };
        if output.write(last).await.is_err() {
            return (Over::Gone, Vec::new());
        }
        match screen::show(hub, place, manner, input, output).await {
            // Whoever leaves the course is back in the class.
            (Over::Left, last) => {
                if output.write(last).await.is_err() {
                    return (Over::Gone, Vec::new());
                }
            }
            ended => return ended,
        }
    }
}

/// Returns the exit status.
async fn sit(hub: &Hub, place: &Arc<Place>, wishes: &Wishes, mut input: Input, output: &Output) -> u32 {
    let full = wishes.terminal.as_ref().filter(|terminal| terminal.term != "dumb");
    let (over, mut last) = match full {
        Some(terminal) => screens(hub, place, Manner::new(terminal, wishes), &mut input, output).await,
        None => {
            let echo = wishes.terminal.is_some();
            let (over, words) = lines::talk(hub, place, echo, &mut input, output).await;
            (over, words.into_bytes())
        }
    };
    if over == Over::Gone {
        return 0;
    }
    let saved = place.lay_down(hub).await;
    let newline = if wishes.terminal.is_some() { "\r\n" } else { "\n" };
    last.extend_from_slice(over.last_words(saved).as_bytes());
    last.extend_from_slice(newline.as_bytes());
    let _ = output.write(last).await;
    u32::from(!saved)
}
