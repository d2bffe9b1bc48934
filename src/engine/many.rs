//! Checks many projects side by side.                                                [door: rayon]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::engine::check::{Report, Selection, judge};
use crate::engine::guard::guarded;
use crate::project::Project;
use crate::tree::{Standing, Tree};

/// What the main thread of a program usually has; the parsers of Rust and Python are recursive.
const STACK: usize = 8 << 20;
/// About as often the caller is told how far the work is: each time it is in the way of the work.
const TELLINGS: usize = 64;

/// Why there is no report on a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There is no maturin project in the folder.
    NotFound,
    /// An artifact cannot be read, and why.
    Unreadable(String),
    /// We broke down over it: a bug, and what it said.
    Broken(String),
}

/// What is said of one project.
pub type Answer = Result<Report, Failure>;

/// Checks the projects in `roots`, in as many threads as there are processors; the answers are in their order.
///
/// What several projects share, such as the manifest of their workspace, is judged with the first of them. Now and then
/// `done` is told how many there are, on the thread of the caller; when it returns `false`, the rest is left undone and
/// there is no answer.
pub fn check(
    roots: &[PathBuf],
    selection: &Selection,
    done: &mut dyn FnMut(usize) -> bool,
) -> Option<Vec<Answer>> {
    let standing = Standing::default();
    let one = |root: &Path| {
        let project = Project::read(Tree::beside(root, &standing)).ok_or(Failure::NotFound)?;
        let outcome = judge(&project, selection);
        Ok(Report::new(project, outcome))
    };
    let mut answers = side_by_side(roots, &one, done)?;
    say_once(&mut answers);
    Some(answers)
}

/// What `one` says of each of `roots`; a panic ends only that.
pub(super) fn side_by_side<T: Send>(
    roots: &[PathBuf],
    one: &(dyn Fn(&Path) -> Result<T, Failure> + Sync),
    done: &mut dyn FnMut(usize) -> bool,
) -> Option<Vec<Result<T, Failure>>> {
    let one = |root: &Path| guarded(|| one(root)).unwrap_or_else(|reason| Err(Failure::Broken(reason)));
    let mut answers: Vec<Option<Result<T, Failure>>> = Vec::new();
    answers.resize_with(roots.len(), || None);
    let pool = || rayon::ThreadPoolBuilder::new().stack_size(STACK).build().ok();
    match (roots.len() > 1).then(pool).flatten() {
        Some(pool) => {
            let (stopped, count) = (AtomicBool::new(false), AtomicUsize::new(0));
            let stride = roots.len() / TELLINGS + 1;
            let (sender, receiver) = mpsc::channel();
            pool.in_place_scope(|scope| {
                for (root, answer) in roots.iter().zip(&mut answers) {
                    let (sender, stopped, count, one) = (sender.clone(), &stopped, &count, &one);
                    scope.spawn(move |_| {
                        if stopped.load(Ordering::Relaxed) {
                            return;
                        }
                        *answer = Some(one(root));
                        let count = count.fetch_add(1, Ordering::Relaxed) + 1;
                        if count % stride == 0 {
                            // Nobody listens any more once the work is stopped.
                            let _ = sender.send(count);
                        }
                    });
                }
                drop(sender);
                for count in receiver {
                    if !done(count) {
                        stopped.store(true, Ordering::Relaxed);
                        break;
                    }
                }
            });
            if stopped.into_inner() || !done(roots.len()) {
                return None;
            }
        }
        None => {
            for (index, root) in roots.iter().enumerate() {
                answers[index] = Some(one(root));
                if !done(index + 1) {
                    return None;
                }
            }
        }
    }
    answers.into_iter().collect()
}

/// Takes away what an earlier report says of the same place.
fn say_once(answers: &mut [Answer]) {
    let mut said = BTreeSet::new();
    for Report { tree, outcome, .. } in answers.iter_mut().flatten() {
        outcome.shown.retain(|finding| {
            let path = tree.from_top(&finding.place.path);
            said.insert((path, finding.place.span, finding.rule, finding.message.clone()))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_project() {
        let one = |root: &Path| -> Answer {
            match root.to_str() {
                Some("bad") => panic!("it broke over {}", root.display()),
                _ => Err(Failure::NotFound),
            }
        };
        for roots in [&["bad"][..], &["a", "bad", "b", "bad"]] {
            let roots: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
            let answers = side_by_side(&roots, &one, &mut |_| true).expect("nobody stops it");
            for (root, answer) in roots.iter().zip(answers) {
                let failure = match root.to_str() {
                    Some("bad") => Failure::Broken("it broke over bad".to_owned()),
                    _ => Failure::NotFound,
                };
                assert_eq!(answer.err(), Some(failure));
            }
        }
    }
}
