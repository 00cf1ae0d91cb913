//! The scenes of a case as they are written, and whether each way through them comes to an end.

use std::collections::BTreeMap;

use crate::source::{Complaint, Fields, Prose, Span, nearest, quoted};
use crate::text;

/// The most scenes of a case.
const MAX_SCENES: usize = 24;
/// The most choices in a scene.
const MAX_CHOICES: usize = 4;
/// The most words in the text of a scene: with its choices it should stand on one screen.
const MAX_SCENE_WORDS: usize = 120;

/// A scene as written; what is missing was complained about.
pub(super) struct Raw {
    id: Option<String>,
    span: Span,
    pub(super) text: Option<Prose>,
    pub(super) choices: Vec<RawChoice>,
    pub(super) end: Option<Prose>,
}

/// A choice as written.
pub(super) struct RawChoice {
    pub(super) text: Option<String>,
    to: Option<(String, Span)>,
    pub(super) because: Option<Prose>,
    pub(super) right: bool,
}

/// Where the choices of each scene lead, and what is wrong with that.
pub(super) struct Ways {
    pub(super) leads: Vec<Vec<Option<usize>>>,
    pub(super) complaints: Vec<Complaint>,
    /// True if each way comes to an end.
    pub(super) sound: bool,
}

impl Raw {
    /// Reads the field `scene`.
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Vec<Self> {
        fields.each("scene", 2..=MAX_SCENES, |fields| Some(Self::read_one(fields)))
    }

    fn read_one(fields: &mut Fields<'_, '_>) -> Self {
        let id = fields.id("id");
        let text = fields.prose("text");
        let words = text.as_ref().map_or(0, |text| text::words(&text.words()));
        if words > MAX_SCENE_WORDS {
            let message = format!("This scene has {words} words, too many.");
            let help = format!("{MAX_SCENE_WORDS} at the most, so that it can be read at a glance.");
            let place = fields.span_of("text");
            fields.complain(Complaint::new(place, message).help(help));
        }
        let least = if fields.has("choices") { 2 } else { 0 };
        let choices = fields.each("choices", least..=MAX_CHOICES, |fields| Some(RawChoice::read(fields)));
        let end = fields.prose_opt("end");
        let both = fields.has("choices") && fields.has("end");
        let neither = !fields.has("choices") && !fields.has("end");
        if both {
            let complaint =
                Complaint::new(fields.span_of("end"), "A scene with `end` cannot have `choices`.");
            fields.complain(complaint.help("Take one of them away."));
        }
        if neither {
            let complaint = Complaint::new(fields.span(), "This scene leads nowhere.");
            let help = "Give it `choices`, or `end`: what there is to learn from this way.";
            fields.complain(complaint.help(help));
        }
        if !choices.is_empty() {
            check_best(fields, &choices);
        }
        Self { id, span: fields.span(), text, choices, end }
    }

    fn name(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }
}

impl RawChoice {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            text: fields.line("text"),
            to: fields.id("to").map(|to| (to, fields.span_of("to"))),
            because: fields.prose("because"),
            right: fields.flag_or("right", false),
        }
    }
}

fn check_best(fields: &mut Fields<'_, '_>, choices: &[RawChoice]) {
    let place = fields.span_of("choices");
    match choices.iter().filter(|choice| choice.right).count() {
        0 => {
            let complaint = Complaint::new(place, "No choice of this scene is the best one.");
            fields.complain(complaint.help("Mark it with `right = true`."));
        }
        1 => {}
        right => {
            let message = format!("{right} choices of this scene are marked as the best one.");
            let help = "Only one can be: each other needs its own `because`.";
            fields.complain(Complaint::new(place, message).help(help));
        }
    }
    for (index, choice) in choices.iter().enumerate() {
        let Some(words) = &choice.text else { continue };
        if choices[..index].iter().any(|other| other.text.as_ref() == Some(words)) {
            let message = format!("The choice `{}` stands here twice.", quoted(words));
            fields.complain(Complaint::new(place, message));
        }
    }
}

/// Finds where each choice leads.
pub(super) fn check(scenes: &[Raw]) -> Ways {
    let mut complaints = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, scene) in scenes.iter().enumerate() {
        let Some(id) = &scene.id else { continue };
        if known.contains_key(id.as_str()) {
            let message = format!("There are two scenes `{id}`.");
            complaints.push(Complaint::new(scene.span, message).help("Each scene has its own `id`."));
        } else {
            known.insert(id, at);
        }
    }
    let named_twice = !complaints.is_empty();
    let mut leads = Vec::new();
    for scene in scenes {
        let to = scene.choices.iter().map(|choice| {
            let (to, span) = choice.to.as_ref()?;
            let found = known.get(to.as_str()).copied();
            if found.is_none() && !named_twice {
                let mut complaint = Complaint::new(*span, format!("There is no scene `{to}`."));
                complaint.help =
                    nearest(to, known.keys().copied()).map(|near| format!("Did you mean `{near}`?"));
                complaints.push(complaint);
            }
            found
        });
        leads.push(to.collect::<Vec<_>>());
    }
    let whole = !named_twice && leads.iter().flatten().all(Option::is_some);
    let circle = circle(&leads);
    if let Some(circle) = &circle {
        complaints.extend(in_a_circle(scenes, circle));
    }
    // A misspelt `to` has its own complaint and would seem to cut off what it should lead to.
    if whole && circle.is_none() {
        complaints.extend(unreached(scenes, &leads));
    }
    Ways { leads, sound: whole && complaints.is_empty(), complaints }
}

fn unreached<'s>(scenes: &'s [Raw], leads: &[Vec<Option<usize>>]) -> impl Iterator<Item = Complaint> + 's {
    let mut reached = vec![false; scenes.len()];
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        let Some(seen) = reached.get_mut(at) else { continue };
        if !std::mem::replace(seen, true) {
            open.extend(leads.get(at).into_iter().flatten().flatten());
        }
    }
    scenes.iter().zip(reached).filter(|(_, reached)| !reached).map(|(scene, _)| {
        let message = format!("No choice leads to the scene `{}`.", scene.name());
        Complaint::new(scene.span, message).help("Lead to it with `to`, or take it away.")
    })
}

/// The scenes of a circle, if there is one.
fn circle(leads: &[Vec<Option<usize>>]) -> Option<Vec<usize>> {
    let mut done = vec![false; leads.len()];
    (0..leads.len()).find_map(|start| circle_from(start, leads, &mut done, &mut Vec::new()))
}

/// Goes on from a scene; `way` is how it was reached. No deeper than there are scenes.
fn circle_from(
    at: usize,
    leads: &[Vec<Option<usize>>],
    done: &mut [bool],
    way: &mut Vec<usize>,
) -> Option<Vec<usize>> {
    if let Some(first) = way.iter().position(|scene| *scene == at) {
        return Some(way[first..].to_vec());
    }
    if done.get(at).copied().unwrap_or(true) {
        return None;
    }
    way.push(at);
    let next = leads.get(at).into_iter().flatten().flatten();
    let found = next.copied().find_map(|next| circle_from(next, leads, done, way));
    way.pop();
    done[at] = true;
    found
}

fn in_a_circle(scenes: &[Raw], circle: &[usize]) -> Option<Complaint> {
    let name = |at: &usize| scenes.get(*at).map_or("", Raw::name);
    let next = circle.iter().cycle().skip(1);
    let steps = circle.iter().zip(next).map(|(from, to)| format!("`{}` to `{}`", name(from), name(to)));
    let message = format!("The scenes lead in a circle: {}.", steps.collect::<Vec<_>>().join(", "));
    let first = circle.first().and_then(|at| scenes.get(*at))?;
    Some(Complaint::new(first.span, message).help("Let each way come to an end."))
}
