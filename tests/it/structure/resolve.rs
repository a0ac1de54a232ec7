//! Paths as they stand in files → the module and file that declare what they name, through imports and re-exports.

use std::collections::BTreeSet;

use super::scan::{Reference, Scan};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A module, as a part of longer paths.
    Module(Vec<String>),
    /// An item that this module declares.
    Item(Vec<String>, String),
    /// Something outside of the crate, by its first segment; a local name is also one.
    Outside(String),
}

/// A use of one file's item in another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Path of what is used.
    pub(crate) item: String,
    pub(crate) is_test: bool,
}

/// The uses between files. A module that is only a part of a path is no use of its file.
pub(crate) fn edges(scan: &Scan, targets: &[Target]) -> BTreeSet<Edge> {
    let mut edges = BTreeSet::new();
    for (reference, target) in scan.references.iter().zip(targets) {
        if let Target::Item(module, name) = target {
            let to = scan.modules[module].file;
            if to != reference.file {
                edges.insert(Edge {
                    from: reference.file,
                    to,
                    item: format!("{}::{name}", module.join("::")),
                    is_test: reference.is_test,
                });
            }
        }
    }
    edges
}

/// What `reference` leads to.
pub(crate) fn target(scan: &Scan, reference: &Reference) -> Target {
    let seen = &mut BTreeSet::new();
    follow(scan, &reference.module, &reference.path, seen)
}

type Seen = BTreeSet<(Vec<String>, String)>;

fn follow(scan: &Scan, module: &[String], path: &[String], seen: &mut Seen) -> Target {
    let first = path[0].as_str();
    let mut at = match first {
        "crate" => Target::Module(vec![module[0].clone()]),
        "qari" => Target::Module(vec![first.to_owned()]),
        "self" => Target::Module(module.to_vec()),
        "super" => Target::Module(parent(module)),
        _ => match lookup(scan, module, first, path.len() == 1, seen) {
            Some(found) => found,
            None => Target::Outside(first.to_owned()),
        },
    };
    for (index, segment) in path.iter().enumerate().skip(1) {
        let Target::Module(inside) = &at else {
            // What is below an item belongs to the item: a variant, an associated function.
            return at;
        };
        if segment == "super" {
            at = Target::Module(parent(inside));
            continue;
        }
        let is_last = index + 1 == path.len();
        // What a macro declares is not seen; it belongs to the module that is named.
        at = lookup(scan, inside, segment, is_last, seen)
            .unwrap_or_else(|| Target::Item(inside.clone(), segment.clone()));
    }
    at
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len() - 1].to_vec()
}

/// `name` as it is known in `module`. An item goes before a module of the same name at the end of a path.
fn lookup(
    scan: &Scan,
    module: &[String],
    name: &str,
    is_last: bool,
    seen: &mut Seen,
) -> Option<Target> {
    let own = scan.modules.get(module)?;
    let mut child = module.to_vec();
    child.push(name.to_owned());
    let child = scan
        .modules
        .contains_key(&child)
        .then_some(Target::Module(child));
    let item = || {
        let is_type = *own.items.get(name)?;
        // Nothing is below a function or a constant.
        (is_last || is_type).then(|| Target::Item(module.to_vec(), name.to_owned()))
    };
    let found = if is_last {
        item().or(child)
    } else {
        child.or_else(item)
    };
    if found.is_some() || !seen.insert((module.to_vec(), name.to_owned())) {
        return found;
    }
    let imported = own
        .imports
        .iter()
        .filter(|(local, _)| local == name)
        .map(|(_, path)| path);
    let mut targets: Vec<Target> = imported
        // `use x::x;` names what is outside, not itself.
        .map(|path| follow(scan, module, path, seen))
        .collect();
    targets.sort_by_key(|target| !matches!(target, Target::Item(..)));
    if let Some(target) = targets.into_iter().next() {
        return Some(target);
    }
    own.globs.iter().find_map(|path| {
        let Target::Module(inside) = follow(scan, module, path, seen) else {
            return None;
        };
        lookup(scan, &inside, name, is_last, seen)
    })
}
