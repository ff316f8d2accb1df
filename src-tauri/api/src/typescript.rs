//! The TypeScript file of the pages (`ui/src/api/types.ts`): every shape and the table of commands.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

use crate::command::{COMMANDS, How, others};

/// Declarations of the types that were named, by name.
pub(crate) struct Gather {
    /// 64-bit integers are numbers: none of ours comes near 2^53.
    pub(crate) config: Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl Gather {
    fn new() -> Self {
        Self {
            config: Config::new().with_large_int("number"),
            seen: HashSet::new(),
            declarations: BTreeMap::new(),
        }
    }

    /// Adds a type and all that it is made of.
    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() || !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        let text = laid_out(&format!(
            "{}export {}",
            T::docs().unwrap_or_default(),
            T::decl(&self.config)
        ));
        self.declarations.insert(T::ident(&self.config), text);
        T::visit_dependencies(self);
    }
}

impl TypeVisitor for Gather {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// The text of `ui/src/api/types.ts`.
pub fn typescript() -> String {
    let mut gather = Gather::new();
    let mut table = String::new();
    for command in COMMANDS {
        let (args, result) = ((command.args)(&mut gather), (command.result)(&mut gather));
        let long = command.how == How::Long;
        // Writing to a text can't fail.
        let _ = writeln!(table, "  /**{} */", command.doc);
        let _ = writeln!(
            table,
            "  {}: {{ args: {args}; result: {result}; long: {long} }};",
            command.name
        );
    }
    others(&mut gather);
    let declarations: Vec<String> = gather.declarations.into_values().collect();
    format!(
        "// Made from src-tauri/api by `cargo run -p taizhang-api --example types`. Do not edit.\n\n{}\n\n\
         /** Every command with its arguments and its result; a long one answers TaskStarted at once. */\n\
         export interface Commands {{\n{table}}}\n",
        declarations.join("\n\n")
    )
}

/// A declaration with one line per field, comments of one line on one line.
fn laid_out(declaration: &str) -> String {
    let mut text = String::new();
    let mut comment: Option<Vec<&str>> = None;
    let mut inside = false;
    for line in declaration.lines().map(str::trim) {
        let indent = if inside { "  " } else { "" };
        match (&mut comment, line) {
            (None, "/**") => comment = Some(vec![]),
            (Some(lines), "*/") => {
                let _ = match lines.as_slice() {
                    [one] => writeln!(text, "{indent}/** {one} */"),
                    more => writeln!(
                        text,
                        "{indent}/**\n{indent} * {}\n{indent} */",
                        more.join(&format!("\n{indent} * "))
                    ),
                };
                comment = None;
            }
            (Some(lines), _) => lines.push(line.trim_start_matches('*').trim_start()),
            (None, "") => {}
            (None, _) => {
                let end = line.strip_suffix(", };").filter(|_| inside);
                let _ = writeln!(
                    text,
                    "{indent}{}",
                    end.map_or(line.to_owned(), |field| format!("{field},"))
                );
                if end.is_some() {
                    text.push_str("};\n");
                }
                inside |= line.ends_with('{');
            }
        }
    }
    text.trim_end().to_owned()
}
