//! The paths that programs put into quotes.

use crate::explain::log::Line;

/// The first path that is quoted in a line or in the few above it, in backticks.
pub fn path_near(line: Line<'_>) -> Option<String> {
    const FEW: usize = 6;
    let above = line.above().take(FEW).map(Line::text);
    let found = std::iter::once(line.text()).chain(above).find_map(path)?;
    // Python doubles them.
    Some(format!("`{}`", found.replace("\\\\", "\\")))
}

fn path(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(['`', '\'', '"'])?;
    let (path, _) = rest.split_once(['`', '\'', '"'])?;
    path.contains(['/', '\\']).then_some(path)
}
