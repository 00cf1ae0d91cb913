//! One learner at one terminal, from the first picture to the last word.

use std::sync::Arc;

use super::channel::{Input, Output, Wishes};
use super::console::{self, Next};
use super::ear::Ear;
use super::hub::Hub;
use super::lines;
use super::lobby::{Chosen, Question, in_lines, on_screen};
use super::screen::{self, Manner, Over};
use super::seats::Place;
use super::voice::Voice;
use crate::class::{CohortId, Role};
use crate::course::LearnerId;
use crate::text::clean_line;

/// What is said to somebody for whom there is nothing to choose from.
const NOTHING: &str = "The courses of your class are not given here. Ask your trainer.";

/// How somebody is shown things, and heard.
enum Way {
    Screen(Manner),
    Lines(Ear),
}

impl Way {
    fn new(wishes: &Wishes) -> Self {
        match wishes.terminal.as_ref().filter(|terminal| terminal.term != "dumb") {
            Some(terminal) => Way::Screen(Manner::new(terminal, wishes)),
            None => Way::Lines(Ear::new(wishes.terminal.is_some())),
        }
    }
}

/// Runs sittings over a channel until somebody leaves, and closes the channel.
pub(super) async fn visit(hub: Arc<Hub>, learner: LearnerId, wishes: Wishes, input: Input, output: Output) {
    let output = Arc::new(output);
    let status = match hub.door.may_work(&learner, hub.now()) {
        Ok(()) => stay(&hub, &learner, &wishes, input, &output).await,
        Err(turned) => refuse(&output, &turned.to_string()).await,
    };
    output.close(status).await;
}

/// Says why nothing is to be seen here; the exit status.
async fn refuse(output: &Output, why: &str) -> u32 {
    // Whoever is gone cannot be told.
    let _ = output.write(format!("{}\r\n", clean_line(why)).into_bytes()).await;
    1
}

/// One course after the other, until it is over; the exit status.
async fn stay(
    hub: &Arc<Hub>,
    learner: &LearnerId,
    wishes: &Wishes,
    mut input: Input,
    output: &Arc<Output>,
) -> u32 {
    let newline = if wishes.terminal.is_some() { "\r\n" } else { "\n" };
    let mut way = Way::new(wishes);
    let (mut before, mut last_choice) = ("", None);
    loop {
        let choices = hub.choices(learner);
        let marked = choices.iter().position(|choice| Some(choice) == last_choice.as_ref()).unwrap_or(0);
        let question = Question { choices: &choices, marked, before };
        let chosen = match (choices.len(), &mut way) {
            (0, _) => return refuse(output, NOTHING).await,
            (1, _) => Chosen::Row(0),
            (_, Way::Screen(manner)) => on_screen(hub, &question, manner, &mut input, output).await,
            (_, Way::Lines(ear)) => in_lines(hub, &question, ear, &mut input, output).await,
        };
        let choice = match chosen {
            Chosen::Row(row) => choices.get(row).cloned(),
            Chosen::Over(over, last) => {
                return end(output, over, last, true, newline).await;
            }
        };
        let Some(choice) = choice else { return refuse(output, NOTHING).await };
        let Some(room) = hub.room(&choice.course) else { return refuse(output, NOTHING).await };
        let place = match hub.sit(learner, room).await {
            Ok(place) => place,
            Err(error) => return refuse(output, &error.to_string()).await,
        };
        let sitting = {
            let (hub, place, output) = (Arc::clone(hub), Arc::clone(&place), Arc::clone(output));
            let cohort = choice.cohort.clone();
            tokio::spawn(async move {
                let ended = sit(&hub, &place, cohort.as_ref(), &mut way, &mut input, &output).await;
                let saved = ended.0 == Over::Gone || place.lay_down(&hub).await;
                (ended, saved, way, input)
            })
        };
        let Ok(((over, last), saved, same_way, same_input)) = sitting.await else {
            return broken(hub, &place, output).await;
        };
        (way, input) = (same_way, same_input);
        // Whoever leaves one of several courses may want another.
        if over != Over::Left || hub.choices(learner).len() < 2 {
            let status = end(output, over, last, saved, newline).await;
            hub.rise(&place).await;
            return status;
        }
        let gone = output.write(last).await.is_err();
        hub.rise(&place).await;
        if gone {
            return 0;
        }
        before = if saved { "Your work is saved. " } else { "NOT all of your work could be saved. " };
        last_choice = Some(choice);
    }
}

/// Says the last words; the exit status.
async fn end(output: &Output, over: Over, mut last: Vec<u8>, saved: bool, newline: &str) -> u32 {
    if over == Over::Gone {
        return 0;
    }
    last.extend_from_slice(over.last_words(saved).as_bytes());
    last.extend_from_slice(newline.as_bytes());
    let _ = output.write(last).await;
    u32::from(!saved)
}

/// After a panic: this seat is not to be trusted, but what was done at it is in the store.
async fn broken(hub: &Arc<Hub>, place: &Arc<Place>, output: &Output) -> u32 {
    let saved = hub.rise(place).await;
    hub.forget(place).await;
    let mut last = screen::closing_bytes();
    let kept = if saved { "Your work is saved." } else { "NOT all of your work could be saved." };
    let words = format!("Something broke here, and it is our fault. {kept} Please log in again.\r\n");
    last.extend_from_slice(words.as_bytes());
    let _ = output.write(last).await;
    1
}

/// One sitting; how it ended, and what is to be sent last.
async fn sit(
    hub: &Hub,
    place: &Arc<Place>,
    cohort: Option<&CohortId>,
    way: &mut Way,
    input: &mut Input,
    output: &Output,
) -> (Over, Vec<u8>) {
    match way {
        Way::Screen(manner) => screens(hub, place, cohort, manner, input, output).await,
        Way::Lines(ear) => {
            let mut voice = Voice::new(hub, place, cohort);
            let (over, words) = lines::talk(hub, Some(place), &mut voice, ear, input, output).await;
            (over, words.into_bytes())
        }
    }
}

/// The full screens: the course, and for a trainer the class before it.
async fn screens(
    hub: &Hub,
    place: &Arc<Place>,
    cohort: Option<&CohortId>,
    manner: &mut Manner,
    input: &mut Input,
    output: &Output,
) -> (Over, Vec<u8>) {
    if hub.registrar.look(|book| book.role(&place.learner)) == Role::Learner {
        return screen::show(hub, place, manner, input, output).await;
    }
    loop {
        let last = match console::show(hub, place, cohort, manner, input, output).await {
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
