//! A parsed file → what it declares, imports and names. Nothing is resolved here.
//!
//! Seen: `use` trees, paths in code and types, paths inside the arguments of macros and attributes, items inside
//! functions, inline modules. What only tests compile is marked. Not seen: what a macro makes of its arguments, methods
//! (their type is named somewhere), links in documentation, the path in `pub(in …)`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::sources::Source;

/// One module: a file's own, or one written inside it.
#[derive(Default)]
pub(crate) struct Module {
    /// Index of its file.
    pub(crate) file: usize,
    /// Names of what it declares, child modules not among them; whether each is a type.
    pub(crate) items: BTreeMap<String, bool>,
    /// Imported names and the paths that they stand for.
    pub(crate) imports: Vec<(String, Vec<String>)>,
    /// Modules whose whole content is imported.
    pub(crate) globs: Vec<Vec<String>>,
}

/// A path as it stands in a file.
pub(crate) struct Reference {
    pub(crate) file: usize,
    /// The module that it stands in.
    pub(crate) module: Vec<String>,
    pub(crate) path: Vec<String>,
    /// Whether only tests compile it.
    pub(crate) is_test: bool,
}

/// A function or method with a body.
pub(crate) struct Function {
    pub(crate) file: usize,
    pub(crate) name: String,
    /// Lines from `fn` to the closing brace.
    pub(crate) lines: usize,
    /// Parameters, the elements of tuples counted one by one, `self` too.
    pub(crate) parameters: usize,
}

/// A struct, enum, union, trait or type alias.
pub(crate) struct TypeName {
    pub(crate) file: usize,
    pub(crate) name: String,
    /// Whether only tests compile it.
    pub(crate) is_test: bool,
}

/// All that was seen in some files.
#[derive(Default)]
pub(crate) struct Scan {
    pub(crate) modules: BTreeMap<Vec<String>, Module>,
    pub(crate) references: Vec<Reference>,
    pub(crate) functions: Vec<Function>,
    pub(crate) types: Vec<TypeName>,
}

/// Scans all files.
pub(crate) fn scan(sources: &[Source]) -> Scan {
    let parse = |source: &Source| {
        let tree = syn::parse_file(&source.text);
        tree.unwrap_or_else(|error| panic!("{}: {error}", source.path))
    };
    let trees: Vec<syn::File> = sources.iter().map(parse).collect();
    let tests = test_files(sources, &trees);
    let mut scan = Scan::default();
    for (file, (source, tree)) in sources.iter().zip(&trees).enumerate() {
        let module = Module {
            file,
            ..Module::default()
        };
        scan.modules.insert(source.module.clone(), module);
        let is_test = tests.contains(&source.module);
        let mut visitor = Visitor {
            scan: &mut scan,
            file,
            module: source.module.clone(),
            test_depth: usize::from(is_test),
            function_depth: 0,
        };
        visitor.visit_file(tree);
    }
    scan
}

/// Modules in files of their own that stand under `#[cfg(test)]`, and the modules below them.
fn test_files(sources: &[Source], trees: &[syn::File]) -> BTreeSet<Vec<String>> {
    let mut tests = BTreeSet::new();
    for (source, tree) in sources.iter().zip(trees) {
        for item in &tree.items {
            if let syn::Item::Mod(item) = item
                && item.content.is_none()
                && is_test_only(&item.attrs)
            {
                let mut module = source.module.clone();
                module.push(item.ident.to_string());
                tests.insert(module);
            }
        }
    }
    let below: Vec<_> = sources
        .iter()
        .map(|source| source.module.clone())
        .filter(|module| (1..module.len()).any(|end| tests.contains(&module[..end])))
        .collect();
    tests.extend(below);
    tests
}

fn is_test_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else {
            return attribute.path().is_ident("test");
        };
        let condition = list.tokens.to_string();
        list.path.is_ident("cfg") && (condition == "test" || condition.starts_with("all (test"))
    })
}

struct Visitor<'a> {
    scan: &'a mut Scan,
    file: usize,
    module: Vec<String>,
    test_depth: usize,
    function_depth: usize,
}

impl Visitor<'_> {
    fn own(&mut self) -> &mut Module {
        self.scan.modules.get_mut(&self.module).unwrap()
    }

    fn refer(&mut self, path: Vec<String>) {
        self.scan.references.push(Reference {
            file: self.file,
            module: self.module.clone(),
            path,
            is_test: self.test_depth > 0,
        });
    }

    /// Paths in the arguments of a macro or an attribute.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end_of_path(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                }
                other => {
                    self.end_of_path(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.end_of_path(&mut path);
    }

    fn end_of_path(&mut self, path: &mut Vec<String>) {
        if !path.is_empty() {
            self.refer(std::mem::take(path));
        }
    }

    fn tree(&mut self, tree: &syn::UseTree, prefix: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.tree(&path.tree, prefix);
                prefix.pop();
            }
            syn::UseTree::Name(name) => self.import(prefix, &name.ident, &name.ident),
            syn::UseTree::Rename(name) => self.import(prefix, &name.ident, &name.rename),
            syn::UseTree::Glob(_) => {
                self.refer(prefix.clone());
                self.own().globs.push(prefix.clone());
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, prefix);
                }
            }
        }
    }

    fn import(&mut self, prefix: &[String], name: &syn::Ident, local: &syn::Ident) {
        let mut path = prefix.to_vec();
        let mut local = local.to_string();
        if name != "self" {
            path.push(name.to_string());
        } else if local == "self" {
            local.clone_from(path.last().unwrap());
        }
        self.refer(path.clone());
        self.own().imports.push((local, path));
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let start = signature.fn_token.span.start().line;
        let end = block.brace_token.span.close().end().line;
        self.scan.functions.push(Function {
            file: self.file,
            name: signature.ident.to_string(),
            lines: end + 1 - start,
            parameters: signature.inputs.iter().map(parameters).sum(),
        });
    }

    fn declare(&mut self, item: &syn::Item) {
        let (name, is_type) = match item {
            syn::Item::Const(item) => (&item.ident, false),
            syn::Item::Static(item) => (&item.ident, false),
            syn::Item::Fn(item) => (&item.sig.ident, false),
            syn::Item::Enum(item) => (&item.ident, true),
            syn::Item::Struct(item) => (&item.ident, true),
            syn::Item::Trait(item) => (&item.ident, true),
            syn::Item::Type(item) => (&item.ident, true),
            syn::Item::Union(item) => (&item.ident, true),
            syn::Item::Macro(item) => match &item.ident {
                Some(name) => (name, false),
                None => return,
            },
            _ => return,
        };
        let name = name.to_string();
        if is_type {
            self.scan.types.push(TypeName {
                file: self.file,
                name: name.clone(),
                is_test: self.test_depth > 0,
            });
        }
        if self.function_depth == 0 {
            *self.own().items.entry(name).or_default() |= is_type;
        }
    }
}

fn parameters(argument: &syn::FnArg) -> usize {
    match argument {
        syn::FnArg::Typed(argument) => elements(&argument.ty),
        syn::FnArg::Receiver(_) => 1,
    }
}

fn elements(kind: &syn::Type) -> usize {
    match kind {
        syn::Type::Tuple(tuple) => tuple.elems.iter().map(elements).sum::<usize>().max(1),
        syn::Type::Reference(inner) => elements(&inner.elem),
        syn::Type::Paren(inner) => elements(&inner.elem),
        _ => 1,
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Const(item) => &item.attrs,
            syn::Item::Enum(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Static(item) => &item.attrs,
            syn::Item::Struct(item) => &item.attrs,
            syn::Item::Trait(item) => &item.attrs,
            syn::Item::Type(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            _ => &Vec::new(),
        };
        let test = usize::from(is_test_only(attributes));
        self.test_depth += test;
        self.declare(item);
        visit::visit_item(self, item);
        self.test_depth -= test;
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let mut module = self.module.clone();
        module.push(item.ident.to_string());
        if item.content.is_none() {
            let has_path = item
                .attrs
                .iter()
                .any(|attribute| attribute.path().is_ident("path"));
            assert!(
                !has_path || self.test_depth > 0,
                "{}: #[path] hides where a module lies",
                module.join("::")
            );
            return;
        }
        let own = Module {
            file: self.file,
            ..Module::default()
        };
        self.scan.modules.insert(module.clone(), own);
        let outer = std::mem::replace(&mut self.module, module);
        let depth = std::mem::take(&mut self.function_depth);
        visit::visit_item_mod(self, item);
        self.function_depth = depth;
        self.module = outer;
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
        self.function_depth += 1;
        visit::visit_item_fn(self, item);
        self.function_depth -= 1;
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        let test = usize::from(is_test_only(&item.attrs));
        self.test_depth += test;
        self.function(&item.sig, &item.block);
        self.function_depth += 1;
        visit::visit_impl_item_fn(self, item);
        self.function_depth -= 1;
        self.test_depth -= test;
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter();
        self.refer(segments.map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    /// The path in `pub(in …)` uses nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}
