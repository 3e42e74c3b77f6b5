//! Which file of the run a nested stack's template location means.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::FileId;

/// The templates of the run by the last component of their path.
pub(super) struct Templates<'p> {
    paths: &'p [Arc<str>],
    by_name: BTreeMap<&'p str, Vec<FileId>>,
}

impl<'p> Templates<'p> {
    pub(super) fn new(paths: &'p [Arc<str>], templates: impl Iterator<Item = FileId>) -> Self {
        let mut by_name: BTreeMap<&str, Vec<FileId>> = BTreeMap::new();
        for file in templates {
            by_name.entry(file_name(&paths[file.0 as usize])).or_default().push(file);
        }
        Self { paths, by_name }
    }

    /// The file that a location means: a path relative to the parent, or a URL whose path ends like exactly one
    /// file of the run.
    pub(super) fn find(&self, parent: FileId, written: &str) -> Option<FileId> {
        let path = written.split(['?', '#']).next()?;
        let same_name = self.by_name.get(file_name(path))?;
        if !path.contains("://") {
            let relative = join(folder(&self.paths[parent.0 as usize]), path);
            if let Some(exact) = same_name.iter().find(|file| *self.paths[file.0 as usize] == *relative) {
                return Some(*exact);
            }
        }
        let mut best: Vec<FileId> = Vec::new();
        let mut most = 0;
        for file in same_name {
            let common = common_suffix(&self.paths[file.0 as usize], path);
            if common > most {
                (most, best) = (common, Vec::new());
            }
            if common == most {
                best.push(*file);
            }
        }
        match best.as_slice() {
            [single] => Some(*single),
            _ => None,
        }
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// How many components two paths share at their ends.
fn common_suffix(left: &str, right: &str) -> usize {
    left.rsplit('/').zip(right.rsplit('/')).take_while(|(left, right)| left == right).count()
}

fn join(folder: &str, path: &str) -> String {
    let mut components: Vec<&str> = folder.split('/').filter(|component| !component.is_empty()).collect();
    for component in path.split('/') {
        match component {
            "" | "." => {}
            ".." => {
                components.pop();
            }
            component => components.push(component),
        }
    }
    let root = if folder.starts_with('/') { "/" } else { "" };
    format!("{root}{}", components.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_matched_with_files() {
        let paths: Vec<Arc<str>> = ["a/main.yaml", "a/db.yaml", "b/db.yaml", "c/net/vpc.yaml"].map(Arc::from).to_vec();
        let templates = Templates::new(&paths, (0..4).map(FileId));
        let find = |written| templates.find(FileId(0), written).map(|file| file.0);
        assert_eq!(find("./db.yaml"), Some(1));
        assert_eq!(find("../b/db.yaml"), Some(2));
        assert_eq!(find("https://s3.amazonaws.com/bucket/b/db.yaml"), Some(2));
        assert_eq!(find("https://s3.amazonaws.com/bucket/db.yaml"), None);
        assert_eq!(find("/templates/net/vpc.yaml"), Some(3));
        assert_eq!(find("elsewhere.yaml"), None);
    }
}
