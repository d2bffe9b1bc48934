//! The names that `rename_all` gives.                                                 [door: heck]

use heck::{
    ToKebabCase, ToLowerCamelCase, ToShoutyKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase,
};

/// `name` by the rule that is called `rule`; `None` where there is no such rule.
pub(super) fn renamed(name: &str, rule: &str) -> Option<String> {
    Some(match rule {
        "camelCase" => name.to_lower_camel_case(),
        "kebab-case" => name.to_kebab_case(),
        "lowercase" => name.to_lowercase(),
        "PascalCase" => name.to_upper_camel_case(),
        "SCREAMING-KEBAB-CASE" => name.to_shouty_kebab_case(),
        "SCREAMING_SNAKE_CASE" => name.to_shouty_snake_case(),
        "snake_case" => name.to_snake_case(),
        "UPPERCASE" => name.to_uppercase(),
        _ => return None,
    })
}
