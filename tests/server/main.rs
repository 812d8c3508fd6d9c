//! The language server as an editor meets it: the built program, over its standard input and output.

mod article;
mod client;
mod completion;
mod edits;
mod everywhere;
mod faults;
mod features;
mod lifecycle;
mod navigation;
mod outline;
mod rename;
mod settings;
mod tokens;
mod workspace_symbols;
